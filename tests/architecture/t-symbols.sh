#!/bin/sh
# What a folder's library offers is what its headers say: every other function is static.
set -eu
source_dir=$1 build_dir=$2
cd "$source_dir"
wrong=0
for folder in base shim glass language record indexer query; do
    headers=$(find "$folder" \( -name "*.h" -o -name "*.def" -o -name "*.hh" \) -exec cat {} +)
    for symbol in $(nm --defined-only --extern-only "$build_dir/$folder/lib$folder.a" 2>/dev/null |
                    awk 'NF == 3 && $2 ~ /[TDBR]/ { print $3 }' | grep -vE '^(_Z|__|main$)' | sort -u); do
        printf '%s' "$headers" | grep -qw "$symbol" || { echo "$folder: $symbol is in no header: make it static"; wrong=1; }
    done
done
exit $wrong
