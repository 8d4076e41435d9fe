/* The search page: one request in, one whole response out. A CGI program calls this once, a FastCGI one for each
 * request it gets. */
#ifndef DEPECHE_QUERY_PAGE_H
#define DEPECHE_QUERY_PAGE_H

#include "base/buffer.h"
#include "base/status.h"
#include "query/cgi/cgi_environment.h"
#include "query/cgi/cgi_settings.h"
#include "query/page/page_cache.h"
#include "query/search.h"

/* What stays between requests. Begin with `searcher` NULL: the index is opened when a request needs it, or before. A
 * generation that is published is turned to by the next request. */
struct page_service {
    const struct cgi_settings *settings;
    struct searcher *searcher;
    struct page_cache *cache; /* NULL: every page is made anew */
};
enum status page_service_open(struct page_service *service, struct failure *failure);
void page_service_close(struct page_service *service);

/* How a request went. */
struct page_account {
    struct failure trouble; /* on our side; of it the visitor is told only that it is there */
    unsigned status;        /* of HTTP */
    bool stale;             /* there is a newer generation, which cannot be opened by this process */
    bool searched, kept;    /* `kept`: the answer was made before */
    uint32_t total;         /* of a search: documents found */
};

/* Append the response, status line and headers included; there always is one. */
void page_respond(struct page_service *service, const struct cgi_environment *environment, struct buffer *out,
                  struct page_account *account);

/* The response to a request that took too long. */
void page_respond_late(const struct cgi_settings *settings, const struct cgi_environment *environment,
                       struct buffer *out);

#endif
