/* The number that an office gives its release, the same in both languages: "News release #: 18-001", "Communiqué n°
 * 2009-123", "No. 42". */
#ifndef DEPECHE_INDEXER_RELEASE_NUMBER_H
#define DEPECHE_INDEXER_RELEASE_NUMBER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "indexer/page/page.h"

enum { RELEASE_NUMBER_BYTES = 32 };

/* From the metas of the page, else from its lines; in lower case, without the letter that says the language
 * (2009-123E is 2009-123). False when the page has none. */
bool release_number_find(const struct page *page, char number[RELEASE_NUMBER_BYTES]);

#endif
