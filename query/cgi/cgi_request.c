/* From a web request to a search request, and back to links. */
#include "query/cgi/cgi_request.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "query/cgi/cgi_omega.h"
#include "query/html.h"

struct reader {
    struct cgi_request *request;
    struct arena *arena;
    struct cgi_omega omega;
    enum status status;
    struct failure *failure;
};

static const struct {
    const char *name;
    uint32_t hits, most;
} formats[CGI_FORMAT_COUNT] = {
    [CGI_HTML] = { "html", CGI_HITS, CGI_HITS_MOST },
    [CGI_JSON] = { "json", CGI_HITS, REQUEST_LIMIT },
    [CGI_ATOM] = { "atom", CGI_FEED_HITS, CGI_HITS_MOST },
    [CGI_CSV] = { "csv", CGI_CSV_HITS, REQUEST_LIMIT },
    [CGI_OPENSEARCH] = { "opensearch", 0, 0 },
    [CGI_SUGGESTIONS] = { "suggestions", 0, 0 },
    [CGI_SITEMAP] = { "sitemap", 0, 0 },
    [CGI_RIS] = { "ris", CGI_CSV_HITS, REQUEST_LIMIT },
    [CGI_BIBTEX] = { "bibtex", CGI_CSV_HITS, REQUEST_LIMIT },
    [CGI_CSL] = { "csl", CGI_CSV_HITS, REQUEST_LIMIT },
};

const char *cgi_format_name(enum cgi_format format)
{
    return formats[format].name;
}

/* == Accept-Language ========================================================================================== */

/* The quality of one range, "fr-CA;q=0.8", in thousandths; 0 for what is none. */
static int read_quality(const char *range)
{
    const char *found = strstr(range, "q=");
    if (!found)
        return 1000;
    double quality = strtod(found + 2, NULL);
    return quality > 0 && quality <= 1 ? (int)(quality * 1000) : 0;
}

static enum language language_of_range(const char *range)
{
    while (*range == ' ' || *range == '\t')
        range++;
    if (strncasecmp(range, "fr", 2) == 0 && !strchr("abcdefghijklmnopqrstuvwxyz", range[2] | 0x20))
        return LANGUAGE_FRENCH;
    if (strncasecmp(range, "en", 2) == 0 && !strchr("abcdefghijklmnopqrstuvwxyz", range[2] | 0x20))
        return LANGUAGE_ENGLISH;
    return LANGUAGE_UNKNOWN;
}

/* The language preferred, the first of equals. */
static enum language accepted_language(const char *header)
{
    enum language best = LANGUAGE_UNKNOWN;
    int best_quality = 0;
    while (*header) {
        char range[64];
        size_t size = strcspn(header, ",");
        size_t kept = size < sizeof range ? size : sizeof range - 1;
        memcpy(range, header, kept);
        range[kept] = '\0';
        enum language language = language_of_range(range);
        int quality = language == LANGUAGE_UNKNOWN ? 0 : read_quality(range);
        if (quality > best_quality) {
            best = language;
            best_quality = quality;
        }
        header += header[size] ? size + 1 : size;
    }
    return best;
}

/* == Parameters =============================================================================================== */

static void remember(struct reader *reader, enum status status, const struct failure *failure)
{
    if (status && !reader->status) {
        reader->status = status;
        *reader->failure = *failure;
    }
}

/* q may come several times, and Omega's P beside it: all their words count. */
static void add_query(struct reader *reader, const char *value)
{
    struct search_request *search = &reader->request->search;
    struct buffer joined = BUFFER_EMPTY;
    struct failure failure;
    buffer_append_format(&joined, "%s%s%s", search->query, *search->query ? " " : "", value);
    const char *copy = arena_copy(reader->arena, buffer_view(&joined));
    if (joined.failed || !copy)
        remember(reader, fail_no_memory(&failure), &failure);
    else
        search->query = copy;
    buffer_clear(&joined);
}

