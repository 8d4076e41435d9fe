/* One request of the web server, answered and done. */
#include <errno.h>
#include <unistd.h>

#include "query/serve/serve.h"
#include "query/serve/serve_inside.h"

/* A visitor who has left is no failure. */
static void write_all(const struct buffer *out)
{
    for (size_t done = 0; done < out->size;) {
        ssize_t count = write(STDOUT_FILENO, out->bytes + done, out->size - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return;
        done += (size_t)count;
    }
}

/* The process ends by _exit: a leak checker could not run in the cage. */
int serve_cgi(void)
{
    struct serving serving;
    struct cgi_environment environment;
    struct page_account account;
    cgi_limits_process(true);
    cgi_environment_read(&environment, environ);
    serving_open(&serving, &environment, PAGE_CAGE_ONE);
    serving_prepare(&serving, &environment);
    serving_answer(&serving, &environment, STDOUT_FILENO, &account);
    write_all(&serving.out);
    serving_finish(&serving, &account);
    serving_close(&serving);
    _exit(0);
}
