#!/bin/sh
# The examples of depeche-query-language(7) find as many documents as it says, in both languages; it names every field
# and operator.
. "$(dirname "$0")/lib.sh"
sample_index
export DEPECHE_INDEX=index

for page in "$source_dir/docs/man/depeche-query-language.7" "$source_dir/docs/man/fr/depeche-query-language.7"; do
    sed -n 's/^\.It Li "\(.*\)" Pq \([0-9]*\)$/\2 \1/p' "$page" | sed 's/\\(dq/"/g; s/\\(aq/'"'"'/g; s/\\(ti/~/g; s/\\-/-/g' >examples
    [ "$(wc -l <examples)" -ge 35 ] || fail "$page has few examples"
    while read -r count query; do
        expect 0 depeche-query --all --format json --limit 0 "$query"
        found=$(jq .total out)
        [ "$found" -eq "$count" ] || fail "$page: “$query” finds $found documents, not $count"
    done <examples
    for name in title titre goal but country pays about sur date covers couvre language langue kind genre OR OU AND ET NOT SAUF NEAR SAME MÊME; do
        grep -qw -- "$name" "$page" || fail "$page does not name $name"
    done
done
[ "$(grep -c '^\.It Li' "$source_dir/docs/man/depeche-query-language.7")" -eq "$(grep -c '^\.It Li' "$source_dir/docs/man/fr/depeche-query-language.7")" ] ||
    fail "the two languages have not the same items"
