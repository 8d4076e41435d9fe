/* What the programs tell people, in the language of each: English stands in the code, French in po/fr.po (gettext).
 * CONTRIBUTING.md tells how a message is added.
 *
 * Both languages can be told in one process and on one page, whatever locales the system has; English costs nothing.
 * Where the French messages are not installed, English is told. All is UTF-8. May be called by several threads. */
#ifndef DEPECHE_LANGUAGE_MESSAGES_H
#define DEPECHE_LANGUAGE_MESSAGES_H

#include <stdint.h>

#include "base/buffer.h"
#include "language/language.h"

/* Marks an English message that is translated where it is told: in a table, as an argument. */
#define MESSAGE(english) english

/* `english` in the language `ui`; LANGUAGE_UNKNOWN is English. Both may hold printf directives, the same ones.
 * Borrowed, for as long as the program runs. */
const char *message_in(enum language ui, const char *english) __attribute__((format_arg(2)));

/* The form that goes with `count`, which itself is told by the caller: `one` or `several`. French says 0 as it
 * says 1. */
const char *message_count_in(enum language ui, uint64_t count, const char *one, const char *several)
    __attribute__((format_arg(3), format_arg(4)));

/* In French alone, as base/options.h wants it. */
const char *message_in_french(const char *english) __attribute__((format_arg(1)));

/* Is there French to tell? Also readies it for a process that gives up its rights to open files. */
bool messages_open(void);

/* 1234567 as "1,234,567" or "1 234 567" (with no-break spaces), as Canadian usage has it. */
void message_append_number(struct buffer *out, uint64_t number, enum language ui);

#endif
