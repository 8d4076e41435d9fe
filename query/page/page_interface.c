/* Which of the interfaces for programs a request asks for. */
#include "query/interfaces/opensearch.h"
#include "query/interfaces/suggestions.h"
#include "query/page/page_inside.h"

bool page_is_interface(enum cgi_format format)
{
    return format == CGI_OPENSEARCH || format == CGI_SUGGESTIONS || format == CGI_SITEMAP;
}

static enum status no_address(struct failure *failure)
{
    return fail(failure, STATUS_NOT_FOUND, "the settings do not tell the address of the search page");
}

enum status page_interface(const struct cgi_settings *settings, struct searcher *searcher,
                           const struct cgi_request *request, struct cgi_response *response, struct failure *failure)
{
    const struct search_request *search = &request->search;
    if (request->format == CGI_SUGGESTIONS) {
        response->type = SUGGESTIONS_TYPE;
        return suggestions_write(searcher, search->query, search->ui, &response->body, failure);
    }
    if (!*settings->address)
        return no_address(failure);
    if (request->format == CGI_SITEMAP) {
        const struct page page = { .settings = settings, .request = request, .out = &response->body };
        response->type = "application/xml; charset=utf-8";
        return page_sitemap(&page, searcher, failure);
    }
    response->type = OPENSEARCH_TYPE;
    opensearch_describe(settings, search->ui, &response->body);
    return STATUS_OK;
}
