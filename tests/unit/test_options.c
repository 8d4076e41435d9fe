/* Command lines: what is told, what is left, what is refused and with which hint. */
#include "base/options.h"

#include "tests/unit/scratch.h"

#include <string.h>

static const struct option_line table[] = {
    { "country", 0, "NAME", "only what is about this country" },
    { "facets", 'f', NULL, "count the values of each field" },
    { "from", 0, "DATE", "only what is dated from then on" },
    { "kind", 'k', "KIND", "release, report or page" },
    { "kwic", 0, NULL, "show each word in its context" },
    { "limit", 'n', "N", "at most so many hits" },
    { "quiet", 'q', NULL, "print no progress" },
    { NULL, 0, NULL, NULL },
};

enum { MOST_ARGUMENTS = 12 };

/* Writes "name=value;" or "name;". */
static enum status note(const struct option_line *option, const char *value, void *context, struct failure *failure)
{
    struct buffer *log = context;
    if (value && strcmp(value, "bad") == 0)
        return (fail)(failure, STATUS_USAGE, "%s is no %s", value, option->name);
    buffer_append_text(log, option->name);
    if (value)
        buffer_append_format(log, "=%s", value);
    buffer_append_byte(log, ';');
    return STATUS_OK;
}

static enum status parse(const char *const *arguments, struct buffer *log, struct failure *failure)
{
    char *argv[MOST_ARGUMENTS + 1] = { "program" };
    int argc = 1;
    size_t operand_count;
    for (; arguments[argc - 1]; argc++)
        argv[argc] = (char *)arguments[argc - 1];
    enum status status = options_parse(table, NULL, argc, argv, &operand_count, note, log, failure);
    buffer_append_byte(log, '|');
    for (size_t i = 0; i < operand_count; i++)
        buffer_append_format(log, "%s;", argv[1 + i]);
    return status;
}

static void test_accepted(void **state)
{
    (void)state;
    static const struct {
        const char *arguments[MOST_ARGUMENTS];
        const char *log;
    } cases[] = {
        { { NULL }, "|" },
        { { "haïti", NULL }, "|haïti;" },
        { { "--limit", "5", "haïti", NULL }, "limit=5;|haïti;" },
        { { "haïti", "--limit=5", "séisme", "-q", "aide", NULL }, "limit=5;quiet;|haïti;séisme;aide;" },
        { { "-n", "5", "-n6", "-qf", "-qn7", NULL }, "limit=5;limit=6;quiet;facets;quiet;limit=7;|" },
        { { "--limit=", "--country=a=b", NULL }, "limit=;country=a=b;|" },
        { { "--limit", "--quiet", NULL }, "limit=--quiet;|" },
        { { "--lim", "5", "--q", "--fac", NULL }, "limit=5;quiet;facets;|" },
        { { "-", "--", "--limit", "-q", "--", NULL }, "|-;--limit;-q;--;" },
        { { "a", "--quiet", "--", "-b", NULL }, "quiet;|a;-b;" },
        { { "", "--quiet", NULL }, "quiet;|;" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer log = BUFFER_EMPTY;
        struct failure failure;
        assert_int_equal(parse(cases[i].arguments, &log, &failure), STATUS_OK);
        assert_string_equal(log.bytes, cases[i].log);
        buffer_clear(&log);
    }
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *arguments[MOST_ARGUMENTS];
        const char *message, *hint;
    } cases[] = {
        { { "--contry", "x", NULL }, "unknown option --contry", "did you mean --country?" },
        { { "--COUNTRY=x", NULL }, "unknown option --COUNTRY", "did you mean --country?" },
        { { "--lmiit=5", NULL }, "unknown option --lmiit", "did you mean --limit?" },
        { { "--facettes", NULL }, "unknown option --facettes", "did you mean --facets?" },
        { { "--zzz", NULL }, "unknown option --zzz", "--help lists the options" },
        { { "--=x", NULL }, "unknown option --", "--help lists the options" },
        { { "--f", NULL }, "the option --f can be several", "choose one of --facets, --from" },
        { { "--quiet=yes", NULL }, "the option --quiet takes no value", "" },
        { { "--limit", NULL }, "the option --limit needs a value", "write --limit=N" },
        { { "a", "-n", NULL }, "the option --limit needs a value", "write --limit=N" },
        { { "-qx", NULL }, "unknown option -qx", "put -- before words that start with -; --help lists the options" },
        { { "-séisme", NULL },
          "unknown option -séisme",
          "put -- before words that start with -; --help lists the options" },
        { { "--limit=bad", "--zzz", NULL }, "bad is no limit", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer log = BUFFER_EMPTY;
        struct failure failure;
        assert_int_equal(parse(cases[i].arguments, &log, &failure), STATUS_USAGE);
        assert_string_equal(failure.message, cases[i].message);
        assert_string_equal(failure.hint, cases[i].hint);
        buffer_clear(&log);
        assert_int_equal(parse(cases[i].arguments, &log, NULL), STATUS_USAGE);
        buffer_clear(&log);
    }
}

/* Nothing is told of letters that turn out to be a word. */
static void test_word_taken_for_letters(void **state)
{
    (void)state;
    struct buffer log = BUFFER_EMPTY;
    assert_int_equal(parse((const char *const[]){ "-fq!", NULL }, &log, NULL), STATUS_USAGE);
    assert_string_equal(log.bytes, "|");
    buffer_clear(&log);
}

static void test_slips(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *name;
        size_t slips;
    } cases[] = {
        { "update", "update", 0 },
        { "updaet", "update", 1 },
        { "updte", "update", 1 },
        { "uppdate", "update", 1 },
        { "opdate", "update", 1 },
        { "Update", "update", 0 },
        { "verifier", "verify", SIZE_MAX },
        { "veirfi", "verify", 2 },
        { "extract", "status", SIZE_MAX },
        { "", "update", SIZE_MAX },
        { "to", "from", SIZE_MAX },
        { "a-name-of-more-than-thirty-two-letters", "a-name-of-more-than-thirty-two-letters", SIZE_MAX },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(options_slips(cases[i].typed, cases[i].name) == cases[i].slips);
}

static void test_help(void **state)
{
    (void)state;
    static const struct option_line lines[] = {
        { "limit", 'n', "N", "at most so many hits" },
        { "langue", 0, "RÉGION", "accents take one column" },
        { "an-option-with-a-very-long-name", 0, "VALUE", "its help is below" },
        { NULL, 0, NULL, NULL },
    };
    struct buffer out = BUFFER_EMPTY;
    options_help(lines, NULL, &out);
    assert_string_equal(out.bytes, "  -n, --limit=N        at most so many hits\n"
                                   "      --langue=RÉGION  accents take one column\n"
                                   "      --an-option-with-a-very-long-name=VALUE\n"
                                   "                       its help is below\n");
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_word_taken_for_letters),
        cmocka_unit_test(test_slips),
        cmocka_unit_test(test_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
