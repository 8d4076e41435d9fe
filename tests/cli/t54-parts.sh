#!/bin/sh
# Updates beside the base, hidden documents, folding, shards: whatever an index consists of, it answers the same.
. "$(dirname "$0")/lib.sh"

cp -r corpus/releases archive
answers() {
    for query in haiti ministre '"earthquake in"' écol* 'country:haiti' 'date:2009..2010'; do
        depeche-query --index "$1" --format jsonl --limit 100 "$query" |
            python3 -c 'import json, sys; print(sorted(json.loads(line)["source"] for line in sys.stdin))' || true
    done
    depeche-query --index "$1" --limit 0 --facets || true
}
expect 0 depeche-index rebuild --index one archive
expect 0 depeche-index rebuild --index many --shards 3 archive
[ "$(ls -d many/generations/000001/database-*)" = "many/generations/000001/database-0
many/generations/000001/database-1
many/generations/000001/database-2" ] || fail "shards: $(ls many/generations/000001)"
[ "$(grep -c '^auto ' many/current)" -eq 3 ] || fail "the stub: $(cat many/current)"

change=0
for fold in never never always; do
    change=$((change + 1))
    file=$(grep -l '<h1>' archive/*.html | sed -n "$((change * 7))p")
    sed -i 's/<h1>/<h1>Haiti encore: /' "$file"
    rm "$(ls archive/*.html | sed -n "$((change * 5))p")"
    cp corpus/reports/"$(ls corpus/reports | sed -n "${change}p")" archive/
    for index in one many; do
        expect 0 depeche-index update --index $index --fold $fold archive
        expect 0 depeche-index verify --quiet --index $index
    done
    expect 0 depeche-index rebuild --index fresh archive
    answers fresh >wanted
    for index in one many; do
        answers $index >given
        diff -u wanted given >&2 || fail "change $change: $index does not answer like a new index"
    done
done
[ "$(ls -d one/generations/000004/database-*)" = "one/generations/000004/database-0" ] || fail "not folded"
[ ! -e one/generations/000004/hidden ] || fail "documents are hidden after folding"
expect 2 depeche-index update --index many --shards 2 archive
grep -q "has 3 shards" err || fail "$(cat err)"

# Tables that did not change are the same files.
expect 0 depeche-index rebuild --index one archive
sed -i 's/<h1>/<h1>Une fois de plus: /' "$(grep -l '<h1>' archive/*.html | head -n 1)"
expect 0 depeche-index update --index one --fold never archive
[ one/generations/000005/database-0/position.glass -ef one/generations/000006/database-0/position.glass ] ||
    fail "an unchanged table was copied"
expect 0 depeche-index status --index one
grep -q "^beside      1 database of updates; 1 document replaced or gone" out || fail "status: $(cat out)"

# What is gone may stay.
rm "$(grep -l '<h1>' archive/*.html | head -n 1)"
expect 0 depeche-index update --index one --keep-gone archive
grep -q "nothing to publish" err && grep -q "1 gone and kept" err || fail "keep-gone: $(cat err)"

# A file of which only the time has changed is as it was.
touch archive/*
expect 0 depeche-index update --index one --keep-gone archive
grep -q " 0 changed, " err && grep -q "nothing to publish" err || fail "touched files: $(cat err)"
