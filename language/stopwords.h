/* Words too common to be searched alone. */
#ifndef DEPECHE_LANGUAGE_STOPWORDS_H
#define DEPECHE_LANGUAGE_STOPWORDS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "language/language.h"

/* Is this surface form a stopword of the language? A form typed without its accents counts when the unaccented form
 * is no other word (`a`, `apres`, `etait`); `thé` is no stopword although `the` is. LANGUAGE_UNKNOWN: of either. */
bool stopword_is(enum language language, struct bytes form);

#endif
