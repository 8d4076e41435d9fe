/* A response of the search page: status, headers, body. */
#ifndef DEPECHE_QUERY_CGI_RESPONSE_H
#define DEPECHE_QUERY_CGI_RESPONSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "language/language.h"

/* Servers have little room for headers: a longer address stands in the page alone. */
enum { CGI_CANONICAL_BYTES = 1024 };

struct cgi_response {
    unsigned status;        /* 200, 400 ... */
    const char *type;       /* Content-Type, with its charset */
    enum language language; /* UNKNOWN: none, as of a stylesheet */
    bool negotiated;        /* the language is the one that the browser prefers */
    unsigned fresh_s;       /* how long a browser may keep it; 0: ask each time */
    bool forever;           /* the address changes with the content */
    bool noindex;           /* no page for search engines */
    const char *allow;      /* with 405; NULL */
    unsigned retry_s;       /* with 503; 0 */
    char tag[64];           /* ETag with its quotes, "" for none */
    int64_t modified_s;     /* since 1970; 0: not told */
    const char *file_name;  /* that the body is to be saved as; NULL: it is shown */
    const char *canonical;  /* the address of this page, as it is; NULL for none */
    struct buffer body;
};

#define CGI_RESPONSE(status_number, content_type)                                                                    \
    {                                                                                                                \
        .status = (status_number), .type = (content_type), .body = BUFFER_EMPTY                                      \
    }

/* The whole response for the server; `head`: without the body. */
void cgi_response_write(const struct cgi_response *response, bool head, struct buffer *out);

#endif
