/* Where sentences end. */
#ifndef DEPECHE_LANGUAGE_SENTENCES_H
#define DEPECHE_LANGUAGE_SENTENCES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Does the character at byte `at` end a sentence? Line ends do, and . ! ? … where no lower case follows; the dots of
 * numbers, abbreviations (M. Untel, art. 5) and initials do not. */
bool sentence_ends(struct bytes text, size_t at);

#endif
