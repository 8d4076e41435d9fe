/* From struct xs_query to Xapian's. */
#ifndef DEPECHE_SHIM_QUERY_HH
#define DEPECHE_SHIM_QUERY_HH

#include "shim/guard.hh"

#include <xapian.h>

/* What the check of a query learns about it. */
struct query_shape {
    size_t leaves;
    double largest_scale; /* the largest product of XS_SCALE's factors over a leaf, and at least 1 */
};

/* Refuse what Xapian could not bear (STATUS_LIMIT) or what has no meaning (STATUS_INVALID). Recurses no deeper than
 * XS_QUERY_DEPTH, nor does anything after it. */
enum status query_check(const struct xs_query *query, struct query_shape *shape, struct failure *failure);

/* Build a query that was checked. Where `word_weight` is not 0, each word that counts for XS_BY_MOST_WORDS adds it
 * to the weight of the documents it is in, whatever XS_SCALE says. */
Xapian::Query query_build(const struct xs_query *query, double word_weight);

#endif