static void add_filter(struct reader *reader, enum field_id field, const char *value)
{
    struct failure failure;
    if (!cgi_request_has(reader->request, field, value))
        remember(reader, request_add_filter(&reader->request->search, field, value, &failure), &failure);
}

/* What is no number leaves it as it is. */
static void read_number(uint32_t *number, uint32_t most, const char *value)
{
    uint32_t read = 0;
    for (; *value >= '0' && *value <= '9' && read <= most; value++)
        read = read * 10 + (uint32_t)(*value - '0');
    if (*value && read <= most)
        return;
    *number = read < 1 ? 1 : read > most ? most : read;
}

static void read_format(struct cgi_request *request, const char *value)
{
    for (size_t i = 0; i < CGI_FORMAT_COUNT; i++)
        if (strcmp(formats[i].name, value) == 0)
            request->format = (enum cgi_format)i;
}

static void read_ui(struct cgi_request *request, const char *value)
{
    enum language language = language_from_code(value);
    if (language == LANGUAGE_UNKNOWN)
        return;
    request->search.ui = language;
    request->ui_asked = true;
}

/* A filter term of the index. One that we have no filter for is passed over: the page shows which count. */
static void add_term(struct reader *reader, const char *value)
{
    struct cgi_omega_term term;
    struct failure failure;
    struct search_request *search = &reader->request->search;
    if (!cgi_omega_read_term(value, &term))
        return;
    if (term.field != FIELD_DATE) {
        add_filter(reader, term.field, term.value);
        return;
    }
    const char *date = arena_copy(reader->arena, bytes_of(term.date));
    if (!date)
        remember(reader, fail_no_memory(&failure), &failure);
    else
        search->from = search->to = date;
}

static void read_match(struct search_request *search, const char *value)
{
    if (strcasecmp(value, "any") == 0 || strcasecmp(value, "or") == 0)
        search->match = MATCH_ANY;
    else if (strcasecmp(value, "all") == 0 || strcasecmp(value, "and") == 0)
        search->match = MATCH_MOST;
}

static void seen(enum cgi_parameter parameter, const char *value, void *context)
{
    struct reader *reader = context;
    struct cgi_request *request = reader->request;
    switch (parameter) {
    case PARAMETER_QUERY:
        add_query(reader, value);
        break;
    case PARAMETER_GOAL:
        add_filter(reader, FIELD_GOAL, value);
        break;
    case PARAMETER_COUNTRY:
        add_filter(reader, FIELD_COUNTRY, value);
        break;
    case PARAMETER_LANGUAGE:
        add_filter(reader, FIELD_LANGUAGE, value);
        break;
    case PARAMETER_KIND:
        add_filter(reader, FIELD_KIND, value);
        break;
    case PARAMETER_FROM:
        request->search.from = value;
        break;
    case PARAMETER_TO:
        request->search.to = value;
        break;
    case PARAMETER_SORT:
        request_sort_from_name(value, &request->search.sort);
        break;
    case PARAMETER_PAGE:
        read_number(&request->page, CGI_PAGES_MOST, value);
        break;
    case PARAMETER_UI:
        read_ui(request, value);
        break;
    case PARAMETER_FORMAT:
        read_format(request, value);
        break;
    case PARAMETER_ASSET:
        request->asset = value;
        break;
    case PARAMETER_DOCUMENT:
        request->document = value;
        break;
    case PARAMETER_PART:
        read_number(&request->part, CGI_PARTS_MOST, value);
        break;
    case PARAMETER_VIEW:
        request->help = strcmp(value, "help") == 0;
        break;
    case PARAMETER_MATCH:
    case PARAMETER_OMEGA_OPERATOR:
        read_match(&request->search, value);
        break;
    case PARAMETER_HITS:
        read_number(&request->hits, REQUEST_LIMIT, value);
        break;
    case PARAMETER_OMEGA_FILTER:
        add_term(reader, value);
        break;
    default:
        cgi_omega_seen(&reader->omega, parameter, value);
        break;
    }
}

