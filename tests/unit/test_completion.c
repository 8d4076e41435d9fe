/* Completion scripts: each shell gets every option, with its values, quoted as it needs. */
#include "base/completion.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct option_line options[] = {
    { "index", 'i', "DIR", "the folder: it's here" },
    { "list", 0, "FILE", "a [list]" },
    { "format", 'f', "FORMAT", "how" },
    { "name", 0, "NAME", "free" },
    { "quiet", 'q', NULL, "say nothing" },
    { NULL, 0, NULL, NULL },
};
static const struct completion_choices choices[] = { { "format", "text json" }, { NULL, NULL } };
static const struct completion_verb verbs[] = { { "update", "read (again)" }, { "status", "say: all" }, { NULL, NULL } };

static const struct {
    const char *shell;
    bool verbs;
    const char *has;
} cases[] = {
    { "bash", false, "    --index | -i) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\"); return ;;\n" },
    { "bash", false, "    --list) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); return ;;\n" },
    { "bash", false, "    --format | -f) mapfile -t COMPREPLY < <(compgen -W 'text json' -- \"$current\"); return ;;\n" },
    { "bash", false, "    --name) :; return ;;\n" },
    { "bash", false, "compgen -W '--index -i --list --format -f --name --quiet -q'" },
    { "bash", false, "complete -F _a_b a-b\n" },
    { "bash", true, "compgen -W 'update status'" },
    { "zsh", false, "    '*'{-i+,--index=}'[the folder\\: it'\\''s here]:DIR:_files -/' \\\n" },
    { "zsh", false, "    '*'--list='[a \\[list\\]]:FILE:_files' \\\n" },
    { "zsh", false, "    '*'{-f+,--format=}'[how]:FORMAT:(text json)' \\\n" },
    { "zsh", false, "    '*'{-q,--quiet}'[say nothing]' \\\n    '*:query:'\n" },
    { "zsh", true, "    '1:verb:((update\\:\"read \\(again\\)\" status\\:\"say\\: all\"))' \\\n    '*:file:_files'\n" },
    { "fish", false, "complete -c a-b -f\ncomplete -c a-b -s i -l index -x -a '(__fish_complete_directories)' -d 'the folder: it'\\''s here'\n" },
    { "fish", false, "complete -c a-b -s f -l format -x -a 'text json' -d 'how'\n" },
    { "fish", true, "complete -c a-b -n __fish_use_subcommand -f -a update -d 'read (again)'\n" },
};

static void test_scripts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct completion completion = { "a-b", options, choices, cases[i].verbs ? verbs : NULL };
        struct buffer out = BUFFER_EMPTY;
        assert_true(completion_write(&completion, cases[i].shell, &out));
        if (!strstr(out.bytes, cases[i].has))
            fail_msg("%s lacks:\n%s---\n%s", cases[i].shell, cases[i].has, out.bytes);
        buffer_clear(&out);
    }
}

static void test_unknown_shell(void **state)
{
    (void)state;
    const struct completion completion = { "a-b", options, choices, NULL };
    struct buffer out = BUFFER_EMPTY;
    assert_false(completion_write(&completion, "tcsh", &out));
    assert_int_equal(out.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_scripts), cmocka_unit_test(test_unknown_shell) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
