/* Many queries in one run. */
#include "query/topics.h"

#include <string.h>

#include "base/files.h"

enum { TOPICS_BYTES = 256 << 20 };

struct topics {
    struct searcher *searcher;
    const struct printer *printer;
    struct print_settings settings;
    struct search_request request;
    print_write write;
    void *context;
    bool found;
    struct failure *failure;
};

static enum status print(struct topics *topics, const struct search_answer *answer)
{
    struct buffer printed = BUFFER_EMPTY;
    printer_run(topics->printer, &topics->settings, answer, &printed);
    enum status status = buffer_status(&printed, "the hits of a topic", topics->failure);
    if (!status)
        status = topics->write(&printed, topics->context, topics->failure);
    buffer_clear(&printed);
    return status;
}

static enum status run_topic(struct topics *topics, const char *id, const char *query)
{
    struct search_answer answer;
    topics->request.query = query;
    topics->settings.topic = id;
    enum status status = search_run(topics->searcher, &topics->request, &answer, topics->failure);
    topics->found = topics->found || answer.hit_count > 0;
    if (!status)
        status = print(topics, &answer);
    search_answer_clear(&answer);
    return status;
}

/* `line` is NUL-terminated and is cut in two. A line end of Windows is one, too. */
static enum status run_line(struct topics *topics, char *line, size_t number, const char *path)
{
    size_t size = strcspn(line, "\r");
    line[size] = '\0';
    if (size == 0)
        return STATUS_OK;
    char *tab = strchr(line, '\t');
    if (!tab || tab == line) {
        fail(topics->failure, STATUS_INVALID, "%s, line %zu: there is no id and tab before the query", path, number);
        return fail_hint(topics->failure, "write an id, a tab and a query on each line");
    }
    *tab = '\0';
    return run_topic(topics, line, tab + 1);
}

enum status topics_run(struct searcher *searcher, const char *path, const struct printer *printer,
                       const struct print_settings *settings, print_write write, void *context, bool *found,
                       struct failure *failure)
{
    struct topics topics = { searcher, printer, *settings, *settings->request, write, context, false, failure };
    struct buffer text = BUFFER_EMPTY;
    size_t number = 0;
    topics.request.plain = true;
    topics.request.bare = true;
    topics.settings.request = &topics.request;

    enum status status = files_read(path, TOPICS_BYTES, &text, failure);
    for (char *line = text.bytes, *next; !status && *line; line = next) {
        char *end = strchr(line, '\n');
        next = end ? end + 1 : line + strlen(line);
        if (end)
            *end = '\0';
        status = run_line(&topics, line, ++number, path);
    }
    *found = topics.found;
    buffer_clear(&text);
    return status;
}
