#!/bin/sh
# What was understood, what to do where little is found, paragraphs, spelling, suggestions, and all of it in French.
. "$(dirname "$0")/lib.sh"
sample_index
export DEPECHE_INDEX=index

# total QUERY...: how many documents.
total() {
    got=0
    depeche-query --format json --limit 0 "$@" >counted || got=$?
    [ "$got" -le 1 ] || fail "depeche-query $*"
    jq .total counted
}

# Paragraphs: what SAME finds is what has both words, and not the other way round.
cat >three.jsonl <<'EOF'
{"uri": "a", "title": "Mine", "text": "Une école neuve.\nUn pont à Bamako.\n", "language": "fr", "kind": "page"}
{"uri": "b", "title": "Pont", "text": "Une école.\nUn pont et deux écoles.\n", "language": "fr", "kind": "page"}
{"uri": "c", "title": "École et pont", "text": "Rien.\n", "language": "fr", "kind": "page"}
EOF
expect 0 depeche-index rebuild --index three three.jsonl
uris() {
    got=0
    depeche-query --index three --format jsonl "$@" >hits || got=$?
    [ "$got" -le 1 ] || fail "depeche-query $*"
    jq -r .uri hits | sort | tr '\n' ' '
}
[ "$(uris 'école pont')" = "a b c " ] || fail "école pont: $(uris 'école pont')"
[ "$(uris 'école SAME pont')" = "b c " ] || fail "école SAME pont: $(uris 'école SAME pont')"
[ "$(uris 'pont MÊME ecoles')" = "b c " ] || fail "MÊME: $(uris 'pont MÊME ecoles')"
[ "$(uris 'pont -(école SAME pont)')" = "a " ] || fail "-(école SAME pont)"
[ "$(uris '=école SAME pont')" = "c " ] || fail "=école SAME pont"

# Spelling: a query is proposed only when it finds something, as it stands.
for typed in 'educaton haiti' 'éducatoin haïti' 'coperation internationale' 'haitii'; do
    depeche-query --format json --limit 0 "$typed" >answer || true
    proposed=$(jq -r '.suggestion.query' answer)
    [ "$proposed" != null ] || fail "nothing is proposed for $typed: $(cat answer)"
    [ "$(jq .suggestion.total answer)" = "$(total "$proposed")" ] || fail "$proposed was not counted"
    [ "$(total --all "$proposed")" -gt 0 ] || fail "$proposed finds nothing"
done
depeche-query --format json --limit 0 'educaton zzqxzz' >answer || true
[ "$(jq .suggestion answer)" = null ] || fail "a query without hits is proposed: $(cat answer)"
[ "$(total '~educaton')" = "$(total '~education')" ] || [ "$(total '~educaton')" -gt 0 ] || fail "~educaton"

# What to leave out, the most first; what is told is what is found.
expect 1 depeche-query --all 'zzqxzz haiti pays:IN'
grep -q '^In no document: zzqxzz$' out || fail "no word is named: $(cat out)"
depeche-query --format json --limit 0 --from 1990 --to 1991 --kind release haiti education >answer || true
[ "$(jq -r '.without[0].part' answer)" = 'date:1990..1991' ] || fail "nothing to leave out: $(cat answer)"
[ "$(jq '.without[0].total' answer)" = "$(total --kind release haiti education)" ] || fail "leaving out the dates: $(cat answer)"
most=$(jq '[.without[].total] | . == (sort | reverse)' answer)
[ "$most" = true ] || fail "what to leave out is not in order: $(cat answer)"

# What was understood, in words.
expect 0 depeche-query --limit 0 --explain 'ecole (haiti OR mali) -mumbai date:2004'
grep -q '^    “ecole” in any form (.*): [0-9]* documents\?$' out || fail "explain: $(cat out)"
grep -q '^        “mali” in any form' out || fail "explain: $(cat out)"
grep -q '^    and dated 2004: ' out || fail "explain: $(cat out)"
grep -q '^    without “mumbai” in any form' out || fail "explain: $(cat out)"

# The language of the words, from the words.
language() {
    depeche-query --limit 0 --explain --format json "$@" >answer || true
    jq -r .understood.language answer
}
[ "$(language 'les écoles')" = fr ] && [ "$(language 'the schools')" = en ] || fail "the language of small words"
[ "$(language 'haiti')" = null ] && [ "$(language --query-language fr haiti)" = fr ] || fail "the language of haiti"
[ "$(language --query-language both 'les écoles')" = null ] || fail "both is not both"

# Suggestions: folded, most frequent first, of one language.
expect 0 depeche-query --suggest educ
head -n 1 out | grep -qE '^[eé]ducation	[0-9]+$' || fail "suggest: $(cat out)"
cut -f 2 out | sort -rnc || fail "suggestions are not in order: $(cat out)"
expect 1 depeche-query --suggest zzqx
expect 0 depeche-query --suggest 'haiti educ' --query-language fr --limit 1
[ "$(wc -l <out)" -eq 1 ] || fail "one was asked for: $(cat out)"

# Months are exact: they add up to the years.
expect 0 depeche-query --limit 0 --histogram --months --format json --language fr
[ "$(jq '[.months[].count] | add' out)" = "$(jq .total out)" ] || fail "months: $(cat out)"
[ "$(jq '[.histogram[].count] | add' out)" = "$(jq .total out)" ] || fail "years: $(cat out)"

# French: help has a line for each option and none in English; messages follow LANG and --ui.
for program in depeche-query depeche-index; do
    expect 0 $program --help
    sed -nE 's/^ +(-., )?--([a-z-]+).*/\2/p' out >english
    grep -E '^ +(-., )?--' out | sed 's/.*  //' | sort >english-help
    LC_ALL=fr_CA.UTF-8 expect 0 $program --help
    sed -nE 's/^ +(-., )?--([a-z-]+).*/\2/p' out >french
    grep -E '^ +(-., )?--' out | sed 's/.*  //' | sort >french-help
    diff -u english french >&2 || fail "$program: French help lacks an option"
    [ -z "$(comm -12 english-help french-help)" ] || fail "$program: not in French: $(comm -12 english-help french-help)"
done
LC_ALL=fr_CA.UTF-8 expect 2 depeche-query --index nowhere haiti
grep -q 'il n’y a pas d’index dans nowhere' err || fail "$(cat err)"
expect 2 depeche-query --ui fr --limit beaucoup haiti
grep -q -- '--limit prend un nombre' err || fail "$(cat err)"
expect 2 depeche-query --ui fr 'haiti foo:bar'
grep -q '^          \^$' err && grep -q 'il n’y a pas de champ' err || fail "$(cat err)"
LC_ALL=fr_CA.UTF-8 expect 2 depeche-index updat
grep -q 'verbe inconnu' err || fail "$(cat err)"
