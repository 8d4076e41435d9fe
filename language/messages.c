/* Messages through the C library's gettext, which knows only one language at a time and takes it from the locale. */
#include "language/messages.h"

#include <inttypes.h>
#include <libintl.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DOMAIN "depeche"

/* In the build tree the messages of this very build are told: older ones may be installed. */
static const char *catalogues(void)
{
    return access(DEPECHE_MESSAGES_BUILT, F_OK) == 0 ? DEPECHE_MESSAGES_BUILT : DEPECHE_MESSAGES_INSTALLED;
}

/* gettext asks LANGUAGE which translations are wanted, but not in the locale "C". "C.UTF-8" comes with the C library
 * itself and is alike in all else. Nothing but gettext reads messages of a locale here, so that English stays. */
static void begin_french(void)
{
    setenv("LANGUAGE", "fr", 1);
    setlocale(LC_MESSAGES, "C.UTF-8");
    bindtextdomain(DOMAIN, catalogues());
    bind_textdomain_codeset(DOMAIN, "UTF-8");
}

/* The one thing that cannot be passed along: the C library holds the locale of the process. */
static void want_french(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, begin_french);
}

const char *message_in_french(const char *english)
{
    want_french();
    return dgettext(DOMAIN, english);
}

const char *message_in(enum language ui, const char *english)
{
    return ui == LANGUAGE_FRENCH ? message_in_french(english) : english;
}

const char *message_count_in(enum language ui, uint64_t count, const char *one, const char *several)
{
    if (ui != LANGUAGE_FRENCH)
        return count == 1 ? one : several;
    want_french();
    return dngettext(DOMAIN, one, several, count);
}

bool messages_open(void)
{
    static const char english[] = MESSAGE("Press release");
    return message_in_french(english) != english;
}

void message_append_number(struct buffer *out, uint64_t number, enum language ui)
{
    enum { GROUP = 3 };
    const char *divider = ui == LANGUAGE_FRENCH ? "\u00A0" : ",";
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < count; i++) {
        if (i > 0 && (count - i) % GROUP == 0)
            buffer_append_text(out, divider);
        buffer_append_byte(out, digits[i]);
    }
}
