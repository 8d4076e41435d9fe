#!/bin/sh
# The concordance: every occurrence, on its page, sorted, in each format; on a terminal in its columns.
. "$(dirname "$0")/lib.sh"

mkdir pages
cp "$source_dir/tests/fixtures/formats/report.pdf" pages
expect 0 depeche-index rebuild --index index corpus/releases corpus/reports pages
export DEPECHE_INDEX=index

# Without its accent and article a word shows with them; what is left, match and right is the text.
expect 0 depeche-query --kwic --format jsonl --context 30 ecole
grep -q "\"left\":\"[^\"]*l'\",\"match\":\"École\"" out || fail "no l'École: $(cat out)"
lines=$(wc -l <out)
for format in csv tsv; do
    expect 0 depeche-query --kwic --format $format ecole
    [ "$(wc -l <out)" -eq $((lines + 1)) ] || fail "$format has other lines"
done
expect 0 depeche-query --kwic --format json --limit 0 ecole
jq -e ".occurrence_count == $lines and (.occurrences | length) == 0" out >/dev/null || fail "counts: $(cat out)"
expect 0 depeche-query --kwic --limit 3 --offset 1 ecole
grep -q "^$lines occurrences in " out || fail "total: $(cat out)"

# Every occurrence: as many as a plain count of the words in the texts gives.
expect 0 depeche-index extract corpus/releases corpus/reports pages
jq -r '.title, .text' out | grep -oiE "\\b[ée]coles?\\b" | wc -l >counted
[ "$(cat counted)" -eq "$lines" ] || fail "$lines occurrences of $(cat counted)"

# The page of a report.
expect 0 depeche-query --kwic --format jsonl baobab
jq -e '.page.number == 2 and .page.label == "ii" and .page.count == 4' out >/dev/null || fail "page: $(cat out)"
expect 0 depeche-query --kwic baobab
grep -q 'p. ii ' out || fail "no page: $(cat out)"

# Sorted by the words after and before; the same lines.
expect 0 depeche-query --kwic --format jsonl ecole
sort out >unsorted
for order in left right match document; do
    expect 0 depeche-query --kwic --format jsonl --sort $order ecole
    sort out | cmp - unsorted || fail "--sort $order has other lines"
done
expect 0 depeche-query --kwic --format tsv --sort right --context 20 ecole
python3 - <<'END' || exit 1
import csv, re, unicodedata
def folded(text):
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    text = re.sub("\\b[ldnsjmtc]['’]", " ", text.replace("œ", "oe")) # articles are no words
    return "".join(c if c.isalnum() else " " for c in text).split()[:1]
rows = list(csv.reader(open("out", encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
rights = [folded(row[-1]) for row in rows]
assert rights == sorted(rights), rights
END

# What cannot be.
expect 2 depeche-query --kwic --format ris ecole
grep -q 'kwic is written as' err || fail "$(cat err)"
expect 2 depeche-query --sort left ecole
expect 2 depeche-query --kwic --country Haïti
grep -q 'the query has none' err || fail "$(cat err)"
expect 1 depeche-query --kwic xyzzyplugh

# On a terminal of 60 columns no line is longer, and what was found stands in one column.
command -v script >/dev/null || exit 0
TERM=xterm script -qec 'stty cols 60; depeche-query --kwic --colour always ecole' /dev/null >terminal </dev/null
python3 - <<'END' || exit 1
import re
columns = set()
for line in open("terminal", encoding="utf-8", newline="").read().replace("\r\n", "\n").split("\n"):
    plain = re.sub("\x1b\\[[0-9;]*m", "", line)
    assert len(plain) <= 60, plain
    found = re.search("\x1b\\[1;33m", line)
    if found:
        columns.add(len(re.sub("\x1b\\[[0-9;]*m", "", line[:found.start()])))
assert len(columns) == 1, columns
END
