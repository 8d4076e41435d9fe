/* Comma-separated values: cells that spreadsheets take for text, and reading rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "indexer/ledger/csv.h"

#include <cmocka.h>

static void test_writing(void **state)
{
    (void)state;
    static const struct {
        const char *text, *cell;
    } cases[] = {
        { "", "" },
        { "plain", "plain" },
        { "two words", "\"two words\"" },
        { "a,b", "\"a,b\"" },
        { "say \"no\"", "\"say \"\"no\"\"\"" },
        { "=1+2", "\"'=1+2\"" },
        { "+1", "\"'+1\"" },
        { "-1", "\"'-1\"" },
        { "@x", "\"'@x\"" },
        { "\t=1", "\"' =1\"" },
        { "＝1", "\"'＝1\"" },
        { "a\nb\x1b[0m", "a b [0m" },
        { "\xE2\x80\xAE"
          "abc",
          " abc" }, /* a direction override */
        { "\xFF", "\xEF\xBF\xBD" },
        { "été", "été" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        csv_write_cell(&out, bytes_of(cases[i].text));
        assert_string_equal(out.bytes, cases[i].cell);
        buffer_clear(&out);
    }
}

static void test_reading(void **state)
{
    (void)state;
    static const struct {
        const char *table, *told; /* cells in brackets, a slash after each row */
    } cases[] = {
        { "", "" },
        { "a,b\nc", "[a][b]/[c]/" },
        { "a,b\r\nc,\r\n", "[a][b]/[c][]/" },
        { "\"a,b\",\"say \"\"no\"\"\"\r\n", "[a,b][say \"no\"]/" },
        { "\"two\nlines\",x\n", "[two\nlines][x]/" },
        { "\"open", "[open]/" },
        { "\"a\"b,c", "[ab][c]/" },
        { "\n\n", "[]/[]/" },
        { ",", "[]" }, /* a row without its end */
        { "\"", "[]/" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer cell = BUFFER_EMPTY, told = BUFFER_EMPTY;
        size_t at = 0;
        bool ends_row;
        while (csv_read_cell(bytes_of(cases[i].table), &at, &cell, &ends_row))
            buffer_append_format(&told, "[%s]%s", cell.bytes, ends_row ? "/" : "");
        assert_string_equal(told.bytes, cases[i].told);
        buffer_clear(&cell);
        buffer_clear(&told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_writing), cmocka_unit_test(test_reading) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
