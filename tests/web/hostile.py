#!/usr/bin/env python3
"""hostile.py SOURCE-FOLDER PROGRAM-FOLDER [--count N] [--seed N]: requests nobody makes by accident, over FastCGI, which
lets through what web servers would not.

For each: the service lives, the status is one of ours and fits, no header is injected, HTML is well-formed with nothing
of the visitor's as markup, JSON, XML and CSV can be read, and it takes less than a second of the processor (sanitizers
are allowed ten). The same seed makes the same requests."""
import argparse, csv, io, json, os, random, re, subprocess, sys, tempfile, time
import xml.etree.ElementTree as xml

import fastcgi

STATUSES = {200, 304, 400, 404, 405, 414, 429, 503}
POLICY = re.compile(rb"default-src 'none'(; (script|connect|style|img)-src 'self'|; form-action 'self'|; base-uri 'none'"
                    rb"|; frame-ancestors 'none')+")
HEADERS = {b"status", b"content-type", b"content-length", b"content-language", b"cache-control", b"vary", b"etag",
           b"last-modified", b"content-security-policy", b"x-content-type-options", b"referrer-policy", b"x-robots-tag",
           b"link", b"allow", b"retry-after", b"content-disposition", b"access-control-allow-origin", b"location"}
PARAMETERS = ["q", "P", "goal", "country", "from", "to", "language", "kind", "sort", "page", "ui", "format", "asset", "view",
              "id", "uri", "document", "B", "DEFAULTOP", "HITSPERPAGE", "TOPDOC", "START.0", "END.0", "START", "END", "DB",
              "FMT", "SORT", "xP", "N", "cite", "suggest", "like", "facets", "callback", "template", "index", "../", ""]
FORMATS = ["html", "json", "jsonl", "atom", "csv", "opensearch", "suggest", "suggestions", "sitemap", "rss", "bibtex", "ris",
           "csl", "xml", "HTML", "", "../../etc/passwd"]

# == Making ===========================================================================================================

MARKUP = ["<script>alert(1)</script>", "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "<!-- ", "-->", "]]>",
          "<![CDATA[", "<svg onload=alert(1)>", "\" onfocus=\"alert(1)\" autofocus=\"", "</title><script>", "</style>", "</textarea>",
          "&lt;script&gt;", "&#60;script&#62;", "&", "&amp;amp;", "javascript:alert(1)", "data:text/html,<b>", "{{7*7}}", "${7*7}",
          "<%= 7*7 %>", "\\u003cscript\\u003e", "\u202etxt.exe", "\ufeff", "\ufffe", "\u2028", "\u0085", "=cmd|'/C calc'!A0", "@SUM(1)",
          "+1", "-1", "\t=1", "%s%n%x", "../../../etc/passwd", "/etc/passwd\0.html", "';DROP TABLE hits;--", "`id`", "$(id)", "|id"]
