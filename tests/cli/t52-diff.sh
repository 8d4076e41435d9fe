#!/bin/sh
# diff tells what was added, removed and changed between two generations.
. "$(dirname "$0")/lib.sh"

release() { # FILE TITLE TEXT
    printf '<html lang="en"><title>%s</title><h1>%s</h1><p>%s</p></html>\n' "$2" "$2" "$3" >"archive/$1"
}
mkdir archive
for n in 1 2 3; do
    release $n.html "Title number $n" "The minister spoke in Dakar of project number$n."
done
for fold in never always; do
    expect 0 depeche-index update --index $fold archive
done
rm archive/1.html
release 2.html "Another title" "The minister spoke in Lima of project number2."
release 4.html "Title number 4" "The minister was silent."
for fold in never always; do
    expect 0 depeche-index update --index $fold --fold $fold archive
    expect 0 depeche-index diff --index $fold 1 2
    sed 's/, made .*//' out >told
    grep -v -e '^         ' told >documents
    same_text documents <<EOF
from generation 1: 3 documents
to   generation 2: 3 documents
removed  archive/1.html  Title number 1
changed  archive/2.html
added    archive/4.html  Title number 4
1 added, 1 removed, 1 changed, 1 the same
EOF
    grep -q "^         title: Title number 2 -> Another title$" told || fail "the title: $(cat told)"
    grep -q "^         countries: SN -> PE$" told || fail "the countries: $(cat told)"
done
mv never index
expect 0 depeche-index diff --index index --format jsonl 1 2
python3 - <<'EOF' || fail "JSON lines: $(cat out)"
import json
lines = [json.loads(line) for line in open("out", encoding="utf-8")]
assert [line["change"] for line in lines] == ["removed", "changed", "added", None], lines
assert lines[1]["facts"]["title"] == {"from": "Title number 2", "to": "Another title"}, lines[1]
assert lines[1]["source"] == "archive/2.html" and lines[1]["member"] is None
assert lines[3] == {"change": None, "added": 1, "removed": 1, "changed": 1, "same": 1}, lines[3]
EOF
expect 0 depeche-index diff --index index 2 2
tail -n 1 out | grep -q "^0 added, 0 removed, 0 changed, 3 the same$" || fail "with itself: $(cat out)"
expect 2 depeche-index diff --index index 1
expect 2 depeche-index diff --index index 1 9
