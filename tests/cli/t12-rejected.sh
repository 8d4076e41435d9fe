#!/bin/sh
# A file that cannot be read is one line; the rest is indexed; the exit status says so.
. "$(dirname "$0")/lib.sh"

mkdir archive
printf 'A release\n\nSomething happened in Lima.\n' >archive/good.txt
printf '\000\001\002\003\377\376\000\000\177ELF\000\000' >archive/program.bin
: >archive/empty.txt
mkfifo archive/pipe
expect 1 depeche-index rebuild --index index archive
grep -q '^rejected: archive/program.bin: ' err || fail "binary: $(cat err)"
grep -q '^rejected: archive/empty.txt: ' err || fail "empty: $(cat err)"
grep -q '^rejected: archive/pipe: ' err || fail "pipe: $(cat err)"
[ "$(grep -c '^rejected' err)" -eq 3 ] || fail "one line each: $(cat err)"
expect 0 depeche-query --index index Lima
