#!/bin/sh
# The exit status says whether more was rejected than may be; the ledger keeps its form.
. "$(dirname "$0")/lib.sh"

mkdir archive
for i in 1 2 3 4 5 6 7 8; do printf 'Release %s\n\nMinisters met in Lima.\n' $i >archive/$i.txt; done
: >archive/empty.txt
printf '\001\002\003\000\377\376' >'archive/=program'
expect 1 depeche-index extract archive
expect 1 depeche-index extract --reject-threshold 1 archive
expect 0 depeche-index extract --reject-threshold 2 archive
expect 0 depeche-index extract --reject-threshold 20% archive
expect 1 depeche-index extract --reject-threshold 19.9% archive
for bad in '' x 1x -1 101% 5%%; do expect 2 depeche-index extract --reject-threshold "$bad" archive; done

expect 1 depeche-index rebuild --index index --report ledger.csv archive
head -c 4 ledger.csv | grep -q '^sour' || fail "header: $(head -1 ledger.csv)"
[ "$(wc -l <ledger.csv)" -eq 11 ] || fail "a row a document: $(cat ledger.csv)"
grep -q "^archive/=program,,,rejected,binary," ledger.csv || fail "binary: $(cat ledger.csv)"
expect 2 depeche-index rebuild --index index --report ledger.txt archive
grep -q 'ends in .csv or .jsonl' err || fail "$(cat err)"
expect 2 depeche-index rebuild --index index --report none/ledger.csv archive
