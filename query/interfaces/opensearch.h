/* The description by which browsers and portals add this search to theirs: OpenSearch 1.1, draft 6. */
#ifndef DEPECHE_QUERY_INTERFACES_OPENSEARCH_H
#define DEPECHE_QUERY_INTERFACES_OPENSEARCH_H

#include "query/cgi/cgi_settings.h"

#define OPENSEARCH_TYPE "application/opensearchdescription+xml; charset=utf-8"

/* In the language `ui`. The addresses in it are absolute, so the settings must tell `address`. */
void opensearch_describe(const struct cgi_settings *settings, enum language ui, struct buffer *out);

#endif
