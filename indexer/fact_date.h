/* The rungs of the ladder of fact_date.c. Each gives the day of publication that its part of a document states. */
#ifndef DEPECHE_INDEXER_FACT_DATE_H
#define DEPECHE_INDEXER_FACT_DATE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "indexer/page.h"
#include "record/dates.h"
#include "record/record.h"

/* A date somebody states, and where. Views into the page or the record; the strings are static or the page's. */
struct date_claim {
    struct date date;
    const char *from;  /* the rung: "meta", "dateline" ... */
    const char *name;  /* of the meta, "" for text */
    struct bytes text; /* that says it */
    size_t offset;     /* of the date in it */
};

/* What all rungs look at. */
struct date_sources {
    const struct page *page;
    const struct record *record;
};

typedef bool (*date_rung)(const struct date_sources *sources, struct date_claim *claim);

/* In fact_date_markup.c: metas, JSON-LD, time elements. */
bool date_from_json_ld(const struct date_sources *sources, struct date_claim *claim);
bool date_from_metas(const struct date_sources *sources, struct date_claim *claim);
bool date_from_elements(const struct date_sources *sources, struct date_claim *claim);
bool date_from_modified(const struct date_sources *sources, struct date_claim *claim);

/* In fact_date_lines.c: what a reader sees. */
bool date_from_dateline(const struct date_sources *sources, struct date_claim *claim);
bool date_from_updated(const struct date_sources *sources, struct date_claim *claim);

/* In fact_date_address.c: the address of the document, the name of its file. */
bool date_from_address(const struct date_sources *sources, struct date_claim *claim);
bool date_from_file_name(const struct date_sources *sources, struct date_claim *claim);

/* Years before the first news release and after the last one are misread. */
bool date_plausible(struct date date);

/* The first plausible date in `text`. */
bool date_first(struct bytes text, struct date_found *found);

#endif
