#!/bin/sh
# Filters by option and by field, in both languages, find the same; dates in every spelling.
. "$(dirname "$0")/lib.sh"
sample_index

# found OPTION...: the documents, in a fixed order.
found() {
    got=0
    depeche-query --index index --limit 1000 --format jsonl "$@" >hits 2>err || got=$?
    [ "$got" -le 1 ] || { cat err >&2; fail "depeche-query $*"; }
    jq -r .uri hits | sort
}
# expected AWK-CONDITION: what corpus/expected.tsv says. Columns: 1 file, 3 language, 4 date, 5 countries, 6 goals.
expected() {
    awk -F'\t' "NR > 1 && ($1) { print \"corpus/\" \$1 }" "$source_dir/corpus/expected.tsv" | sort
}
# check CONDITION OPTION...: both agree, and are not empty.
check() {
    expected "$1" >wanted
    [ -s wanted ] || fail "nothing is expected for $1"
    shift
    found "$@" >got-files
    diff -u wanted got-files >&2 || fail "depeche-query $*"
}
check '$5 ~ /HT/' --country Haïti
check '$5 ~ /HT/' --country ht
check '$5 ~ /HT/' --country haitian
check '$5 ~ /HT/' pays:haiti
check '$5 ~ /HT/' 'country:Haïti'
check '$5 ~ /IN/' --country Mumbai
check '$5 ~ /HT|SN/' --country Haïti --country Senegal
check '$5 ~ /HT/ && $3 == "fr"' --country HT --language fr
check '$5 ~ /HT/ && $3 == "fr"' 'pays:haïti langue:français'
check '$5 ~ /HT/ && $3 == "en"' 'pays:haïti -langue:fr'
check '$4 ~ /^2009/' date:2009
check '$4 ~ /^2009-04/' 'date:2009-04'
check '$4 ~ /^2009-04/' 'date:"avril 2009"'
check '$4 >= "2008-06-12" && $4 <= "2009-04-21"' --from 2008-06-12 --to '21 April 2009'
check '$4 >= "2010"' --from 2010
check '$4 < "2004"' --to 2003
check '$4 >= "2007-04" && $4 < "2008-04"' date:2007-2008
check '$4 >= "2007" && $4 < "2009"' date:2007..2008
check '$1 ~ /^reports/' --kind report
check '$1 ~ /^reports/ && $3 == "fr"' 'genre:rapport langue:fr'
check '$1 ~ /report-2007/' --kind report covers:2007-2008

# Filters alone list the newest first.
expect 0 depeche-query --index index --country Haïti --limit 1000 --format jsonl
jq -r .date out >dates
sort -r dates | diff - dates >&2 || fail "not the newest first"

# What nobody knows is named.
expect 2 depeche-query --index index --country Atlantis
grep -q Atlantis err || fail "the unknown country is not named: $(cat err)"
expect 2 depeche-query --index index --from 'avrli 2009'
grep -q 'avrli 2009' err || fail "the wrong date is not named: $(cat err)"
expect 2 depeche-query --index index date:2009..2008
