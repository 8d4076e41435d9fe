# What every test of the programs begins with: . "$(dirname "$0")/lib.sh"
# A test is called with the source folder and the folder of the programs. It works in a temporary folder of its own.
set -eu

source_dir=$1 bin_dir=$2
tests_dir=$source_dir/tests/cli
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
PATH=$bin_dir:$PATH
export PATH LC_ALL=C.UTF-8 NO_COLOR=1 SOURCE_DATE_EPOCH=1302652800
unset DEPECHE_INDEX DEPECHE_AUTHORITY LANGUAGE || true
ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
export ASAN_OPTIONS
ln -s "$source_dir/corpus" corpus

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect STATUS COMMAND...: runs it, with output in ./out and messages in ./err.
expect() {
    wanted=$1
    shift
    got=0
    "$@" >out 2>err || got=$?
    [ "$got" -eq "$wanted" ] || { cat out err >&2; fail "exit status $got, not $wanted: $*"; }
}

# sample_index: the index of the sample releases, in ./index.
sample_index() {
    expect 0 depeche-index rebuild --index index corpus/releases corpus/reports
}

# steady FILE: takes out of an output what is different each time: durations, sizes.
steady() {
    sed -E 's/[0-9]+(\.[0-9]+)? (ms|s)$/TIME/; s/; [0-9.]+ s$/; TIME/; s/[0-9.]+ (kB|MB|GB)/SIZE/g' "$1"
}

# golden NAME FILE: the file is as tests/cli/golden/NAME says; UPDATE_GOLDEN=1 writes it anew.
golden() {
    steady "$2" >steady-output
    if [ -n "${UPDATE_GOLDEN:-}" ]; then
        cp steady-output "$tests_dir/golden/$1"
    fi
    diff -u "$tests_dir/golden/$1" steady-output >&2 || fail "the output is not as golden/$1"
}

# same_text FILE <EXPECTED: like golden, with the expected text in the test.
same_text() {
    cat >expected-text
    diff -u expected-text "$1" >&2 || fail "$1 is not as expected"
}
