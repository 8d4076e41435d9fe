/* What CGI and FastCGI share. Nobody else includes this. */
#ifndef DEPECHE_QUERY_SERVE_INSIDE_H
#define DEPECHE_QUERY_SERVE_INSIDE_H

#include "query/cgi/cgi_limits.h"
#include "query/log/query_log.h"
#include "query/page/page.h"
#include "query/serve/page_cage.h"

/* Everything a process answers with. */
struct serving {
    struct cgi_settings settings;
    struct page_service service;
    struct query_log log;
    struct buffer late, late_line; /* response and line of the log, for a request that takes too long */
    struct buffer out, line, asked;
};

/* Settings, index, files, cage. What goes wrong is told on standard error; visitors then get a page that says that
 * there is no search. */
void serving_open(struct serving *serving, const struct cgi_environment *environment, enum page_cage cage);
void serving_close(struct serving *serving);

/* Make ready what is answered to this request if it takes too long. */
void serving_prepare(struct serving *serving, const struct cgi_environment *environment);

/* Answer one request into `out`, or end the process with `late` on `descriptor`. */
void serving_answer(struct serving *serving, const struct cgi_environment *environment, int descriptor,
                    struct page_account *account);

/* After the answer went out: log and complaints. False when another process should take the next request. */
bool serving_finish(struct serving *serving, const struct page_account *account);

/* A line on standard error, unless there is no failure. */
void serving_complain(const struct failure *failure);

#endif
