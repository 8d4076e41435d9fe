#!/bin/sh
# Small rules of the house: sizes, words that promise work left undone, unsafe calls in C++.
set -eu
cd "$1"
wrong=0
files=$(find . -path ./build -prune -o \( -name '*.c' -o -name '*.h' -o -name '*.cc' -o -name '*.hh' \) -print)
long=$(wc -l $files | awk '$1 > 600 && $2 != "total" { print $2 ": " $1 " lines" }')
[ -z "$long" ] || { echo "$long"; echo "files over 600 lines: split by subject"; wrong=1; }
if grep -nE '\b(TODO|FIXME|XXX)\b' $files; then wrong=1; fi
if grep -nE '\b(strcpy|strcat|sprintf|strtok|atoi|gets)\(' shim/*.cc; then echo "unsafe calls"; wrong=1; fi
exit $wrong
