/* Who asks how often: token buckets in a file that all processes share. It has one size for ever, holds no address,
 * and outlives restarts. */
#ifndef DEPECHE_QUERY_CGI_RATES_H
#define DEPECHE_QUERY_CGI_RATES_H

#include <stdint.h>

#include "base/status.h"
#include "query/cgi/cgi_visitor.h"

struct cgi_rates;

/* The file is made where it is missing or empty; one that is none of ours is refused. */
enum status cgi_rates_open(struct cgi_rates **rates, const char *path, unsigned per_minute, unsigned burst,
                           struct failure *failure);
void cgi_rates_close(struct cgi_rates *rates);

/* Take a token of the visitor's at `now_ms` (since 1970). 0: there was one; else the seconds until there will be. */
unsigned cgi_rates_take(struct cgi_rates *rates, const struct cgi_visitor *visitor, uint64_t now_ms);

#endif
