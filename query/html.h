/* Writing HTML into a buffer. The escaping is in the name; only `html_markup` writes as it is, and takes literals. */
#ifndef DEPECHE_QUERY_HTML_H
#define DEPECHE_QUERY_HTML_H

#include <stdbool.h>

#include "base/buffer.h"

/* Markup of ours: a string literal (the empty literal before it makes anything else fail to compile). */
#define html_markup(out, literal) buffer_append((out), "" literal, sizeof(literal) - 1)

/* Text between tags, and inside a double-quoted attribute: & < > " ' are escaped. What may not stand in a document
 * (bytes that are no UTF-8, control characters but tab and newline, noncharacters) and what turns the direction of
 * writing becomes U+FFFD. Both are good for XML as well. */
void html_text(struct buffer *out, struct bytes text);
void html_attribute(struct buffer *out, struct bytes value);

/* One argument of a URL's query, percent-encoded; safe inside an attribute. */
void html_url_argument(struct buffer *out, struct bytes value);

/* Is it an address that `html_link` writes: http or https, with a host? */
bool html_is_link(struct bytes address);

/* A link of the archive for an href: http and https only, else "#" is written. Attribute-escaped; characters that
 * have no place in an address are percent-encoded. */
void html_link(struct buffer *out, struct bytes address);

/* A path for an href, as a part of an address: percent-encoded but for its slashes. */
void html_path(struct buffer *out, struct bytes path);

#endif
