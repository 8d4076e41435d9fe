#!/bin/sh
# run.sh SOURCE-FOLDER PROGRAM-FOLDER WORK-FOLDER [TEST-FILE...]: install the test tools beside the build, index the sample
# releases, and run the tests against a lighttpd of our own.
set -eu

source_dir=$1 bin_dir=$2 work=$3
shift 3
mkdir -p "$work"
cp "$source_dir"/tests/web/*.mjs "$source_dir"/tests/web/package*.json "$work"
cd "$work"

# Installed once for each lock file: the test runs often, the packages change seldom.
lock=$(cksum <package-lock.json)
if [ "$(cat installed 2>/dev/null || true)" != "$lock" ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    echo "$lock" >installed
fi

ln -sfn "$source_dir/corpus" corpus
rm -rf sample.index
DEPECHE_AUTHORITY=$source_dir/corpus/authority
export DEPECHE_AUTHORITY
"$bin_dir/depeche-index" rebuild --quiet --index sample.index corpus/releases corpus/reports

cat >depeche.conf <<EOF
index = sample.index
name_en = News releases
name_fr = Communiqués
link_prefix = corpus/ -> /corpus/
EOF
: >favicon.ico # a browser asks for it, of the site and not of us

DEPECHE_CGI=$bin_dir/depeche.cgi
DEPECHE_CORPUS=$source_dir/corpus
export DEPECHE_CGI DEPECHE_CORPUS
if [ "${1:-}" = --program ]; then # not a test
    shift
    exec node "$@"
fi
[ $# -gt 0 ] || set -- *.test.mjs
exec node --test --test-concurrency=2 "$@"
