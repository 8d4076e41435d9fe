/* depeche.cgi: one request of the web server, answered and done. */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "query/cgi/cgi_limits.h"
#include "query/page/page.h"

static void complain(const struct failure *failure)
{
    if (failure->status == STATUS_OK)
        return;
    fprintf(stderr, "depeche.cgi: %s%s%s\n", failure->message, *failure->hint ? "; " : "", failure->hint);
}

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

int main(void)
{
    struct cgi_environment environment;
    struct cgi_settings settings;
    struct page_service service = { .settings = &settings };
    struct buffer late = BUFFER_EMPTY, out = BUFFER_EMPTY;
    struct cgi_alarm alarm;
    struct failure failure = FAILURE_NONE, trouble;

    signal(SIGPIPE, SIG_IGN);
    cgi_limits_process();
    cgi_environment_read(&environment, environ);
    cgi_settings_read(&settings, &environment, &failure);
    complain(&failure);

    page_respond_late(&settings, &environment, &late);
    enum status armed = cgi_alarm_arm(&alarm, CGI_DEADLINE_MS, buffer_view(&late), STDOUT_FILENO,
                                      &failure);
    if (armed)
        complain(&failure);
    page_respond(&service, &environment, &out, &trouble);
    if (!armed)
        cgi_alarm_disarm(&alarm);
    write_all(&out);
    complain(&trouble);

    page_service_close(&service);
    cgi_settings_clear(&settings);
    buffer_clear(&late);
    buffer_clear(&out);
    return 0;
}
