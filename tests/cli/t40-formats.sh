#!/bin/sh
# Formats of an answer: JSON, JSON lines, CSV, TSV, TREC; counts; exit statuses.
. "$(dirname "$0")/lib.sh"
sample_index
export DEPECHE_INDEX=index

expect 0 depeche-query --format json --facets --histogram --limit 1000 --country Haïti
jq -e '.version == 1 and .total == (.hits | length) and (.facets | length) >= 4 and (.histogram | length) >= 1' out >/dev/null ||
    fail "json: $(head -c 2000 out)"
jq -e '.hits[0] | has("uri") and has("title") and has("date") and has("language") and has("kind") and
       has("countries") and has("goals") and has("snippet")' out >/dev/null || fail "a hit lacks a key"
total=$(jq .total out)
for format in jsonl csv tsv trec; do
    expect 0 depeche-query --format $format --limit 1000 --country Haïti
    lines=$(wc -l <out)
    case $format in csv | tsv) lines=$((lines - 1)) ;; esac
    [ "$lines" -eq "$total" ] || fail "$format has $lines hits, not $total"
done
expect 0 depeche-query --format csv --limit 1000 --country Haïti
python3 -c '
import csv, sys
rows = list(csv.DictReader(open("out", encoding="utf-8-sig", newline="")))
assert rows and all(r["uri"] and r["title"] for r in rows), rows[:1]
assert not any(v[:1] in "=+-@\t\r" for r in rows for v in r.values() if v), "a cell a spreadsheet would run"
'
printf 't1\thealth brigade\nt2\tschools in Haiti: what (and "how")?\n' >topics
expect 0 depeche-query --topics topics --format trec --limit 5
[ "$(cut -d' ' -f1 out | sort -u | tr '\n' ' ')" = "t1 t2 " ] || fail "topics: $(cat out)"

expect 1 depeche-query xyzzyplugh
expect 2 depeche-query --index nowhere sante
grep -q nowhere err || fail "the missing index is not named"
expect 2 depeche-query --format nonsense sante
