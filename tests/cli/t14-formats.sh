#!/bin/sh
# One document of each kind is indexed, and a word of each is found; what cannot be read is named.
. "$(dirname "$0")/lib.sh"

cp -r "$source_dir/tests/fixtures/formats" archive
printf '{"id": "r-1", "title": "Un bouleau", "text": "Le ministre fut en Inde.", "date": "2009-04-14"}\n' >archive/bare.json
printf '\211PNG\r\n\032\n' >archive/image.png
expect 1 depeche-index rebuild --index index archive

grep '^rejected' err | sort >rejected
same_text rejected <<'END'
rejected: archive/bomb.docx: unpacks to more than 200 times its size
rejected: archive/image.png: is an image (PNG)
rejected: archive/locked.odt: is an OpenDocument text that needs a password
rejected: archive/locked.pdf: is a PDF that needs a password
rejected: archive/scanned.pdf: holds no text: 2 scanned pages
rejected: archive/sheet.ods: is a spreadsheet (OpenDocument)
rejected: archive/sheet.xlsx: is a spreadsheet (XLSX)
END

# found WORD FILE TYPE: one hit, from this file, of this type.
found() {
    expect 0 depeche-query --index index --format jsonl "$1"
    [ "$(wc -l <out)" -eq 1 ] || fail "$1: $(cat out)"
    expect 0 depeche-index extract "archive/$2"
    grep -q "\"mime\":\"$3\"" out || fail "$2 is not $3: $(cat out)"
}
found baobab report.pdf application/pdf
found érablière release.docx application/vnd.openxmlformats-officedocument.wordprocessingml.document
found palétuvier release.odt application/vnd.oasis.opendocument.text
found cerisier release.rtf application/rtf
found érable plain.eml message/rfc822
found olive mixed.eml message/rfc822
found poplar saved.mht message/rfc822
found jacaranda feed.rss application/xml
found mangrove feed.atom application/xml
found tamarinier dublin-core.xml application/xml
found sycamore newsml-g2.xml application/xml
found tamarisk nitf.xml application/xml
found figuier other.xml application/xml
found bouleau bare.json application/json

# Dates that readers find outside the text, and where.
dated() {
    expect 0 depeche-index extract "archive/$1"
    jq -r '[.date.value, .date.from, .date.evidence] | join(" ")' out >date
    [ "$(cat date)" = "$2" ] || fail "the date of $1: $(cat date)"
}
dated plain.eml "2009-04-14 mail mail-date: Tue, 14 Apr 2009 08:00:00 -0400"
dated report.pdf "2008-09-15 document pdf-creationdate: 2008-09-15"
dated release.docx "2009-04-10 document office-created: 2009-04-10T09:00:00Z"
dated release.rtf "2009-04-14 document office-created: 2009-04-14"

# A mailbox gives a document for each message.
for message in plain mixed; do
    printf 'From press@example.org Tue Apr 14 08:00:00 2009\n'
    sed 's/\r$//; s/^From />From /' "archive/$message.eml"
    printf '\n'
done >archive/box
expect 0 depeche-index extract archive/box
jq -r '[.member, .title, .date.value] | join("|")' out >members
same_text members <<'END'
message 1|Un établi à Lima et plus|2009-04-14
message 2|An olive tree|2009-04-15
END
rm archive/box

# The pages of a report are in its record.
expect 0 depeche-index extract archive/report.pdf
python3 - out <<'END'
import json, sys

record = json.load(open(sys.argv[1], encoding="utf-8"))
text = record["text"].encode()
pages = [(page["label"], text[page["offset"]:].decode().split()[0]) for page in record["pages"]]
assert pages == [("i", "Rapport"), ("ii", "pays"), ("1", "1."), ("2", "Les")], pages
assert record["title"] == "Rapport annuel sur la coopération 2007-2008", record["title"]
END
