/* One request, one response: method, stylesheet, index, search, page. */
#include "query/page/page.h"

#include <inttypes.h>

#include "base/crc64.h"
#include "query/page/page_inside.h"

/* The longest page: a query of the longest form in each of its links. */
enum { PAGE_BYTES = 8 << 20 };

/* Results change with the generation only; a browser may show them again for so long without asking. */
enum { FRESH_S = 300 };
enum { RETRY_S = 10 };

/* What a response is made of. */
struct exchange {
    struct page_service *service;
    const struct cgi_environment *environment;
    struct cgi_request request;
    struct page_problem problem;
    struct arena arena;
    struct cgi_response response;
    struct failure *trouble;
};

static const char html_type[] = "text/html; charset=utf-8";

/* == Problems ================================================================================================= */

static const char *text(const struct exchange *exchange, const char *message)
{
    return message_in(exchange->request.search.ui, message);
}

/* `hint` may be NULL. */
static void set_problem(struct exchange *exchange, unsigned status, const char *message, const char *hint)
{
    struct page_problem *problem = &exchange->problem;
    *problem = (struct page_problem){ .status = status, .parameter = PARAMETER_COUNT };
    fail(&problem->failure, STATUS_INVALID, "%s", text(exchange, message));
    if (hint != NULL)
        fail_hint(&problem->failure, "%s", text(exchange, hint));
}

/* Of the trouble the visitor learns that it is there. */
static void set_unavailable(struct exchange *exchange)
{
    set_problem(exchange, 503, MESSAGE("Please try again in a few minutes."), NULL);
    exchange->response.retry_s = RETRY_S;
}

static void set_bad_request(struct exchange *exchange, enum status status, const struct failure *failure)
{
    bool long_address = strlen(exchange->environment->query_string) > CGI_QUERY_STRING_BYTES;
    if (long_address)
        set_problem(exchange, 414, MESSAGE("The address of this page is too long."),
                    MESSAGE("Type your search in the form above."));
    else if (status == STATUS_INVALID)
        set_problem(exchange, 400, MESSAGE("The address of this page has characters that do not belong there."),
                    MESSAGE("Type your search in the form above."));
    else if (status == STATUS_LIMIT)
        exchange->problem = (struct page_problem){ 400, PARAMETER_COUNT, *failure };
    else
        set_unavailable(exchange);
}

/* == The index ================================================================================================ */

/* Open, and of the generation that is current: a FastCGI process lives longer than that. */
static enum status open_index(struct page_service *service, struct failure *failure)
{
    struct published current;
    struct failure unsaid; /* opening tells it again */
    if (service->searcher && !published_find(service->settings->index, &current, &unsaid) &&
        current.generation == searcher_generation(service->searcher))
        return STATUS_OK;
    page_service_close(service);
    return searcher_open(&service->searcher, service->settings->index, failure);
}

void page_service_close(struct page_service *service)
{
    searcher_close(service->searcher);
    service->searcher = NULL;
}

/* == Caching ================================================================================================== */

static void add_text(struct crc64 *crc, const char *added)
{
    crc64_add(crc, added, strlen(added) + 1);
}

/* The same as long as request, index, program and settings are. Of the request, the day counts too: "last year". */
static void make_tag(struct exchange *exchange)
{
    struct crc64 crc;
    char today[DATE_ISO_BYTES];
    const struct cgi_settings *settings = exchange->service->settings;
    date_format_iso(exchange->request.search.today, today);
    crc64_init(&crc);
    add_text(&crc, exchange->environment->query_string);
    add_text(&crc, language_code(exchange->request.search.ui));
    add_text(&crc, today);
    add_text(&crc, DEPECHE_VERSION);
    add_text(&crc, page_style_version);
    add_text(&crc, settings->name[exchange->request.search.ui]);
    add_text(&crc, settings->address);
    add_text(&crc, settings->link_from);
    add_text(&crc, settings->link_to);
    snprintf(exchange->response.tag, sizeof exchange->response.tag, "W/\"%lu-%016" PRIx64 "\"",
             searcher_generation(exchange->service->searcher), crc64_sum(&crc));
}

static bool is_unchanged(const struct exchange *exchange)
{
    return *exchange->response.tag && strstr(exchange->environment->if_none_match, exchange->response.tag);
}

/* == Responses ================================================================================================ */

static void respond_asset(struct exchange *exchange)
{
    struct cgi_response *response = &exchange->response;
    response->type = "text/css; charset=utf-8";
    response->forever = true;
    response->language = LANGUAGE_UNKNOWN;
    buffer_append(&response->body, page_style, page_style_bytes);
}

