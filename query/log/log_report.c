/* Counts a log: its lines are sorted by folded query and filters, so that equals come together whatever their number,
 * and only the lists are kept. */
#include "query/log/log_report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/sorter.h"
#include "query/folded.h"
#include "query/log/log_report_inside.h"
#include "query/log/query_log.h"

enum { SORTER_BYTES = 16 << 20, LINE_BYTES = 65536 };

struct counting {
    struct log_totals totals;
    struct sorter *sorter;
    struct failure *failure;
    struct log_entry query; /* of all lines with one folded query */
    struct log_entry exact; /* of those with the same filters, too */
    struct buffer key;      /* of the line before */
    uint64_t slowest_ms, nothing;
};

/* == Lists ==================================================================================================== */

static void clear_entry(struct log_entry *entry)
{
    free(entry->query);
    free(entry->filters);
    *entry = (struct log_entry){ .query = NULL };
}

static void clear_list(struct log_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        clear_entry(&list->entries[i]);
    free(list->entries);
}

/* A copy, if it is large enough. */
static enum status enter(struct log_list *list, const struct log_entry *entry, uint64_t number,
                         struct failure *failure)
{
    if (!number || !list->most || (list->count == list->most && list->entries[list->count - 1].number >= number))
        return STATUS_OK;
    struct log_entry copy = *entry;
    copy.number = number;
    copy.query = strdup(entry->query);
    copy.filters = strdup(entry->filters);
    if (!copy.query || !copy.filters) {
        clear_entry(&copy);
        return fail_no_memory(failure);
    }
    if (list->count == list->most)
        clear_entry(&list->entries[--list->count]);
    size_t at = list->count++;
    for (; at > 0 && list->entries[at - 1].number < number; at--)
        list->entries[at] = list->entries[at - 1];
    list->entries[at] = copy;
    return STATUS_OK;
}

/* == Reading ================================================================================================== */

/* What is sorted with each line: numbers, filters and words, each text with its NUL. */
struct sorted {
    uint64_t milliseconds;
    uint32_t total, nothing;
};

static enum status sort_line(struct counting *counting, const struct query_log_line *line)
{
    struct buffer key = BUFFER_EMPTY, value = BUFFER_EMPTY;
    const struct sorted numbers = { line->milliseconds, line->total, line->status == 200 && line->total == 0 };
    folded_words(line->query, &key);
    if (key.size == 0) /* operators, or other signs */
        buffer_append(&key, line->query.data, line->query.size);
    buffer_append_byte(&key, '\n');
    buffer_append(&key, line->filters.data, line->filters.size);
    buffer_append(&value, &numbers, sizeof numbers);
    buffer_append(&value, key.bytes, key.size + 1);
    buffer_append(&value, line->filters.data, line->filters.size);
    buffer_append_byte(&value, '\0');
    buffer_append(&value, line->query.data, line->query.size);
    buffer_append_byte(&value, '\0');
    enum status status = buffer_status(&key, "a line", counting->failure);
    if (!status && !(status = buffer_status(&value, "a line", counting->failure)))
        status = sorter_add(counting->sorter, buffer_view(&key), buffer_view(&value), counting->failure);
    buffer_clear(&key);
    buffer_clear(&value);
    return status;
}

static void count_line(struct log_totals *totals, const struct query_log_line *line)
{
    char minute[sizeof totals->first] = "", code[8] = "";
    memcpy(minute, line->minute.data, line->minute.size < sizeof minute ? line->minute.size : 0);
    memcpy(code, line->ui.data, line->ui.size < sizeof code ? line->ui.size : 0);
    if (!*totals->first || strcmp(minute, totals->first) < 0)
        memcpy(totals->first, minute, sizeof minute);
    if (strcmp(minute, totals->last) > 0)
        memcpy(totals->last, minute, sizeof minute);
    totals->searches++;
    totals->by_language[language_from_code(code)]++;
    totals->kept += line->kept;
    totals->failed += line->status != 200;
    totals->nothing += line->status == 200 && line->total == 0;
    totals->times[line->milliseconds < LOG_MILLISECONDS ? line->milliseconds : LOG_MILLISECONDS]++;
}

/* Who turns the pages does not search anew. */
static enum status take_line(struct counting *counting, struct bytes text)
{
    struct query_log_line line;
    if (!query_log_read(text, &line)) {
        counting->totals.strange++;
        return STATUS_OK;
    }
    if (line.page > 1) {
        counting->totals.further_pages++;
        return STATUS_OK;
    }
    count_line(&counting->totals, &line);
    return sort_line(counting, &line);
}

/* A line longer than any of ours is read in pieces, none of which is one. */
static enum status read_lines(struct counting *counting, const char *path)
{
    enum status status = STATUS_OK;
    char *line = malloc(LINE_BYTES);
    FILE *file = fopen(path, "re");
    if (!line)
        status = fail_no_memory(counting->failure);
    else if (!file)
        status = files_fail(counting->failure, "cannot read", path);
    while (!status && fgets(line, LINE_BYTES, file)) {
        size_t size = strlen(line);
        if (size > 0 && line[size - 1] == '\n')
            size--;
        status = take_line(counting, (struct bytes){ line, size });
    }
    if (!status && ferror(file))
        status = files_fail(counting->failure, "cannot read", path);
    if (file)
        fclose(file);
    free(line);
    return status;
}

