/* A message: its subject is the title, its best text the text. Attachments are named, not read. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "indexer/common/reason.h"
#include "indexer/html/html.h"
#include "indexer/html/html_part.h"
#include "indexer/page/page_writer.h"
#include "indexer/page/whole_text.h"
#include "indexer/readers/mail_text.h"
#include "indexer/readers/plain.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/reader_text.h"

enum {
    SNIFFED_BYTES = 8192,
    DEPTH_MOST = 10,
    PARTS_MOST = 1000,
    NAMED_MOST = 10,  /* attachments */
    PLAIN_LEAST = 80, /* bytes: a shorter plain text only says that there is HTML */
};

/* What is gathered from the parts, in UTF-8. */
struct mail {
    struct record *record;
    struct failure *failure;
    struct buffer plain, html;
    struct buffer attachments; /* their names, for a warning */
    size_t part_count, attachment_count;
};

/* == Recognising ============================================================================================== */

static struct bytes without_mailbox_line(struct bytes content)
{
    size_t size = mail_envelope_line(content);
    return (struct bytes){ content.data + size, content.size - size };
}

/* Every line before the first empty one is a header; and one of them is of those that people do not write, where
 * nobody says that it is mail. */
static bool recognises_eml(const struct reader_input *input)
{
    static const char *const certain[] = { "Received", "Return-Path", "MIME-Version", "Message-ID", "Delivered-To" };
    struct bytes headers, body, content = without_mailbox_line(input->content);
    content.size = content.size < SNIFFED_BYTES ? content.size : SNIFFED_BYTES;
    mail_split(content, &headers, &body);
    bool cut = headers.size == SNIFFED_BYTES;
    bool certainly = input->mime && strcasecmp(input->mime, reader_eml.mime) == 0;
    for (struct bytes rest = headers; rest.size;) {
        const char *end = memchr(rest.data, '\n', rest.size);
        size_t size = end ? (size_t)(end - rest.data) + 1 : rest.size;
        if (!mail_is_header_line((struct bytes){ rest.data, size }) && !(cut && !end))
            return false;
        rest = (struct bytes){ rest.data + size, rest.size - size };
    }
    for (size_t i = 0; i < sizeof certain / sizeof *certain; i++)
        certainly |= mail_header(headers, certain[i]).size > 0;
    return certainly && (mail_header(headers, "From").size || mail_header(headers, "Subject").size);
}

/* == Parts ==================================================================================================== */

static enum status decode_transfer(struct bytes headers, struct bytes body, struct buffer *bytes,
                                   struct failure *failure)
{
    struct bytes encoding = mail_header(headers, "Content-Transfer-Encoding");
    if (mail_begins(encoding, "quoted-printable"))
        mail_decode_quoted(body, false, bytes);
    else if (mail_begins(encoding, "base64"))
        mail_decode_base64(body, bytes);
    else
        buffer_append(bytes, body.data, body.size);
    return buffer_status(bytes, "a part of a message", failure);
}

static enum status take_text(struct mail *mail, struct bytes headers, struct bytes body, bool html)
{
    struct buffer bytes = BUFFER_EMPTY, text = BUFFER_EMPTY;
    char charset[MAIL_PARAMETER_BYTES], label[HTML_LABEL_BYTES];
    enum status status = decode_transfer(headers, body, &bytes, mail->failure);
    mail_parameter(mail_header(headers, "Content-Type"), "charset", charset);
    struct reader_input input = { .content = { bytes.bytes, bytes.size } };
    const char *declared = *charset ? charset : NULL;
    if (html && !declared && html_declared_charset(input.content, label))
        declared = label;
    if (!status && bytes.size)
        status = reader_decode(&input, declared, &text, mail->record, mail->failure);
    struct buffer *kept = html ? &mail->html : &mail->plain;
    if (!status) {
        buffer_append(kept, text.bytes, text.size);
        buffer_append_byte(kept, '\n');
        status = buffer_status(kept, "the text of a message", mail->failure);
    }
    buffer_clear(&bytes);
    buffer_clear(&text);
    return status;
}