/* Write page or data; `search` is NULL when there is no answer. */
static void write_body(struct exchange *exchange, const struct page_search *search)
{
    struct page page = {
        .settings = exchange->service->settings,
        .request = &exchange->request,
        .problem = &exchange->problem,
        .out = &exchange->response.body,
    };
    if (exchange->service->searcher)
        page.names = searcher_names(exchange->service->searcher);
    if (search)
        page_search_show(search, &page);
    exchange->response.type = html_type;
    if (exchange->request.format == CGI_HTML)
        page_write(&page);
    else
        exchange->response.type = page_write_data(&page);
    exchange->response.noindex = exchange->problem.status || !cgi_request_is_start(&exchange->request);
}

static void respond_search(struct exchange *exchange)
{
    struct page_search search;
    struct failure failure = FAILURE_NONE;
    enum status status = page_search_run(&search, exchange->service->searcher, &exchange->request, &exchange->arena,
                                         &exchange->problem, &failure);
    if (status && !exchange->problem.status) {
        *exchange->trouble = failure;
        set_unavailable(exchange);
    }
    if (!exchange->problem.status)
        exchange->response.fresh_s = FRESH_S;
    else
        *exchange->response.tag = '\0';
    write_body(exchange, status ? NULL : &search);
    page_search_clear(&search);
}

static void respond_read(struct exchange *exchange, enum status status, const struct failure *failure)
{
    struct page_service *service = exchange->service;
    if (exchange->request.asset && strcmp(exchange->request.asset, PAGE_STYLE_NAME) == 0) {
        respond_asset(exchange);
        return;
    }
    if (exchange->request.asset)
        set_problem(exchange, 404, MESSAGE("Type your search in the form above."), NULL);
    if (!service->settings->index || open_index(service, exchange->trouble))
        set_unavailable(exchange);
    else if (status)
        set_bad_request(exchange, status, failure);
    if (exchange->problem.status) {
        write_body(exchange, NULL);
        return;
    }
    make_tag(exchange);
    if (is_unchanged(exchange))
        exchange->response.status = 304;
    else
        respond_search(exchange);
}

static bool is_method(const struct exchange *exchange, const char *method)
{
    return strcmp(exchange->environment->method, method) == 0;
}

static void write_response(struct exchange *exchange, struct buffer *out)
{
    struct cgi_response *response = &exchange->response;
    struct failure failure;
    if (exchange->problem.status)
        response->status = exchange->problem.status;
    if (buffer_status(&response->body, "the page", &failure)) {
        buffer_clear(&response->body);
        *exchange->trouble = failure;
        response->status = 503;
        response->type = "text/plain; charset=utf-8";
        *response->tag = '\0';
        response->fresh_s = 0;
    }
    cgi_response_write(response, is_method(exchange, "HEAD"), out);
}

void page_respond(struct page_service *service, const struct cgi_environment *environment, struct buffer *out,
                  struct failure *trouble)
{
    struct failure failure = FAILURE_NONE;
    struct exchange exchange = {
        .service = service,
        .environment = environment,
        .arena = ARENA_EMPTY,
        .response = { .status = 200, .type = html_type, .body = BUFFER_LIMITED(PAGE_BYTES) },
        .trouble = trouble,
    };
    *trouble = (struct failure)FAILURE_NONE;
    enum status status = cgi_request_read(&exchange.request, environment, service->settings->home, &exchange.arena,
                                          &failure);
    exchange.response.language = exchange.request.search.ui;
    if (is_method(&exchange, "GET") || is_method(&exchange, "HEAD")) {
        respond_read(&exchange, status, &failure);
    } else {
        set_problem(&exchange, 405, MESSAGE("This page can be read and nothing else."), NULL);
        exchange.response.allow = "GET, HEAD";
        write_body(&exchange, NULL);
    }
    write_response(&exchange, out);
    buffer_clear(&exchange.response.body);
    arena_clear(&exchange.arena);
}

void page_respond_late(const struct cgi_settings *settings, const struct cgi_environment *environment,
                       struct buffer *out)
{
    struct failure failure;
    struct page_service service = { .settings = settings };
    struct exchange exchange = {
        .service = &service,
        .environment = environment,
        .arena = ARENA_EMPTY,
        .response = { .type = html_type, .body = BUFFER_LIMITED(PAGE_BYTES), .retry_s = RETRY_S },
        .trouble = &failure,
    };
    cgi_request_read(&exchange.request, environment, settings->home, &exchange.arena, &failure);
    exchange.response.language = exchange.request.search.ui;
    set_problem(
        &exchange, 503,
        MESSAGE("Use fewer words or shorter phrases, or narrow the search by date or country, and try again."), NULL);
    exchange.problem.failure.status = STATUS_LIMIT; /* it is too slow, not unavailable */
    write_body(&exchange, NULL);
    write_response(&exchange, out);
    buffer_clear(&exchange.response.body);
    arena_clear(&exchange.arena);
}
