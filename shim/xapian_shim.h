/* xapian-core behind a C header: the only door to Xapian in this project.
 *
 * Handles are opaque. No exception crosses: each function catches everything and returns a status with the
 * library's message and the name of the database. Calls are bulk, never one call a term. What comes in is borrowed
 * for the call; what goes out belongs to the caller until its `_free` or `_close`, which accept NULL. There is no
 * policy here: which words, prefixes and slots there are is decided in language/ and record/.
 *
 * Statuses: STATUS_NOT_FOUND (no database there), STATUS_LOCKED (another writer holds it), STATUS_CORRUPT,
 * STATUS_CHANGED (the database was replaced while it was read: open it anew), STATUS_LIMIT (a term, or a query
 * deeper or wider than XS_QUERY_*), STATUS_INVALID (an argument without meaning), STATUS_NO_MEMORY, STATUS_IO for
 * the rest. */
#ifndef DEPECHE_SHIM_XAPIAN_SHIM_H
#define DEPECHE_SHIM_XAPIAN_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#define XS_NOEXCEPT noexcept
#else
#define XS_NOEXCEPT
#endif

/* == Limits =================================================================================================== */

enum {
    XS_TERM_BYTES = 245,     /* glass stores terms up to 245 bytes, a NUL counting twice */
    XS_QUERY_DEPTH = 64,     /* Xapian recurses: it overflowed an 8 MB stack at 20,000 levels */
    XS_QUERY_LEAVES = 10000, /* an OR of 10,000 words takes about a second on 20,000 documents */
};

/* How many bytes a term takes in the index: its size with each NUL counted twice. */
size_t xs_term_size(struct bytes term) XS_NOEXCEPT;

/* == Documents ================================================================================================ */

struct xs_posting {
    struct bytes term;
    const uint32_t *positions; /* ascending; NULL for a term without positions (a boolean term: wdf 0) */
    size_t position_count;
};

struct xs_value {
    uint32_t slot;
    struct bytes value;
};

struct xs_document {
    struct bytes unique_term; /* the one term that identifies it; also added as a boolean term */
    struct bytes data;
    const struct xs_posting *postings; /* each term once; wdf = position_count */
    size_t posting_count;
    const struct xs_value *values;
    size_t value_count;
};

/* == Writing ================================================================================================== */

struct xs_writer;

enum xs_open {
    XS_CREATE, /* a new database; fails when there is one */
    XS_UPDATE, /* an existing one */
};

/* One process at a time; STATUS_LOCKED otherwise. Nothing is committed until `xs_writer_commit`. */
enum status xs_writer_open(struct xs_writer **writer, const char *path, enum xs_open how,
                           struct failure *failure) XS_NOEXCEPT;

/* Add, or replace by unique term, a batch. All terms of the batch are checked before the first document is
 * given to Xapian; any failure voids everything since the last commit: close, and start again from there. */
enum status xs_writer_add(struct xs_writer *writer, const struct xs_document *documents, size_t document_count,
                          struct failure *failure) XS_NOEXCEPT;
enum status xs_writer_replace(struct xs_writer *writer, const struct xs_document *documents, size_t document_count,
                              struct failure *failure) XS_NOEXCEPT;

/* Delete the documents that have any of these terms. */
enum status xs_writer_delete(struct xs_writer *writer, const struct bytes *terms, size_t term_count,
                             struct failure *failure) XS_NOEXCEPT;
/* Delete these documents, which are all there. */
enum status xs_writer_delete_docids(struct xs_writer *writer, const uint32_t *docids, size_t docid_count,
                                    struct failure *failure) XS_NOEXCEPT;
enum status xs_writer_set_metadata(struct xs_writer *writer, const char *key, struct bytes value,
                                   struct failure *failure) XS_NOEXCEPT;

/* Commit and fsync the database's directory, which Xapian itself leaves out. */
enum status xs_writer_commit(struct xs_writer *writer, struct failure *failure) XS_NOEXCEPT;

/* What was not committed is dropped. */
void xs_writer_close(struct xs_writer *writer) XS_NOEXCEPT;

/* == Whole databases ========================================================================================== */

/* Merge databases into a new, compact one at `to`, documents in the order of `from`; of metadata with one key the
 * first is kept. fsynced. A failure leaves nothing at `to`, if nothing was there. */
enum status xs_merge(const char *const *from, size_t from_count, const char *to, struct failure *failure) XS_NOEXCEPT;

