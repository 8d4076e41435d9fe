/* Does the visitor's copy of a page still hold? What If-None-Match and If-Modified-Since say (RFC 9110, section 13).
 */
#ifndef DEPECHE_QUERY_CGI_CONDITIONS_H
#define DEPECHE_QUERY_CGI_CONDITIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "query/cgi/cgi_environment.h"

/* "Sun, 06 Nov 1994 08:49:37 GMT"; "" for 0 and for what has no such form. */
enum { CGI_MOMENT_BYTES = 40 };
void cgi_moment_format(int64_t seconds, char moment[CGI_MOMENT_BYTES]);

/* Does If-None-Match name `tag`, an ETag with its quotes, or whatever there is? Tags are compared weakly, and one to
 * which a server added what it packed the body with ("-gzip") is the same. Without that header, does
 * If-Modified-Since say just the moment `modified_s` (0: not known)? */
bool cgi_is_unchanged(const struct cgi_environment *environment, const char *tag, int64_t modified_s);

#endif
