/* Opening what answers, and answering one request in time. */
#include "query/serve/serve_inside.h"

#include <stdio.h>

#include "language/messages.h"
#include "query/serve/page_cage.h"

void serving_complain(const struct failure *failure)
{
    if (failure->status == STATUS_OK)
        return;
    fprintf(stderr, "depeche.cgi: %s%s%s\n", failure->message, *failure->hint ? "; " : "", failure->hint);
}

void serving_open(struct serving *serving, const struct cgi_environment *environment)
{
    struct failure failure = FAILURE_NONE;
    *serving = (struct serving){ .late = BUFFER_EMPTY, .out = BUFFER_EMPTY };
    serving->service.settings = &serving->settings;
    messages_open();
    if (cgi_settings_read(&serving->settings, environment, &failure) ||
        page_service_open(&serving->service, &failure) || page_cage_enter(&serving->settings, &failure))
        serving_complain(&failure);
}

void serving_close(struct serving *serving)
{
    page_service_close(&serving->service);
    page_cache_free(serving->service.cache);
    cgi_settings_clear(&serving->settings);
    buffer_clear(&serving->late);
    buffer_clear(&serving->out);
}

void serving_answer(struct serving *serving, const struct cgi_environment *environment, int descriptor,
                    struct page_account *account)
{
    struct cgi_alarm alarm;
    struct failure failure = FAILURE_NONE;
    buffer_truncate(&serving->out, 0);
    enum status armed = cgi_alarm_arm(&alarm, CGI_DEADLINE_MS, buffer_view(&serving->late), descriptor, &failure);
    if (armed)
        serving_complain(&failure);
    page_respond(&serving->service, environment, &serving->out, account);
    if (!armed)
        cgi_alarm_disarm(&alarm);
}