/* The text of a stub file that joins databases; paths may be relative to the stub. Written by the caller. */
enum status xs_stub_text(const char *const *paths, size_t path_count, struct buffer *text,
                         struct failure *failure) XS_NOEXCEPT;

/* Xapian's own check of every table. STATUS_CORRUPT with the first error. */
enum status xs_check(const char *path, struct failure *failure) XS_NOEXCEPT;

/* The version of xapian-core that runs: "1.4.22". Borrowed. */
const char *xs_version(void) XS_NOEXCEPT;

/* == Reading ================================================================================================== */

struct xs_reader;

/* `path`: a database's directory or a stub file. */
enum status xs_reader_open(struct xs_reader **reader, const char *path, struct failure *failure) XS_NOEXCEPT;
void xs_reader_close(struct xs_reader *reader) XS_NOEXCEPT;

/* Leave these documents out from now on: of counts of documents, values, documents by unique term, and searches. They
 * still count in the frequencies of terms. `docids` ascend, and are copied; the databases are local ones. */
enum status xs_reader_hide(struct xs_reader *reader, const uint32_t *docids, size_t docid_count,
                           struct failure *failure) XS_NOEXCEPT;

struct xs_reader_facts {
    uint32_t document_count;
    uint32_t last_docid;
    double average_length; /* in postings */
};
enum status xs_reader_facts(const struct xs_reader *reader, struct xs_reader_facts *facts,
                            struct failure *failure) XS_NOEXCEPT;

enum status xs_reader_metadata(const struct xs_reader *reader, const char *key, struct buffer *value,
                               struct failure *failure) XS_NOEXCEPT;

/* In how many documents each of these terms is. */
enum status xs_reader_frequencies(const struct xs_reader *reader, const struct bytes *terms, size_t term_count,
                                  uint32_t *frequencies, struct failure *failure) XS_NOEXCEPT;

/* Every term that begins with `prefix`, in byte order, with the number of documents it is in. The visitor stops
 * the walk by returning false; it must not call back into the shim. */
typedef bool (*xs_term_visit)(struct bytes term, uint32_t frequency, void *context);
enum status xs_reader_terms(const struct xs_reader *reader, struct bytes prefix, xs_term_visit visit, void *context,
                            struct failure *failure) XS_NOEXCEPT;

/* Every value of a slot, in docid order, with its document. */
typedef bool (*xs_value_visit)(uint32_t docid, struct bytes value, void *context);
enum status xs_reader_values(const struct xs_reader *reader, uint32_t slot, xs_value_visit visit, void *context,
                             struct failure *failure) XS_NOEXCEPT;

/* Where each of these terms stands in each of these documents, at the most `most` positions of one in another. The
 * visitor is called term by term, and documents in the order given; ascending docids are the fastest. */
struct xs_place {
    size_t document, term; /* of the lists given */
    uint32_t position;
};
typedef void (*xs_place_visit)(const struct xs_place *place, void *context);
enum status xs_reader_places(const struct xs_reader *reader, const uint32_t *docids, size_t docid_count,
                             const struct bytes *terms, size_t term_count, uint32_t most, xs_place_visit visit,
                             void *context, struct failure *failure) XS_NOEXCEPT;

/* The data of the document with this unique term, or of this docid. STATUS_NOT_FOUND when there is none. */
enum status xs_reader_data_of(const struct xs_reader *reader, struct bytes unique_term, struct buffer *data,
                              struct failure *failure) XS_NOEXCEPT;
enum status xs_reader_data(const struct xs_reader *reader, uint32_t docid, struct buffer *data,
                           struct failure *failure) XS_NOEXCEPT;

/* Going through documents by their unique terms, those that begin with `prefix`, in byte order, whatever database they
 * are in: each with its data. The reader must outlive the walk. Views are valid until the next call. */
struct xs_walk;
enum status xs_walk_open(struct xs_walk **walk, const struct xs_reader *reader, struct bytes prefix,
                         struct failure *failure) XS_NOEXCEPT;
/* `*more` is false at the end. */
enum status xs_walk_next(struct xs_walk *walk, struct bytes *term, struct bytes *data, bool *more,
                         struct failure *failure) XS_NOEXCEPT;
void xs_walk_close(struct xs_walk *walk) XS_NOEXCEPT;

/* == Searching ================================================================================================ */

