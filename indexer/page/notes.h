/* How a document was read, beyond what its record says: for the ledger and `extract --explain`. Lines of a key and a
 * text, packed as they travel from a worker. */
#ifndef DEPECHE_INDEXER_NOTES_H
#define DEPECHE_INDEXER_NOTES_H

#include <stdbool.h>

#include "base/buffer.h"
#include "indexer/page/page.h"
#include "record/record.h"

#define NOTE_READER "reader"     /* "html" */
#define NOTE_DECLARED "declared" /* the encoding as the document or its server declares it */
#define NOTE_DECIDED "decided"   /* why the encoding was chosen */
#define NOTE_TITLE "title"       /* where the title stands */
#define NOTE_BLOCKS "blocks"     /* "12 of 40": blocks of text kept */
#define NOTE_DATE "date"         /* "meta 2009-04-14 EVIDENCE": what a rung of the ladder says; several */
#define NOTE_AMBIGUOUS "ambiguous" /* "GE US", a tab, "Georgia": a name left out, for nothing decides; several */
#define NOTE_UNKNOWN "unknown"     /* "Kelleyland": it stands like the name of a place and is on no list; several */
#define NOTE_METADATA "metadata" /* "title: FILE": a field that a sidecar or a table set; several */

/* `notes` may be NULL: nobody wants to know. */
void notes_add(struct buffer *notes, const char *key, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* What each rung of the ladder says of a document's date, as NOTE_DATE. */
void notes_add_dates(const struct page *page, const struct record *record, struct buffer *notes);

/* The next note of a key from `*rest` on, which moves behind it. False when there is none. */
bool notes_next(struct bytes *rest, const char *key, struct bytes *text);

/* The first note of a key; empty when there is none. */
struct bytes notes_find(struct bytes notes, const char *key);

#endif
