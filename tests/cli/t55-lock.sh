#!/bin/sh
# One writer at a time: the other is told who it is; what an interrupted one left is cleared away, and told of.
. "$(dirname "$0")/lib.sh"

mkdir archive
for n in $(seq 40); do
    printf 'Title number %s\n\nThe minister spoke in Dakar of project number%s.\n' $n $n >archive/$n.txt
done
expect 0 depeche-index update --index index archive

# Something that holds the lock as a run does.
python3 - index/lock <<'EOF' &
import fcntl, os, socket, struct, sys, time
lock = open(sys.argv[1], "r+")
lock.write(f"{os.getpid()} {socket.gethostname()} 1302652800 rebuild\n")
lock.flush()
fcntl.fcntl(lock, 37, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)) # F_OFD_SETLK
open("held", "w").close()
while not os.path.exists("enough"):
    time.sleep(0.05)
os.kill(os.getpid(), 9)
EOF
holder=$!
until [ -e held ]; do sleep 0.05; done
expect 2 depeche-index update --index index archive
grep -q "^depeche-index: index is being written by process $holder on .*, since 2011-04-13T00:00:00Z (rebuild)$" err ||
    fail "the holder: $(cat err)"
expect 2 depeche-index rollback --index index
mkdir index/generations/000002.building
expect 0 depeche-index status --index index
grep -q "^writer      process $holder on " out && grep -q "^building    generation 2: " out || fail "status: $(cat out)"
expect 0 depeche-query --index index number7

touch enough
wait $holder || true
expect 0 depeche-index status --index index
grep -q "^interrupted process $holder on .*; the next run begins anew$" out || fail "status: $(cat out)"
grep -q "^unfinished  generation 2: " out || fail "status: $(cat out)"
touch index/.new-1-2
expect 0 depeche-index update --index index archive
grep -q "^warning: the run before was interrupted and is begun anew: process $holder on " err || fail "$(cat err)"
[ "$(ls -A index | tr '\n' ' ')" = "current generations lock " ] || fail "left: $(ls -A index)"
[ "$(ls index/generations)" = "000001" ] || fail "left: $(ls index/generations)"
expect 0 depeche-index status --index index
if grep -q interrupted out; then fail "status: $(cat out)"; fi
