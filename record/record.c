/* A record's memory: setting its fields, adding to its lists, in their order. */
#include "record/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static const char *const kind_names[KIND_COUNT] = {
    [KIND_PAGE] = "page", [KIND_RELEASE] = "release", [KIND_REPORT] = "report"
};

const char *record_kind_name(enum record_kind kind)
{
    return kind_names[kind];
}

bool record_kind_from_name(const char *name, enum record_kind *kind)
{
    for (int i = 0; i < KIND_COUNT; i++) {
        if (strcmp(name, kind_names[i]) == 0) {
            *kind = (enum record_kind)i;
            return true;
        }
    }
    return false;
}

/* == Making and freeing ======================================================================================= */

void record_init(struct record *record)
{
    *record = (struct record){ .text = BUFFER_EMPTY };
}

static void free_lists(struct record *record)
{
    for (size_t i = 0; i < record->country_count; i++)
        free(record->countries[i].evidence);
    free(record->countries);
    for (size_t i = 0; i < record->goal_count; i++) {
        free(record->goals[i].id);
        free(record->goals[i].evidence);
    }
    free(record->goals);
    for (size_t i = 0; i < record->page_count; i++)
        free(record->pages[i].label);
    free(record->pages);
    free(record->passages);
    for (size_t i = 0; i < record->warning_count; i++)
        free(record->warnings[i]);
    free(record->warnings);
}

void record_clear(struct record *record)
{
    char *const fields[] = { record->source,    record->member,        record->uri,
                             record->title,     record->mime,          record->encoding,
                             record->date.from, record->date.evidence, record->period.evidence,
                             record->twin,      record->parent };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        free(fields[i]);
    free_lists(record);
    buffer_clear(&record->text);
    record_init(record);
}

/* A copy that ends with NUL; NULs inside become spaces, so that no text seems shorter than it is. */
static char *copy_text(struct bytes text)
{
    char *copy = malloc(text.size + 1);
    if (!copy)
        return NULL;
    memcpy(copy, text.data, text.size);
    bytes_replace(copy, text.size, '\0', ' ');
    copy[text.size] = '\0';
    return copy;
}

enum status record_set(char **field, struct bytes text, struct failure *failure)
{
    char *copy = NULL;
    if (text.size > 0 && !(copy = copy_text(text)))
        return fail_no_memory(failure);
    free(*field);
    *field = copy;
    return STATUS_OK;
}

/* == Lists ==================================================================================================== */

enum status record_add_country(struct record *record, const char *code, unsigned count, struct bytes evidence,
                               struct failure *failure)
{
    struct record_country country = { .count = count };
    if (strlen(code) != sizeof country.code - 1)
        return fail(failure, STATUS_INVALID, "not a country code: \"%s\"", code);
    memcpy(country.code, code, sizeof country.code);
    if (record->country_count == RECORD_FACETS_MOST)
        return fail(failure, STATUS_LIMIT, "more than %d countries in a document", RECORD_FACETS_MOST);
    if (!array_reserve((void **)&record->countries, &record->country_capacity, record->country_count + 1,
                       sizeof country))
        return fail_no_memory(failure);
    enum status status = record_set(&country.evidence, evidence, failure);
    if (status)
        return status;

    size_t place = record->country_count++;
    for (; place > 0 && record->countries[place - 1].count < count; place--)
        record->countries[place] = record->countries[place - 1];
    record->countries[place] = country;
    return STATUS_OK;
}

void record_mark_about(struct record *record, const char *code)
{
    for (size_t i = 0; i < record->country_count; i++)
        record->countries[i].about |= strcmp(record->countries[i].code, code) == 0;
}

enum status record_add_goal(struct record *record, const char *id, double score, struct bytes evidence,
                            struct failure *failure)
{
    struct record_goal goal = { .score = score };
    if (!(score >= 0 && score <= 1))
        return fail(failure, STATUS_INVALID, "the score of goal \"%s\" is not between 0 and 1", id);
    if (record->goal_count == RECORD_FACETS_MOST)
        return fail(failure, STATUS_LIMIT, "more than %d goals in a document", RECORD_FACETS_MOST);
    if (!array_reserve((void **)&record->goals, &record->goal_capacity, record->goal_count + 1, sizeof goal))
        return fail_no_memory(failure);
    enum status status;
    if ((status = record_set(&goal.id, bytes_of(id), failure)) ||
        (status = record_set(&goal.evidence, evidence, failure))) {
        free(goal.id);
        return status;
    }

    size_t place = record->goal_count++;
    for (; place > 0 && record->goals[place - 1].score < score; place--)
        record->goals[place] = record->goals[place - 1];
    record->goals[place] = goal;
    return STATUS_OK;
}

enum status record_add_page(struct record *record, struct bytes label, size_t offset, struct failure *failure)
{
    struct record_page page = { .offset = offset };
    if (!array_reserve((void **)&record->pages, &record->page_capacity, record->page_count + 1, sizeof page))
        return fail_no_memory(failure);
    enum status status = record_set(&page.label, label, failure);
    if (status == STATUS_OK)
        record->pages[record->page_count++] = page;
    return status;
}

enum status record_add_passage(struct record *record, enum language language, size_t offset, struct failure *failure)
{
    if (!array_reserve((void **)&record->passages, &record->passage_capacity, record->passage_count + 1,
                       sizeof *record->passages))
        return fail_no_memory(failure);
    record->passages[record->passage_count++] = (struct record_passage){ language, offset };
    return STATUS_OK;
}

enum language record_language_at(const struct record *record, size_t offset)
{
    enum language language = record->language;
    for (size_t i = 0; i < record->passage_count && record->passages[i].offset <= offset; i++)
        language = record->passages[i].language;
    return language;
}

static enum status add_warning(struct record *record, char *owned, struct failure *failure)
{
    if (!owned || !array_reserve((void **)&record->warnings, &record->warning_capacity, record->warning_count + 1,
                                 sizeof *record->warnings)) {
        free(owned);
        return fail_no_memory(failure);
    }
    record->warnings[record->warning_count++] = owned;
    return STATUS_OK;
}

enum status record_add_warning(struct record *record, struct failure *failure, const char *format, ...)
{
    char *warning = NULL;
    va_list arguments;
    va_start(arguments, format);
    int size = vasprintf(&warning, format, arguments);
    va_end(arguments);
    return add_warning(record, size < 0 ? NULL : warning, failure);
}
