/* Canaries: asked of a generation before it is published. */
#include "indexer/canary.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "indexer/common/json_tree.h"

enum { FILE_BYTES = 16 << 20, WITHIN_DEFAULT = 10, WITHIN_MOST = 1000, ANSWER_BYTES = 64 << 20, SECONDS_MOST = 60 };

#define QUERY_PROGRAM "depeche-query"
#define VIEW ".canary"

extern char **environ;

/* == The file ================================================================================================= */

static enum status fail_line(const char *file, size_t line, const char *what, struct failure *failure)
{
    fail(failure, STATUS_INVALID, "%s, line %zu: %s", file, line, what);
    return failure ? fail_hint(failure,
                               "a line is a query, a tab, a document, and maybe a tab and how far down it may be")
                   : STATUS_INVALID;
}

static bool read_within(const char *text, size_t *within)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    *within = number;
    return end > text && !*end && number >= 1 && number <= WITHIN_MOST;
}

static enum status add_line(struct canaries *canaries, char *text, size_t line, struct failure *failure)
{
    struct canary canary = { .line = line, .within = WITHIN_DEFAULT };
    char *query = strsep(&text, "\t"), *document = strsep(&text, "\t"), *within = strsep(&text, "\t");
    if (!document || !*query || !document[*document == '!'])
        return fail_line(canaries->file, line, "no document after the query", failure);
    if (text || (within && !read_within(within, &canary.within)))
        return fail_line(canaries->file, line, "what follows the document is no number from 1 to 1000", failure);
    canary.unwanted = *document == '!';
    canary.query = strdup(query);
    canary.document = strdup(document + canary.unwanted);
    if (!canary.query || !canary.document ||
        !array_reserve((void **)&canaries->items, &canaries->capacity, canaries->count + 1, sizeof canary)) {
        free(canary.query);
        free(canary.document);
        return fail_no_memory(failure);
    }
    canaries->items[canaries->count++] = canary;
    return STATUS_OK;
}

static enum status read_file(struct canaries *canaries, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    enum status status = files_read(canaries->file, FILE_BYTES, &text, failure);
    char *rest = text.bytes, *line;
    for (size_t number = 1; !status && (line = strsep(&rest, "\n")); number++) {
        size_t size = strlen(line);
        if (size && line[size - 1] == '\r')
            line[size - 1] = '\0';
        if (*line && *line != '#')
            status = add_line(canaries, line, number, failure);
    }
    if (!status && !canaries->count)
        status = fail(failure, STATUS_INVALID, "%s asks nothing", canaries->file);
    buffer_clear(&text);
    return status;
}

/* Installed in one folder; and built in one. */
static enum status find_program(char path[FILES_PATH_BYTES], struct failure *failure)
{
    ssize_t size = readlink("/proc/self/exe", path, FILES_PATH_BYTES - sizeof QUERY_PROGRAM);
    if (size < 0)
        return files_fail(failure, "cannot find", QUERY_PROGRAM);
    while (size > 0 && path[size - 1] != '/')
        size--;
    memcpy(path + size, QUERY_PROGRAM, sizeof QUERY_PROGRAM);
    if (access(path, X_OK) == 0)
        return STATUS_OK;
    fail(failure, STATUS_NOT_FOUND, "there is no %s, which canaries are asked with", path);
    return failure ? fail_hint(failure, "install it beside depeche-index") : STATUS_NOT_FOUND;
}

enum status canaries_load(struct canaries *canaries, const char *file, struct failure *failure)
{
    *canaries = (struct canaries){ .file = file };
    if (!file)
        return STATUS_OK;
    enum status status = find_program(canaries->program, failure);
    return status ? status : read_file(canaries, failure);
}

void canaries_clear(struct canaries *canaries)
{
    for (size_t i = 0; i < canaries->count; i++) {
        free(canaries->items[i].query);
        free(canaries->items[i].document);
    }
    free(canaries->items);
    *canaries = (struct canaries){ .file = NULL };
}

/* == A view ================================================================================================== */

/* An index that serves the generation under the number it will have: a folder with `current` and a link. */
static enum status make_view(const struct generation *generation, const char *view, struct failure *failure)
{
    char path[FILES_PATH_BYTES], parent[FILES_PATH_BYTES], target[FILES_PATH_BYTES];
    struct buffer text = BUFFER_EMPTY;
    enum status status;
    if ((status = files_remove_tree(view, failure)) ||
        (status = files_join(parent, view, PUBLISHED_GENERATIONS, failure)) ||
        (status = files_make_directory(parent, failure)) ||
        (status = published_directory(view, generation->number, path, failure)) ||
        (status = files_join(target, "../../" PUBLISHED_GENERATIONS, files_name(generation->directory), failure)))
        return status;
    if (symlink(target, path) != 0)
        return files_fail(failure, "cannot make the link", path);
    if (!(status = generation_current_text(generation->number, 0, &generation->parts, &text, failure)) &&
        !(status = files_join(path, view, PUBLISHED_CURRENT, failure)))
        status = files_write_atomically(path, text.bytes, text.size, failure);
    buffer_clear(&text);
    return status;
}

