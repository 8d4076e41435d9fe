#!/bin/sh
# Includes only point down the house: base <- shim, language <- record <- indexer, query; and only shim knows Xapian.
set -eu
cd "$1"
wrong=0

# allowed FOLDER FOLDER...: the folders that the first may include.
allowed() {
    folder=$1; shift
    for file in "$folder"/*.[ch] "$folder"/*.cc "$folder"/*.hh "$folder"/*.def; do
        [ -e "$file" ] || continue
        for included in $(sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$file" | sort -u); do
            case " $folder $* " in
            *" $included "*) ;;
            *) echo "$file includes $included/, which $folder/ may not"; wrong=1 ;;
            esac
        done
    done
}
allowed base
allowed shim base
allowed glass base
allowed language base
allowed record language base
allowed indexer record language glass shim base
allowed query record language shim base

if grep -lE '#include *<xapian' base/* language/* record/* indexer/* query/* shim/*.h tests/*/*.c 2>/dev/null; then
    echo "the files above include Xapian's headers: only shim/*.cc and shim/*.hh may"; wrong=1
fi
catches=$(grep -cE '\bcatch *\(' shim/*.cc shim/*.hh | awk -F: '$2 > 0 { print $1 }')
[ "$catches" = shim/guard.cc ] || { echo "exceptions are caught in: $catches; only shim/guard.cc may"; wrong=1; }
exit $wrong
