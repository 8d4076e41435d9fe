/* PDF whose streams unpack to far more than they should. */
#ifndef DEPECHE_INDEXER_PDF_BOMB_H
#define DEPECHE_INDEXER_PDF_BOMB_H

#include "base/buffer.h"
#include "base/status.h"

/* Poppler unpacks a stream of text whatever its size. STATUS_LIMIT for a document with one that is a bomb
 * (indexer/common/unpack.h). Pictures, which may be large and blank and are not looked at, are left alone. */
enum status pdf_refuse_bombs(struct bytes pdf, struct failure *failure);

#endif
