/* Everything Depeche says on its page and of a search, in English and in French: one table. */
#ifndef DEPECHE_QUERY_MESSAGES_H
#define DEPECHE_QUERY_MESSAGES_H

#include "base/buffer.h"
#include "language/language.h"

/* The lines of the table are in query/messages.def: MESSAGE(id, English, French). */
enum message {
#define MESSAGE(id, english, french) MESSAGE_##id,
#include "query/messages.def"
#undef MESSAGE
    MESSAGE_COUNT,
};

/* Borrowed. LANGUAGE_UNKNOWN is English. May hold printf directives, the same in both languages (a test compares). */
const char *message_text(enum message message, enum language language);

/* 1234567 as "1,234,567" or "1 234 567" (with no-break spaces), as Canadian usage has it. */
void message_append_number(struct buffer *out, uint64_t number, enum language language);

#endif
