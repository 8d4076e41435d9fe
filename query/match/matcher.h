/* Searching a generation's databases where they lie in memory: what Xapian would find, with the same weights, in a
 * fraction of its time, and Xapian itself only for what is not on this machine. */
#ifndef DEPECHE_QUERY_MATCH_MATCHER_H
#define DEPECHE_QUERY_MATCH_MATCHER_H

#include "query/places.h"
#include "record/hidden.h"
#include "shim/xapian_shim.h"

struct matcher;

/* `places`: the same databases, open; borrowed. `stub`: the file that joins them. `hidden` becomes the matcher's. */
enum status matcher_open(struct matcher **matcher, const struct places *places, const char *stub,
                         struct hidden *hidden, struct failure *failure);
void matcher_close(struct matcher *matcher);

const struct xs_reader_facts *matcher_facts(const struct matcher *matcher);

/* In how many documents a term is, those of hidden ones counted too. */
enum status matcher_frequency(struct matcher *matcher, struct bytes term, uint32_t *frequency,
                              struct failure *failure);

/* Every term that begins with `prefix`, maybe several times, with a number of documents it is in. */
typedef void (*matcher_term_visit)(struct bytes term, uint32_t frequency, void *context);
enum status matcher_terms(struct matcher *matcher, struct bytes prefix, matcher_term_visit visit, void *context,
                          struct failure *failure);

/* The databases through Xapian; opened when first asked for. */
enum status matcher_xapian(struct matcher *matcher, const struct xs_reader **reader, struct failure *failure);

/* Can the query be answered without Xapian? */
bool matcher_knows(const struct xs_query *query);

/* As xs_search, with any number of databases for `all_docids`, which then ascend in each; hits come without data.
 * `total` is always exact where Xapian is not asked. */
enum status matcher_search(struct matcher *matcher, const struct xs_search *search, struct xs_result **result,
                           struct failure *failure);
void matcher_result_free(struct xs_result *result);

/* Has the document of a hit a value in this slot? `hit`: as the search gave them. */
enum status matcher_hit_has_value(struct matcher *matcher, const struct xs_result *result, size_t hit, uint32_t slot,
                                  bool *has, struct failure *failure);

/* The data of a document, valid until the next call. */
enum status matcher_data(struct matcher *matcher, uint32_t docid, struct bytes *data, struct failure *failure);

#endif
