/* The one table of what can be searched, filtered, sorted and counted: the contract between indexer and query,
 * read also by --help, the manual pages and the web page. To add a field is to add a line to fields.c. */
#ifndef DEPECHE_RECORD_FIELDS_H
#define DEPECHE_RECORD_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "record/dates.h"

enum field_id {
    FIELD_TITLE,
    FIELD_GOAL,
    FIELD_COUNTRY,
    FIELD_ABOUT, /* the countries it is about, not all it mentions */
    FIELD_DATE,
    FIELD_COVERS,
    FIELD_LANGUAGE,
    FIELD_KIND,
    FIELD_COUNT,
};

enum field_kind {
    FIELD_TEXT,  /* words */
    FIELD_FACET, /* one or several of a list of values, which can be counted */
    FIELD_RANGE, /* dates */
};

#define NO_SLOT UINT32_MAX

struct field {
    enum field_id id;
    const char *name;    /* English */
    const char *french;
    const char *prefix;  /* of its terms */
    uint32_t slot;       /* value slot for facets and sorting, NO_SLOT */
    enum field_kind kind;
    const char *example; /* a query */
};

/* In the order of enum field_id. */
extern const struct field fields[FIELD_COUNT];

/* By English or French name, accents and case aside. NULL when there is no such field. */
const struct field *fields_find(struct bytes name);

/* == Other slots and prefixes ================================================================================= */

/* omindex uses slots 0 to 9. */
enum {
    SLOT_DATE = 10,    /* yyyymmdd; 00 for a month or day not known */
    SLOT_COUNTRIES,    /* codes divided by spaces, as every facet's values */
    SLOT_GOALS,
    SLOT_LANGUAGE,
    SLOT_KIND,
    SLOT_YEAR,
    SLOT_MONTH,        /* yyyy-mm */
    SLOT_SOURCE,       /* the file the document came from, for `update` */
    SLOT_STAMP,        /* size and mtime of that file when it was read */
    SLOT_PAIR,         /* what its version in the other language is recognised by */
    SLOT_CAPTURE,      /* of a web capture: its second and a hash of its address */
    SLOT_PARAGRAPHS,   /* where title and paragraphs begin: positions, as varints of the steps between */
    SLOT_PERIOD_FROM,  /* of the period covered: yyyymmdd, its first day ... */
    SLOT_PERIOD_TO,    /* ... and its last; 99999999 for an open end */
};

#define PREFIX_ID "Q"     /* unique id: the file, and its member */
#define PREFIX_ADDRESS "U" /* uri */
#define PREFIX_MIME "T"
#define PREFIX_MONTH "M"
#define PREFIX_YEAR "Y"
#define PREFIX_SOURCE "XSOURCE" /* every document of a file, for `update` */

/* Title positions begin at 1; the text's begin this far after the title's last: no phrase crosses. */
enum { POSITION_GAP = 100 };

/* == Terms ==================================================================================================== */

/* prefix + value, with a ':' between where Omega puts one: a prefix of several letters and a value that begins with a
 * capital or a ':' ("XGOAL:SDG1"). Where that would pass 245 bytes (a NUL counting twice), the end is replaced by a
 * hash of the whole value. The one place where the limit of a term is kept. */
enum { TERM_BYTES = 245 };
struct term {
    char bytes[TERM_BYTES + 1];
    size_t size;
};
void term_make(struct term *term, const char *prefix, struct bytes value);

/* prefix + value of a facet: lower case for countries, as Omega has it. */
void term_make_facet(struct term *term, const struct field *field, struct bytes value);

/* The terms a document of this date has: D, M and Y as far as the precision goes. At most 3. */
size_t terms_of_date(struct date date, struct term terms[3]);

/* The fewest D, M and Y terms of which a document dated inside the range has one: whole years, then months, then
 * days; in order. Both ends stop at `earliest` and `latest` (the years there are in the index; 0: it has no dates),
 * so a range wholly outside, or an end before its beginning, gives none. Calls `add` for each. A document known by
 * its month only is found when the whole month is inside. */
typedef enum status (*term_add)(const struct term *term, void *context, struct failure *failure);
enum status terms_of_range(struct date_range range, short earliest, short latest, term_add add, void *context,
                           struct failure *failure);

/* The values of the two slots of a period: they compare as the days do. */
enum { PERIOD_VALUE_BYTES = DATE_FIGURES_BYTES };
void period_value_from(struct date_range range, char value[PERIOD_VALUE_BYTES]);
void period_value_to(struct date_range range, char value[PERIOD_VALUE_BYTES]);

/* The XPERIOD year terms of a period covered, of a document or of a query: every calendar year it touches. Calls
 * `add` for each, at most 200: an open end is that many years away, and of a longer period the last ones count. */
enum status terms_of_period(struct date_range range, term_add add, void *context, struct failure *failure);

#endif