enum xs_operator {
    XS_TERM, /* `term` */
    XS_ALL,  /* every document */
    XS_NONE, /* no document */
    XS_AND,
    XS_OR,
    XS_AND_NOT,   /* the first child without the documents of the others */
    XS_AND_MAYBE, /* the first child; the others only add weight */
    XS_FILTER,    /* the first child, those that match the others, which add no weight */
    XS_SYNONYM,   /* the children ranked as one term */
    XS_PHRASE,    /* children: terms or ORs of terms, in order, all within `window` positions */
    XS_NEAR,      /* the same, in any order */
    XS_SAME,      /* the same children, all inside one of the blocks whose first positions are in value slot `slot`;
                   * it adds no weight, and remote databases refuse it */
    XS_SCALE,     /* the one child's weight multiplied by `factor` */
    XS_FIXED,     /* the one child's documents, each with the weight `factor`; what matches without postings */
    XS_VALUE_LE,  /* the value of `slot` is there and, as bytes, at most `term`; it adds no weight */
    XS_VALUE_GE,  /* at least `term` */
};

/* A query is a tree of these, built and owned by the caller. */
struct xs_query {
    enum xs_operator op;
    struct bytes term;                /* XS_TERM; XS_VALUE_LE, XS_VALUE_GE: the value compared with */
    uint32_t window;                  /* XS_PHRASE, XS_NEAR; 0: as many positions as children */
    uint32_t slot;                    /* XS_VALUE_LE, XS_VALUE_GE; XS_SAME: its value, each block's distance from the
                                       * one before, as varints */
    double factor;                    /* XS_SCALE, XS_FIXED */
    bool bonus;                       /* XS_TERM, XS_SYNONYM: not a word of its own for XS_BY_MOST_WORDS */
    struct xs_query *const *children; /* child_count of them */
    size_t child_count;
};

enum xs_order {
    XS_BY_RELEVANCE,  /* BM25, then docid */
    XS_BY_MOST_WORDS, /* the number of leaves (terms, synonym groups, words of phrases) matched, then BM25 */
    XS_BY_VALUE_ASCENDING,
    XS_BY_VALUE_DESCENDING, /* of `order_slot`, then BM25; documents without a value last */
};

/* A facet counts, over all matching documents, the values of a slot. A value may hold several words divided
 * by single spaces ("BR HT"): each is counted. A document without a value counts in `without`. */
struct xs_facet_value {
    struct bytes value;
    uint32_t count;
};
struct xs_facet {
    uint32_t slot;
    struct xs_facet_value *values; /* most frequent first, then in byte order */
    size_t value_count;
    uint32_t without;
};

struct xs_hit {
    uint32_t docid;
    double weight;
    struct bytes data; /* empty where `data_later` is asked for */
};

struct xs_search {
    const struct xs_query *query;
    uint32_t first, count; /* hits wanted: from `first` (0 is the best) at most `count` */
    enum xs_order order;
    uint32_t order_slot;
    bool data_later;    /* give the hits' data by xs_result_data, not now */
    uint32_t data_most; /* with it: of the first so many hits, which bounds the memory of many; 0: of all */
    bool exact_total;   /* false: `total` may be an estimate, which is faster */
    const uint32_t *facet_slots;
    size_t facet_count;
    bool all_docids; /* give every document that matches, not only the hits; of one local database only */
    double bm25_k1, bm25_b; /* Okapi BM25's k1 and b; k2 = 0, k3 = 1, minimum normalised length 0.5 */
};

/* One block: everything it points to is freed with it. */
struct xs_result {
    uint32_t total; /* documents that match */
    bool total_is_exact;
    uint32_t most_words; /* XS_BY_MOST_WORDS: how many leaves the best hit has; only hits with as many are kept */
    struct xs_hit *hits;
    size_t hit_count;
    struct xs_facet *facets; /* in the order of facet_slots */
    size_t facet_count;
    const uint32_t *docids; /* with `all_docids`: all that match, ascending */
    size_t docid_count;
};

enum status xs_search(const struct xs_reader *reader, const struct xs_search *search, struct xs_result **result,
                      struct failure *failure) XS_NOEXCEPT;

/* Of one hit of a search with `data_later`: its data, and a value, which is empty where it has none. Views that live
 * as long as the result. */
enum status xs_result_data(struct xs_result *result, size_t hit, struct bytes *data,
                           struct failure *failure) XS_NOEXCEPT;
enum status xs_result_value(struct xs_result *result, size_t hit, uint32_t slot, struct bytes *value,
                            struct failure *failure) XS_NOEXCEPT;
void xs_result_free(struct xs_result *result) XS_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
