/* What the tests of glass know of Xapian: databases made through its API, and a comparison of two databases by all
 * that the API tells of them. The one place outside shim/ that includes Xapian's header. */
#ifndef DEPECHE_TESTS_UNIT_GLASS_COMPARE_H
#define DEPECHE_TESTS_UNIT_GLASS_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#include "glass/document.h"

/* Each of these says on stderr why it fails, and returns false. */

/* == Databases made through the API ========================================================================== */

struct api_database;

struct api_database *api_open(const char *path, bool create); /* NULL: failed */

/* Add the document under this docid, or replace the one that has it. */
bool api_put(struct api_database *database, uint32_t docid, const struct glass_document *document);
bool api_delete(struct api_database *database, uint32_t docid);
bool api_close(struct api_database *database); /* commits */

/* == Comparing =============================================================================================== */

/* All statistics, terms, postings, positions, lengths, values, data, and the documents and weights of `queries`
 * queries drawn from the terms. Bounds, which an updated database may keep wider than they need be, only where
 * `bounds`. */
bool api_compare(const char *left, const char *right, bool bounds, unsigned queries);

/* The same for databases that a program serves, as Xapian reads those of other machines. */
bool api_compare_served(const char *left, const char *right, const char *program);

#ifdef __cplusplus
}
#endif
#endif
