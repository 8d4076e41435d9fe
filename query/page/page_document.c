/* From the name that a request has for a document to all that its page shows. */
#include "query/document/document.h"
#include "query/page/page_inside.h"

/* The name may be as the page writes it, without what the settings take off. */
static enum status find(struct page_search *search, struct searcher *searcher, const char *prefix,
                        const struct cgi_request *request, struct failure *failure)
{
    struct buffer whole = BUFFER_EMPTY;
    enum status status = document_find(searcher, request->document, &request->search, &search->answer, failure);
    if (status || search->answer.total || !*prefix)
        return status;
    search_answer_clear(&search->answer);
    buffer_append_text(&whole, prefix);
    buffer_append_text(&whole, request->document);
    if (!(status = buffer_status(&whole, "an address", failure)))
        status = document_find(searcher, whole.bytes, &request->search, &search->answer, failure);
    buffer_clear(&whole);
    return status;
}

static enum status fail_missing(const struct cgi_request *request, struct page_problem *problem,
                                struct failure *failure)
{
    enum language ui = request->search.ui;
    *problem = (struct page_problem){ .status = 404, .parameter = PARAMETER_COUNT };
    fail(&problem->failure, STATUS_NOT_FOUND, "%s",
         message_in(ui, "The archive has no such document, or has it no more."));
    fail_hint(&problem->failure, "%s", message_in(ui, "Search for its title."));
    *failure = problem->failure;
    return STATUS_NOT_FOUND;
}

enum status page_document_run(struct page_search *search, struct searcher *searcher,
                              const struct cgi_settings *settings, const struct cgi_request *request,
                              struct page_problem *problem, struct failure *failure)
{
    *search = (struct page_search){ .answer = { .arena = ARENA_EMPTY } };
    enum status status = find(search, searcher, settings->link_from, request, failure);
    if (status)
        return status;
    if (search->answer.total == 0)
        return fail_missing(request, problem, failure);
    if (request->format != CGI_HTML)
        return STATUS_OK;
    return similar_find(searcher, &search->answer.hits[0].record, &search->similar, failure);
}
