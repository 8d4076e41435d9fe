/* An answer of a web server as it was captured: head, chunks, packed content (RFC 9110 and 9112). */
#ifndef DEPECHE_INDEXER_WARC_HTTP_H
#define DEPECHE_INDEXER_WARC_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

enum http_coding { HTTP_PLAIN, HTTP_GZIP, HTTP_DEFLATE, HTTP_BROTLI, HTTP_UNKNOWN };

enum { HTTP_TEXT_BYTES = 128 };

struct http_head {
    unsigned status;            /* 200 */
    char mime[HTTP_TEXT_BYTES]; /* lower case, without parameters; "" when it does not say */
    char charset[HTTP_TEXT_BYTES];
    char modified[HTTP_TEXT_BYTES]; /* Last-Modified as it stands */
    bool chunked;
    enum http_coding coding;
};

/* "text/html; charset=utf-8" in its parts; what does not fit is cut. */
void http_read_type(struct bytes value, char mime[HTTP_TEXT_BYTES], char charset[HTTP_TEXT_BYTES]);

/* How many bytes the head takes, with the empty line after it; 0 when none begins here. */
size_t http_read_head(struct bytes answer, struct http_head *head);

/* The content that a body holds: a view into the body, or into the buffers, which the caller clears at last. Writers
 * of web archives often take chunks and packing off and leave the head as it was: then the body is taken as it is.
 * `*warning` names what is odd about it, static, or is NULL. */
struct http_room {
    struct buffer whole, unpacked;
};
enum status http_read_body(const struct http_head *head, struct bytes body, struct http_room *room,
                           struct bytes *content, const char **warning, struct failure *failure);

#endif
