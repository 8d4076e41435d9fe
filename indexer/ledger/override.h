/* Fields of a record that somebody states beside the document: in a sidecar NAME.meta.json, or in a table. */
#ifndef DEPECHE_INDEXER_OVERRIDE_H
#define DEPECHE_INDEXER_OVERRIDE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "record/record.h"

/* What sidecars and tables may state. Lists are of codes or ids, divided by blanks, commas or semicolons; a period is
 * "2007-04..2008-03". */
enum override_field {
    OVERRIDE_TITLE,
    OVERRIDE_DATE,
    OVERRIDE_LANGUAGE,
    OVERRIDE_KIND,
    OVERRIDE_COUNTRIES,
    OVERRIDE_GOALS,
    OVERRIDE_URI,
    OVERRIDE_TWIN,
    OVERRIDE_PERIOD,
};
enum { OVERRIDE_COUNT = OVERRIDE_PERIOD + 1 };

/* "title", and back: false for anything else. */
const char *override_name(enum override_field field);
bool override_from_name(struct bytes name, enum override_field *field);

/* Put a value, which is not empty, into the record, over what was there. `from` names the file that states it. A
 * value that is not understood is a warning of the record. */
enum status override_set(struct record *record, enum override_field field, struct bytes value, const char *from,
                         struct failure *failure);

/* A sidecar: an object with any of these fields, as texts or in the shape of a record. `of_container`: the file holds
 * many documents, of which it states language, kind, countries and goals alone. What it states is added to `*stated`
 * as bits 1 << field. STATUS_INVALID for what is no such object. */
/* A sidecar travels to its worker in one piece, for which a socket has room. */
enum { SIDECAR_MOST_BYTES = 1 << 16 };
#define SIDECAR_ENDING ".meta.json"
enum status override_from_sidecar(struct record *record, struct bytes json, bool of_container, const char *from,
                                  struct buffer *notes, unsigned *stated, struct failure *failure);

#endif
