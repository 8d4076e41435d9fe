/* One request, one response: method, stylesheet, index, search, page. */
#include "query/page/page.h"

#include <inttypes.h>
#include <time.h>

#include "base/crc64.h"
#include "query/cgi/cgi_conditions.h"
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
    struct buffer key; /* all that the answer depends on, but the generation */
    struct page_account *account;
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

/* What trying again does not mend. */
static void set_broken(struct exchange *exchange)
{
    set_problem(exchange, 500, MESSAGE("The archive is damaged. Those who run this site find the reason in its log."),
                NULL);
}

static void set_failed(struct exchange *exchange, enum status status)
{
    if (status == STATUS_CORRUPT || status == STATUS_INVALID)
        set_broken(exchange);
    else
        set_unavailable(exchange);
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

enum status page_service_open(struct page_service *service, struct failure *failure)
{
    return service->searcher ? STATUS_OK : searcher_open(&service->searcher, service->settings->index, failure);
}

/* Open, and of the generation that is current: a FastCGI process lives longer than that. The old one is better than
 * none. */
static enum status open_index(struct exchange *exchange)
{
    struct page_service *service = exchange->service;
    if (!service->searcher)
        return page_service_open(service, &exchange->account->trouble);
    exchange->account->stale = searcher_refresh(service->searcher, &exchange->account->trouble) != STATUS_OK ||
                               (service->bets && best_bets_changed(service->bets));
    return STATUS_OK;
}

void page_service_close(struct page_service *service)
{
    searcher_close(service->searcher);
    service->searcher = NULL;
}

/* == Caching ================================================================================================== */

/* The same as long as request, program and settings are, however the address was written. Of the request, the day
 * counts too: "last year". */
static void make_key(struct exchange *exchange)
{
    char today[DATE_ISO_BYTES];
    const struct cgi_settings *settings = exchange->service->settings;
    const enum language ui = exchange->request.search.ui;
    date_format_iso(exchange->request.search.today, today);
    cgi_request_link(&exchange->request, &exchange->key);
    const char *const others[] = { language_code(ui),   today,
                                   DEPECHE_VERSION,     page_style_version,
                                   page_script_version,
                                   settings->name[ui],  settings->address,
                                   settings->link_from, settings->link_to };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        buffer_append_format(&exchange->key, "\n%s", others[i]);
    buffer_append_format(&exchange->key, "\n%" PRIu64 "\n%" PRIu64, best_bets_version(exchange->service->bets),
                         page_templates_version(&exchange->service->templates));
}

static void make_tag(struct exchange *exchange)
{
    struct crc64 crc;
    crc64_init(&crc);
    crc64_add(&crc, exchange->key.bytes, exchange->key.size);
    snprintf(exchange->response.tag, sizeof exchange->response.tag, "W/\"%lu-%016" PRIx64 "\"",
             searcher_generation(exchange->service->searcher), crc64_sum(&crc));
}

/* What the answer is made from changed last when the generation was made; but "yesterday" changes every day. */
static void tell_modified(struct exchange *exchange)
{
    const struct search_request *search = &exchange->request.search;
    bool dated = *search->from || *search->to || strchr(search->query, ':');
    if (!dated)
        exchange->response.modified_s = published_made(searcher_published(exchange->service->searcher));
}

/* == Responses ================================================================================================ */

static bool is_asset(const struct exchange *exchange, const char *name)
{
    return exchange->request.asset && strcmp(exchange->request.asset, name) == 0;
}

static void respond_asset(struct exchange *exchange, const char *type, const unsigned char *bytes, size_t size)
{
    struct cgi_response *response = &exchange->response;
    response->type = type;
    response->forever = true;
    response->language = LANGUAGE_UNKNOWN;
    response->negotiated = false;
    buffer_append(&response->body, bytes, size);
}

/* Write page or data; `search` is NULL when there is no answer. */
static void write_body(struct exchange *exchange, const struct page_search *search)
{
    struct page page = {
        .settings = exchange->service->settings,
        .request = &exchange->request,
        .problem = &exchange->problem,
        .bets = exchange->service->bets,
        .templates = &exchange->service->templates,
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
    if (exchange->request.format == CGI_CSV && !exchange->problem.status)
        exchange->response.file_name = exchange->request.search.ui == LANGUAGE_FRENCH ? "resultats.csv"
                                                                                       : "results.csv";
    exchange->response.noindex = !page_is_indexed(&page);
}

static void keep(struct exchange *exchange)
{
    const struct page_kept kept = { exchange->response, exchange->account->total };
    struct page_service *service = exchange->service;
    if (!exchange->key.failed)
        page_cache_keep(service->cache, searcher_generation(service->searcher), buffer_view(&exchange->key), &kept);
}

/* The same was asked before. */
static bool respond_kept(struct exchange *exchange)
{
    struct page_service *service = exchange->service;
    const struct page_kept *kept = page_cache_find(service->cache, searcher_generation(service->searcher),
                                                   buffer_view(&exchange->key));
    if (!kept || exchange->key.failed)
        return false;
    exchange->response = kept->response;
    exchange->response.body = (struct buffer)BUFFER_LIMITED(PAGE_BYTES);
    buffer_append(&exchange->response.body, kept->response.body.bytes, kept->response.body.size);
    exchange->account->searched = exchange->account->kept = true;
    exchange->account->total = kept->total;
    return true;
}

static void respond_search(struct exchange *exchange)
{
    struct page_search search;
    struct failure failure = FAILURE_NONE;
    bool document = exchange->request.document;
    enum status status = document
                             ? page_document_run(&search, exchange->service->searcher, exchange->service->settings,
                                                 &exchange->request, &exchange->problem, &failure)
                             : page_search_run(&search, exchange->service->searcher, &exchange->request,
                                               &exchange->arena, &exchange->problem, &failure);
    if (status && !exchange->problem.status) {
        exchange->account->trouble = failure;
        set_failed(exchange, status);
    }
    make_tag(exchange); /* a search turns to a new generation where the old one is gone */
    if (exchange->problem.status) {
        *exchange->response.tag = '\0';
        exchange->response.fresh_s = 0;
        exchange->response.modified_s = 0;
    }
    exchange->account->searched = !status && !document;
    exchange->account->total = status ? 0 : search.answer.total;
    write_body(exchange, status ? NULL : &search);
    page_search_clear(&search);
    if (!exchange->problem.status)
        keep(exchange);
}

static void respond_help(struct exchange *exchange)
{
    exchange->request.format = CGI_HTML;
    write_body(exchange, NULL);
}

static void respond_interface(struct exchange *exchange)
{
    struct failure failure = FAILURE_NONE;
    struct cgi_response *response = &exchange->response;
    const struct page_service *service = exchange->service;
    enum status status = page_interface(service->settings, service->searcher, &exchange->request, response, &failure);
    response->noindex = true;
    if (!status) {
        keep(exchange);
        return;
    }
    buffer_truncate(&response->body, 0);
    *response->tag = '\0';
    response->fresh_s = 0;
    response->modified_s = 0;
    if (status == STATUS_NOT_FOUND) {
        set_problem(exchange, 404, MESSAGE("Type your search in the form above."), NULL);
    } else {
        exchange->account->trouble = failure;
        set_failed(exchange, status);
    }
    write_body(exchange, NULL);
}

/* How long the visitor has to wait; 0: not at all. Assets are cheap, and kept by browsers. */
static unsigned must_wait(const struct exchange *exchange)
{
    enum { MS = 1000 };
    const struct page_service *service = exchange->service;
    const struct cgi_environment *environment = exchange->environment;
    struct cgi_visitor visitor;
    struct timespec now;
    if (!service->rates || !cgi_visitor_find(&service->proxies, environment->remote, environment->forwarded, &visitor))
        return 0;
    clock_gettime(CLOCK_REALTIME, &now);
    return cgi_rates_take(service->rates, &visitor, (uint64_t)now.tv_sec * MS + (uint64_t)now.tv_nsec / 1000000);
}

static void set_too_often(struct exchange *exchange, unsigned wait_s)
{
    set_problem(exchange, 429, MESSAGE("Very many searches came from your network in a short time."),
                MESSAGE("Please wait a moment, then load this page again."));
    exchange->response.retry_s = wait_s;
}

static void respond_read(struct exchange *exchange, enum status status, const struct failure *failure)
{
    struct page_service *service = exchange->service;
    if (is_asset(exchange, PAGE_STYLE_NAME)) {
        respond_asset(exchange, "text/css; charset=utf-8", page_style, page_style_bytes);
        return;
    }
    if (is_asset(exchange, PAGE_SCRIPT_NAME)) {
        respond_asset(exchange, "text/javascript; charset=utf-8", page_script, page_script_bytes);
        return;
    }
    unsigned wait_s = must_wait(exchange);
    if (wait_s)
        set_too_often(exchange, wait_s);
    else if (exchange->request.asset)
        set_problem(exchange, 404, MESSAGE("Type your search in the form above."), NULL);
    else if (!service->settings->index || open_index(exchange))
        set_unavailable(exchange);
    else if (status)
        set_bad_request(exchange, status, failure);
    if (exchange->problem.status) {
        write_body(exchange, NULL);
        return;
    }
    make_key(exchange);
    make_tag(exchange);
    tell_modified(exchange);
    exchange->response.fresh_s = FRESH_S;
    if (cgi_is_unchanged(exchange->environment, exchange->response.tag, exchange->response.modified_s))
        exchange->response.status = 304;
    else if (exchange->request.help)
        respond_help(exchange);
    else if (respond_kept(exchange))
        return;
    else if (page_is_interface(exchange->request.format))
        respond_interface(exchange);
    else
        respond_search(exchange);
}

static bool is_method(const struct exchange *exchange, const char *method)
{
    return strcmp(exchange->environment->method, method) == 0;
}

/* The address by which search engines should know a page that they keep, where the settings tell how it begins. */
static void tell_canonical(struct exchange *exchange)
{
    struct cgi_request canonical = exchange->request;
    struct buffer link = BUFFER_EMPTY;
    canonical.ui_asked = true;
    if (canonical.document)
        cgi_request_alone(&canonical);
    if (canonical.document)
        cgi_request_alone(&canonical);
    buffer_append_text(&link, exchange->service->settings->address);
    cgi_request_address(&canonical, &link);
    if (!link.failed)
        exchange->response.canonical = arena_copy(&exchange->arena, buffer_view(&link));
    buffer_clear(&link);
}

static void write_response(struct exchange *exchange, struct buffer *out)
{
    struct cgi_response *response = &exchange->response;
    struct failure failure;
    if (exchange->problem.status)
        response->status = exchange->problem.status;
    if (buffer_status(&response->body, "the page", &failure)) {
        buffer_clear(&response->body);
        exchange->account->trouble = failure;
        response->status = 503;
        response->type = "text/plain; charset=utf-8";
        *response->tag = '\0';
        response->noindex = true;
        response->fresh_s = 0;
        response->modified_s = 0;
    }
    if (response->status == 200 && response->type == html_type && !response->noindex &&
        *exchange->service->settings->address)
        tell_canonical(exchange);
    exchange->account->status = response->status;
    cgi_response_write(response, is_method(exchange, "HEAD"), out);
}

void page_respond(struct page_service *service, const struct cgi_environment *environment, struct buffer *out,
                  struct page_account *account)
{
    struct failure failure = FAILURE_NONE;
    struct exchange exchange = {
        .service = service,
        .environment = environment,
        .arena = ARENA_EMPTY,
        .response = { .status = 200, .type = html_type, .body = BUFFER_LIMITED(PAGE_BYTES) },
        .key = BUFFER_EMPTY,
        .account = account,
    };
    *account = (struct page_account){ .trouble = FAILURE_NONE, .asked = account->asked };
    enum status status = cgi_request_read(&exchange.request, environment, service->settings->home, &exchange.arena,
                                          &failure);
    exchange.response.language = exchange.request.search.ui;
    exchange.response.negotiated = !exchange.request.ui_asked;
    if (is_method(&exchange, "GET") || is_method(&exchange, "HEAD")) {
        respond_read(&exchange, status, &failure);
    } else {
        set_problem(&exchange, 405, MESSAGE("This page can be read and nothing else."), NULL);
        exchange.response.allow = "GET, HEAD";
        write_body(&exchange, NULL);
    }
    write_response(&exchange, out);
    page_account_tell(account, &exchange.request);
    account->start = cgi_request_is_start(&exchange.request);
    buffer_clear(&exchange.response.body);
    buffer_clear(&exchange.key);
    arena_clear(&exchange.arena);
}

void page_respond_late(const struct cgi_settings *settings, const struct cgi_environment *environment,
                       struct buffer *out, struct page_account *account)
{
    struct failure failure;
    struct page_service service = { .settings = settings };
    struct exchange exchange = {
        .service = &service,
        .environment = environment,
        .arena = ARENA_EMPTY,
        .response = { .type = html_type, .body = BUFFER_LIMITED(PAGE_BYTES), .retry_s = RETRY_S },
        .key = BUFFER_EMPTY,
        .account = account,
    };
    cgi_request_read(&exchange.request, environment, settings->home, &exchange.arena, &failure);
    exchange.response.language = exchange.request.search.ui;
    set_problem(
        &exchange, 503,
        MESSAGE("Use fewer words or shorter phrases, or narrow the search by date or country, and try again."), NULL);
    exchange.problem.failure.status = STATUS_LIMIT; /* it is too slow, not unavailable */
    write_body(&exchange, NULL);
    write_response(&exchange, out);
    page_account_tell(account, &exchange.request);
    buffer_clear(&exchange.response.body);
    arena_clear(&exchange.arena);
}