/* == Counting ================================================================================================= */

static enum status end_exact(struct counting *counting)
{
    enum status status = STATUS_OK;
    if (!counting->exact.query)
        return STATUS_OK;
    if (!(status = enter(&counting->totals.nothing_found, &counting->exact, counting->nothing, counting->failure)))
        status = enter(&counting->totals.slow, &counting->exact, counting->slowest_ms, counting->failure);
    clear_entry(&counting->exact);
    counting->nothing = counting->slowest_ms = 0;
    return status;
}

static enum status end_query(struct counting *counting)
{
    enum status status = end_exact(counting);
    if (!status && counting->query.query)
        status = enter(&counting->totals.frequent, &counting->query, counting->query.searches, counting->failure);
    clear_entry(&counting->query);
    return status;
}

static bool is_same_query(const char *one, const char *other)
{
    size_t size = strcspn(one, "\n");
    return strcspn(other, "\n") == size && memcmp(one, other, size) == 0;
}

static enum status begin_entry(struct log_entry *entry, const char *query, const char *filters,
                               struct failure *failure)
{
    if (entry->query)
        return STATUS_OK;
    entry->query = strdup(query);
    entry->filters = strdup(filters);
    return entry->query && entry->filters ? STATUS_OK : fail_no_memory(failure);
}

static enum status count_sorted(struct counting *counting, struct bytes value)
{
    struct sorted numbers;
    enum status status = STATUS_OK;
    memcpy(&numbers, value.data, sizeof numbers);
    const char *key = value.data + sizeof numbers, *filters = key + strlen(key) + 1;
    const char *query = filters + strlen(filters) + 1;
    if (!is_same_query(key, counting->key.bytes))
        status = end_query(counting);
    else if (strcmp(key, counting->key.bytes) != 0)
        status = end_exact(counting);
    buffer_truncate(&counting->key, 0);
    buffer_append_text(&counting->key, key);
    if (status || (status = begin_entry(&counting->query, query, "", counting->failure)) ||
        (status = begin_entry(&counting->exact, query, filters, counting->failure)))
        return status;
    counting->query.searches++;
    counting->query.found = numbers.total;
    counting->exact.searches++;
    counting->exact.found = numbers.total;
    counting->nothing += numbers.nothing;
    if (numbers.milliseconds > counting->slowest_ms)
        counting->slowest_ms = numbers.milliseconds;
    return buffer_status(&counting->key, "a query", counting->failure);
}

static enum status count_all(struct counting *counting)
{
    struct bytes value;
    bool more = true;
    enum status status;
    while (!(status = sorter_next(counting->sorter, &value, &more, counting->failure)) && more)
        if ((status = count_sorted(counting, value)))
            return status;
    return status ? status : end_query(counting);
}

/* == The whole ================================================================================================ */

unsigned log_percentile(const struct log_totals *totals, unsigned percent)
{
    uint64_t passed = 0, wanted = (totals->searches * percent + 99) / 100;
    unsigned milliseconds = 0;
    for (; milliseconds < LOG_MILLISECONDS; milliseconds++)
        if ((passed += totals->times[milliseconds]) >= wanted)
            break;
    return milliseconds;
}

static bool make_list(struct log_list *list, size_t most)
{
    list->most = most;
    list->entries = most ? calloc(most, sizeof *list->entries) : NULL;
    return !most || list->entries;
}

enum status log_report_run(const char *path, const struct log_report_settings *settings, struct buffer *out,
                           struct failure *failure)
{
    struct counting *counting = calloc(1, sizeof *counting); /* its times are many */
    enum status status;
    if (!counting)
        return fail_no_memory(failure);
    struct log_totals *totals = &counting->totals;
    counting->failure = failure;
    counting->key = (struct buffer)BUFFER_EMPTY;
    if (!make_list(&totals->frequent, settings->most) || !make_list(&totals->nothing_found, settings->most) ||
        !make_list(&totals->slow, settings->most)) {
        status = fail_no_memory(failure);
        goto done;
    }
    if ((status = sorter_new(&counting->sorter, SORTER_BYTES, failure)) || (status = read_lines(counting, path)) ||
        (status = count_all(counting)))
        goto done;
    if (settings->json)
        log_report_json(totals, out);
    else
        log_report_text(totals, settings->ui, out);
    status = buffer_status(out, "the report", failure);

done:
    clear_entry(&counting->query);
    clear_entry(&counting->exact);
    clear_list(&totals->frequent);
    clear_list(&totals->nothing_found);
    clear_list(&totals->slow);
    sorter_free(counting->sorter);
    buffer_clear(&counting->key);
    free(counting);
    return status;
}
