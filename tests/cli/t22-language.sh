#!/bin/sh
# The query language: phrases, exclusion, alternatives, parentheses, wildcards, nearness; the gate.
. "$(dirname "$0")/lib.sh"

mkdir archive
write() {
    printf '%s\n\n%s\n' "$2" "$3" >archive/$1.txt
}
write 1 'Forest fires in the north' 'The minister of forests flew over the burnt forest near Amos and thanked the crews.'
write 2 'Crews return from Ontario' 'The crews that fought fires in Ontario came home. The minister was there.'
write 3 'A new bridge' 'The bridge over the river opens on Monday. The minister of transport cuts the ribbon.'
write 4 'Incendies de forêt' 'Le ministre des Forêts a survolé la forêt brûlée près d’Amos. Un rendez-vous est pris.'
expect 0 depeche-index rebuild --index index archive

# finds "FILES" QUERY...
finds() {
    wanted=$1
    shift
    got=0
    depeche-query --index index --all --format jsonl "$@" >hits 2>err || got=$?
    [ "$got" -le 1 ] || { cat err >&2; fail "depeche-query $*"; }
    found=$(jq -r .uri hits | sed 's|archive/||; s|\.txt||' | sort | tr '\n' ' ')
    [ "$found" = "${wanted:+$wanted }" ] || fail "$*: finds [$found], not [$wanted]"
}
finds '1 2' crews
finds '1' 'crews forest'
finds '1 2 3' 'crews OR bridge'
finds '1 2 3' 'crews OU bridge'
finds '2' 'crews -forest'
finds '2' 'crews NOT forest'
finds '2' 'crews SAUF forest'
finds '1 3' 'minister (amos OR bridge)'
finds '3' '"minister of transport"'
finds '' '"transport of minister"'
finds '1' 'title:forest'
finds '1' 'titre:forest'
finds '4' 'rendez-vous'
finds '4' 'rendez vous'
finds '1 4' 'amos'
finds '3' 'bridg*'
finds '1' 'thanked NEAR/2 crews'
finds '' 'flew NEAR/2 crews'
finds '1 2' '"the crews"'
finds '1 2 3' '=minister'

# No document has all words: those with the most come, and a line says so.
expect 0 depeche-query --index index 'crews ontario bridge'
grep -q '2' out && grep -qi 'all' out || fail "not said that words are missing: $(head -3 out)"
expect 1 depeche-query --index index --all 'crews ontario bridge'
expect 0 depeche-query --index index --any 'crews bridge zebra'

# Past the gate: one clear line that names the limit.
expect 2 depeche-query --index index "$(yes a | head -600 | tr '\n' ' ')"
[ "$(head -c 300 err | wc -l)" -ge 1 ] || fail "no message"
expect 2 depeche-query --index index "$(yes '(' | head -20 | tr -d '\n')a"
grep -q 16 err || fail "the limit on levels is not named: $(cat err)"
expect 2 depeche-query --index index 'ab*'
expect 2 depeche-query --index index 'foo:bar'
grep -q 'foo' err || fail "the unknown field is not named"
