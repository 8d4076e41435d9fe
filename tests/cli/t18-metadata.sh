#!/bin/sh
# Sidecars and a table override what is found; a change of either has the document read again.
. "$(dirname "$0")/lib.sh"

mkdir archive
printf '<title>One</title><p>March 12, 2001 - Ministers met in Lima.' >archive/one.html
printf 'Two\n\nMinisters met in Quito.\n' >archive/two.txt
printf '{"title":"Stated","date":"14 avril 2009","kind":"report","countries":["HT"]}' >archive/one.html.meta.json
printf 'path,goals,period\r\narchive/two.txt,security,2007-04..2008-03\r\n' >table.csv
expect 0 depeche-index rebuild --index index --metadata table.csv archive
grep -q '^2 files: 2 added' err || fail "a sidecar is no document: $(cat err)"
expect 0 depeche-query --index index --format json --kind report Stated
jq -e '.hits[0] | .title == "Stated" and .date == "2009-04-14"' out >/dev/null || fail "sidecar: $(cat out)"
expect 0 depeche-query --index index --goal security Quito
expect 0 depeche-index update --index index --metadata table.csv archive
grep -q ' 2 unchanged' err || fail "nothing has changed: $(cat err)"

printf '{"title":"Restated"}' >archive/one.html.meta.json
expect 0 depeche-index update --index index --metadata table.csv archive
grep -q ' 1 changed, 1 unchanged' err || fail "the sidecar has changed: $(cat err)"
expect 0 depeche-query --index index Restated
printf 'path,goals\r\narchive/two.txt,identity\r\n' >table.csv
expect 0 depeche-index update --index index --metadata table.csv archive
grep -q ' 1 changed, 1 unchanged' err || fail "the table has changed: $(cat err)"

# Said where from; a bad sidecar is told, and its document read.
expect 0 depeche-index extract archive/one.html
jq -e '.title == "Restated"' out >/dev/null || fail "one file alone: $(cat out)"
printf '{"title":' >archive/one.html.meta.json
expect 0 depeche-index extract archive/one.html
jq -e '.title == "One" and (.warnings[0] | startswith("archive/one.html.meta.json: "))' out >/dev/null || fail "bad sidecar: $(cat out)"
expect 2 depeche-index extract --metadata none.csv archive
printf 'path,tittle\n' >table.csv
expect 2 depeche-index extract --metadata table.csv archive
grep -q 'the column "tittle" is no field' err || fail "$(cat err)"

expect 0 depeche-index extract --explain archive/two.txt
grep -q '^  encoding    UTF-8 (valid UTF-8; nothing was declared)$' out || fail "explain: $(cat out)"
expect 2 depeche-index rebuild --index index --explain archive

# A scan is found by the title that somebody states for it; without one, it is rejected.
rm -rf archive && mkdir archive
cp "$source_dir/tests/fixtures/formats/scanned.pdf" archive
expect 1 depeche-index rebuild --index index archive
grep -q '^rejected: archive/scanned.pdf: holds no text: 2 scanned pages$' err || fail "a scan: $(cat err)"
printf '{"date":"2009-04-14"}' >archive/scanned.pdf.meta.json
expect 1 depeche-index update --index index archive
printf '{"title":"Décret sur les acacias","date":"2009-04-14","language":"fr"}' >archive/scanned.pdf.meta.json
expect 0 depeche-index update --index index --report ledger.jsonl archive
expect 0 depeche-query --index index --format json acacia
jq -e '.hits[0] | .uri == "archive/scanned.pdf" and .date == "2009-04-14" and .language == "fr" and .page == null' out >/dev/null || fail "stated: $(cat out)"
jq -e '.status == "indexed" and .mime == "application/pdf" and .warnings == "holds no text: 2 scanned pages"' ledger.jsonl >/dev/null || fail "ledger: $(cat ledger.jsonl)"
