#!/bin/sh
# Includes only point down the house: base <- shim, glass, language <- record <- indexer, query; and the rooms of indexer/ and
# query/ are in order too. Only shim/ knows Xapian.
set -eu
cd "$1"
wrong=0

# allowed FOLDER FOLDER...: the folders that the first may include.
allowed() {
    folder=$1; shift
    for file in "$folder"/*.[ch] "$folder"/*.cc "$folder"/*.hh "$folder"/*.def; do
        [ -e "$file" ] || continue
        for included in $(sed -n 's|^#include "\([a-z/]*\)/[^/]*"$|\1|p' "$file" | sort -u); do
            case " $folder $* " in
            *" $included "*) ;;
            *) echo "$file includes $included/, which $folder/ may not"; wrong=1 ;;
            esac
        done
    done
}
allowed base
allowed shim base
allowed glass base
allowed language base
allowed record language base

# A room may include those before it in its list, unless it is told otherwise.
rooms() {
    house=$1 below=$2; shift 2
    for room in "$@"; do
        allowed "$house/$room" $below
        below="$below $house/$room"
    done
    allowed "$house" $below
}
rooms indexer "record language glass shim base" common decode page html readers facts ledger containers builder workers
known="record language glass shim base query"
allowed query/match $known
allowed query/parse $known
allowed query/plan $known query/match query/parse
allowed query/print $known query/plan
allowed query/log $known
allowed query/cgi $known
allowed query/document $known query/match query/parse query/plan
allowed query/templates $known
allowed query/interfaces $known query/cgi query/print
allowed query/page $known query/cgi query/print query/document query/interfaces query/log query/templates
allowed query/concordance $known query/plan query/print
allowed query/command $known query/print query/concordance
allowed query/serve $known query/cgi query/page query/log
allowed query $known query/match query/parse query/plan query/print query/cgi query/page query/concordance query/document query/command query/serve query/log

unknown=$(git ls-files 'indexer/*/*' 'query/*/*' 2>/dev/null | sed 's|/[^/]*$||' | sort -u | while read -r room; do
    case $room in
    indexer/common|indexer/decode|indexer/page|indexer/html|indexer/readers|indexer/facts|indexer/ledger) ;;
    indexer/containers|indexer/builder|indexer/workers|query/match|query/parse|query/plan|query/print|query/cgi|query/interfaces|query/templates|query/page|query/concordance|query/document|query/command|query/serve|query/log) ;;
    *) echo "$room" ;;
    esac
done)
[ -z "$unknown" ] || { echo "rooms that this test does not know: $unknown"; wrong=1; }

if find base language record indexer query shim/*.h tests -name '*.[ch]' | xargs grep -lE '#include *<xapian'; then
    echo "the files above include Xapian's headers: only shim/*.cc and shim/*.hh may"; wrong=1
fi
catches=$(grep -cE '\bcatch *\(' shim/*.cc shim/*.hh | awk -F: '$2 > 0 { print $1 }')
[ "$catches" = shim/guard.cc ] || { echo "exceptions are caught in: $catches; only shim/guard.cc may"; wrong=1; }
exit $wrong
