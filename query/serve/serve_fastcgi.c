/* FastCGI: workers that take requests from the server's socket and keep what they opened. */
#include <fcgiapp.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "query/serve/serve.h"
#include "query/serve/serve_inside.h"
#include "query/serve/supervise.h"

/* A worker that is to end, and has had the time that a request may take and this, is ended. */
enum { PATIENCE_MS = 1000 };

int serve_is_fastcgi(void)
{
    return !FCGX_IsCGI();
}

/* == The late answer, ready to be written to the socket ======================================================= */

/* Of the protocol: a record has a head of eight bytes and at most 65,535 more. */
enum { FCGI_END_REQUEST = 3, FCGI_STDOUT = 6, RECORD_BYTES = 65528 };

static void append_head(struct buffer *out, int type, int request, size_t size)
{
    const unsigned char head[] = { 1, (unsigned char)type,           (unsigned char)(request >> 8), (unsigned char)request,
                                   (unsigned char)(size >> 8), (unsigned char)size, 0, 0 };
    buffer_append(out, head, sizeof head);
}

/* Only write and _exit are left to a process whose time is over: libfcgi may be in the midst of anything. */
static void frame(struct bytes response, int request, struct buffer *out)
{
    static const char complete[8] = { 0 };
    buffer_truncate(out, 0);
    while (response.size > 0) {
        size_t size = response.size < RECORD_BYTES ? response.size : RECORD_BYTES;
        append_head(out, FCGI_STDOUT, request, size);
        buffer_append(out, response.data, size);
        response.data += size;
        response.size -= size;
    }
    append_head(out, FCGI_STDOUT, request, 0);
    append_head(out, FCGI_END_REQUEST, request, sizeof complete);
    buffer_append(out, complete, sizeof complete);
}

/* == A worker ================================================================================================= */

static void end_after_request(int number)
{
    (void)number;
    FCGX_ShutdownPending(); /* which makes it pending */
}

/* Without SA_RESTART: waiting for a request ends, too. */
static void listen_to_parent(void)
{
    struct sigaction action = { .sa_handler = end_after_request };
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
}

/* False when another process would serve better. */
static bool answer(struct serving *serving, FCGX_Request *request, struct buffer *framed)
{
    struct cgi_environment environment;
    struct page_account account;
    cgi_environment_read(&environment, request->envp);
    serving_prepare(serving, &environment);
    frame(buffer_view(&serving->late), request->requestId, framed);
    buffer_truncate(&serving->late, 0);
    buffer_append(&serving->late, framed->bytes, framed->size);
    serving_answer(serving, &environment, request->ipcFd, &account);
    FCGX_PutStr(serving->out.bytes, (int)serving->out.size, request->out);
    FCGX_Finish_r(request);
    return serving_finish(serving, &account);
}

static int work(void *context)
{
    struct serving serving;
    struct cgi_environment *environment = context;
    struct buffer framed = BUFFER_EMPTY;
    FCGX_Request request;
    cgi_limits_process(false);
    listen_to_parent();
    if (FCGX_Init() || FCGX_InitRequest(&request, STDIN_FILENO, FCGI_FAIL_ACCEPT_ON_INTR))
        return 1;
    serving_open(&serving, environment, PAGE_CAGE_STAYING);
    serving.service.cache = serving.settings.cache_mb ? page_cache_new((size_t)serving.settings.cache_mb << 20) : NULL;
    while (FCGX_Accept_r(&request) == 0 && answer(&serving, &request, &framed))
        ;
    buffer_clear(&framed);
    serving_close(&serving);
    return 0;
}

/* Where the settings are is told by what the server started us with; requests have no say in it. */
int serve_fastcgi(void)
{
    struct cgi_environment environment;
    struct failure failure = FAILURE_NONE;
    char program[CGI_PROGRAM_BYTES];
    cgi_environment_of_program(&environment, environ, program);
    struct cgi_settings settings; /* each worker reads them anew, and tells what is wrong with them */
    cgi_settings_read(&settings, &environment, &failure);
    const unsigned workers = settings.workers, patience_ms = settings.deadline_ms + PATIENCE_MS;
    cgi_settings_clear(&settings);
    enum status status = supervise(workers, work, &environment, patience_ms, &failure);
    if (status)
        serving_complain(&failure);
    return status ? 1 : 0;
}
