/* What the parts of the search page share. Nobody else includes this. */
#ifndef DEPECHE_QUERY_PAGE_INSIDE_H
#define DEPECHE_QUERY_PAGE_INSIDE_H

#include <stdbool.h>
#include <string.h>

#include "language/messages.h"
#include "query/cgi/cgi_request.h"
#include "query/cgi/cgi_response.h"
#include "query/cgi/cgi_settings.h"
#include "query/document/similar.h"
#include "query/html.h"
#include "query/page/best_bets.h"
#include "query/page/page_templates.h"
#include "query/search.h"

/* Why there is no answer, in words for the visitor. */
struct page_problem {
    unsigned status;              /* of HTTP; 0: there is none */
    enum cgi_parameter parameter; /* whose value is to blame; PARAMETER_COUNT: of none */
    struct failure failure;       /* message and hint; the first letter may be small */
};

/* Everything a page is made from; all borrowed. */
struct page {
    const struct cgi_settings *settings;
    const struct cgi_request *request;
    const struct names *names;                      /* NULL: there is no index */
    const struct search_answer *answer;             /* NULL: there is none; of a document, it is the one hit */
    const struct similar *similar;                  /* of a document: what is like it; else NULL */
    const struct answer_facet *facets[FIELD_COUNT]; /* NULL where there is none */
    const struct page_problem *problem;
    const struct best_bets *bets; /* NULL: there are none */
    const struct page_templates *templates; /* of the owner; NULL: pages are ours */
    struct buffer *out;
};

static inline struct bytes page_bytes(const char *text)
{
    return bytes_of(text);
}

/* == Words (query/page/page_words.c) ===============================================================================
 */

/* A message (language/messages.h) into the page, escaped. */
void page_say(const struct page *page, const char *english, ...) __attribute__((format(printf, 2, 3)));

/* The same into `out` as it is, for what is written elsewhere. */
void page_tell(const struct page *page, struct buffer *out, const char *english, ...)
    __attribute__((format(printf, 3, 4)));

/* The form that goes with `count`: it, and nothing else, is told by the directive %s. */
void page_say_several(const struct page *page, uint64_t count, const char *one, const char *several);
void page_tell_several(const struct page *page, struct buffer *out, uint64_t count, const char *one,
                       const char *several);

/* A number as text, in the language of the page. */
struct page_number {
    char text[32];
};
struct page_number page_number(const struct page *page, uint64_t number);

/* How many documents, in the column where counts stand: the unit is for those who do not see the column. */
void page_say_count(const struct page *page, uint32_t count);

/* A sentence: its first letter is made a capital, and a full stop put at its end unless one is there. */
void page_sentence(const struct page *page, const char *text);

/* " lang=..." where a text of this language stands in a page of the other. */
void page_lang(const struct page *page, enum language language);

/* "Country", in English: a message. */
const char *page_field_name(enum field_id field);

/* The period asked for: "since April 2009". */
void page_tell_dates(const struct page *page, struct buffer *out);

/* == Documents (query/page/page_links.c, page_facts.c) ======================================================== */

/* The start of a link to the document itself; false, and nothing, where there is no way to it. `fragment` is ours. */
bool page_open_link(const struct page *page, const char *uri, const char *fragment, enum language language);

/* The start of a link to the page about it, which keeps the search; `language` is that of where it leads, UNKNOWN for
 * the page's own. False, and nothing, for an address that is too long. */
enum { PAGE_DOCUMENT_BYTES = 1024 };
bool page_open_record(const struct page *page, const char *uri, size_t part, const char *fragment,
                      enum language language);

/* The address by which the public knows a document, absolute where the settings tell enough; not escaped. */
void page_tell_address(const struct page *page, const char *uri, struct buffer *out);

/* A hit as references tell it: with the address that the public knows, which lives in `address`. It borrows all else.
 */
struct answer_hit page_public_hit(const struct page *page, const struct answer_hit *hit, struct buffer *address);

/* What the page calls a document. Borrowed from `uri`. */
const char *page_document_name(const struct page *page, const char *uri);

/* A text with its marks; a date; "covers April 1, 2007 to March 31, 2008". */
void page_marked(const struct page *page, const struct snippet *snippet);
void page_date(const struct page *page, struct date date);
void page_tell_period(const struct page *page, struct date_range range, struct buffer *out);

/* A list of what is known, whose last item is left open. */
void page_facts(const struct page *page, const struct record *record);

/* The address of the page about a document, absolute where the settings tell how it begins, as it is; nothing where there
 * is no such page. */
void page_tell_record(const struct page *page, const char *uri, enum language ui, struct buffer *out);

/* For programs (query/page/page_metadata.c): elements of the head of a document's page, and an empty element that holds
 * the reference of a hit. */
void page_metadata(const struct page *page);
void page_coins(const struct page *page, const struct answer_hit *hit);

/* The beginning of a details element that tells why `what` is said; what goes into it, cut where it is long.
 * `language` is that of the evidence, UNKNOWN where it is markup. */
void page_open_why(const struct page *page, struct bytes what);
void page_evidence(const struct page *page, const char *evidence, size_t most_chars, enum language language);

