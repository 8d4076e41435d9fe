/* A web request: what is searched for, and how the answer shall look. */
#ifndef DEPECHE_QUERY_CGI_REQUEST_H
#define DEPECHE_QUERY_CGI_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "query/cgi/cgi_environment.h"
#include "query/cgi/cgi_parameters.h"
#include "query/request.h"

enum cgi_format {
    CGI_HTML,
    CGI_JSON,
    CGI_ATOM,
    CGI_CSV,
    CGI_RIS,
    CGI_BIBTEX,
    CGI_CSL,
    CGI_OPENSEARCH, /* what this search is, for browsers */
    CGI_SUGGESTIONS,
    CGI_SITEMAP,
};
enum { CGI_FORMAT_COUNT = 10 };
const char *cgi_format_name(enum cgi_format format); /* "json" */

enum {
    CGI_PAGES_MOST = 1000, /* so far one can turn the pages: Xapian's cost grows with the offset */
    CGI_HITS = 10,         /* of a page, and of JSON */
    CGI_FEED_HITS = 20,
    CGI_CSV_HITS = REQUEST_LIMIT, /* and of references */
    CGI_PARTS_MOST = 100000,
    CGI_HITS_MOST = 100, /* for those who ask for more on a page; of JSON and CSV REQUEST_LIMIT */
};

struct cgi_request {
    struct search_request search;
    enum cgi_format format;
    uint32_t page;        /* from 1 */
    uint32_t hits;        /* of a page, as asked for; 0: what is usual */
    bool ui_asked;        /* the language is asked for by parameter: links keep it */
    const char *asset;    /* a file of the page, such as its stylesheet; NULL */
    const char *document; /* the address of the one to show, as the page names it; NULL */
    uint32_t part;        /* of its text, from 1; 0: none is asked for */
    bool help;            /* the page on how to search is asked for */
};

/* Strings live in the arena. The language is that of the parameter, else the one that Accept-Language prefers, else
 * `home`. Values of ui, sort, page and format that mean nothing are passed over. After STATUS_LIMIT or STATUS_INVALID
 * (see cgi_parameters_read; also too many filters) the request holds what could be read. */
enum status cgi_request_read(struct cgi_request *request, const struct cgi_environment *environment,
                             enum language home, struct arena *arena, struct failure *failure);

/* Nothing to search for; and nothing else either: the start page. (An order or a page lists the whole archive.) */
bool cgi_request_is_blank(const struct cgi_request *request);
bool cgi_request_is_start(const struct cgi_request *request);

/* == Variants, for links ====================================================================================== */

/* Each goes back to the first page. Adding what is there already, or one filter too many, changes nothing. */
void cgi_request_add(struct cgi_request *request, enum field_id field, const char *value);
void cgi_request_remove(struct cgi_request *request, enum field_id field, const char *value);
void cgi_request_remove_field(struct cgi_request *request, enum field_id field);

/* The search that led to a document, at the page where it was left. */
void cgi_request_leave(struct cgi_request *request);

/* The document without the search that led to it. */
void cgi_request_alone(struct cgi_request *request);

bool cgi_request_has(const struct cgi_request *request, enum field_id field, const char *value);

/* Limit and offset that follow from format and page. */
void cgi_request_turn(struct cgi_request *request, uint32_t page);

/* Append the query string of the request, '?' first, in one fixed order of parameters, ready for an attribute. */
void cgi_request_link(const struct cgi_request *request, struct buffer *out);

/* The same as it stands in an address. */
void cgi_request_address(const struct cgi_request *request, struct buffer *out);

/* The parameter of a field; PARAMETER_COUNT for a field that has none. */
enum cgi_parameter cgi_parameter_of(enum field_id field);

#endif
