#!/bin/sh
# depeche.cgi --check: each thing that can be wrong is told with its remedy, and the exit status tells that there is one.
. "$(dirname "$0")/lib.sh"
unset DEPECHE_CONF REQUEST_METHOD || true
sample_index

# found STATUS TEXT: the doctor ends so, and says this.
found() {
    expect "$1" depeche.cgi --check depeche.conf
    grep -qF -e "$2" out || fail "not told: $2: $(cat out)"
}

: >queries.log
printf 'haiti = https://example.org/ | Haiti\n' >bets
cat >depeche.conf <<EOF
index = index
log = queries.log
best_bets = bets
trusted_proxies = 127.0.0.1
EOF
found 0 "well   settings: depeche.conf"
grep -qE '^well   index: generation 1 of 2011-04-13T00:00:00Z, documents: [0-9]+$' out || fail "index: $(cat out)"
grep -qE '^well   search: answered 200 in [0-9.]+ ms, documents found: [0-9]+$' out || fail "search: $(cat out)"
grep -q '^well   cage:' out || fail "cage: $(cat out)"
[ ! -s queries.log ] || fail "the doctor is in the log"
expect 0 env LC_ALL=fr_CA.UTF-8 depeche.cgi --check depeche.conf
grep -q '^bien   recherche: réponse 200' out || fail "French: $(cat out)"

chmod o+w depeche.conf
found 1 "wrong  settings: everybody may write to the file"
grep -q '^       -> chmod o-w depeche.conf$' out || fail "no remedy: $(cat out)"
chmod o-w depeche.conf

echo 'lgo = here' >>depeche.conf
found 1 "depeche.conf:5: lgo: there is no such key"
grep -q '^       -> did you mean log?$' out || fail "no remedy: $(cat out)"
sed -i '$d' depeche.conf

echo 'haiti = nowhere | Haiti' >bets
found 1 "wrong  best_bets: bets:1: no http address"
: >bets
echo 'a letter' >letter
echo 'rate_file = letter' >>depeche.conf
found 1 "wrong  rate_file: cannot count requests in letter: it is not a file of depeche.cgi"
sed -i '$d' depeche.conf
sed -i 's/^log = .*/log = none\/queries.log/' depeche.conf
[ "$(id -u)" -eq 0 ] || found 1 "wrong  log: cannot write to the log none/queries.log"
sed -i '/^log/d; s/^trusted.*/trusted_proxies = localhost/' depeche.conf
found 1 "wrong  trusted_proxies: no address and no network: localhost"
sed -i '/^trusted/d; s/^index.*/index = nothing/' depeche.conf
found 1 "wrong  index: there is no index in nothing"

rm depeche.conf
found 1 "wrong  settings: cannot read depeche.conf: No such file or directory"
expect 2 depeche.cgi --chek
# An argument that comes with a request is a visitor's.
expect 0 env REQUEST_METHOD=GET QUERY_STRING= depeche.cgi --check
grep -q '^Status: 503' out || fail "not a response: $(head -3 out)"
