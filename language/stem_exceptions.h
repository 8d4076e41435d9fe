/* The words that Snowball's rules take apart or throw together against their readers. */
#ifndef DEPECHE_LANGUAGE_STEM_EXCEPTIONS_H
#define DEPECHE_LANGUAGE_STEM_EXCEPTIONS_H

#include "language/language.h"

/* The folded words of one family, divided by spaces, and their stem. */
struct stem_family {
    const char *stem;
    const char *words;
};

/* A list that ends with a stem of NULL. LANGUAGE_UNKNOWN has an empty one. */
const struct stem_family *stem_exceptions(enum language language);

#endif