static void note_attachment(struct mail *mail, struct bytes headers)
{
    char name[MAIL_PARAMETER_BYTES];
    mail_parameter(mail_header(headers, "Content-Disposition"), "filename", name);
    if (!*name)
        mail_parameter(mail_header(headers, "Content-Type"), "name", name);
    if (mail->attachment_count++ >= NAMED_MOST)
        return;
    buffer_append_text(&mail->attachments, mail->attachment_count > 1 ? ", " : "");
    struct failure ignored;
    if (!*name || mail_decode_header(bytes_of(name), &mail->attachments, &ignored))
        buffer_append_text(&mail->attachments, "without name");
}

static enum status take_part(struct mail *mail, struct bytes part, size_t depth);

/* Where the next line "--boundary" begins, from the beginning of a line on; its whole size. */
static bool find_boundary(struct bytes body, size_t from, const char *boundary, size_t *at, size_t *size)
{
    size_t boundary_size = strlen(boundary);
    for (const char *sign;
         from + boundary_size + 2 <= body.size && (sign = memmem(body.data + from, body.size - from, "--", 2));
         from = (size_t)(sign - body.data) + 1) {
        *at = (size_t)(sign - body.data);
        if ((*at > 0 && body.data[*at - 1] != '\n') || body.size - *at - 2 < boundary_size ||
            memcmp(sign + 2, boundary, boundary_size) != 0)
            continue;
        const char *end = memchr(sign, '\n', body.size - *at);
        *size = end ? (size_t)(end - sign) + 1 : body.size - *at;
        return true;
    }
    return false;
}

static enum status take_parts(struct mail *mail, struct bytes body, const char *boundary, size_t depth)
{
    size_t at, size, start, line;
    enum status status = STATUS_OK;
    if (!*boundary || !find_boundary(body, 0, boundary, &at, &size))
        return STATUS_OK;
    for (start = at + size; !status && mail->part_count < PARTS_MOST; start = at + line) {
        bool more = find_boundary(body, start, boundary, &at, &line);
        if (!more)
            at = body.size;
        if (at > start)
            status = take_part(mail, (struct bytes){ body.data + start, at - start }, depth + 1);
        /* "--boundary--" is the last. */
        if (!more || (line > strlen(boundary) + 3 && memcmp(body.data + at + 2 + strlen(boundary), "--", 2) == 0))
            break;
    }
    return status;
}

static enum status take_part(struct mail *mail, struct bytes part, size_t depth)
{
    struct bytes headers, body;
    char boundary[MAIL_PARAMETER_BYTES];
    mail_split(part, &headers, &body);
    struct bytes type = mail_header(headers, "Content-Type");
    mail->part_count++;
    if (mail_begins(mail_header(headers, "Content-Disposition"), "attachment")) {
        note_attachment(mail, headers);
        return STATUS_OK;
    }
    if (mail_begins(type, "multipart/") && depth < DEPTH_MOST) {
        mail_parameter(type, "boundary", boundary);
        return take_parts(mail, body, boundary, depth);
    }
    if (mail_begins(type, "text/html") || mail_begins(type, "application/xhtml"))
        return take_text(mail, headers, body, true);
    if (!type.size || mail_begins(type, "text/plain"))
        return take_text(mail, headers, body, false);
    /* Images of an HTML part have an id it refers to by; nobody misses them. */
    if (!mail_header(headers, "Content-ID").size)
        note_attachment(mail, headers);
    return STATUS_OK;
}

/* == Headers ================================================================================================== */

static enum status add_meta(struct page_writer *writer, const char *name, struct bytes value, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    enum status status = mail_decode_header(value, &text, failure);
    if (!status && text.size)
        page_writer_meta(writer, bytes_of(name), buffer_view(&text));
    buffer_clear(&text);
    return status;
}

