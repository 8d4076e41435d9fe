/* The ways to read one document, chosen by what its bytes look like. */
#ifndef DEPECHE_INDEXER_READER_H
#define DEPECHE_INDEXER_READER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/page/page.h"
#include "record/record.h"

/* The bytes of one document and what came with them; what is not known is NULL. */
struct reader_input {
    struct bytes content;
    const char *name;    /* of the file or member: its ending is a hint, no more */
    const char *mime;    /* as a server or a mail declares it */
    const char *charset; /* likewise */
    struct buffer *notes; /* how it is read: indexer/page/notes.h; NULL where nobody wants to know */
};

struct reader {
    const char *name;    /* "html": in reports */
    const char *mime;    /* "text/html" */
    bool (*recognises)(const struct reader_input *input);
    /* Fill the page; what the format states outright (title, date, language, uri, page labels) goes into the record,
     * where facts and main text leave it alone. STATUS_INVALID with the reason for what cannot be read. */
    enum status (*read)(const struct reader_input *input, struct page *page, struct record *record,
                        struct failure *failure);
    void (*prepare)(void); /* before the sandbox closes; NULL for nothing to do */
};

extern const struct reader reader_docx, reader_eml, reader_foreign, reader_html, reader_json, reader_odt, reader_pdf,
    reader_plain, reader_rtf, reader_xml;

/* The first that recognises the input; plain text is the last. NULL for bytes that are no document of a kind we know. */
const struct reader *reader_find(const struct reader_input *input);

void readers_prepare(void);

#endif
