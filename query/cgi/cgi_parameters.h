/* The parameters of a CGI request: a list of those we know, decoded and checked; all others are passed over. */
#ifndef DEPECHE_QUERY_CGI_PARAMETERS_H
#define DEPECHE_QUERY_CGI_PARAMETERS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"

enum cgi_parameter {
    PARAMETER_QUERY, /* q, and Omega's P */
    PARAMETER_GOAL,
    PARAMETER_COUNTRY,
    PARAMETER_FROM,
    PARAMETER_TO,
    PARAMETER_LANGUAGE,
    PARAMETER_KIND,
    PARAMETER_SORT,
    PARAMETER_PAGE,
    PARAMETER_UI,
    PARAMETER_FORMAT,
    PARAMETER_ASSET,
    PARAMETER_DOCUMENT, /* doc: the address of a document */
    PARAMETER_PART,     /* of its text */
    PARAMETER_VIEW,     /* help */
    PARAMETER_MATCH, /* any: not all of the words must match */
    PARAMETER_HITS,  /* of a page, and Omega's HITSPERPAGE */
    PARAMETER_OMEGA_FILTER, /* B; these: query/cgi/cgi_omega.h */
    PARAMETER_OMEGA_OPERATOR,
    PARAMETER_OMEGA_TOP,
    PARAMETER_OMEGA_SORT,
    PARAMETER_OMEGA_REVERSE,
    PARAMETER_OMEGA_START,
    PARAMETER_OMEGA_END,
    PARAMETER_OMEGA_SPAN,
    PARAMETER_OMEGA_PAGE,
    PARAMETER_OMEGA_BACK,
    PARAMETER_OMEGA_FORWARD,
    PARAMETER_COUNT,
};

/* The name it is written by: "q"; "" for Omega's, which are read and never written. Borrowed. */
const char *cgi_parameter_name(enum cgi_parameter parameter);

/* Called for each parameter that has a value, in order. `value` lives in the arena: UTF-8 in normal form C, without
 * white space at its ends, never empty. */
typedef void (*cgi_parameter_seen)(enum cgi_parameter parameter, const char *value, void *context);

/* A query string: percent-encoding, + for a space. Bytes that are no UTF-8 are read as windows-1252. STATUS_LIMIT for
 * a string of more than CGI_QUERY_STRING_BYTES, of which nothing is read; STATUS_INVALID when a value had a control
 * character: that value is left out, the others are seen. */
enum { CGI_QUERY_STRING_BYTES = 8192 };
enum status cgi_parameters_read(struct bytes query_string, struct arena *arena, cgi_parameter_seen seen,
                                void *context, struct failure *failure);

#endif
