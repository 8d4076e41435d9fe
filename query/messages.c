/* The texts of query/messages.def by language, and numbers as each language writes them. */
#include "query/messages.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

static const struct {
    const char *english, *french;
} texts[MESSAGE_COUNT] = {
#define MESSAGE(id, english, french) { english, french },
#include "query/messages.def"
#undef MESSAGE
};

const char *message_text(enum message message, enum language language)
{
    assert(message >= 0 && message < MESSAGE_COUNT);
    return language == LANGUAGE_FRENCH ? texts[message].french : texts[message].english;
}

void message_append_number(struct buffer *out, uint64_t number, enum language language)
{
    enum { GROUP = 3 };
    const char *divider = language == LANGUAGE_FRENCH ? "\u00A0" : ",";
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < count; i++) {
        if (i > 0 && (count - i) % GROUP == 0)
            buffer_append_text(out, divider);
        buffer_append_byte(out, digits[i]);
    }
}
