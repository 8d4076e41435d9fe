/* Bytes of any old encoding become UTF-8 once, here. The choice is ours, iconv only converts. */
#ifndef DEPECHE_INDEXER_DECODE_H
#define DEPECHE_INDEXER_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

/* What decided, from the surest to the least sure. */
enum decode_reason {
    DECODE_BOM,
    DECODE_VALID_UTF8,
    DECODE_DECLARED,
    DECODE_LIKELIHOOD, /* the letters of French and English under each encoding that is possible */
};

struct decoded {
    struct buffer text;   /* UTF-8, NFC, lines end with '\n' */
    const char *encoding; /* its usual name: "UTF-8", "windows-1252", "macintosh", "CP850" ...; static */
    enum decode_reason reason;
    bool declared_wrong; /* something else was declared */
    size_t replaced;     /* characters that could not be read and became U+FFFD */
    size_t repaired;     /* characters misread and saved so by somebody before us ("Ã©"), set right */
};

/* `declared` is the label the document or its server gives (NULL for none), understood as browsers do:
 * "latin1" and "iso-8859-1" mean windows-1252. The caller clears `decoded->text`. Binary content (NULs that are no
 * UTF-16) is STATUS_INVALID. */
enum status decode(struct bytes raw, const char *declared, struct decoded *decoded, struct failure *failure);

/* Once, before a process gives up its right to open files: loads the system's conversions of East Asian encodings.
 * Those it lacks are not read as declared, the others need nothing. */
enum status decode_prepare(struct failure *failure);

const char *decode_reason_name(enum decode_reason reason);

#endif
