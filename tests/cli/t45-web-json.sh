#!/bin/sh
# The web page's JSON and CSV are those of depeche-query, byte for byte.
. "$(dirname "$0")/lib.sh"
sample_index
export DEPECHE_INDEX=index
cgi=$(command -v depeche.cgi)

# web QUERY-STRING: the response's body in ./web, its head in ./head.
web() {
    REQUEST_METHOD=GET QUERY_STRING=$1 DEPECHE_CONF= SCRIPT_FILENAME= HTTP_ACCEPT_LANGUAGE=en "$cgi" </dev/null >response
    sed '/^\r$/q' response >head
    sed '1,/^\r$/d' response >web
    head -1 head | grep -q "^Status: ${2:-200} " || fail "$1: $(head -1 head)"
}

# same QUERY-STRING STATUS OPTION...: both answer alike.
same() {
    web "$1&format=json"
    shift
    status=$1
    shift
    expect "$status" depeche-query --format json --facets --histogram "$@"
    cmp out web || fail "$*: $(diff out web | head -c 2000)"
}
same 'q=haiti' 0 --limit 10 haiti
same 'q=%C3%A9cole&country=HT&country=CA' 0 --country HT --country CA école
same 'goal=solidarity&from=2005&page=2' 0 --goal solidarity --from=2005 --offset=10
same 'q=haiti&language=fr&kind=release&sort=oldest&hits=3' 0 --language=fr --kind=release --sort=oldest --limit=3 haiti
same 'q=haiti+zeppelin+school' 0 --limit 10 'haiti zeppelin school'
same 'q=haiti+zeppelin+school&match=any' 0 --any --limit 10 'haiti zeppelin school'
same 'q=xyzzy&country=HT' 1 --country HT --limit 10 xyzzy

web 'q=haiti&format=csv'
expect 0 depeche-query --format csv --limit 1000 haiti
cmp out web || fail "csv: $(diff out web | head -c 2000)"
grep -q '^Content-Disposition: attachment; filename="[a-z]*\.csv"' head || fail "no file name: $(cat head)"
