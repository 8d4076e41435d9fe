#!/bin/sh
# Manual pages are well made, name every option of --help, and their examples run as they stand.
. "$(dirname "$0")/lib.sh"

# To mandoc the section of the name is called NAME in every language.
for page in "$source_dir"/docs/man/*.[1-8] "$source_dir"/docs/man/fr/*.[1-8]; do
    mandoc -Tlint -W warning "$page" >lint || true
    grep -vE 'first section is not "NAME"|description line outside NAME section' lint >&2 && fail "$page"
    if command -v man >/dev/null && man --warnings -l "$page" >/dev/null 2>lint; then
        [ ! -s lint ] || { cat lint >&2; fail "$page"; }
    fi
done

# The long options of a help text or a manual page's list of options. French pages come with them one by one.
for program in depeche-index depeche-query; do
    expect 0 $program --help
    sed -nE 's/^ +(-., )?--([a-z-]+).*/\2/p' out | sort >helped
    [ -s helped ] || fail "$program --help names no options"
    for page in "$source_dir/docs/man/$program.1" "$source_dir/docs/man/fr/$program.1"; do
        [ -e "$page" ] || continue
        sed -n '/^.Sh OPTIONS/,/^.Sh [^O]/p' "$page" | sed -nE 's/^\.It .*Fl \\-([a-z-]+).*/\1/p' | sort >documented
        diff -u helped documented >&2 || fail "$page: --help and the manual page name different options"
    done
done

# Examples: every .Dl line of EXAMPLES, those of the indexer first, which make the index of the others.
sample_index
mv index demo.index
cp -R demo.index fresh.index
export DEPECHE_INDEX=demo.index
for page in depeche-index.1 fr/depeche-index.1 depeche-query.1 fr/depeche-query.1; do
    sed -nE '/^.Sh EX(A|E)MPLES/,/^.Sh [^E]/p' "$source_dir/docs/man/$page" | sed -n 's/^\.Dl //p' | sed 's/\\(aq/'"'"'/g; s/\\(cq/’/g; s/\\-/-/g; s/\\e/\\/g; s/\\&//g' >examples
    [ -s examples ] || fail "$page has no examples"
    case $page in *depeche-index.1) rm -rf demo.index && cp -R fresh.index demo.index ;; esac # which counts generations
    while IFS= read -r example; do
        sh -c "$example" >out 2>err || { cat err >&2; fail "example of $page: $example"; }
    done <examples
done
