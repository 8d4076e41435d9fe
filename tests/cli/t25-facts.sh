#!/bin/sh
# When, where and what for: what a document is about, the period to the day, the passages of two languages, the names
# that nobody was counted for.
. "$(dirname "$0")/lib.sh"

mkdir archive
cat >archive/aid.html <<'EOF'
<html><body><h1>Aid to Haiti</h1><p>April 20, 2009</p>
<p>The minister said that the schools of Haiti will be rebuilt with the help of a firm from Japan.</p>
<p>The annual report covers the period from April 1, 2007 to March 31, 2008.</p></body></html>
EOF
cat >archive/tea.html <<'EOF'
<html><head><meta name="dcterms.issued" content="2009-04-14"></head><body><h1>A tea house of Japan</h1>
<p>For immediate release, April 20, 2009</p>
<p>The tea house that was given by Japan is open to all who walk in the garden. A man from Georgia was there.</p>
</body></html>
EOF
cat >archive/both.txt <<'EOF'
NEWS

The bridge over the river

The bridge over the river will be repaired before the winter, and that is what they have said to us in Kelleyland.

Le pont sur la rivière

Le pont sur la rivière sera réparé avant que les glaces ne le prennent, et la ministre est venue le dire avec nous.
EOF
expect 0 depeche-index rebuild --index index --names names.csv archive

# finds "FILES" QUERY
finds() {
    got=0
    depeche-query --index index --format jsonl "$2" >hits 2>err || got=$?
    [ "$got" -le 1 ] || { cat err >&2; fail "depeche-query $2"; }
    found=$(jq -r .uri hits | sed 's|archive/||' | sort | tr '\n' ' ')
    [ "$found" = "${1:+$1 }" ] || fail "$2: finds [$found], not [$1]"
}
finds 'aid.html tea.html' country:Japan
finds 'tea.html' about:Japan
finds 'tea.html' sur:Japon
finds 'aid.html' 'about:haiti'
finds '' 'about:Georgia'
expect 2 depeche-query --index index about:Atlantis

# A period of one fiscal year: its ends are days.
finds 'aid.html' covers:2007
finds 'aid.html' couvre:2008-03-31
finds '' covers:2007-03
finds '' covers:2008-04
finds 'aid.html' covers:=2007-04..2008-03
finds '' covers:=2007-04-02..2008-03

# Two languages in one text; a conflict of dates; names left out.
expect 0 depeche-index extract archive/both.txt
jq -c '[.language, (.passages | map(.language))]' out >passages
same_text passages <<'EOF'
["en",["en","fr"]]
EOF
REQUEST_METHOD=GET QUERY_STRING='q=rivi%C3%A8re&ui=en' DEPECHE_INDEX=$work/index depeche.cgi >page
grep -q '<p class="snippet" lang="fr">' page || fail "the language of a passage: $(grep snippet page)"
expect 0 depeche-index extract archive/tea.html
jq -r '.warnings[]' out >warnings
same_text warnings <<'EOF'
date: dateline says 2009-04-20, but meta 2009-04-14 (dcterms.issued)
EOF
tr -d '\r' <names.csv >names
same_text names <<'EOF'
name,kind,countries,documents,example
Kelleyland,unknown,,1,archive/both.txt
Georgia,ambiguous,"GE US",1,archive/tea.html
EOF
expect 0 depeche-index extract --explain archive/tea.html
grep -q 'country *JP (2 times; about it)' out || fail "what it is about: $(cat out)"
grep -q 'ambiguous *Georgia (GE US)' out || fail "what is ambiguous: $(cat out)"

# The publisher's own country, or the province in it, is no finding; what is no code is refused.
expect 0 depeche-index extract --home JP-13 archive/tea.html
[ "$(jq '.countries | length' out)" = 0 ] || fail "the publisher's own country was found"
expect 2 depeche-index extract --home Tokyo archive/tea.html
grep -q 'no country has the code "Tokyo"' err || fail "the wrong code is not named: $(cat err)"
