#!/bin/sh
# Canaries: nothing is published that does not answer the librarian's questions.
. "$(dirname "$0")/lib.sh"

mkdir archive
printf 'Schools in Haiti\n\nThe minister opened a school.\n' >archive/a.txt
printf 'Forests in Peru\n\nThe minister planted a tree.\n' >archive/b.txt
printf '# what visitors look for\n\nschools haiti\tarchive/a.txt\nminister\tb.txt\t2\nforest\t!a.txt\n' >canaries.tsv
expect 0 depeche-index update --index index --canary canaries.tsv archive
expect 0 depeche-query --index index school

rm archive/b.txt
expect 2 depeche-index update --index index --canary canaries.tsv archive
grep -q '^canary: canaries.tsv, line 4: "minister" does not find b.txt among its first 2$' err || fail "$(cat err)"
grep -q "nothing was published" err || fail "$(cat err)"
expect 0 depeche-query --index index forest
expect 0 depeche-index verify --index index
[ "$(ls -A index | tr '\n' ' ')" = "current generations lock " ] || fail "left: $(ls -A index)"
[ "$(ls index/generations)" = "000001" ] || fail "left: $(ls index/generations)"

printf 'minister\t!a.txt\n' >canaries.tsv
expect 2 depeche-index update --index index --canary canaries.tsv archive
grep -q '"minister" finds a.txt among its first 10' err || fail "$(cat err)"
printf 'minister\n' >canaries.tsv
expect 2 depeche-index update --index index --canary canaries.tsv archive
grep -q "canaries.tsv, line 1: no document after the query" err || fail "$(cat err)"
printf 'minister\ta.txt\tsoon\n' >canaries.tsv
expect 2 depeche-index update --index index --canary canaries.tsv archive
printf '' >canaries.tsv
expect 2 depeche-index update --index index --canary canaries.tsv archive
grep -q "asks nothing" err || fail "$(cat err)"
expect 2 depeche-index update --index index --canary nowhere.tsv archive
printf 'minister\ta.txt\n' >canaries.tsv
expect 0 depeche-index update --index index --canary canaries.tsv archive
expect 1 depeche-query --index index forest
