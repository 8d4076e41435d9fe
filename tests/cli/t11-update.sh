#!/bin/sh
# An update reads what is new or changed, takes out what is gone, and leaves the rest.
. "$(dirname "$0")/lib.sh"

mkdir archive
for n in 1 2 3; do
    printf 'Title number %s\n\nThe minister spoke in Dakar of project number%s.\n' $n $n >archive/$n.txt
done
summary() {
    steady err | sed 's/; generation.*//'
}
expect 0 depeche-index update --index index archive
[ "$(summary)" = "3 files: 3 added, 0 changed, 0 unchanged, 0 gone, 0 rejected" ] || fail "first update: $(cat err)"

expect 0 depeche-index update --index index archive
[ "$(summary)" = "3 files: 0 added, 0 changed, 3 unchanged, 0 gone, 0 rejected; nothing to publish; TIME" ] ||
    fail "an update of nothing: $(cat err)"

rm archive/1.txt
printf 'Title number 2\n\nThe minister spoke in Lima.\n' >archive/2.txt
printf 'Title number 4\n\nThe minister was silent.\n' >archive/4.txt
expect 0 depeche-index update --index index archive
[ "$(summary)" = "3 files: 1 added, 1 changed, 1 unchanged, 1 gone, 0 rejected" ] || fail "third update: $(cat err)"
expect 0 depeche-query --index index --format jsonl minister
[ "$(wc -l <out)" -eq 3 ] || fail "three documents are left: $(cat out)"
expect 1 depeche-query --index index number1
expect 1 depeche-query --index index number2
expect 0 depeche-query --index index Lima

# What came from elsewhere stays.
mkdir other
printf 'Elsewhere\n\nA release from elsewhere.\n' >other/a.txt
expect 0 depeche-index update --index index other
[ "$(summary)" = "1 file: 1 added, 0 changed, 0 unchanged, 0 gone, 0 rejected" ] || fail "other source: $(cat err)"
expect 0 depeche-query --index index Lima
xapian-check index/generations/000003/database-0 >check 2>&1 || { cat check; fail "xapian-check found errors"; }

# The last two generations stay, no more.
[ "$(ls index/generations)" = "000002
000003" ] || fail "generations: $(ls index/generations)"

# A long file of lines is read in parts; that only its time is another is no change, that a line is one.
mkdir lines
for n in $(seq 3000); do
    printf '{"id":"line%s","title":"Line %s","text":"%s"}\n' $n $n \
        "The minister spoke of the bridge over the river, of the road to it and of what both will cost the country."
done >lines/long.jsonl
for shards in 1 3; do
    expect 0 depeche-index rebuild --index lines-$shards --shards $shards lines
    touch -d '2031-02-03 04:05' lines/long.jsonl
    expect 0 depeche-index update --index lines-$shards lines
    [ "$(summary)" = "1 file: 0 added, 0 changed, 1 unchanged, 0 gone, 0 rejected; nothing to publish; TIME" ] ||
        fail "only the time of a long file moved: $(cat err)"
    touch lines/long.jsonl
done
sed -i 's/"Line 17"/"Mine 17"/' lines/long.jsonl
expect 0 depeche-index update --index lines-1 lines
expect 0 depeche-query --index lines-1 Mine
