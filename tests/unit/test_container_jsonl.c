/* JSON lines: what is one, members, lines that are too long. */
#include "tests/unit/container_case.h"

static void test_recognising(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool is_jsonl;
    } cases[] = {
        { "{\"a\": 1}\n{\"b\": 2}\n", true },
        { "\xEF\xBB\xBF{\"a\": 1}\r\n\r\n  {\"b\": 2}", true },
        { "\n\n{\"a\": 1}\n{", true },
        { "{\"a\": 1}\n", false }, /* one object is one document */
        { "{\"a\": 1}", false },
        { "{\n \"a\": 1\n}\n{", false },
        { "[{\"a\": 1}]\n{\"b\": 2}\n", false },
        { "", false },
        { "\n", false },
        { "{", false },
        { "{\n", false },
        { "body { color: red }\n{", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (container_jsonl.recognises(bytes_of(cases[i].head)) != cases[i].is_jsonl)
            fail_msg("%s", cases[i].head);
}

static void test_members(void **state)
{
    (void)state;
    container_case(&container_jsonl, bytes_of("\xEF\xBB\xBF{\"a\":1}\r\n\n   \n\t{\"b\":2} \nno\n{\"c\":3}"),
                   "line 1 application/json [{\"a\":1}]\n"
                   "line 4 application/json [{\"b\":2}]\n"
                   "line 5 application/json damaged: a line that is no JSON object\n"
                   "line 6 application/json [{\"c\":3}]\n");
    container_case(&container_jsonl, bytes_of(""), "");
    container_case(&container_jsonl, bytes_of("\n\n"), "");
}

static void append_line(struct buffer *file, size_t size)
{
    buffer_append_text(file, "{\"a\":\"");
    for (size_t i = 8; i < size; i++)
        buffer_append_byte(file, 'x');
    buffer_append_text(file, "\"}");
}

static void test_long_lines(void **state)
{
    (void)state;
    enum { MOST = 16 << 20 };
    struct buffer file = BUFFER_EMPTY;
    append_line(&file, MOST - 1); /* with its end as long as accepted */
    buffer_append_byte(&file, '\n');
    append_line(&file, MOST);
    buffer_append_byte(&file, '\n');
    buffer_append_text(&file, "{}\n");
    append_line(&file, 3 * MOST);
    buffer_append_text(&file, "\n{}\n");
    append_line(&file, 2 * MOST);
    container_case(&container_jsonl, buffer_view(&file),
                   "line 1 application/json 16777215 bytes\n"
                   "line 2 application/json too-large: a line of more than 16777216 bytes\n"
                   "line 3 application/json [{}]\n"
                   "line 4 application/json too-large: a line of more than 16777216 bytes\n"
                   "line 5 application/json [{}]\n"
                   "line 6 application/json too-large: a line of more than 16777216 bytes\n");
    buffer_clear(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognising),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_long_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
