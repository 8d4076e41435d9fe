/* What the termlist table keeps of a document: its terms, and the slots of its values. */
#ifndef DEPECHE_GLASS_TERMLIST_H
#define DEPECHE_GLASS_TERMLIST_H

#include "glass/document.h"

/* Append the tag under the document's key. */
void glass_encode_terms(const struct glass_document *document, struct buffer *tag);

/* Append the tag under the document's key followed by a NUL; nothing for a document without values, which has no such
 * entry. */
void glass_encode_slots(const struct glass_document *document, struct buffer *tag);

#endif
