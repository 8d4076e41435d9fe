#!/bin/sh
# A long file of lines is read by all workers, and what comes out is in the order of its lines, whatever their number.
. "$(dirname "$0")/lib.sh"

awk 'BEGIN {
    for (line = 1; line <= 3000; line++) {
        if (line % 1000 == 0) print "no record"
        else if (line % 501 == 0) print ""
        printf "{\"id\": \"r%d\", \"title\": \"Communiqu\\u00e9 num\\u00e9ro %d\", \"date\": \"2009-04-14\", \"text\": \"", line, line
        for (word = 0; word < 40; word++) printf "mot%d ", (line * word) % 977
        print "fin.\"}"
    }
}' >lines.jsonl
[ "$(wc -c <lines.jsonl)" -gt 600000 ] || fail "the file is too short to be cut"

expect 1 depeche-index extract --jobs 1 lines.jsonl
mv out one
for jobs in 2 3; do
    expect 1 depeche-index extract --jobs $jobs lines.jsonl
    cmp -s one out || fail "$jobs workers give other records than one"
done
python3 - out <<'EOF'
import json, sys

records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert [r["uri"] for r in records] == [f"r{n}" for n in range(1, 3001)]
lines = open("lines.jsonl", encoding="utf-8").read().split("\n")
for record in records:
    number = int(record["member"].removeprefix("line "))
    assert json.loads(lines[number - 1])["id"] == record["uri"], record["member"]
EOF
grep -q 'line 1[0-9]*.*no JSON' err || fail "the bad lines are not told"

expect 1 depeche-index rebuild --quiet --index index --jobs 3 lines.jsonl
expect 0 depeche-query --index index --format json 'numéro 2999'
grep -q '"r2999"' out || fail "the last lines are not found"
touch lines.jsonl
expect 0 depeche-index update --index index lines.jsonl
