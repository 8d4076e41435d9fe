#!/bin/sh
# A librarian checks a list of goals, and sees what it would change before it is used.
. "$(dirname "$0")/lib.sh"

# The lists that come with Depeche have no mistakes.
for list in countries goals sdg; do
    expect 0 depeche-index authority check corpus/authority/$list.rdf
    grep -q '; 0 mistakes, ' out || fail "$list.rdf: $(tail -1 out)"
done

# Every mistake is told, with its line and what to do.
cat >broken.rdf <<'EOF'
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="urn:x:roads">
  <skos:notation>roads</skos:notation>
  <skos:prefLabel xml:lang="en">Roads</skos:prefLabel>
  <skos:hiddenLabel xml:lang="en"></skos:hiddenLabel>
  <skos:hiddenLabel xml:lang="en">project</skos:hiddenLabel>
</skos:Concept>
<skos:Concept rdf:about="urn:x:parks">
  <skos:notation>roads</skos:notation>
  <skos:hiddenLabel xml:lang="fr">aire protégée</skos:hiddenLabel>
</skos:Concept>
</rdf:RDF>
EOF
expect 1 depeche-index authority check broken.rdf
same_text out <<'EOF'
broken.rdf:2: warning: roads has no French name
    add <skos:prefLabel xml:lang="fr">
broken.rdf:5: mistake: a label without text
    write the name between the tags, or remove the line
broken.rdf:6: warning: "project" alone is an everyday word
    make it a phrase that only such releases use, as "border security" is
broken.rdf:8: mistake: a concept without a name: roads
    give it a skos:prefLabel in English or French
broken.rdf:8: mistake: an id that another concept has already: roads
    change the skos:notation of one of them
broken.rdf: 2 concepts, 3 labels; 3 mistakes, 2 warnings
EOF
expect 2 depeche-index authority check nowhere.rdf
expect 2 depeche-index authority frobnicate broken.rdf
expect 2 depeche-index authority test corpus/authority/goals.rdf
expect 2 depeche-index authority test broken.rdf corpus/releases

# The list in use changes nothing; a cue more and a goal fewer do.
expect 0 depeche-index authority test corpus/authority/goals.rdf corpus/releases
same_text out <<'EOF'
0 of 56 documents would change
EOF
python3 - <<'EOF'
import re
text = open("corpus/authority/goals.rdf", encoding="utf-8").read()
text = text.replace('<skos:notation>identity</skos:notation>',
                    '<skos:notation>identity</skos:notation>\n'
                    '  <skos:hiddenLabel xml:lang="en">office hours</skos:hiddenLabel>\n'
                    '  <skos:hiddenLabel xml:lang="en">reading room</skos:hiddenLabel>')
text = re.sub(r'<skos:Concept rdf:about="urn:depeche:goals:security">.*?</skos:Concept>', '', text, flags=re.S)
open("changed.rdf", "w", encoding="utf-8").write(text)
EOF
expect 0 depeche-index authority test changed.rdf corpus/releases
grep -q '^security: [0-9]* -> 0 documents (0 more, ' out || fail "what is lost: $(cat out)"
grep -q '^    - corpus/releases/.*: ' out || fail "an example of what is lost"
grep -q '^identity: .*([1-9][0-9]* more, 0 fewer)' out || fail "what is gained: $(cat out)"
grep -q '^    + corpus/releases/2011-12-15-holiday-hours.en.txt: ' out || fail "an example of what is gained"

# The same with countries; no index is made.
sed 's/Haiti\b/Hayti/g; s/Haïti\b/Hayti/g' corpus/authority/countries.rdf >other-countries.rdf
expect 0 depeche-index authority test other-countries.rdf corpus/releases
grep -q '^HT: ' out || fail "a country lost: $(cat out)"
[ ! -e depeche.index ] || fail "an index was made"
