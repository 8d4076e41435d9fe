#!/bin/sh
# verify checks a whole index, and tells what is damaged.
. "$(dirname "$0")/lib.sh"

sample_index
expect 0 depeche-index verify --index index
sed -E 's/[0-9.]+ (kB|MB)/SIZE/; s/[0-9]+/N/g' out >told
same_text told <<EOF
generation  N
files       N, SIZE, as they were written
tables      N database, no errors
lexicon     N entries
names       N entries
twins       N entries
sample      N documents searched, all found
EOF
expect 0 depeche-index verify --quiet --index index all
[ ! -s out ] || fail "quiet verify says: $(cat out)"
expect 2 depeche-index verify --index index 7
grep -q "there is no generation 7" err || fail "no such generation: $(cat err)"
expect 2 depeche-index verify --index index x
expect 2 depeche-index verify --index nowhere

damaged() {
    expect 2 depeche-index verify --index bad
    grep -q "$1" err || fail "verify does not tell of $1: $(cat err)"
    rm -rf bad
    cp -r index bad
}
cp -r index bad
printf X | dd of=bad/generations/000001/database-0/docdata.glass bs=1 seek=5000 conv=notrunc 2>/dev/null
damaged "damaged: generation 1: database-0/docdata.glass: is not what was written"
rm bad/generations/000001/twins
damaged "twins: is missing"
echo >bad/generations/000001/more
damaged "more: is not in the manifest"
sed -i 's/^documents .*/documents 3/' bad/generations/000001/manifest
damaged "manifest"
echo "auto generations/000001/database-0" >>bad/current
damaged "current"
sed -i 's/^auto .*/auto elsewhere/' bad/current
damaged "current"
