#!/bin/sh
# References are read by programs that are not ours: bibutils, and citeproc for CSL-JSON.
. "$(dirname "$0")/lib.sh"

mkdir pages
cat >pages/hostile.html <<'END'
<html lang="fr"><head><title>100 % {des} écoles &amp; cœurs_d’Haïti : $5 #1 \ ~ ^ «été»
ER  - TY  - JOUR</title><meta name="DC.date" content="2009-04"><link rel="canonical" href="https://www.exemple.gouv.qc.ca/a_b?c=1&amp;d=%C3%A9#h"></head>
<body><h1>100 % {des} écoles &amp; cœurs_d’Haïti</h1><p>Le ministère annonce que les écoles de la région reçoivent des livres.</p></body></html>
END
expect 0 depeche-index rebuild --index index corpus/releases corpus/reports pages
export DEPECHE_INDEX=index
expect 0 depeche-query --format json --limit 0 --language fr
total=$(jq .total out)
for format in bibtex ris csl citation; do
    expect 0 depeche-query --format $format --language fr --issuer 'Ministère des Relations & Échanges'
    cp out all.$format
    expect 0 depeche-query --format $format --language fr --issuer 'Ministère des Relations & Échanges'
    cmp out all.$format || fail "$format is not the same each time"
done

# As many entries as documents, each with a key of its own; one key in all formats.
[ "$(grep -c '^@' all.bibtex)" -eq "$total" ] || fail "not $total entries of BibTeX"
[ "$(grep -c '^TY  - ' all.ris)" -eq "$total" ] || fail "not $total entries of RIS"
[ "$(jq length all.csl)" -eq "$total" ] || fail "not $total entries of CSL-JSON"
[ "$(wc -l <all.citation)" -eq "$total" ] || fail "not $total references to read"
sed -n 's/^@[a-z]*{\(.*\),$/\1/p' all.bibtex >keys
[ "$(sort -u keys | wc -l)" -eq "$total" ] || fail "keys are not unique"
tr -d '\r' <all.ris | sed -n 's/^ID  - //p' | cmp - keys || fail "RIS has other keys"
jq -r '.[].id' all.csl | cmp - keys || fail "CSL-JSON has other keys"

# Every line of RIS is a tag and a value, or the blank one after a reference.
tr -d '\r' <all.ris | grep -vE '^([A-Z][A-Z0-9]  - .*)?$' && fail "a line of RIS without a tag"
[ "$(grep -c "$(printf '\r')\$" all.ris)" -eq "$(wc -l <all.ris)" ] || fail "a line of RIS does not end in CR LF"
[ "$(grep -c '^ER  - ' all.ris)" -eq "$total" ] || fail "a title ended a reference"
# BibTeX is ASCII but for what has no command; braces come in pairs.
python3 - <<'END' || exit 1
text = open("all.bibtex", encoding="utf-8").read()
for entry in text.split("\n\n"):
    depth = 0
    for c in entry:
        depth += (c == "{") - (c == "}")
        assert depth >= 0, entry
    assert depth == 0, entry
assert "é" not in text and "{\\'e}" in text, "accents are not commands"
END

skipped=
if command -v bib2xml >/dev/null && command -v ris2xml >/dev/null; then
    # What bibutils understands of the titles is what the index has, from either format.
    jq -r '.[].title' all.csl | sort >titles
    for format in bibtex ris; do
        case $format in bibtex) reader=bib2xml ;; *) reader=ris2xml ;; esac
        $reader -i utf8 all.$format 2>log | sed 's/^\xEF\xBB\xBF//' >all.xml
        [ "$(grep -c '<mods ' all.xml)" -eq "$total" ] || fail "$reader does not read $total references: $(cat log)"
        python3 - $format <<'END' || exit 1
import json, sys, xml.etree.ElementTree as tree
mods = "{http://www.loc.gov/mods/v3}"
ours = {entry["id"]: entry for entry in json.load(open("all.csl", encoding="utf-8"))}
def plain(text): # titles are divided at a colon; quotes and spaces have several shapes
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').replace("``", '"').replace("''", '"')
    text = text.replace("øe", "œ").replace("ØE", "Œ") # bibutils takes \\oe for \\o, then e
    text = text.replace("–", "-").replace("—", "-").replace("---", "-").replace("--", "-").replace("…", "...")
    return "".join(c for c in text if not c.isspace() and c not in ":")
for entry in tree.parse("all.xml").getroot().iter(mods + "mods"):
    mine = ours[entry.get("ID")]
    info = entry.find(mods + "titleInfo")
    title = "".join(part.text or "" for part in info)
    assert plain(title) == plain(mine["title"]), (sys.argv[1], title, mine["title"])
    text = " ".join(part.text or "" for part in entry.iter())
    year = str(mine["issued"]["date-parts"][0][0]) if "issued" in mine else ""
    assert year in text, (sys.argv[1], mine["id"], "no year")
    assert mine.get("URL", "") in text, (sys.argv[1], text, mine["URL"])
END
    done
else
    skipped="bibutils"
fi

python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import citeproc' 2>/dev/null && python=$candidate && break
done
if [ -n "$python" ]; then
    "$python" - <<'END' >bibliography || fail "citeproc does not read CSL-JSON"
import json, warnings
warnings.simplefilter("error", UserWarning)
from citeproc.source.json import CiteProcJSON
with open("all.csl", encoding="utf-8") as file:
    entries = json.load(file)
source = CiteProcJSON(entries)
assert len(source) == len(entries)
for entry in entries:
    reference = source[entry["id"]]
    assert str(reference.title) == entry["title"], entry
    assert "issued" not in entry or reference.issued.year == entry["issued"]["date-parts"][0][0], entry
END
else
    skipped="$skipped python3-citeproc"
fi
[ -z "$skipped" ] || { echo "SKIPPED in part: not installed: $skipped" >&2; exit 77; }
