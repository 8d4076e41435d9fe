#!/bin/sh
# Archives, JSON lines and web archives give their documents; what cannot be read is named with its place.
. "$(dirname "$0")/lib.sh"

mkdir -p in/sub archive
printf '<title>One</title><p>Ministers met in Lima.' >in/one.html
printf 'Two\n\nMinisters met in Quito.\n' >in/sub/two.txt
: >in/sub/empty.txt
printf '{"id":"l1","title":"Three","text":"In Bogota."}\n\n{"id":"l2","title":"Four","text":"In La Paz."}\nnot JSON\n' >in/lines.jsonl
python3 - <<'EOF'
import gzip, tarfile, zipfile

def pack(path, names):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.write(name, name.removeprefix("in/"))

pack("archive/a.zip", ["in/one.html", "in/sub/two.txt", "in/sub/empty.txt", "in/lines.jsonl"])
pack("archive/b.zip", ["archive/a.zip"])
pack("archive/c.zip", ["archive/b.zip"])
with tarfile.open("archive/d.tar.gz", "w:gz") as archive:
    archive.add("in", "in")
with gzip.open("archive/two.txt.gz", "wb") as file:
    file.write(open("in/sub/two.txt", "rb").read())

def record(uri, date, body, kind="response", cut=0):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block[:len(block) - cut] + b"\r\n\r\n"

pages = [record("http://example.org/a", "2019-08-15T14:06:11Z", "<h1>Older release</h1><p>It was so in Lima."),
         record("http://example.org/b", "2019-08-15T14:06:12Z", "<h1>Another release</h1><p>In Quito."),
         record("http://example.org/a", "2019-08-16T14:06:11Z", "<h1>Newer release</h1><p>It is so in Lima."),
         record("http://example.org/c", "2019-08-16T14:06:12Z", "<h1>Cut release</h1>", cut=30)]
with open("archive/e.warc.gz", "wb") as file:
    for page in pages:
        file.write(gzip.compress(page))
EOF
expect 1 depeche-index rebuild --index index --report ledger.csv archive
python3 - >told <<'EOF'
import csv
for row in csv.DictReader(open("ledger.csv", encoding="utf-8", newline="")):
    print(row["source"].removeprefix("archive/"), row["member"].split()[0] if "warc" in row["source"] else row["member"], row["uri"].split("/")[-1], row["status"], row["reason"], sep="|")
EOF
same_text told <<'EOF'
a.zip|one.html|a.zip#one.html|indexed|
a.zip|sub/two.txt|two.txt|indexed|
a.zip|sub/empty.txt||rejected|empty
a.zip|lines.jsonl: line 1|l1|indexed|
a.zip|lines.jsonl: line 3|l2|indexed|
a.zip|lines.jsonl: line 4||rejected|damaged
b.zip|archive/a.zip: one.html|a.zip: one.html|indexed|
b.zip|archive/a.zip: sub/two.txt|two.txt|indexed|
b.zip|archive/a.zip: sub/empty.txt||rejected|empty
b.zip|archive/a.zip: lines.jsonl||rejected|nesting
c.zip|archive/b.zip: archive/a.zip||rejected|nesting
d.tar.gz|in/lines.jsonl: line 1|l1|indexed|
d.tar.gz|in/lines.jsonl: line 3|l2|indexed|
d.tar.gz|in/lines.jsonl: line 4||rejected|damaged
d.tar.gz|in/one.html|one.html|indexed|
d.tar.gz|in/sub/empty.txt||rejected|empty
d.tar.gz|in/sub/two.txt|two.txt|indexed|
e.warc.gz|offset|a|older-capture|
e.warc.gz|offset|b|indexed|
e.warc.gz|offset|a|indexed|
e.warc.gz|offset||rejected|damaged
two.txt.gz||two.txt.gz|indexed|
EOF
grep -q ', 8 rejected (3 empty, 3 damaged, 2 nesting), 1 older capture; ' err || fail "summary: $(cat err)"
grep -q '^  nesting: unpack the outer archive$' err || fail "no remedy: $(cat err)"
grep -q '^rejected: archive/e.warc.gz: offset [0-9]*: is cut short: 53 of 79 bytes$' err || fail "place: $(grep warc err)"
expect 0 depeche-query --index index --format jsonl Newer
expect 1 depeche-query --index index --all --format jsonl Older
expect 0 depeche-query --index index --format jsonl 'title:three'

# A newer capture in another file takes the place of what the index has; an older one does not.
python3 - <<'EOF'
def record(uri, date, body):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}".encode()
    return f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: {date}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
with open("archive/f.warc", "wb") as file:
    file.write(record("http://example.org/a", "2019-09-16T14:06:11Z", "<h1>Newest release</h1><p>In Lima still."))
    file.write(record("http://example.org/b", "2019-07-16T14:06:11Z", "<h1>Oldest release</h1><p>In Quito long ago."))
EOF
rm archive/c.zip # of which nothing is indexed: each run tries it again
expect 0 depeche-index update --index index --report ledger.jsonl archive
grep -c '"status":"older-capture"' ledger.jsonl >count
[ "$(cat count)" -eq 1 ] || fail "older captures: $(cat ledger.jsonl)"
expect 0 depeche-query --index index Newest
expect 1 depeche-query --index index --all Newer
expect 1 depeche-query --index index --all Oldest
expect 0 depeche-query --index index Another