/* What Omega's parameters mean together, and how many hits a page has. */
static void settle(struct reader *reader)
{
    struct cgi_request *request = reader->request;
    struct failure failure;
    remember(reader, cgi_omega_settle(&reader->omega, &request->search, reader->arena, &failure), &failure);
    cgi_request_turn(request, request->page);
    uint32_t page = request->search.limit ? cgi_omega_page(&reader->omega, request->search.limit) : 0;
    if (page && request->page == 1)
        cgi_request_turn(request, page < CGI_PAGES_MOST ? page : CGI_PAGES_MOST);
}

enum status cgi_request_read(struct cgi_request *request, const struct cgi_environment *environment,
                             enum language home, struct arena *arena, struct failure *failure)
{
    struct failure of_parameters;
    struct reader reader = { .request = request, .arena = arena, .failure = failure };
    *request = (struct cgi_request){ .search = SEARCH_REQUEST_DEFAULT, .page = 1 };
    request->search.ui = accepted_language(environment->accept_language);
    if (request->search.ui == LANGUAGE_UNKNOWN)
        request->search.ui = home == LANGUAGE_UNKNOWN ? LANGUAGE_ENGLISH : home;
    request->search.today = date_from_unix(clock_now_s());
    enum status status = cgi_parameters_read(bytes_of(environment->query_string), arena, seen, &reader,
                                             &of_parameters);
    remember(&reader, status, &of_parameters);
    settle(&reader);
    if (request->format == CGI_ATOM && request->search.sort == SORT_RELEVANCE)
        request->search.sort = SORT_NEWEST; /* a feed tells what is new */
    request->search.facets = request->search.histogram = request->format == CGI_HTML || request->format == CGI_JSON;
    return reader.status;
}

bool cgi_request_is_blank(const struct cgi_request *request)
{
    const struct search_request *search = &request->search;
    return !*search->query && !search->filter_count && !*search->from && !*search->to;
}

bool cgi_request_is_start(const struct cgi_request *request)
{
    return cgi_request_is_blank(request) && request->page == 1 && request->search.sort == SORT_RELEVANCE &&
           !request->document && !request->help;
}

/* == Variants ================================================================================================= */

bool cgi_request_has(const struct cgi_request *request, enum field_id field, const char *value)
{
    for (size_t i = 0; i < request->search.filter_count; i++)
        if (request->search.filters[i].field == field && strcmp(request->search.filters[i].value, value) == 0)
            return true;
    return false;
}

void cgi_request_add(struct cgi_request *request, enum field_id field, const char *value)
{
    struct search_request *search = &request->search;
    cgi_request_turn(request, 1);
    if (!cgi_request_has(request, field, value) && search->filter_count < REQUEST_FILTERS)
        search->filters[search->filter_count++] = (struct request_filter){ field, value };
}

/* Without a value, every filter of the field. */
static void remove_filters(struct search_request *search, enum field_id field, const char *value)
{
    size_t kept = 0;
    for (size_t i = 0; i < search->filter_count; i++) {
        bool removed = search->filters[i].field == field && (!value || strcmp(search->filters[i].value, value) == 0);
        if (!removed)
            search->filters[kept++] = search->filters[i];
    }
    search->filter_count = kept;
}

void cgi_request_remove(struct cgi_request *request, enum field_id field, const char *value)
{
    cgi_request_turn(request, 1);
    remove_filters(&request->search, field, value);
}

void cgi_request_remove_field(struct cgi_request *request, enum field_id field)
{
    cgi_request_turn(request, 1);
    remove_filters(&request->search, field, NULL);
}

void cgi_request_leave(struct cgi_request *request)
{
    request->document = NULL;
    request->part = 0;
    request->help = false;
}

