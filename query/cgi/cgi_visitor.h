/* Whose request it is, as far as limits need to know. */
#ifndef DEPECHE_QUERY_CGI_VISITOR_H
#define DEPECHE_QUERY_CGI_VISITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* IPv6; IPv4 as ::ffff:a.b.c.d. Of IPv6 the network only, 64 bits: the rest a visitor can choose. */
struct cgi_visitor {
    unsigned char address[16];
};

enum { CGI_NETWORKS_MOST = 32 };
struct cgi_networks {
    struct cgi_network {
        unsigned char address[16];
        unsigned bits;
    } list[CGI_NETWORKS_MOST];
    size_t count;
};

/* "127.0.0.1, 10.0.0.0/8, fd00::/8". */
enum status cgi_networks_read(struct cgi_networks *networks, const char *text, struct failure *failure);

/* From REMOTE_ADDR; where that is a trusted proxy's, from what it and other trusted ones before it say in
 * X-Forwarded-For. False when there is no address. */
bool cgi_visitor_find(const struct cgi_networks *trusted, const char *remote, const char *forwarded,
                      struct cgi_visitor *visitor);

#endif
