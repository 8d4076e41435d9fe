#!/bin/sh
# The French and the English version of a release find each other: by links, by file names, by numbers, by their names.
. "$(dirname "$0")/lib.sh"

# twins FILE: "SOURCE TWIN" a line, of records.
twins() {
    python3 -c '
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    r = json.loads(line)
    print(r["source"], r["twin"])' "$1" | sort
}

# Every release of the corpus has its twin: the file of the other language.
expect 0 depeche-index extract corpus/releases corpus/reports
twins out >found
sed -nE 's/^([^\t]*)\.en\.(html|txt)\t.*/corpus\/\1.en.\2 corpus\/\1.fr.\2\ncorpus\/\1.fr.\2 corpus\/\1.en.\2/p' \
    corpus/expected.tsv | sort >wanted
[ -s wanted ] || fail "no pairs in corpus/expected.tsv"
diff -u wanted found >&2 || fail "twins of the corpus"

# Without link or file name: by the number, and by the day with its names and figures. A third has no twin.
mkdir news
release() {
    printf '<html><head><title>%s</title></head><body><h1>%s</h1><p>%s</p><p>%s</p></body></html>' "$2" "$2" "$3" "$4" \
        >"news/$1.html"
}
release a 'New bridge opens' 'April 14, 2009' \
    'News release no. 2009-12</p><p>The Minister said that the people of the town are pleased with the new bridge.'
release b 'Une bourse pour les poètes' 'Le 15 avril 2009' \
    'La poète Aurélie Vadnais-Corbo recevra 14 250 $ de la fondation Belvédère, à Rimouski, devant 312 élèves.'
release c 'A grant for poets' 'April 15, 2009' \
    'The poet Aurélie Vadnais-Corbo will receive $14,250 from the Belvédère foundation, in Rimouski, before 312 pupils.'
release d 'Holiday hours of our offices' 'April 15, 2009' \
    'All the offices are closed on Friday and on Monday, but for the office of Gatineau, which opens at 13:45.'
expect 0 depeche-index extract news
twins out >found
same_text found <<'EOF'
news/a.html None
news/b.html news/c.html
news/c.html news/b.html
news/d.html None
EOF

# An index says how many have a twin, and the search shows it; an update finds the one that comes later.
expect 0 depeche-index rebuild --index index news
grep -q '; 2 with a twin in the other language, 2 without;' err || fail "the summary: $(cat err)"
release e 'Ouverture du pont' 'Le 20 avril 2009' \
    'Communiqué n° 2009-12</p><p>Le ministre a dit que les citoyens de la ville sont contents du pont qui est ouvert.'
expect 0 depeche-index update --index index news
grep -q '; 4 with a twin in the other language, 1 without;' err || fail "the summary: $(cat err)"
expect 0 depeche-query --index index --format jsonl bridge
grep -q '"twin":"news/e.html"' out || fail "the twin that came later: $(cat out)"
expect 0 depeche-query --index index --format jsonl poète
grep -q '"twin":"news/c.html"' out || fail "the twin of a hit: $(cat out)"

# The link of a site's frame to its other home page is nobody's twin.
mkdir site
for i in 1 2 3; do
    printf '<html lang=en><title>Release %s</title><body><a href="liste.html">Français</a><h1>Release %s</h1><p>The text of it, number %s.' \
        $i $i $i >site/$i.html
done
expect 0 depeche-index extract site
twins out >found
same_text found <<'EOF'
site/1.html None
site/2.html None
site/3.html None
EOF

# The ledger has a column of twins: what it has none for can be listed.
for verb in "extract" "rebuild --index ledger-index"; do
    expect 0 depeche-index $verb --report ledger.csv news
    python3 -c '
import csv
for row in csv.DictReader(open("ledger.csv", encoding="utf-8", newline="")):
    print(row["source"], row["twin"] or "-")' | sort >found
    same_text found <<'EOF'
news/a.html news/e.html
news/b.html news/c.html
news/c.html news/b.html
news/d.html -
news/e.html news/a.html
EOF
done
