#!/bin/sh
# Completion: the scripts are well made, complete options, values and files, and know every option of --help.
. "$(dirname "$0")/lib.sh"

command -v bash >/dev/null || { echo "SKIPPED: bash is not installed" >&2; exit 77; }
for program in depeche-query depeche-index; do
    for shell in bash zsh fish; do
        expect 0 $program --completion $shell
        cp out $program.$shell
        command -v $shell >/dev/null || continue
        $shell -n $program.$shell || fail "the $shell script of $program is not well made"
    done
    expect 0 $program --help
    sed -nE 's/^ +(-., )?--([a-z-]+).*/\2/p' out | while read -r option; do
        for shell in bash zsh fish; do
            grep -qE -- "(--|-l )$option\\b" $program.$shell || fail "$program.$shell does not know --$option"
        done
    done
    expect 2 $program --completion tcsh
done

# complete LINE: what bash proposes for its last word, cut at = as bash does.
cat >complete.bash <<'END'
compopt() { :; }
source ./depeche-query.bash
source ./depeche-index.bash
read -r -a COMP_WORDS <<<"${1//=/ = }"
[[ $1 == *" " || $1 == *= ]] && COMP_WORDS+=("")
[[ $1 == *= ]] && unset 'COMP_WORDS[-1]'
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_${COMP_WORDS[0]//-/_}
echo "${COMPREPLY[@]}"
END
mkdir releases.index && : >topics.tsv
while IFS='|' read -r line expected; do
    got=$(bash complete.bash "$line")
    [ "$got" = "$expected" ] || fail "“$line” is completed as “$got”, not “$expected”"
done <<'END'
depeche-query --kw|--kwic
depeche-query --format bib|bibtex
depeche-query --format=js|json jsonl
depeche-query --ui=|en fr
depeche-query -s n|newest
depeche-query --topics top|topics.tsv
depeche-query --index rel|releases.index
depeche-query --country |
depeche-query école |
depeche-index re|rebuild
depeche-index update rel|releases.index
depeche-index --fold al|always
END

# Every value that is proposed is taken.
sample_index
sed -nE "s/^ +--([a-z-]+)[^)]*\).*compgen -W '([^']*)'.*/\1 \2/p" depeche-query.bash >choices
[ -s choices ] || fail "no values are proposed"
while read -r option values; do
    for value in $values; do
        kwic=
        case $value in left | right | match | document) kwic=--kwic ;; esac
        depeche-query --index index $kwic "--$option=$value" école >out 2>err || [ $? -eq 1 ] || fail "--$option=$value: $(cat err)"
    done
done <choices

# In a shell that runs, as it is typed.
python3 - <<'END' || exit 1
import os, pty, select, time
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(INPUTRC="/dev/null", PS1="$ ", TERM="dumb", HISTFILE="/dev/null")
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
os.write(terminal, b"bind 'set bell-style none'; source ./depeche-query.bash; echo rea''dy\r")
seen = b""
def read_until(wanted):
    global seen
    end = time.time() + 60
    while wanted not in seen and time.time() < end:
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096)
    assert wanted in seen, seen
read_until(b"ready")
os.write(terminal, b"depeche-query --hist\t")
read_until(b"--histogram ")
os.write(terminal, b"--format bibt\t")
read_until(b"bibtex ")
os.write(terminal, b"\x15exit\r")
os.waitpid(pid, 0)
END
