/* The two languages of the archive, and telling which one a text is in. */
#ifndef DEPECHE_LANGUAGE_LANGUAGE_H
#define DEPECHE_LANGUAGE_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

enum language {
    LANGUAGE_UNKNOWN,
    LANGUAGE_FRENCH,
    LANGUAGE_ENGLISH,
};
enum { LANGUAGE_COUNT = 3 };

/* ISO 639-1: "fr", "en"; "" for LANGUAGE_UNKNOWN. Borrowed. */
const char *language_code(enum language language);

/* Of "fr", "FR-ca", "fra", "fre", "en_US", "eng", "français", "English"...: anything else is LANGUAGE_UNKNOWN. */
enum language language_from_code(const char *code);

/* The language of messages, as the environment has it: of LC_ALL, LC_MESSAGES and LANG the first that is set counts, as
 * POSIX has it. English where it is none of ours. */
enum language language_of_messages(void);

/* How sure we may be. */
struct language_guess {
    enum language language; /* UNKNOWN when neither is plainly likelier: another language, figures, no text */
    double confidence;      /* 0 to 1 */
};

/* From its function words and letters. Reads at most the first LANGUAGE_MOST_BYTES. */
enum { LANGUAGE_MOST_BYTES = 64 * 1024 };
struct language_guess language_detect(struct bytes text);

/* The same in steps, for who has the words already. What a form says does not depend on where it stands: whoever
 * meets it often keeps it. `form` is that of a word (language/words.h). */
enum { LANGUAGE_SIDES = 3 /* French, English, every other language */ };
struct language_signs {
    unsigned char bits; /* what they mean is known to language.c alone */
};
struct language_signs language_signs_of(struct bytes form);

/* What the words so far say, begun with zeroes. */
struct language_tally {
    unsigned scores[LANGUAGE_SIDES], letters[LANGUAGE_SIDES], word_count;
};
void language_tally_add(struct language_tally *tally, struct language_signs signs, bool capital);
struct language_guess language_tally_guess(const struct language_tally *tally);

#endif
