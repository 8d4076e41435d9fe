#!/bin/sh
# A word is found whatever its accents, case, article or apostrophe.
. "$(dirname "$0")/lib.sh"
sample_index

# uris QUERY OPTION...: which documents, in a fixed order.
uris() {
    got=0
    depeche-query --index index --limit 1000 --format jsonl "$@" >hits || got=$?
    [ "$got" -le 1 ] || fail "depeche-query $*"
    jq -r .uri hits | sort
}
# alike QUERY QUERY...: all find the same documents, and some.
alike() {
    uris --language fr "$1" >first
    [ -s first ] || fail "$1 finds nothing"
    first=$1
    shift
    for query; do
        uris --language fr "$query" >other
        diff -u first other >&2 || fail "\"$first\" and \"$query\" find different documents"
    done
}
alike sante santé SANTE SANTÉ 'la santé' 'de la sante'
alike "l'education" "l’Éducation" education ÉDUCATION "d'education"
alike ecole école "l'ecole" 'écoles' "l’École"
alike "haiti" "Haïti" "d'haïti" "d’Haïti"
alike "oeuvre" "œuvre" "œuvres" "l'oeuvre"
alike '"sante publique"' '"santé publique"' '« SANTÉ PUBLIQUE »'
alike 'cooperation internationale' 'coopérations internationales'

# Both languages at once, and one of them.
uris 'education haiti' >both
grep -q '\.en\.' both && grep -q '\.fr\.' both || fail "education haiti finds one language only: $(cat both)"

# An exact word keeps its accents.
uris '=éducation' >exact
uris '=education' >plain
grep -q '\.fr\.' exact && ! grep -q '\.en\.' exact || fail "=éducation: $(cat exact)"
grep -q '\.en\.' plain && ! grep -q '\.fr\.' plain || fail "=education: $(cat plain)"
