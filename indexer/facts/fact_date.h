/* The rungs of the ladder of fact_date.c. Each gives the day of publication that its part of a document states. */
#ifndef DEPECHE_INDEXER_FACT_DATE_H
#define DEPECHE_INDEXER_FACT_DATE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "indexer/page/page.h"
#include "record/dates.h"
#include "record/record.h"

/* A date in a line that readers see. */
struct date_line {
    struct date date;
    struct bytes line;
    size_t offset; /* of the date in it */
    int score;     /* how much it looks like the date of the document */
    bool updated;  /* the line says that it is the day of a change */
    bool numeric;  /* day and month may be the other way round */
};

enum { DATE_LINES_MOST = 48 };

/* What all rungs look at. */
struct date_sources {
    const struct page *page;
    const struct record *record;
    struct date_line lines[DATE_LINES_MOST]; /* best first */
    size_t line_count;
    struct date latest; /* the document says that it is no younger; year 0 when it does not say */
};

/* A date somebody states, and where. Views into the page or the record. */
struct date_claim {
    struct date date;
    const char *from;  /* the rung: "meta", "dateline" ... */
    const char *name;  /* of the meta, "" for text */
    struct bytes text; /* that says it */
    size_t offset;     /* of the date in it */
    bool numeric;      /* day and month may be the other way round */
};

typedef bool (*date_rung)(const struct date_sources *sources, struct date_claim *claim);

/* What a rung dates: the publication; where nobody states that, the making of the file; else its last change. */
enum date_kind { STATED, MADE, CHANGED };

/* The ladder, the surest rung first. One that is firm and says another day than was taken is worth a warning. */
struct date_step {
    date_rung rung;
    enum date_kind kind;
    bool is_firm;
};
enum { DATE_STEPS = 16 };
extern const struct date_step date_ladder[DATE_STEPS];

/* In fact_date_conflict.c: a warning of the record where firm rungs say another day than the one it has. */
enum status date_warn_of_conflicts(const struct date_sources *sources, struct record *record,
                                   struct failure *failure);

/* In fact_date_markup.c: what is written for machines. */
bool date_from_json_ld(const struct date_sources *sources, struct date_claim *claim);
bool date_from_metas(const struct date_sources *sources, struct date_claim *claim);
bool date_from_weak_metas(const struct date_sources *sources, struct date_claim *claim); /* generic names */
bool date_from_description(const struct date_sources *sources, struct date_claim *claim);
bool date_from_elements(const struct date_sources *sources, struct date_claim *claim);
bool date_from_mail(const struct date_sources *sources, struct date_claim *claim);     /* when a message was sent */
bool date_from_document(const struct date_sources *sources, struct date_claim *claim); /* when a file was made */
bool date_from_modified(const struct date_sources *sources, struct date_claim *claim);

/* The day of capture or of the last change. */
struct date date_latest(const struct page *page);

/* In fact_date_lines.c: what a reader sees. */
void date_lines_find(struct date_sources *sources);
bool date_from_strong_line(const struct date_sources *sources, struct date_claim *claim);
bool date_from_fair_line(const struct date_sources *sources, struct date_claim *claim);
bool date_from_line(const struct date_sources *sources, struct date_claim *claim);
bool date_from_updated(const struct date_sources *sources, struct date_claim *claim);

/* In fact_date_address.c: the title, the address of the document, the name of its file. */
bool date_from_issue(const struct date_sources *sources, struct date_claim *claim);
bool date_from_folder(const struct date_sources *sources, struct date_claim *claim); /* one for each day */
bool date_from_address(const struct date_sources *sources, struct date_claim *claim);
bool date_from_file_name(const struct date_sources *sources, struct date_claim *claim);

#endif
