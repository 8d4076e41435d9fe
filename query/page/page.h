/* The search page: one request in, one whole response out. A CGI program calls this once, a FastCGI one for each
 * request it gets. */
#ifndef DEPECHE_QUERY_PAGE_H
#define DEPECHE_QUERY_PAGE_H

#include "base/buffer.h"
#include "base/status.h"
#include "query/cgi/cgi_environment.h"
#include "query/cgi/cgi_settings.h"
#include "query/search.h"

/* What stays between requests. Begin with `searcher` NULL: the index is opened when a request needs it, and anew when
 * a new generation has been published. */
struct page_service {
    const struct cgi_settings *settings;
    struct searcher *searcher;
};
void page_service_close(struct page_service *service);

/* Append the response, status line and headers included; there always is one. What went wrong on our side, of which
 * the visitor is told only that it did, is in `trouble`, for the log. */
void page_respond(struct page_service *service, const struct cgi_environment *environment, struct buffer *out,
                  struct failure *trouble);

/* The response to a request that took too long. */
void page_respond_late(const struct cgi_settings *settings, const struct cgi_environment *environment,
                       struct buffer *out);

#endif
