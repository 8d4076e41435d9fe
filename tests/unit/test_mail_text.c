/* Tests of indexer/readers/mail_text.c. */
#include "indexer/readers/mail_text.h"
#include "reader_case.h"

static struct bytes view(const char *text)
{
    return bytes_of(text);
}

static void test_quoted(void **state)
{
    static const struct {
        const char *coded, *text;
        bool header;
    } cases[] = {
        { "a=3Db", "a=b", false },     { "a=\r\nb", "ab", false }, { "a= \t\nb", "ab", false },
        { "a=zz=4", "a=zz=4", false }, { "a=", "a", false },       { "a_b=5f", "a b_", true },
        { "a_b", "a_b", false },       { "=c3=a9", "é", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = BUFFER_EMPTY;
        mail_decode_quoted(view(cases[i].coded), cases[i].header, &text);
        if (strcmp(text.bytes, cases[i].text) != 0)
            fail_msg("%s: %s", cases[i].coded, text.bytes);
        buffer_clear(&text);
    }
}

static void test_base64(void **state)
{
    static const struct {
        const char *coded, *text;
    } cases[] = {
        { "QQ==", "A" },      { "QUI=", "AB" },   { "QU\r\nJD", "ABC" },
        { "Q*U J D", "ABC" }, { "QUJDR", "ABC" }, { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = BUFFER_EMPTY;
        mail_decode_base64(view(cases[i].coded), &text);
        assert_string_equal(text.bytes, cases[i].text);
        buffer_clear(&text);
    }
}

static void test_header_words(void **state)
{
    static const struct {
        const char *header, *text;
    } cases[] = {
        { "plain text", "plain text" },
        { "two\r\n  lines", "two lines" },
        { "=?utf-8?Q?=C3=A9t=C3=A9?=", "été" },
        { "=?ISO-8859-1?q?=E9t=E9_2009?= et", "été 2009 et" },
        { "=?utf-8*fr?B?w6k=?= =?utf-8?b?w6k=?=", "éé" },
        { "=?utf-8?B?ww==?=\n =?UTF-8?B?qQ==?=", "é" }, /* a character cut in two */
        { "a =?utf-8?Q?b?= c =?nobody?Q?d?=", "a b c d" },
        { "=?utf-8?X?b?=", "=?utf-8?X?b?=" },
        { "=?utf-8?Q?b", "=?utf-8?Q?b" },
        { "=??Q?b?=", "b" },
        { "caf\xE9 noir", "café noir" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = BUFFER_EMPTY;
        struct failure failure;
        assert_int_equal(mail_decode_header(view(cases[i].header), &text, &failure), STATUS_OK);
        if (strcmp(text.bytes, cases[i].text) != 0)
            fail_msg("%s: %s", cases[i].header, text.bytes);
        buffer_clear(&text);
    }
}

static void test_headers_and_parameters(void **state)
{
    static const char message[] = "A: 1\r\nsubject:  two\r\n lines \r\nSubject: other\r\n\r\nbody\r\n";
    static const struct {
        const char *header, *name, *value;
    } cases[] = {
        { "text/plain; charset=utf-8", "charset", "utf-8" },
        { "text/plain; x=\"; charset=no\" ; CHARSET = \"a \\\"b\"; y", "charset", "a \"b" },
        { "text/plain; charset=", "charset", "" },
        { "text/plain; mycharset=x", "charset", "" },
        { "text/plain", "charset", "" },
        { "a;charset=x;y", "charset", "x" },
    };
    struct bytes headers, body;
    (void)state;
    mail_split((struct bytes){ message, sizeof message - 1 }, &headers, &body);
    assert_int_equal(body.size, 6);
    struct bytes subject = mail_header(headers, "Subject");
    assert_memory_equal(subject.data, "two\r\n lines", subject.size);
    assert_int_equal(mail_header(headers, "Subj").size, 0);
    assert_true(mail_begins(subject, "TWO"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[MAIL_PARAMETER_BYTES];
        mail_parameter(view(cases[i].header), cases[i].name, value);
        if (strcmp(value, cases[i].value) != 0)
            fail_msg("%s: %s", cases[i].header, value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quoted),
        cmocka_unit_test(test_base64),
        cmocka_unit_test(test_header_words),
        cmocka_unit_test(test_headers_and_parameters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
