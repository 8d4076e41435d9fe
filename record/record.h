/* What is known of one release, report or page: what a reader makes, facts fill in, index and printers share. */
#ifndef DEPECHE_RECORD_RECORD_H
#define DEPECHE_RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/status.h"
#include "language/language.h"
#include "record/dates.h"

enum record_kind {
    KIND_PAGE,    /* a web page that is neither of the following */
    KIND_RELEASE, /* a news release */
    KIND_REPORT,  /* a status report, an annual report, an action plan */
};
enum { KIND_COUNT = 3 };

/* "page", "release", "report"; and back: false for anything else. */
const char *record_kind_name(enum record_kind kind);
bool record_kind_from_name(const char *name, enum record_kind *kind);

/* Evidence everywhere is the sentence of the document, or the markup, that made us say so. */
struct record_country {
    char code[3];    /* ISO 3166-1 alpha-2, upper case */
    unsigned count;  /* mentions */
    bool about;      /* the document is about it, not only mentions it */
    char *evidence;
};

struct record_goal {
    char *id;
    double score;    /* 0 to 1 */
    char *evidence;
};

struct record_page {
    char *label;     /* as printed on the page: "12", "iv" */
    size_t offset;   /* bytes into the text */
};

/* From `offset` to the next passage the text is in this language. */
struct record_passage {
    enum language language;
    size_t offset;   /* bytes into the text, where a paragraph begins */
};

/* Every pointer is owned by the record and may be NULL (unknown), `text` is never NULL. */
struct record {
    char *source;    /* the file, as the indexer was told of it */
    char *member;    /* the member of an archive */
    char *uri;       /* identifies the document in the index: its own address if it states one, else the source */
    char *title;
    enum language language;
    enum record_kind kind;
    char *mime;
    char *encoding;  /* as it was decoded: "UTF-8", "windows-1252" ... */
    struct buffer text; /* UTF-8, NFC; paragraphs end with a newline */

    struct {
        struct date value;
        char *from;     /* which rung of the ladder: "meta", "dateline", "url" ... */
        char *evidence;
    } date;             /* of publication; value.year is 0 when nobody states one */
    struct {
        struct date_range range;
        char *evidence;
    } period;           /* covered; range.from.year is 0 when there is none */

    struct record_country *countries; /* most mentioned first */
    size_t country_count, country_capacity;
    struct record_goal *goals;        /* best first */
    size_t goal_count, goal_capacity;
    struct record_page *pages;
    size_t page_count, page_capacity;
    struct record_passage *passages;  /* of a text in both languages, in its order; none where one is all there is */
    size_t passage_count, passage_capacity;

    char *twin;      /* uri of the other language's version */
    char *parent;    /* uri of the release that a report is attached to */
    char **warnings;
    size_t warning_count, warning_capacity;
};

void record_init(struct record *record);
void record_clear(struct record *record);

/* Copy `text` into an owned field (freeing what was there); empty text gives NULL. */
enum status record_set(char **field, struct bytes text, struct failure *failure);

/* Lists keep their order as they grow. STATUS_INVALID for a code of other than two letters or a score outside 0 to 1,
 * STATUS_LIMIT past RECORD_FACETS_MOST countries or goals. */
enum { RECORD_FACETS_MOST = 1000 };
enum status record_add_country(struct record *record, const char *code, unsigned count, struct bytes evidence,
                               struct failure *failure);
enum status record_add_goal(struct record *record, const char *id, double score, struct bytes evidence,
                            struct failure *failure);
enum status record_add_page(struct record *record, struct bytes label, size_t offset, struct failure *failure);
enum status record_add_passage(struct record *record, enum language language, size_t offset, struct failure *failure);
enum status record_add_warning(struct record *record, struct failure *failure, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The document is about this country, which it has. */
void record_mark_about(struct record *record, const char *code);

/* The language of the text at byte `offset`. */
enum language record_language_at(const struct record *record, size_t offset);

/* == Forms of a record ======================================================================================== */

/* The JSON object of docs/record-format.md, one line, without the newline. */
void record_write_json(const struct record *record, struct json *json);

/* Bytes for another process, and back. Unpacking trusts nothing: STATUS_INVALID for bytes that are no record; what it
 * takes is UTF-8 (but for the paths and uris), with dates of the calendar and offsets inside the text. Both have every
 * field. `record` is initialised; what it held is freed, and after a failure it is empty. */
void record_pack(const struct record *record, struct buffer *packed);
enum status record_unpack(struct record *record, struct bytes packed, struct failure *failure);

#endif
