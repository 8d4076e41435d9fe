/* The search page: one request in, one whole response out. A CGI program calls this once, a FastCGI one for each
 * request it gets. */
#ifndef DEPECHE_QUERY_PAGE_H
#define DEPECHE_QUERY_PAGE_H

#include "base/buffer.h"
#include "base/status.h"
#include "query/cgi/cgi_environment.h"
#include "query/cgi/cgi_settings.h"
#include "query/cgi/cgi_rates.h"
#include "query/cgi/cgi_request.h"
#include "query/page/best_bets.h"
#include "query/page/page_cache.h"
#include "query/page/page_templates.h"
#include "query/search.h"

/* What stays between requests. Begin with `searcher` NULL: the index is opened when a request needs it, or before. A
 * generation that is published is turned to by the next request. */
struct page_service {
    const struct cgi_settings *settings;
    struct searcher *searcher;
    struct page_cache *cache; /* NULL: every page is made anew */
    struct best_bets *bets;   /* NULL: there are none */
    struct page_templates templates;
    struct cgi_rates *rates;  /* NULL: nobody is counted */
    struct cgi_networks proxies;
};
enum status page_service_open(struct page_service *service, struct failure *failure);
void page_service_close(struct page_service *service);

/* How a request went. */
struct page_account {
    struct buffer *asked; /* set by the caller, NULL for none: filters, a tab and words, masked */
    enum language ui;
    enum cgi_format format;
    uint32_t page;
    struct failure trouble; /* on our side; of it the visitor is told only that it is there */
    unsigned status;        /* of HTTP */
    bool stale;             /* something is newer than what this process can open: another one should go on */
    bool start;             /* nothing was asked for */
    bool searched, kept;    /* `kept`: the answer was made before */
    uint32_t total;         /* of a search: documents found */
};

/* Append the response, status line and headers included; there always is one. Of `account`, only `asked` is read. */
void page_respond(struct page_service *service, const struct cgi_environment *environment, struct buffer *out,
                  struct page_account *account);

/* The response to a request that took too long, and its account. */
void page_respond_late(const struct cgi_settings *settings, const struct cgi_environment *environment,
                       struct buffer *out, struct page_account *account);

#endif
