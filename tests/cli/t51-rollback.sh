#!/bin/sh
# Generations: how many stay, going back and forth, what status says, prune.
. "$(dirname "$0")/lib.sh"

mkdir archive
publish() {
    printf 'Title\n\nThe minister spoke of project%s.\n' "$1" >archive/a.txt
    expect 0 depeche-index update --index index "$2" archive
}
expect 2 depeche-index rollback --index index
[ ! -e index ] || fail "a rollback made an index"
publish one --keep=3
expect 2 depeche-index rollback --index index
grep -q "there is no generation before 1" err || fail "$(cat err)"
publish two --keep=3
publish three --keep=3
expect 0 depeche-index status --index index
grep -q "^generation  3" out && [ "$(grep -c '^kept ' out)" -eq 2 ] || fail "status: $(cat out)"

expect 0 depeche-index rollback --index index
grep -q "generation 2 is published again: 1 documents; generation 3 stays until the next run" out || fail "$(cat out)"
expect 0 depeche-query --index index projecttwo
expect 0 depeche-index verify --index index all
expect 0 depeche-index status --index index
grep -q "kept        generation 3 (rolled back)" out || fail "status: $(cat out)"
expect 0 depeche-index rollback --index index 3
expect 0 depeche-query --index index projectthree
expect 2 depeche-index rollback --index index 3
expect 0 depeche-index rollback --index index 1
expect 0 depeche-query --index index projectone
expect 0 depeche-index verify --index index

# The next run goes on after the newest one; what was served and what is served stay.
publish four --keep=2
[ "$(ls index/generations | tr '\n' ' ')" = "000001 000004 " ] || fail "generations: $(ls index/generations)"
expect 0 depeche-query --index index projectfour
publish five --keep=3
expect 0 depeche-index prune --index index
[ "$(cat out)" = "1 generation removed; generation 5 is published" ] || fail "prune: $(cat out)"
expect 0 depeche-index prune --keep 1 --index index
[ "$(ls index/generations)" = "000005" ] || fail "generations: $(ls index/generations)"
expect 0 depeche-index verify --index index

# Nobody goes back to what is damaged.
publish six --keep=2
printf X >>index/generations/000005/lexicon
expect 2 depeche-index rollback --index index
grep -q "damaged: lexicon: has" err || fail "$(cat err)"
expect 0 depeche-query --index index projectsix

# Pruned after going back, numbers are not used again.
publish seven --keep=2
expect 0 depeche-index rollback --index index
expect 0 depeche-index prune --keep 1 --index index
expect 0 depeche-index verify --index index
publish eight --keep=2
[ "$(ls index/generations | tr '\n' ' ')" = "000006 000008 " ] || fail "generations: $(ls index/generations)"
