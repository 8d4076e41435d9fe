/* Zips that are one document: office files. */
#ifndef DEPECHE_INDEXER_CONTAINER_ZIP_H
#define DEPECHE_INDEXER_CONTAINER_ZIP_H

#include <stdbool.h>

#include "base/buffer.h"

/* By the names of its first entries: DOCX and its kin, ODT and its kin, EPUB. `head`: the first bytes of a zip. */
bool zip_is_document(struct bytes head);

#endif
