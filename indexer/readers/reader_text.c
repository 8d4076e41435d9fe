/* Readers of documents that are text in some encoding: HTML and plain text. */
#include <string.h>

#include "indexer/page/notes.h"
#include "indexer/decode/decode.h"
#include "indexer/html/html.h"
#include "indexer/readers/plain.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/reader_text.h"

/* The mistakes worth telling whoever looks after the archive. */
static enum status warn_of_encoding(const struct decoded *decoded, const char *declared, struct record *record,
                                    struct failure *failure)
{
    enum status status = STATUS_OK;
    if (decoded->declared_wrong)
        status = record_add_warning(record, failure, "declared as %s, read as %s (%s)", declared, decoded->encoding,
                                    decode_reason_name(decoded->reason));
    if (!status && decoded->repaired)
        status = record_add_warning(record, failure, "%zu characters had been read in a wrong encoding and were mended",
                                    decoded->repaired);
    if (!status && decoded->replaced)
        status = record_add_warning(record, failure, "%zu characters could not be read as %s", decoded->replaced,
                                    decoded->encoding);
    return status;
}

enum status reader_decode(const struct reader_input *input, const char *declared, struct buffer *text,
                          struct record *record, struct failure *failure)
{
    struct decoded decoded = { .text = BUFFER_EMPTY };
    enum status status;
    if (!declared)
        declared = input->charset;
    if ((status = decode(input->content, declared, &decoded, failure)) ||
        (status = record_set(&record->encoding, bytes_of(decoded.encoding), failure)) ||
        (status = warn_of_encoding(&decoded, declared, record, failure))) {
        buffer_clear(&decoded.text);
        return status;
    }
    if (declared)
        notes_add(input->notes, NOTE_DECLARED, "%s", declared);
    notes_add(input->notes, NOTE_DECIDED, "%s", decode_reason_name(decoded.reason));
    *text = decoded.text;
    return STATUS_OK;
}

static bool recognises_html(const struct reader_input *input)
{
    return html_looks_like(input->content);
}

static enum status read_html(const struct reader_input *input, struct page *page, struct record *record,
                             struct failure *failure)
{
    char label[HTML_LABEL_BYTES];
    bool declared = html_declared_charset(input->content, label);
    struct buffer text = BUFFER_EMPTY;
    enum status status = reader_decode(input, declared ? label : NULL, &text, record, failure);
    if (!status)
        status = html_read(buffer_view(&text), page, failure);
    buffer_clear(&text);
    return status;
}

/* What nothing else recognised; `decode` refuses what is no text. */
static bool recognises_plain(const struct reader_input *input)
{
    (void)input;
    return true;
}

static enum status read_plain(const struct reader_input *input, struct page *page, struct record *record,
                              struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    enum status status = reader_decode(input, NULL, &text, record, failure);
    if (!status)
        status = plain_read(buffer_view(&text), page, failure);
    buffer_clear(&text);
    return status;
}

const struct reader reader_html = { "html", "text/html", recognises_html, read_html, html_prepare };
const struct reader reader_plain = { "text", "text/plain", recognises_plain, read_plain, NULL };
