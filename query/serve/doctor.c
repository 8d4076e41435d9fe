/* One function for each thing that is looked at. */
#include "query/serve/doctor.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "language/messages.h"
#include "query/cgi/cgi_settings.h"
#include "query/log/query_log.h"
#include "query/page/page.h"
#include "query/serve/page_cage.h"
#include "record/published.h"

struct doctor {
    enum language ui;
    struct buffer *out;
    struct cgi_environment environment;
    struct cgi_settings settings;
    struct page_service service;
    bool well;
};

static const char *say(const struct doctor *doctor, const char *message) __attribute__((format_arg(2)));

static const char *say(const struct doctor *doctor, const char *message)
{
    return message_in(doctor->ui, message);
}

/* == Findings ================================================================================================= */

static void tell_well(struct doctor *doctor, const char *what, const char *found)
{
    buffer_append_format(doctor->out, "%s  %s: %s\n", say(doctor, MESSAGE("well ")), say(doctor, what), found);
}

/* Nothing is wrong, but somebody may want to know. */
static void tell_note(struct doctor *doctor, const char *what, const char *found)
{
    buffer_append_format(doctor->out, "%s  %s: %s\n", say(doctor, MESSAGE("note ")), say(doctor, what),
                         say(doctor, found));
}

static void tell_ill(struct doctor *doctor, const char *what, const char *found, const char *remedy)
{
    doctor->well = false;
    buffer_append_format(doctor->out, "%s  %s: %s\n", say(doctor, MESSAGE("wrong")), say(doctor, what), found);
    if (*remedy)
        buffer_append_format(doctor->out, "       -> %s\n", remedy);
}

static void tell_failure(struct doctor *doctor, const char *what, const struct failure *failure, const char *remedy)
{
    tell_ill(doctor, what, failure->message, *failure->hint ? failure->hint : say(doctor, remedy));
}

/* == Settings ================================================================================================= */

static const char settings_name[] = MESSAGE("settings");

static void check_settings(struct doctor *doctor)
{
    struct failure failure = FAILURE_NONE;
    struct stat found;
    enum status status = cgi_settings_read(&doctor->settings, &doctor->environment, &failure);
    const char *file = doctor->settings.file;
    if (status)
        tell_failure(doctor, settings_name, &failure, "");
    if (!*file) {
        tell_note(doctor, settings_name, MESSAGE("there is no depeche.conf; everything is as it comes"));
    } else if (stat(file, &found) == 0 && (found.st_mode & S_IWOTH)) {
        char remedy[600];
        snprintf(remedy, sizeof remedy, "chmod o-w %.500s", file);
        tell_ill(doctor, settings_name, say(doctor, MESSAGE("everybody may write to the file")), remedy);
    } else if (!status) {
        tell_well(doctor, settings_name, file);
    }
}

/* == The index ================================================================================================ */

static const char index_name[] = MESSAGE("index");

/* A web server that is broken into must not be able to change what is found. */
static void check_rights(struct doctor *doctor)
{
    char current[FILES_PATH_BYTES];
    if (files_join(current, doctor->settings.index, PUBLISHED_CURRENT, NULL))
        return;
    if (geteuid() == 0)
        tell_note(doctor, index_name, MESSAGE("root may do everything: check as the user that the server runs as"));
    else if (access(doctor->settings.index, W_OK) == 0 || access(current, W_OK) == 0)
        tell_ill(doctor, index_name, say(doctor, MESSAGE("this user may write to it")),
                 say(doctor, MESSAGE("let it belong to another user, the one that runs depeche-index")));
    else
        tell_well(doctor, index_name, say(doctor, MESSAGE("this user can read it and not write to it")));
}

static void check_index(struct doctor *doctor)
{
    struct failure failure = FAILURE_NONE;
    char found[200], made[CLOCK_STAMP_BYTES];
    if (!doctor->settings.index)
        return; /* told with the settings */
    if (page_service_open(&doctor->service, &failure)) {
        tell_failure(doctor, index_name, &failure,
                     MESSAGE("let the server's user read the folder and all that is in it"));
        return;
    }
    const struct searcher *searcher = doctor->service.searcher;
    clock_format_utc(published_made(searcher_published(searcher)), made);
    snprintf(found, sizeof found, say(doctor, MESSAGE("generation %lu of %s, documents: %lu")), searcher_generation(searcher),
             made, (unsigned long)searcher_document_count(searcher));
    tell_well(doctor, index_name, found);
    check_rights(doctor);
}

/* == The rest ================================================================================================= */

static void check_messages(struct doctor *doctor)
{
    if (messages_open())
        tell_well(doctor, MESSAGE("messages"), say(doctor, MESSAGE("in English and in French")));
    else
        tell_ill(doctor, MESSAGE("messages"), "the French ones are not there",
                 "install depeche.mo: cmake --install, with gettext");
}

/* What root made, the server could not write to. */
static bool is_roots(struct doctor *doctor, const char *what, const char *path)
{
    bool roots = geteuid() == 0 && !files_exist(path);
    if (roots)
        tell_note(doctor, what, MESSAGE("root would make the file: check as the user that the server runs as"));
    return roots;
}

