#!/bin/sh
# The whole sample archive is read, and the summary says so.
. "$(dirname "$0")/lib.sh"

files=$(find corpus/releases corpus/reports -type f | wc -l)
sample_index
steady err >summary
same_text summary <<EOF
$files files: $files added, 0 changed, 0 unchanged, 0 gone, 0 rejected; generation 1: $files documents, SIZE; $files with a twin in the other language, 0 without; TIME
EOF
xapian-check index/generations/000001/database-0 >check 2>&1 || { cat check; fail "xapian-check found errors"; }
[ "$(xapian-delve index/current | sed -n 's/number of documents = //p')" -eq "$files" ] ||
    fail "the stub file does not open as a Xapian database of $files documents"

# The same index whatever the number of workers.
xapian-delve -a -v index/current >one
expect 0 depeche-index rebuild --jobs 1 --index again corpus/releases corpus/reports
xapian-delve -a -v again/current >two
cmp one two || fail "the index depends on the number of workers"