/* What answering and forwarding put before a subject. */
static struct bytes without_prefix(struct bytes subject)
{
    static const char *const prefixes[] = { "re:", "re :", "fw:", "fwd:", "tr:", "tr :" };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes;) {
        if (!mail_begins(subject, prefixes[i])) {
            i++;
            continue;
        }
        size_t size = strlen(prefixes[i]);
        while (size < subject.size && subject.data[size] == ' ')
            size++;
        subject = (struct bytes){ subject.data + size, subject.size - size };
        i = 0;
    }
    return subject;
}

static enum status read_headers(struct mail *mail, struct bytes headers, struct page *page)
{
    struct page_writer writer = { .page = page };
    struct buffer subject = BUFFER_EMPTY;
    struct bytes language = mail_header(headers, "Content-Language");
    enum status status;
    if ((status = add_meta(&writer, "mail-date", mail_header(headers, "Date"), mail->failure)) ||
        (status = add_meta(&writer, "mail-from", mail_header(headers, "From"), mail->failure)) ||
        (status = mail_decode_header(mail_header(headers, "Subject"), &subject, mail->failure)) ||
        (status = whole_text_title(without_prefix(buffer_view(&subject)), mail->record,
                                   mail->failure)))
        goto done;
    if (language.size)
        page->language = page_writer_string(&writer, language);
    status = writer.out_of_memory ? fail_no_memory(mail->failure)
                                  : buffer_status(&page->strings, "the headers of a message", mail->failure);

done:
    buffer_clear(&subject);
    return status;
}

/* == The whole ================================================================================================ */

/* The plain text is what its writer saw to; HTML is taken where there is none to speak of. */
static enum status write_text(struct mail *mail, struct page *page)
{
    struct bytes plain = { mail->plain.bytes, mail->plain.size }, html = { mail->html.bytes, mail->html.size };
    struct page_writer writer;
    enum status status;
    if (plain.size >= PLAIN_LEAST || !html.size)
        return plain_read(plain, page, mail->failure);
    page_writer_init(&writer, page);
    status = html_part_append(&writer, html, mail->failure);
    return status ? status : page_writer_finish(&writer, mail->failure);
}

/* A page that a browser saved as a message is a page. */
static bool is_saved_page(struct bytes headers)
{
    return memmem(mail_header(headers, "From").data, mail_header(headers, "From").size, "Saved by", 8) != NULL;
}

static enum status finish(struct mail *mail, struct bytes headers, struct page *page)
{
    struct record *record = mail->record;
    enum status status = STATUS_OK;
    if (mail->attachment_count)
        status = record_add_warning(record, mail->failure, "%zu attachment%s not read: %s%s", mail->attachment_count,
                                    mail->attachment_count > 1 ? "s were" : " was", mail->attachments.bytes,
                                    mail->attachment_count > NAMED_MOST ? " ..." : "");
    if (!status && is_saved_page(headers) && mail->html.size)
        return html_read(buffer_view(&mail->html), page, mail->failure);
    if (status || (status = write_text(mail, page)) || (status = read_headers(mail, headers, page)) ||
        (status = whole_text_take(page, record, mail->failure)))
        return status;
    return record->title || record->text.size
               ? STATUS_OK
               : fail_reason(mail->failure, REASON_NO_TEXT, "is a message without text");
}

static enum status read_eml(const struct reader_input *input, struct page *page, struct record *record,
                            struct failure *failure)
{
    struct mail mail = {
        .record = record, .failure = failure, .plain = BUFFER_EMPTY, .html = BUFFER_EMPTY, .attachments = BUFFER_EMPTY
    };
    struct bytes headers, body, message = without_mailbox_line(input->content);
    mail_split(message, &headers, &body);
    enum status status = take_part(&mail, message, 0);
    if (!status)
        status = finish(&mail, headers, page);
    buffer_clear(&mail.plain);
    buffer_clear(&mail.html);
    buffer_clear(&mail.attachments);
    return status;
}

const struct reader reader_eml = { "mail", "message/rfc822", recognises_eml, read_eml, html_prepare };
