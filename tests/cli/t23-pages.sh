#!/bin/sh
# A hit in a report says on which page it stands, as numbered and as printed, and leads there.
. "$(dirname "$0")/lib.sh"

mkdir archive
cp "$source_dir/tests/fixtures/formats/report.pdf" "$source_dir/tests/fixtures/formats/release.docx" archive
(cd archive && python3 -m zipfile -c reports.zip report.pdf)
expect 0 depeche-index rebuild --index index archive
export DEPECHE_INDEX=index
pages='.hits[] | [.source, .page.number, .page.label, .page.count, .page.link] | @csv'

# A word of the text stands on its page, also where the title page is counted in Roman numerals.
expect 0 depeche-index extract archive/report.pdf
jq -r '.pages[] | .label' out | tr '\n' ' ' >labels
[ "$(cat labels)" = "i ii 1 2 " ] || fail "labels: $(cat labels)"
expect 0 depeche-query --format json baobab
jq -r "$pages" out | sort >found
same_text found <<'END'
"archive/report.pdf",2,"ii",4,"archive/report.pdf#page=2"
"archive/reports.zip",2,"ii",4,
END
expect 0 depeche-query --format text baobab
grep -q '^    page ii (2 of 4): ' out || fail "no page: $(cat out)"
grep -q '^    archive/report.pdf#page=2$' out || fail "no link: $(cat out)"
grep -q '^    archive/reports.zip#report.pdf$' out || fail "no member: $(cat out)"

# Nothing is said of a page where there is none: a text without pages, a search without words.
expect 0 depeche-query --format json érablière
jq -e '.hits | length == 1 and .[0].page == null' out >/dev/null || fail "a page of a DOCX: $(cat out)"
expect 0 depeche-query --format json --language fr
jq -e '.hits | length > 0 and all(.page == null)' out >/dev/null || fail "a page without words: $(cat out)"

# The web page says it in the visitor's language, and links it.
printf 'link_prefix = archive/ -> /files/\n' >depeche.conf
cgi() {
    REQUEST_METHOD=GET QUERY_STRING="$1" DEPECHE_INDEX=$work/index DEPECHE_CONF=$work/depeche.conf depeche.cgi >out
}
cgi 'q=baobab&ui=fr'
grep -q '<a href="/files/report.pdf#page=2" hreflang="fr">page ii (2 sur 4)</a>' out || fail "web: $(cat out)"
cgi 'q=baobab&ui=en'
grep -q '<span class="page" lang="en"><a href="/files/report.pdf#page=2" hreflang="fr">page ii (2 of 4)</a>' out ||
    fail "web in English: $(cat out)"
