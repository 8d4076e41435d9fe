/* Tables of comma-separated values. */
#include "indexer/ledger/csv.h"

#include <string.h>

#include "language/utf8.h"

/* == Writing ================================================================================================== */

/* A spreadsheet computes what begins so, and a formula can call addresses (OWASP, "CSV injection"). Full-width forms
 * count in East Asian versions. */
static bool begins_formula(struct bytes text)
{
    static const char *const wide[] = { "＝", "＋", "－", "＠" };
    if (text.size && memchr("=+-@|%\t\r", text.data[0], 8))
        return true;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (text.size >= strlen(wide[i]) && memcmp(text.data, wide[i], strlen(wide[i])) == 0)
            return true;
    return false;
}

/* What does something to a terminal, or turns the direction of what stands after it. */
static bool is_control(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x200E ||
           character == 0x200F || (character >= 0x2028 && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069);
}

void csv_write_cell(struct buffer *out, struct bytes text)
{
    bool formula = begins_formula(text), quoted = formula;
    for (size_t i = 0; i < text.size && !quoted; i++)
        quoted = strchr(",\"'; ", text.data[i]) != NULL;
    if (quoted)
        buffer_append_byte(out, '"');
    if (formula)
        buffer_append_byte(out, '\'');
    while (text.size) {
        char bytes[UTF8_LONGEST];
        size_t used;
        uint32_t character = utf8_decode(text, &used);
        if (character == '"')
            buffer_append_byte(out, '"');
        buffer_append(out, bytes, utf8_encode(is_control(character) ? ' ' : character, bytes));
        text.data += used;
        text.size -= used;
    }
    if (quoted)
        buffer_append_byte(out, '"');
}

/* == Reading ================================================================================================== */

static size_t read_quoted(struct bytes table, size_t at, struct buffer *cell)
{
    for (at++; at < table.size; at++) {
        if (table.data[at] == '"' && (++at >= table.size || table.data[at] != '"'))
            return at;
        buffer_append_byte(cell, table.data[at]);
    }
    return at;
}

bool csv_read_cell(struct bytes table, size_t *at, struct buffer *cell, bool *ends_row)
{
    if (*at >= table.size)
        return false;
    buffer_truncate(cell, 0);
    if (table.data[*at] == '"')
        *at = read_quoted(table, *at, cell);
    size_t end = *at;
    while (end < table.size && table.data[end] != ',' && table.data[end] != '\n')
        end++;
    size_t size = end - *at;
    *ends_row = end == table.size || table.data[end] == '\n';
    if (*ends_row && size && table.data[end - 1] == '\r')
        size--;
    buffer_append(cell, table.data + *at, size);
    *at = end + 1;
    return true;
}