static void check_log(struct doctor *doctor)
{
    struct query_log log;
    struct failure failure = FAILURE_NONE;
    if (!*doctor->settings.log || is_roots(doctor, MESSAGE("log"), doctor->settings.log))
        return;
    if (query_log_open(&log, doctor->settings.log, &failure))
        tell_failure(doctor, MESSAGE("log"), &failure,
                     MESSAGE("make the folder, and let the server's user write to it"));
    else
        tell_well(doctor, MESSAGE("log"), doctor->settings.log);
    query_log_close(&log);
}

static void check_rates(struct doctor *doctor)
{
    const struct cgi_settings *settings = &doctor->settings;
    struct cgi_networks networks;
    struct failure failure = FAILURE_NONE;
    if (cgi_networks_read(&networks, settings->proxies, &failure))
        tell_failure(doctor, "trusted_proxies", &failure, MESSAGE("write addresses and networks with commas between"));
    if (!*settings->rate_file || is_roots(doctor, "rate_file", settings->rate_file))
        return;
    if (cgi_rates_open(&doctor->service.rates, settings->rate_file, settings->rate_per_minute, settings->rate_burst,
                       &failure))
        tell_failure(doctor, "rate_file", &failure, MESSAGE("make the folder, and let the server's user write to it"));
    else
        tell_well(doctor, "rate_file", settings->rate_file);
}

static void check_templates(struct doctor *doctor)
{
    struct failure failure = FAILURE_NONE;
    const struct cgi_settings *settings = &doctor->settings;
    if (!*settings->template && !*settings->header && !*settings->footer)
        return;
    if (page_templates_open(&doctor->service.templates, settings, &failure))
        tell_failure(doctor, MESSAGE("templates"), &failure, MESSAGE("let the server's user read the file"));
    else
        tell_well(doctor, MESSAGE("templates"), say(doctor, MESSAGE("can be read, and make pages")));
}

static void check_bets(struct doctor *doctor)
{
    struct failure failure = FAILURE_NONE;
    if (!*doctor->settings.best_bets)
        return;
    if (best_bets_open(&doctor->service.bets, doctor->settings.best_bets, &failure))
        tell_failure(doctor, "best_bets", &failure, MESSAGE("let the server's user read the file"));
    else
        tell_well(doctor, "best_bets", doctor->settings.best_bets);
}

/* In a process of its own: it cannot be left. */
static void check_cage(struct doctor *doctor)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct failure failure;
        _exit(page_cage_enter(&doctor->settings, PAGE_CAGE_STAYING, &failure) ? 1 : 0);
    }
    bool caged = child > 0 && waitpid(child, &status, 0) == child && status == 0;
    if (caged)
        tell_well(doctor, MESSAGE("cage"), say(doctor, MESSAGE("the kernel lets a process give up its rights")));
    else
        tell_ill(doctor, MESSAGE("cage"), say(doctor, MESSAGE("the kernel does not let a process give up its rights")),
                 say(doctor, MESSAGE("searches go on without; use a kernel with seccomp")));
}

/* == A search ================================================================================================= */

static void check_search(struct doctor *doctor)
{
    static const char sample[] = "q=canada&page=2";
    static const char name[] = MESSAGE("search");
    struct page_account account = { .asked = NULL };
    struct buffer page = BUFFER_EMPTY;
    char found[200];
    if (!doctor->service.searcher)
        return;
    cgi_rates_close(doctor->service.rates); /* the doctor is no visitor */
    doctor->service.rates = NULL;
    doctor->environment.method = "GET";
    doctor->environment.query_string = sample;
    uint64_t began_ns = clock_monotonic_ns();
    page_respond(&doctor->service, &doctor->environment, &page, &account);
    double milliseconds = (double)(clock_monotonic_ns() - began_ns) / 1e6;
    snprintf(found, sizeof found, say(doctor, MESSAGE("answered %u in %.1f ms, documents found: %lu")), account.status,
             milliseconds, (unsigned long)account.total);
    if (account.trouble.status)
        tell_failure(doctor, name, &account.trouble, "");
    else if (account.status != 200)
        tell_ill(doctor, name, found, "");
    else if (milliseconds > doctor->settings.deadline_ms / 2.0)
        tell_ill(doctor, name, found, say(doctor, MESSAGE("use a faster disk, or more memory for its cache")));
    else
        tell_well(doctor, name, found);
    buffer_clear(&page);
}

/* == The whole ================================================================================================ */

bool doctor_run(const struct cgi_environment *environment, enum language ui, struct buffer *out)
{
    static void (*const checks[])(struct doctor *) = { check_settings, check_index, check_messages, check_log,
                                                       check_rates,    check_bets,  check_templates, check_cage, check_search };
    struct doctor doctor = { .ui = ui, .out = out, .environment = *environment, .well = true };
    doctor.service.settings = &doctor.settings;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](&doctor);
    page_service_close(&doctor.service);
    best_bets_close(doctor.service.bets);
    page_templates_close(&doctor.service.templates);
    cgi_rates_close(doctor.service.rates);
    cgi_settings_clear(&doctor.settings);
    return doctor.well;
}
