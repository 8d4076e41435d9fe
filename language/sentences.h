/* Where sentences end. */
#ifndef DEPECHE_LANGUAGE_SENTENCES_H
#define DEPECHE_LANGUAGE_SENTENCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Does the character at byte `at` end a sentence? Line ends do, and . ! ? … where no lower case follows; the dots of
 * numbers, abbreviations (M. Untel, art. 5) and initials do not. */
bool sentence_ends(struct bytes text, size_t at);

/* False for bytes that end none, whatever stands around them. */
static inline bool sentence_may_end(char byte)
{
    return byte == '.' || byte == '\n' || byte == '!' || byte == '?' || byte == '\xE2'; /* … begins with it */
}

#endif
