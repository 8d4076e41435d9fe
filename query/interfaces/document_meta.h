/* What a page tells programs of a document: for search engines, for reference managers, for catalogues. */
#ifndef DEPECHE_QUERY_INTERFACES_DOCUMENT_META_H
#define DEPECHE_QUERY_INTERFACES_DOCUMENT_META_H

#include "query/print/reference.h"
#include "record/authority.h"

/* All borrowed. */
struct document_meta {
    const struct reference *reference;
    const struct record *record;
    const struct names *names;
    enum language ui;      /* of the names of countries */
    const char *publisher; /* the site's name, where nobody else answers for the document */
    const char *page;      /* the absolute address of the page about the document; "" where it is not known */
    const char *twin;      /* the same of its version in the other language; "" */
};

/* Elements of the head: citation_* as Google Scholar and Zotero read them, and Dublin Core. */
void document_meta_write_elements(const struct document_meta *meta, struct buffer *out);

/* The head's schema.org object as a block of JSON-LD, which browsers do not run. */
void document_meta_write_json_ld(const struct document_meta *meta, struct buffer *out);

/* An empty element with the reference in it, a ContextObject in Span (COinS): wherever a document is named. */
void document_meta_write_coins(const struct reference *reference, const char *publisher, struct buffer *out);

#endif
