/* Mailboxes: what is one, where messages begin, lines that are quoted because they look so. */
#include "tests/unit/container_case.h"

#define ENVELOPE "From press@example.org Tue Apr 14 08:00:00 2009\n"

static void test_recognising(void **state)
{
    static const struct {
        const char *head;
        bool is_mailbox;
    } cases[] = {
        { ENVELOPE "Subject: x\n\nText\n", true },
        { "From - Tue Apr 14 08:00:00 2009\r\nX-Mozilla-Status: 0001\r\nFrom: a\r\n\r\nText", true },
        { "From press at example.org  Tue Apr 14 08:00:00 2009\nFrom: press at example.org (Press)\n\nText", true },
        { ENVELOPE "\nSubject: x\n", false },
        { ENVELOPE " Subject: x\n", false },
        { ENVELOPE "Contact: x\n\nText\n", false },
        { ENVELOPE, false },
        { "From now on:\nSubject: x\n\nText\n", false },
        { "Subject: x\n\nText\n", false },
        { "From ", false },
        { "", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (container_mbox.recognises(bytes_of(cases[i].head)) != cases[i].is_mailbox)
            fail_msg("%s", cases[i].head);
}

static void test_members(void **state)
{
    static const struct {
        const char *mailbox, *told;
    } cases[] = {
        { ENVELOPE "Subject: 1\n\nOne\n\n" ENVELOPE "Subject: 2\n\nTwo\n",
          "message 1 message/rfc822 [Subject: 1\n\nOne\n\n]\nmessage 2 message/rfc822 [Subject: 2\n\nTwo\n]\n" },
        /* Lines end as those of Windows do. */
        { "From a 8:00\r\nSubject: 1\r\n\r\nOne\r\n\r\nFrom b 9:00\r\nSubject: 2\r\n\r\nTwo",
          "message 1 message/rfc822 [Subject: 1\r\n\r\nOne\r\n\r\n]\nmessage 2 message/rfc822 [Subject: "
          "2\r\n\r\nTwo]\n" },
        /* Quoted; not after an empty line; not before a header; no time of day. */
        { ENVELOPE "Subject: 1\n\n>From a 8:00\n>>From b\n>Fromage\nFrom c 8:00\nSubject: no\n\nFrom d 8:00\nText\n\n"
                   "From e\nSubject: no\n",
          "message 1 message/rfc822 [Subject: 1\n\nFrom a 8:00\n>From b\n>Fromage\nFrom c 8:00\nSubject: no\n\n"
          "From d 8:00\nText\n\nFrom e\nSubject: no\n]\n" },
        /* An envelope behind another, and one at the end. */
        { ENVELOPE "Subject: 1\n\n" ENVELOPE ENVELOPE "Subject: 2\n\n" ENVELOPE,
          "message 1 message/rfc822 [Subject: 1\n\n" ENVELOPE ENVELOPE "Subject: 2\n\n" ENVELOPE "]\n" },
        { ENVELOPE, "" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        container_case(&container_mbox, bytes_of(cases[i].mailbox), cases[i].told);
}

/* A line longer than what is kept of one: what looks like an envelope in the midst of it is none. */
static void test_long_line(void **state)
{
    enum { LONG = 3 << 20 };
    struct buffer mailbox = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&mailbox, ENVELOPE "Subject: 1\n\n");
    for (size_t size = 0; size < LONG; size += sizeof ENVELOPE - 1)
        buffer_append(&mailbox, ENVELOPE, sizeof ENVELOPE - 2);
    buffer_append_text(&mailbox, "\n\n" ENVELOPE "Subject: 2\n\nTwo\n");
    struct buffer told = BUFFER_EMPTY;
    container_case_lines(&container_mbox, (struct bytes){ mailbox.bytes, mailbox.size }, &told);
    assert_non_null(strstr(told.bytes, "message 1 message/rfc822 3"));
    assert_non_null(strstr(told.bytes, " bytes\nmessage 2 message/rfc822 [Subject: 2\n\nTwo\n]\n"));
    buffer_clear(&mailbox);
    buffer_clear(&told);
}

static void test_damage(void **state)
{
    (void)state;
    container_case_damage(&container_mbox,
                          bytes_of(ENVELOPE "Subject: 1\n\nOne\n\n" ENVELOPE "Subject: 2\n\n>From x\n\n" ENVELOPE
                                            "Subject: 3\n\nThree"),
                          500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognising),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