void cgi_request_alone(struct cgi_request *request)
{
    struct search_request alone = SEARCH_REQUEST_DEFAULT;
    alone.ui = request->search.ui;
    alone.today = request->search.today;
    request->search = alone;
    request->hits = 0;
    cgi_request_turn(request, 1);
}

void cgi_request_turn(struct cgi_request *request, uint32_t page)
{
    uint32_t hits = request->hits, most = formats[request->format].most;
    request->page = page;
    request->search.limit = !hits ? formats[request->format].hits : hits < most ? hits : most;
    request->search.offset = (page - 1) * request->search.limit;
}

/* == Links ==================================================================================================== */

struct link {
    struct buffer *out;
    const char *divider;
    bool first;
};

static void append_argument(struct link *link, enum cgi_parameter parameter, const char *value)
{
    if (!*value)
        return;
    buffer_append_text(link->out, link->first ? "" : link->divider);
    link->first = false;
    buffer_append_text(link->out, cgi_parameter_name(parameter));
    html_markup(link->out, "=");
    html_url_argument(link->out, bytes_of(value));
}

enum cgi_parameter cgi_parameter_of(enum field_id field)
{
    switch (field) {
    case FIELD_GOAL:
        return PARAMETER_GOAL;
    case FIELD_COUNTRY:
        return PARAMETER_COUNTRY;
    case FIELD_LANGUAGE:
        return PARAMETER_LANGUAGE;
    case FIELD_KIND:
        return PARAMETER_KIND;
    default:
        return PARAMETER_COUNT;
    }
}

static void append_filters(struct link *link, const struct search_request *search)
{
    static const enum field_id order[] = { FIELD_GOAL, FIELD_COUNTRY, FIELD_LANGUAGE, FIELD_KIND };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t j = 0; j < search->filter_count; j++)
            if (search->filters[j].field == order[i])
                append_argument(link, cgi_parameter_of(order[i]), search->filters[j].value);
}

static void append_link(const struct cgi_request *request, const char *divider, struct buffer *out)
{
    const struct search_request *search = &request->search;
    struct link link = { .out = out, .divider = divider, .first = true };
    char page[16], hits[16], part[16];
    bool sitemap = request->format == CGI_SITEMAP; /* the first part is not the index of them */
    snprintf(part, sizeof part, "%u", (unsigned)request->part);
    snprintf(page, sizeof page, "%u", (unsigned)request->page);
    snprintf(hits, sizeof hits, "%u", (unsigned)request->hits);
    html_markup(out, "?");
    append_argument(&link, PARAMETER_VIEW, request->help ? "help" : "");
    append_argument(&link, PARAMETER_DOCUMENT, request->document ? request->document : "");
    append_argument(&link, PARAMETER_PART, request->part > 1 || (request->part && sitemap) ? part : "");
    append_argument(&link, PARAMETER_QUERY, search->query);
    append_filters(&link, search);
    append_argument(&link, PARAMETER_FROM, search->from);
    append_argument(&link, PARAMETER_TO, search->to);
    append_argument(&link, PARAMETER_SORT, search->sort == SORT_RELEVANCE ? "" : request_sort_name(search->sort));
    append_argument(&link, PARAMETER_MATCH, search->match == MATCH_ANY ? "any" : "");
    append_argument(&link, PARAMETER_HITS, request->hits ? hits : "");
    append_argument(&link, PARAMETER_PAGE, request->page > 1 ? page : "");
    append_argument(&link, PARAMETER_FORMAT, request->format == CGI_HTML ? "" : formats[request->format].name);
    append_argument(&link, PARAMETER_UI, request->ui_asked ? language_code(search->ui) : "");
}

void cgi_request_link(const struct cgi_request *request, struct buffer *out)
{
    append_link(request, "&amp;", out);
}

void cgi_request_address(const struct cgi_request *request, struct buffer *out)
{
    append_link(request, "&", out);
}