RAW = [b"\0", b"a\0b", b"\r\nX-Evil: 1", b"\n\n<script>", b"\r", b"\x1b[31m", b"\x7f", b"\xff", b"\xc0\xbc", b"\xc0\x80", b"\xed\xa0\x80",
       b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80", b"\xc2\x85", b"\xe9cole", b"\xfe\xff\0<", b"+ADw-script+AD4-", b"\xa1\xa2"]
WORDS = ["haiti", "Québec", "école", "l'économie", "aujourd’hui", "mesure", "2009", "œuvre", "a", "zzzz", "œ" * 50, "é" * 400,
         "\u0301" * 300, "🍁" * 200, "x" * 300, "中文字", "عربى", "ﬁn", "U.S.", "1 250 000", "a-b-c-d-e-f-g"]
QUERY = ["(", ")", "\"", "'", "’", "*", "=", "-", "+", ":", "..", "OR", "OU", "NOT", "SAUF", "AND", "ET", "NEAR/5", "NEAR/99999999999", "NEAR/",
         "title:", "pays:", "country:", "date:", "covers:", "but:", "langue:", "kind:", "x:", "date:2007..2009", "date:9999..0001", "abc*",
         "ab*", "=mot", "\"a b c\""]
DATES = ["2009", "avril 2009", "2007-2008", "..2005", "31 février 2009", "0000", "99999", "-1", "2009-99-99", "hier", "demain", "1e9", "\t2009"]
NUMBERS = ["0", "1", "-1", "2", "1000", "1001", "4294967295", "4294967296", "99999999999999999999", "1e3", "0x10", " 1", "1.5", "NaN"]
IDENTIFIERS = ["../../etc/passwd", "https://www.example.org/", "file:///etc/passwd", "corpus/releases/", "1", "Q1", "\\\\host\\x", "a" * 4000]


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def deep(self):
        one = self.random.choice(["(", "NOT ", "-", "title:", "\"", "a OR ", "a AND NOT (", "((", "=", "SAUF ("])
        return one * self.random.choice([3, 15, 17, 100, 1000]) + "a"

    def query(self):
        choose = self.random.random()
        if choose < 0.15:
            return self.deep()
        parts = [self.random.choice(self.random.choice([WORDS, QUERY, QUERY, MARKUP])) for _ in range(self.random.choice([1, 2, 3, 5, 9, 40]))]
        return self.random.choice(["", " ", " "]).join(parts)

    def text(self, name):
        kinds = {"from": DATES, "to": DATES, "page": NUMBERS, "format": FORMATS, "HITSPERPAGE": NUMBERS, "TOPDOC": NUMBERS,
                 "id": IDENTIFIERS, "uri": IDENTIFIERS, "document": IDENTIFIERS, "START.0": DATES, "END.0": DATES,
                 "ui": ["fr", "en", "de", "FR"], "sort": ["newest", "oldest", "relevance", "x"],
                 "view": ["help", "document", "record", "x"], "asset": ["depeche.css", "depeche.js", "depeche.conf", "../depeche.css"],
                 "country": ["HT", "Haïti", "XX", "ht", "Nulle part"], "goal": ["solidarity", "sécurité", "x"],
                 "language": ["fr", "français", "xx"], "kind": ["release", "rapport", "x"]}
        if name in kinds and self.random.random() < 0.6:
            return self.random.choice(kinds[name])
        return self.query() if name in ("q", "P", "xP") or self.random.random() < 0.3 else self.random.choice(MARKUP)

    def encoded(self, text):
        """Bytes as a browser, a careless program or an attacker would write them."""
        style, raw = self.random.random(), text.encode("utf-8", "surrogatepass")
        if self.random.random() < 0.12:
            raw = raw[:len(raw) // 2] + self.random.choice(RAW) + raw[len(raw) // 2:]
        if style < 0.05:
            raw = text.encode("latin-1", "replace")
        if style < 0.1:
            return raw.replace(b"&", b"%26").replace(b"#", b"%23")
        if style < 0.15:
            return b"".join(b"%%%02x" % byte for byte in raw)
        if style < 0.2:
            return b"".join(b"%%25%02X" % byte for byte in raw)
        if style < 0.24:
            return raw.replace(b" ", b"%") + b"%" + self.random.choice([b"", b"4", b"zz", b"u003c"])
        return b"".join(b"+" if byte == 32 else bytes([byte]) if chr(byte).isalnum() else b"%%%02X" % byte for byte in raw)

    def query_string(self):
        pairs = []
        for _ in range(self.random.choice([0, 1, 1, 2, 3, 4, 8])):
            name = self.random.choice(PARAMETERS)
            pairs.append(self.encoded(name) + (b"=" if self.random.random() < 0.97 else b"") + self.encoded(self.text(name)))
        if self.random.random() < 0.3:
            pairs.append(b"format=" + self.random.choice(FORMATS[:9]).encode())
        if self.random.random() < 0.5:
            pairs.append(b"q=" + self.encoded(self.query()))
        if self.random.random() < 0.03:
            pairs = pairs * self.random.choice([10, 100, 700]) or [b"&" * 8000]
        return self.random.choice([b"&", b"&", b"&", b"&", b";", b"&&"]).join(pairs)

    def header(self):
        lines = [b"fr", b"en-CA,fr;q=0.5", b"*", b"fr;q=1e999," * 500, b";;;,,,=q=q=", b"W/\"1-0\"", b"*", b"\"" * 5000,
                 b"Thu, 01 Jan 1970 00:00:00 GMT", b"\xff\xfe", b"a\r\nX-Evil: 1", b"<script>", b"1.2.3.4, " * 1000, b"", b"x" * 60000]
        return self.random.choice(lines)

    def request(self):
        method = self.random.choice([b"GET"] * 80 + [b"HEAD"] * 6 + [b"HEAD", b"POST", b"get", b"", b"OPTIONS", b"GET\r\nX-Evil: 1", b"G" * 3000])
        variables = [(b"REQUEST_METHOD", method), (b"QUERY_STRING", self.query_string())]
        others = [b"HTTP_ACCEPT_LANGUAGE", b"HTTP_IF_NONE_MATCH", b"HTTP_IF_MODIFIED_SINCE", b"HTTP_X_FORWARDED_FOR", b"REMOTE_ADDR",
                  b"HTTP_PROXY", b"HTTP_HOST", b"SCRIPT_NAME", b"PATH_INFO", b"DEPECHE_INDEX", b"DEPECHE_CONF", b"SERVER_NAME",
                  b"CONTENT_LENGTH", b"HTTP_COOKIE", b"HTTP_RANGE", b"HTTP_REFERER", b"SCRIPT_FILENAME", b"LANGUAGE", b"LC_ALL", b""]
        for name in self.random.sample(others, self.random.choice([0, 0, 1, 2, 5])):
            variables.append((name, self.header()))
        return variables


# == Judging ==========================================================================================================

class Wrong(Exception):
    pass


def expect(condition, what):
    if not condition:
        raise Wrong(what)


def read_head(response):
    head, found, body = response.partition(b"\r\n\r\n")
    expect(found, "no end of the headers")
    headers = {}
    for line in head.split(b"\r\n"):
        expect(re.fullmatch(rb"[A-Za-z-]+: [\x20-\x7e]+", line), f"a header: {line[:200]}")
        name, _, value = line.partition(b": ")
        expect(name.lower() in HEADERS, f"an unknown header: {line[:200]}")
        expect(name.lower() not in headers or name.lower() in (b"link", b"vary"), f"a header twice: {line[:200]}")
        headers[name.lower()] = value
    return headers, body


VOID = {"meta", "link", "input", "br", "hr", "img", "wbr", "col"}
TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*)\s*(/?)>""")
ATTRIBUTE = re.compile(r"""\s+([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"<>]*)")?""")
REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|apos|#39|#x27|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
ALLOWED_SCRIPT = re.compile(r'src="[^"]*asset=depeche\.js[^"]*"')


def judge_attribute(tag, name, value):
    expect(not name.lower().startswith("on"), f"an attribute {name}")
    expect(name.lower() != "style", "an attribute style")
    expect(not REFERENCE.search(value), f"a bare & in {name}: {value[:200]}")
    if name in ("href", "src", "action"):
        scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", value)
        expect(not scheme or scheme[1].lower() in ("http", "https"), f"an address {value[:100]}")
        expect(not value.startswith("//"), f"an address without its scheme: {value[:100]}")


def judge_script(attributes, content):
    """A script is the one file of ours, or data that cannot end early."""
    kind = dict(attributes).get("type", "")
    if kind == "application/ld+json":
        json.loads(content)
        return
    expect(ALLOWED_SCRIPT.search(" ".join(f'{name}="{value}"' for name, value in attributes)) and not content.strip(), "a script")


def judge_text(text):
    expect("<" not in text and ">" not in text, f"a bare angle: {text[:100]!r}")
    expect(not REFERENCE.search(text), f"a bare &: {text[:200]!r}")


def judge_html(body):
    """As strict as XML but for void elements: anything a browser would have to guess is an error."""
    text = body.decode("utf-8")
    expect(text.startswith("<!DOCTYPE html>\n") and text.endswith("</html>\n"), "the document's ends")
    expect(not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text), "a control character")
    at, stack, ids = len("<!DOCTYPE html>"), [], set()
    for tag in TAG.finditer(text):
        if tag.start() < at:
            continue
        judge_text(text[at:tag.start()])
        closing, name, attributes, alone = tag.groups()
        pairs = [(one[1], one[2] or "") for one in ATTRIBUTE.finditer(attributes)]
        expect(len(pairs) == len(set(one for one, _ in pairs)), f"an attribute twice: {tag[0][:200]}")
        for one, value in pairs:
            judge_attribute(name, one, value)
            if one == "id":
                expect(value not in ids, f"an id twice: {value}")
                ids.add(value)
        at = tag.end()
        if stack and stack[-1] == "option" and name in ("option", "optgroup", "select", "datalist"):
            stack.pop() # its end may be left out
            if closing and name == "option":
                continue
        if closing:
            expect(stack and stack[-1] == name, f"</{name}> in {stack}")
            stack.pop()
        elif name == "script":
            end = text.find("</script>", at)
            expect(end >= 0, "a script without an end")
            judge_script(pairs, text[at:end])
            at = end + len("</script>")
        elif name not in VOID and not alone:
            stack.append(name)
    judge_text(text[at:])
    expect(not stack, f"open at the end: {stack}")


def judge_body(headers, body):
    kind = headers[b"content-type"].decode()
    expect(kind.endswith("charset=utf-8") or kind.startswith(("application/", "image/", "text/x-")), f"no charset: {kind}")
    if kind.startswith("text/html"):
        judge_html(body)
    elif "json" in kind:
        json.loads(body)
    elif "xml" in kind:
        expect(b"<!ENTITY" not in body, "an entity")
        xml.fromstring(body)
    elif kind.startswith("text/csv"):
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
        expect(len({len(row) for row in rows}) <= 1, "rows of several lengths")
    else:
        body.decode("utf-8")


def judge(variables, response):
    given = dict(variables)
    headers, body = read_head(response)
    status = int(headers[b"status"][:3])
    expect(status in STATUSES, f"status {status}")
    method = given[b"REQUEST_METHOD"].split(b"\0")[0]
    expect((status == 405) == (method not in (b"GET", b"HEAD")), f"status {status} for {method[:20]}")
    query = given[b"QUERY_STRING"].split(b"\0")[0]
    if status not in (304, 405, 429) and b"asset" not in query:
        expect((status == 414) == (len(query) > 8192), f"status {status} for {len(query)} bytes")
    expect(status != 503, "unavailable")
    expect(POLICY.fullmatch(headers[b"content-security-policy"]), f"policy: {headers[b'content-security-policy']}")
    expect(headers[b"x-content-type-options"] == b"nosniff" and headers[b"referrer-policy"] == b"no-referrer", "protection")
    if status == 304 or method == b"HEAD":
        expect(not body, "a body")
        return status
    expect(int(headers[b"content-length"]) == len(body), "its length")
    judge_body(headers, body)
    return status


def judge_the_judge():
    """What it lets through, it would let through a thousand times."""
    frame = "<!DOCTYPE html>\n<html lang=\"en\">\n<body>%s</body>\n</html>\n"
    judge_html((frame % "<p class=\"a\">a &amp; b<br>c</p><select><option>1<option>2</select>").encode())
    for bad in ("<p>a & b</p>", "<p>a < b</p>", "<p>a > b</p>", "<p>", "</p>", "<p><b></p></b>", "<p onclick=\"x\">a</p>",
                "<a href=\"javascript:x\">a</a>", "<a href=\"//x\">a</a>", "<p class=a>a</p>", "<p class='a'>a</p>", "<!-- a -->",
                "<script>a</script>", "<script src=\"https://x/asset=depeche.js\">a</script>", "<p id=\"a\"></p><p id=\"a\"></p>",
                "<p style=\"a\">a</p>", "<p>\u202ea</p>", "<p>\0</p>", "<a title=\"a & b\">a</a>", "<a title=\"<b>\">a</a>"):
        try:
            judge_html((frame % bad).encode())
        except Wrong:
            continue
        sys.exit(f"the judge lets through {bad!r}")


# == Running ==========================================================================================================

def make_index(source, programs, folder):
    index = os.path.join(folder, "index")
    environment = {**os.environ, "DEPECHE_AUTHORITY": os.path.join(source, "corpus", "authority")}
    subprocess.run([os.path.join(programs, "depeche-index"), "rebuild", "--quiet", "--index", index,
                    os.path.join(source, "corpus", "releases"), os.path.join(source, "corpus", "reports")], env=environment, check=True)
    return index


def is_sanitized(program):
    with open(program, "rb") as file:
        return b"__asan_init" in file.read()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("programs")
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1867)
    given = parser.parse_args()
    judge_the_judge()
    program = os.path.join(os.path.realpath(given.programs), "depeche.cgi")
    limit = 10 if is_sanitized(program) else 1
    folder = tempfile.mkdtemp(prefix="depeche-hostile-")
    index = make_index(given.source, given.programs, folder)
    bets = os.path.join(folder, "bets")
    with open(bets, "w", encoding="utf-8") as file:
        file.write("haiti = https://www.example.org/?a=1&b=<2> | Haïti & \"nous\" <b>\n")
    service = fastcgi.Service(program, f"index = {index}\nworkers = 1\nlog = {folder}/queries.log\nbest_bets = {bets}\n"
                                       f"rate_file = {folder}/rates\nrate_per_minute = 60000\nrate_burst = 60000\n"
                                       f"trusted_proxies = 0.0.0.0/0\naddress = https://www.example.org/search\n")
    fastcgi.get(service.path)
    workers = service.workers()
    maker, statuses, wrong, slowest = Maker(given.seed), {}, 0, 0.0
    began, spent = time.monotonic(), fastcgi.processor_seconds(workers[0])
    for number in range(given.count):
        variables = maker.request()
        try:
            response = fastcgi.request(service.path, variables)
            now = fastcgi.processor_seconds(workers[0])
            slowest, took, spent = max(slowest, now - spent), now - spent, now
            status = judge(variables, response)
            statuses[status] = statuses.get(status, 0) + 1
            expect(took <= limit, f"{took:.2f} s of the processor")
        except (Wrong, ValueError, KeyError, OSError, xml.ParseError, csv.Error) as trouble:
            wrong += 1
            print(f"request {number}: {type(trouble).__name__}: {trouble}\n    {variables!r}"[:1500], flush=True)
            if isinstance(trouble, OSError) or wrong >= 20:
                break
    lived = service.workers() == workers
    ended = service.stop()
    said = service.said()
    with open(f"{folder}/queries.log", "rb") as log:
        lines = log.read().split(b"\n")
    bad_lines = sum(1 for line in lines if line and (line.count(b"\t") != 9 or re.search(rb"[\x00-\x08\x0b-\x1f]", line)))
    print(f"{given.count} requests, seed {given.seed}: {wrong} wrong, {'no' if lived and not ended else 'A'} crash, {bad_lines} bad lines of "
          f"{len(lines) - 1} in the log; slowest {slowest:.2f} s of the processor; {time.monotonic() - began:.1f} s; statuses "
          + ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
    if said:
        print(said[-3000:])
    sys.exit(1 if wrong or bad_lines or not lived or ended or "Sanitizer" in said or "runtime error" in said else 0)


if __name__ == "__main__":
    main()
