/* Opening what answers, and answering one request in time. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "language/messages.h"
#include "query/serve/serve_inside.h"
#include "shim/xapian_shim.h"

void serving_complain(const struct failure *failure)
{
    if (failure->status == STATUS_OK)
        return;
    fprintf(stderr, "depeche.cgi: %s%s%s\n", failure->message, *failure->hint ? "; " : "", failure->hint);
}

/* == Opening ================================================================================================== */

/* What a search can do without: that it is not there is told, and searches go on. */
static void open_others(struct serving *serving)
{
    struct failure failure = FAILURE_NONE;
    const struct cgi_settings *settings = &serving->settings;
    struct page_service *service = &serving->service;
    if (*settings->log && query_log_open(&serving->log, settings->log, &failure))
        serving_complain(&failure);
    if (*settings->best_bets && best_bets_open(&service->bets, settings->best_bets, &failure))
        serving_complain(&failure);
    if (page_templates_open(&service->templates, settings, &failure))
        serving_complain(&failure);
    if (cgi_networks_read(&service->proxies, settings->proxies, &failure))
        serving_complain(&failure);
    if (*settings->rate_file && cgi_rates_open(&service->rates, settings->rate_file, settings->rate_per_minute,
                                               settings->rate_burst, &failure))
        serving_complain(&failure);
}

void serving_open(struct serving *serving, const struct cgi_environment *environment, enum page_cage cage)
{
    struct failure failure = FAILURE_NONE;
    *serving = (struct serving){ .log = QUERY_LOG_NONE,
                                 .late = BUFFER_EMPTY,
                                 .late_line = BUFFER_EMPTY,
                                 .out = BUFFER_EMPTY,
                                 .line = BUFFER_EMPTY,
                                 .asked = BUFFER_EMPTY };
    serving->service.settings = &serving->settings;
    messages_open();
    if (cage == PAGE_CAGE_STAYING)
        xs_version(); /* loads it: later that is forbidden */
    if (cgi_settings_read(&serving->settings, environment, &failure) ||
        page_service_open(&serving->service, &failure))
        serving_complain(&failure);
    open_others(serving);
    if (page_cage_enter(&serving->settings, cage, &failure))
        serving_complain(&failure);
}

void serving_close(struct serving *serving)
{
    page_service_close(&serving->service);
    page_cache_free(serving->service.cache);
    best_bets_close(serving->service.bets);
    page_templates_close(&serving->service.templates);
    cgi_rates_close(serving->service.rates);
    query_log_close(&serving->log);
    cgi_settings_clear(&serving->settings);
    buffer_clear(&serving->late);
    buffer_clear(&serving->late_line);
    buffer_clear(&serving->out);
    buffer_clear(&serving->line);
    buffer_clear(&serving->asked);
}

/* == The log ================================================================================================== */

/* The minute, not the second: with the server's own log, seconds would tell who asked. */
static void write_line(const struct page_account *account, uint64_t milliseconds, struct buffer *out)
{
    enum { MINUTE_BYTES = 16 };
    char stamp[CLOCK_STAMP_BYTES];
    const char *tab = memchr(account->asked->bytes, '\t', account->asked->size);
    size_t filter_bytes = tab ? (size_t)(tab - account->asked->bytes) : account->asked->size;
    size_t passed = filter_bytes + (tab ? 1 : 0);
    clock_format_utc(clock_now_s(), stamp);
    stamp[MINUTE_BYTES] = 'Z';
    const struct query_log_line line = {
        .minute = { stamp, MINUTE_BYTES + 1 },
        .milliseconds = milliseconds,
        .status = account->status,
        .kept = account->kept,
        .ui = bytes_of(language_code(account->ui)),
        .format = bytes_of(cgi_format_name(account->format)),
        .page = account->page,
        .total = account->total,
        .filters = { account->asked->bytes, filter_bytes },
        .query = { account->asked->bytes + passed, account->asked->size - passed },
    };
    buffer_truncate(out, 0);
    query_log_write(&line, out);
}

/* Searches, and what was meant to be one. */
static bool is_logged(const struct page_account *account)
{
    return account->searched ? !account->start : account->status == 400 || account->status == 503;
}

/* == One request ============================================================================================== */

void serving_prepare(struct serving *serving, const struct cgi_environment *environment)
{
    struct page_account account = { .asked = serving->log.descriptor >= 0 ? &serving->asked : NULL };
    buffer_truncate(&serving->late, 0);
    page_respond_late(&serving->settings, environment, &serving->late, &account);
    if (account.asked)
        write_line(&account, serving->settings.deadline_ms, &serving->late_line);
}

void serving_answer(struct serving *serving, const struct cgi_environment *environment, int descriptor,
                    struct page_account *account)
{
    struct failure failure = FAILURE_NONE;
    struct cgi_alarm alarm = { .response = buffer_view(&serving->late),
                               .note = buffer_view(&serving->late_line),
                               .descriptor = descriptor,
                               .note_descriptor = serving->log.descriptor };
    const uint64_t began_ns = clock_monotonic_ns();
    account->asked = serving->log.descriptor >= 0 ? &serving->asked : NULL;
    buffer_truncate(&serving->out, 0);
    buffer_truncate(&serving->line, 0);
    enum status armed = cgi_alarm_arm(&alarm, serving->settings.deadline_ms, &failure);
    if (armed)
        serving_complain(&failure);
    page_respond(&serving->service, environment, &serving->out, account);
    if (!armed)
        cgi_alarm_disarm(&alarm);
    if (account->asked && is_logged(account))
        write_line(account, (clock_monotonic_ns() - began_ns) / 1000000, &serving->line);
}

bool serving_finish(struct serving *serving, const struct page_account *account)
{
    struct failure failure = FAILURE_NONE;
    serving_complain(&account->trouble);
    if (serving->line.size > 0 && query_log_add(&serving->log, buffer_view(&serving->line), &failure))
        serving_complain(&failure);
    return !account->stale && !query_log_is_moved(&serving->log);
}
