/* Writing HTML into a buffer. The escaping is in the name; only `html_markup` writes as it is, and takes literals. */
#ifndef DEPECHE_QUERY_HTML_H
#define DEPECHE_QUERY_HTML_H

#include "base/buffer.h"

/* Markup of ours: a string literal (the empty literal before it makes anything else fail to compile). */
#define html_markup(out, literal) buffer_append((out), "" literal, sizeof(literal) - 1)

/* Text between tags, and inside a double-quoted attribute: & < > " ' and control characters are escaped. */
void html_text(struct buffer *out, struct bytes text);
void html_attribute(struct buffer *out, struct bytes value);

/* One argument of a URL's query, percent-encoded; safe inside an attribute. */
void html_url_argument(struct buffer *out, struct bytes value);

/* A link of the archive for an href: http and https only, else "#" is written. Attribute-escaped. */
void html_link(struct buffer *out, struct bytes address);

#endif
