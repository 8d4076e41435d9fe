/* The table of fields: one line makes a field known to indexer, query language, --help and manual pages. */
#include "record/fields.h"

#include <string.h>

#include "language/fold.h"

/* clang-format off */
const struct field fields[FIELD_COUNT] = {
    /* id            name        French    prefix     slot            kind         example query */
    { FIELD_TITLE,    "title",    "titre",  "S",       NO_SLOT,        FIELD_TEXT,  "title:inondation" },
    { FIELD_GOAL,     "goal",     "but",    "XGOAL",   SLOT_GOALS,     FIELD_FACET, "goal:security" },
    { FIELD_COUNTRY,  "country",  "pays",   "N",       SLOT_COUNTRIES, FIELD_FACET, "pays:Haïti" },
    { FIELD_ABOUT,    "about",    "sur",    "XABOUT",  NO_SLOT,        FIELD_FACET, "about:Haiti" },
    { FIELD_DATE,     "date",     "date",   "D",       SLOT_DATE,      FIELD_RANGE, "date:2009-04..2009-06" },
    { FIELD_COVERS,   "covers",   "couvre", "XPERIOD", NO_SLOT,        FIELD_RANGE, "couvre:2007-2008" },
    { FIELD_LANGUAGE, "language", "langue", "L",       SLOT_LANGUAGE,  FIELD_FACET, "langue:fr" },
    { FIELD_KIND,     "kind",     "genre",  "XKIND",   SLOT_KIND,      FIELD_FACET, "kind:report" },
};
/* clang-format on */

/* Names are short; whatever is longer is none of them, and need not be folded. */
enum { LONGEST_NAME_TYPED = 64 };

const struct field *fields_find(struct bytes name)
{
    char folded[FOLDED_BYTES];
    if (name.size == 0 || name.size > LONGEST_NAME_TYPED)
        return NULL;

    size_t size = fold_form(name, folded);
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const char *names[] = { fields[i].name, fields[i].french };
        for (size_t j = 0; j < 2; j++)
            if (strlen(names[j]) == size && memcmp(names[j], folded, size) == 0)
                return &fields[i];
    }
    return NULL;
}
