/* Tests of indexer/readers/reader_eml.c. */
#include "reader_case.h"

static void test_recognised(void **state)
{
    static const struct {
        const char *text;
        bool mail;
    } cases[] = {
        { "Received: x\nFrom: a@example.org\n\nText", true },
        { "From a@example.org Tue Apr 14 08:00:00 2009\nMIME-Version: 1.0\nSubject: x\n y\n\nText", true },
        { "Message-ID: <1>\r\nSubject: x\r\n\r\nText", true },
        { "From: the Minister\nSubject: water\n\nA release.", false },
        { "MIME-Version: 1.0\nThis is text.\n\nText", false },
        { "Title: x\n\nText", false },
        { "", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_input input = { .content = { cases[i].text, strlen(cases[i].text) } };
        if (reader_eml.recognises(&input) != cases[i].mail)
            fail_msg("%s", cases[i].text);
    }
}

static void test_plain(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_eml, reader_case_fixture("plain.eml", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.title, "Un établi à Lima et plus");
    assert_string_equal(made.record.text.bytes,
                        "Le ministre fut à Lima pour planter un érable, et il a parlé longtemps du projet.\n"
                        "Il part demain.\n");
    assert_string_equal(page_meta(&made.page, "mail-date"), "Tue, 14 Apr 2009 08:00:00 -0400");
    assert_string_equal(page_meta(&made.page, "mail-from"), "Ministère <press@example.org>");
    assert_string_equal(page_string(&made.page, made.page.language), "fr");
    assert_string_equal(made.record.encoding, "windows-1252");
    reader_case_clear(&made);
    buffer_clear(&content);
}

static void test_parts(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_eml, reader_case_fixture("mixed.eml", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.title, "An olive tree");
    assert_string_equal(made.record.text.bytes, "The Minister planted an olive tree.\nHe left.\n");
    assert_int_equal(made.record.warning_count, 1);
    assert_string_equal(made.record.warnings[0], "1 attachment was not read: résumé.pdf");
    reader_case_clear(&made);
    buffer_clear(&content);
}

/* Left to the choice of main text, as any page. */
static void test_saved_page(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_eml, reader_case_fixture("saved.mht", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_null(made.record.title);
    assert_int_equal(made.record.text.size, 0);
    assert_string_equal(page_string(&made.page, made.page.title), "A saved page");
    reader_case_clear(&made);
    buffer_clear(&content);
}

static void test_endless_parts(void **state)
{
    struct buffer mail = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&mail, "MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=\"-\"\n\n");
    for (int i = 0; i < 100000; i++)
        buffer_append_text(&mail, "---\nContent-Type: multipart/mixed; boundary=-\n\n");
    struct reader_case made = reader_case_read(&reader_eml, buffer_view(&mail));
    assert_int_equal(made.status, STATUS_OK);
    reader_case_clear(&made);
    buffer_clear(&mail);
}

static void test_damaged(void **state)
{
    static const char *const names[] = { "plain.eml", "mixed.eml", "saved.mht" };
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    reader_eml.prepare();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        reader_case_damage(&reader_eml, reader_case_fixture(names[i], &content), 3000);
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognised), cmocka_unit_test(test_plain),         cmocka_unit_test(test_parts),
        cmocka_unit_test(test_saved_page), cmocka_unit_test(test_endless_parts), cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