/* == Asking =================================================================================================== */

static enum status start(const char *program, char *const *arguments, pid_t *process, int *output,
                         struct failure *failure)
{
    posix_spawn_file_actions_t actions;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(failure, STATUS_IO, "cannot make a pipe: %s", strerror(errno));
    int refused = posix_spawn_file_actions_init(&actions);
    if (!refused) {
        refused = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (!refused)
            refused = posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        if (!refused)
            refused = posix_spawn(process, program, &actions, NULL, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[1]);
    *output = ends[0];
    if (!refused)
        return STATUS_OK;
    close(ends[0]);
    return fail(failure, STATUS_IO, "cannot run %s: %s", program, strerror(refused));
}

/* False when it takes too long or says too much. */
static bool read_answer(int output, struct buffer *answer)
{
    const uint64_t end = clock_monotonic_ns() + SECONDS_MOST * UINT64_C(1000000000);
    char bytes[4096];
    for (;;) {
        struct pollfd waiting = { .fd = output, .events = POLLIN };
        uint64_t now = clock_monotonic_ns();
        if (now >= end || (poll(&waiting, 1, (int)((end - now) / 1000000) + 1) < 0 && errno != EINTR))
            return false;
        if (!waiting.revents)
            continue;
        ssize_t got = read(output, bytes, sizeof bytes);
        if (got == 0 && !answer->failed)
            return true;
        if (got > 0)
            buffer_append(answer, bytes, (size_t)got);
        if (answer->failed || (got < 0 && errno != EINTR))
            return false;
    }
}

static enum status run_query(const char *program, const char *index, const struct canary *canary,
                             struct buffer *answer, struct failure *failure)
{
    char limit[32];
    snprintf(limit, sizeof limit, "--limit=%zu", canary->within);
    char *arguments[] = {
        QUERY_PROGRAM, "--format=jsonl", limit, "--index", (char *)index, "--", canary->query, NULL
    };
    pid_t process;
    int output, ended = 0;
    enum status status = start(program, arguments, &process, &output, failure);
    if (status)
        return status;
    bool is_read = read_answer(output, answer);
    close(output);
    if (!is_read)
        kill(process, SIGKILL);
    while (waitpid(process, &ended, 0) < 0 && errno == EINTR)
        ;
    if (is_read && WIFEXITED(ended) && WEXITSTATUS(ended) <= 1)
        return STATUS_OK;
    return fail(failure, STATUS_INVALID, "depeche-query did not answer \"%s\"", canary->query);
}

/* The whole of it, or its end after a '/'. */
static bool names_document(struct bytes name, const char *document)
{
    size_t size = strlen(document);
    return name.size >= size && memcmp(name.data + name.size - size, document, size) == 0 &&
           (name.size == size || document[0] == '/' || name.data[name.size - size - 1] == '/');
}

static bool hit_is(const char *line, const char *document)
{
    struct json_tree *hit = NULL;
    bool is_it = !json_tree_parse(&hit, bytes_of(line), NULL) &&
                 (names_document(json_tree_text(json_tree_member(hit, "uri")), document) ||
                  names_document(json_tree_text(json_tree_member(hit, "source")), document));
    json_tree_free(hit);
    return is_it;
}

static enum status ask(const struct canaries *canaries, const struct canary *canary, const char *view, FILE *messages,
                       bool *is_well, struct failure *failure)
{
    struct buffer answer = BUFFER_LIMITED(ANSWER_BYTES);
    bool found = false;
    enum status status = run_query(canaries->program, view, canary, &answer, failure);
    char *rest = answer.bytes;
    for (char *line; !status && !found && (line = strsep(&rest, "\n"));)
        found = *line && hit_is(line, canary->document);
    *is_well = found != canary->unwanted;
    if (!status && !*is_well)
        fprintf(messages, "canary: %s, line %zu: \"%s\" %s %s among its first %zu\n", canaries->file, canary->line,
                canary->query, found ? "finds" : "does not find", canary->document, canary->within);
    buffer_clear(&answer);
    return status;
}

enum status canaries_ask(const struct canaries *canaries, const struct generation *generation, FILE *messages,
                         struct failure *failure)
{
    char view[FILES_PATH_BYTES];
    size_t wrong = 0;
    enum status status;
    if (!canaries->count)
        return STATUS_OK;
    if ((status = files_join(view, generation->index, VIEW, failure)))
        return status;
    status = make_view(generation, view, failure);
    for (size_t i = 0; i < canaries->count && !status; i++) {
        bool is_well;
        status = ask(canaries, &canaries->items[i], view, messages, &is_well, failure);
        wrong += !is_well;
    }
    files_remove_tree(view, NULL);
    if (status || !wrong)
        return status;
    fail(failure, STATUS_INVALID,
         "%zu of the %zu questions of %s are not answered as they must be; nothing was published", wrong,
         canaries->count, canaries->file);
    return failure ? fail_hint(failure, "what was published before still is") : STATUS_INVALID;
}
