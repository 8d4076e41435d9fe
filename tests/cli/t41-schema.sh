#!/bin/sh
# Every JSON answer is as docs/search-json.schema.json says.
. "$(dirname "$0")/lib.sh"

python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import jsonschema' 2>/dev/null && python=$candidate && break
done
[ -n "$python" ] || { echo "SKIPPED: python3-jsonschema is not installed" >&2; exit 77; }

mkdir pages
cp "$source_dir/tests/fixtures/formats/report.pdf" pages
expect 0 depeche-index rebuild --index index corpus/releases corpus/reports pages
export DEPECHE_INDEX=index

# answer EXPECTED OPTION...: an answer, as one more line of ./answers (whole ones) or ./lines (of a list).
answer() {
    expect "$@"
    cat out >>answers
}
answer 0 depeche-query --format json --limit all --facets --histogram --explain --country Haïti école
answer 0 depeche-query --format json --limit all --kind report
answer 0 depeche-query --format json --explain 'pays:HT but:solidarité date:2004..2010 covers:2007-2008 OR école'
answer 0 depeche-query --format json --limit 0 --facets --histogram
answer 0 depeche-query --format json baobab
answer 1 depeche-query --format json --explain xyzzyplugh
answer 0 depeche-query --format json école zèbre québec xyzzyplugh
answer 0 depeche-query --format json --kwic --sort left '"relations extérieures"'
answer 0 depeche-query --format json --kwic --limit 2 --explain baobab
answer 1 depeche-query --format json --kwic xyzzyplugh
expect 0 depeche-query --format jsonl --language fr
cp out hits
expect 0 depeche-query --format jsonl --kwic 'haïti OR baobab'
cp out occurrences

cat >validate <<'END'
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
def check(path, schema):
    validator = jsonschema.Draft7Validator(schema)
    lines = open(path, encoding="utf-8").read().split("\n")
    texts = whole_objects(lines) if path == "answers" else lines[:-1]
    count = 0
    for text in texts:
        for error in validator.iter_errors(json.loads(text)):
            sys.exit(f"{path}: {list(error.absolute_path)}: {error.message}")
        count += 1
    print(path, count)
def whole_objects(lines): # a concordance has a line for each occurrence
    text = ""
    for line in lines:
        text += line
        try:
            json.loads(text)
        except ValueError:
            continue
        yield text
        text = ""
check("answers", schema)
check("hits", {"$ref": "#/definitions/hit", "definitions": schema["definitions"]})
check("occurrences", {"$ref": "#/definitions/occurrence", "definitions": schema["definitions"]})
END
"$python" validate "$source_dir/docs/search-json.schema.json" >counts || fail "$(cat counts)"
grep -q '^answers 10$' counts || fail "not all answers were read: $(cat counts)"
[ "$(sed -n 's/^hits //p' counts)" -gt 25 ] || fail "a list of all hits is not whole: $(cat counts)"

# The table of the page names the same keys.
for key in $(jq -r '.definitions.hit.properties, .definitions.occurrence.properties | keys[]' "$source_dir/docs/search-json.schema.json" | sort -u); do
    grep -q "\`$key\`" "$source_dir/docs/search-json.md" || fail "docs/search-json.md does not name $key"
done
