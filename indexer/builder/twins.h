/* Which documents are two versions, French and English, of one release: found when all are known.
 *
 * Believed in this order: a link of one to the other; addresses or file names that differ by the language only; the
 * number of the release; the same day with the same names and figures. Where two documents might be the twin, the
 * names and figures decide, and where these do not decide plainly, nobody is.
 *
 * Time grows as n log n. Memory: about 250 bytes a document while it is kept (60 of them its address) and 50
 * more while twins are found; twice as much at the worst moment of growing. */
#ifndef DEPECHE_INDEXER_TWINS_H
#define DEPECHE_INDEXER_TWINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct twins;

enum status twins_new(struct twins **twins, struct failure *failure);
void twins_free(struct twins *twins);

/* Add a document by its packed pair key. Documents are numbered from 0 as they are added; bytes that are no key make
 * a document without a twin. */
enum status twins_add(struct twins *twins, struct bytes key, struct failure *failure);

/* Once, after all are added. */
enum status twins_find(struct twins *twins, struct failure *failure);

enum twin_state {
    TWIN_NONE,   /* no document is its twin; what it states itself leads somewhere else */
    TWIN_STATED, /* the one that its own page states, which may not be among these documents */
    TWIN_FOUND,  /* another than its page states, or it states none: `uri` */
};

/* What became of a document; `uri` is a view into `twins`, of the twin or empty. */
enum twin_state twins_of(const struct twins *twins, size_t document, struct bytes *uri);

/* Is that something else than what the document itself says? */
bool twins_corrects(const struct twins *twins, size_t document);

size_t twins_document_count(const struct twins *twins);
struct bytes twins_uri(const struct twins *twins, size_t document);

/* Documents with a twin and without one; those whose language is not known are neither. */
struct twins_counts {
    uint32_t paired, unpaired;
};
struct twins_counts twins_count(const struct twins *twins);

#endif
