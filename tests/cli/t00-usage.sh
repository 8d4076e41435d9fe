#!/bin/sh
# Help, version, and what is said of a mistake.
. "$(dirname "$0")/lib.sh"

expect 0 depeche-index --help
golden index-help out
expect 2 depeche-index
same_text err <<'EOF'
depeche-index: no verb
depeche-index: try: depeche-index update FOLDER, or --help
EOF
expect 2 depeche-index updat corpus
same_text err <<'EOF'
depeche-index: unknown verb "updat"
depeche-index: did you mean update?
EOF
expect 2 depeche-index rebuild --index index no-such-folder
grep -q 'there is no file or folder no-such-folder' err || fail "a missing source is not named"
[ ! -e index/current ] || fail "a failed run published something"
expect 2 depeche-index rebuild --jobs 0 corpus
grep -q -- '--jobs takes a number from 1 to 256, not "0"' err || fail "a wrong number is not named"
expect 2 depeche-index status --index nowhere
grep -q 'nowhere' err || fail "a missing index is not named"

# In French, where the locale says so.
expect 2 env LC_ALL=fr_CA.UTF-8 depeche-index rebuild --jobs 0 corpus
grep -q -- '--jobs prend un nombre de 1 à 256' err || fail "a wrong number is not named in French"
expect 2 env LC_ALL=fr_CA.UTF-8 depeche-index status corpus
grep -q 'status attend.*aucun fichier' err || fail "a file too many is not named in French"
