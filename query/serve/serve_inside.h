/* What CGI and FastCGI share. Nobody else includes this. */
#ifndef DEPECHE_QUERY_SERVE_INSIDE_H
#define DEPECHE_QUERY_SERVE_INSIDE_H

#include "query/cgi/cgi_limits.h"
#include "query/page/page.h"

/* Everything a process answers with. */
struct serving {
    struct cgi_settings settings;
    struct page_service service;
    struct buffer late, out; /* the answer to a request that takes too long, ready; the answer */
};

/* Limits, settings, index, cage. What goes wrong is told on standard error; visitors then get a page that says that
 * there is no search. */
void serving_open(struct serving *serving, const struct cgi_environment *environment);
void serving_close(struct serving *serving);

/* Answer one request into `out`, or end the process with `late` on `descriptor`. */
void serving_answer(struct serving *serving, const struct cgi_environment *environment, int descriptor,
                    struct page_account *account);

/* A line on standard error, unless there is no failure. */
void serving_complain(const struct failure *failure);

#endif
