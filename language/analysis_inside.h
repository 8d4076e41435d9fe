/* What an analyzer holds. Nobody but its parts includes this. */
#ifndef DEPECHE_LANGUAGE_ANALYSIS_INSIDE_H
#define DEPECHE_LANGUAGE_ANALYSIS_INSIDE_H

#include "language/analysis.h"
#include "language/stem.h"
#include "language/stem_hints.h"
#include "language/surfaces.h"

/* What is known of the form with the same id. */
struct known {
    uint32_t folded;                    /* INTERNER_NONE: nothing is known */
    uint32_t stems[LANGUAGE_COUNT - 1]; /* by language, from LANGUAGE_FRENCH on */
    struct language_signs signs;
    uint16_t marks; /* those of a stem from when it is asked for */
};

struct analyzer {
    struct interner *interner;
    struct stemmer *stemmer;
    struct surfaces surfaces;
    struct known *known;
    size_t known_count, known_capacity;
    size_t kept;
    struct marks marks;
    struct stem_hints hints[LANGUAGE_COUNT - 1]; /* stems that were asked for before the ids were kept */
};

/* What is known of a form, worked out when it is first asked for; NULL when memory is exhausted. */
const struct known *analyzer_know(struct analyzer *analyzer, uint32_t id);

#endif