/* == Parts ==================================================================================================== */

/* An href of this page with another request. */
void page_href(const struct page *page, const struct cgi_request *request);

/* Shall search engines keep the page? Not results: there is no end of them, and they are made from what is kept. */
bool page_is_indexed(const struct page *page);

/* How many pages of hits there are; at least 1. */
uint32_t page_count(const struct page *page);

/* query/page/page_frame.c: from the doctype to the end; `content` writes what stands inside <main>. `headline` is
 * what the title and nearly always the h1 say. */
typedef void (*page_content)(const struct page *page, struct bytes headline);
void page_frame(const struct page *page, struct bytes headline, page_content content);

/* Of it, what stands in <head> but charset, viewport and title; and what stands above <main>. */
void page_frame_head(const struct page *page);
void page_frame_header(const struct page *page);

/* A template of the owner (query/page/page_templates.c). Without `content` it is one of a part of our page. */
void page_render(const struct page *page, const struct template *template, struct bytes headline,
                 page_content content);

void page_form(const struct page *page);                           /* query/page/page_form.c */
void page_start(const struct page *page, struct bytes headline);   /* query/page/page_start.c */
void page_results(const struct page *page, struct bytes headline); /* query/page/page_results.c */
void page_hits(const struct page *page);                           /* query/page/page_hits.c */
void page_record(const struct page *page, struct bytes headline);  /* query/page/page_record.c */
void page_record_about(const struct page *page);                   /* query/page/page_record_about.c */
void page_record_text(const struct page *page);                    /* query/page/page_record_text.c */
void page_cite(const struct page *page);                           /* query/page/page_cite.c */
void page_help(const struct page *page, struct bytes headline);    /* query/page/page_help.c */
void page_facets(const struct page *page);                         /* query/page/page_facets.c */
void page_histogram(const struct page *page);                      /* query/page/page_histogram.c */
void page_turning(const struct page *page);                        /* query/page/page_turning.c */
void page_advice(const struct page *page);                         /* query/page/page_advice.c */
void page_chips(const struct page *page);                          /* query/page/page_chips.c */
void page_bets(const struct page *page);                           /* query/page/page_bets.c */
bool page_has_filters(const struct page *page);

/* == Pages ==================================================================================================== */

/* The whole document into `page->out`: results, the start page or a problem. */
void page_write(const struct page *page);

/* An answer or a problem for programs, in the request's format, which is not HTML; its Content-Type is returned. */
const char *page_write_data(const struct page *page);

/* A sitemap, or the index of them; STATUS_NOT_FOUND past the last (query/page/page_sitemap.c). */
enum status page_sitemap(const struct page *page, struct searcher *searcher, struct failure *failure);

/* == For programs that are no search (query/page/page_interface.c) ============================================ */

/* Descriptions, suggestions, sitemaps. */
bool page_is_interface(enum cgi_format format);

/* Type and body of such a response. STATUS_NOT_FOUND where there is no such thing: without an address in the settings
 * neither descriptions nor sitemaps can be written. */
enum status page_interface(const struct cgi_settings *settings, struct searcher *searcher,
                           const struct cgi_request *request, struct cgi_response *response, struct failure *failure);

/* Atom with OpenSearch's response elements (query/page/page_atom.c). */
void page_atom(const struct page *page);

/* == Searching (query/page/page_search.c) ==========================================================================
 */

/* The answer of a request, and for each field that is filtered the counts it would have without its filter: what a
 * visitor may choose instead. `request` is settled: names of goals and countries become their ids. */
struct page_search {
    struct search_answer answer; /* cleared, or never run, it is all zero */
    struct search_answer others[FIELD_COUNT];
    bool has_others[FIELD_COUNT];
    struct similar similar; /* of a document */
};

/* After STATUS_USAGE and STATUS_LIMIT `problem` tells the visitor what to mend; any other failure is ours. In every
 * case `page_search_clear`. */
enum status page_search_run(struct page_search *search, struct searcher *searcher, struct cgi_request *request,
                            struct arena *arena, struct page_problem *problem, struct failure *failure);
/* The same for the document that the request names (query/page/page_document.c); 404 in `problem` where there is
 * none. */
enum status page_document_run(struct page_search *search, struct searcher *searcher,
                              const struct cgi_settings *settings, const struct cgi_request *request,
                              struct page_problem *problem, struct failure *failure);
void page_search_show(const struct page_search *search, struct page *page);
void page_search_clear(struct page_search *search);

/* == The log (query/page/page_account.c) ======================================================================= */

struct page_account;
void page_account_tell(struct page_account *account, const struct cgi_request *request);

/* == Stylesheet and script (query/depeche.css and .js, made C by cmake/EmbedFile.cmake) ======================= */

extern const unsigned char page_style[];
extern const size_t page_style_bytes;
extern const char page_style_version[]; /* changes with the content */
#define PAGE_STYLE_NAME "depeche.css"

extern const unsigned char page_script[];
extern const size_t page_script_bytes;
extern const char page_script_version[];
#define PAGE_SCRIPT_NAME "depeche.js"

#endif
