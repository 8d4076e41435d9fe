/* The databases of a generation: opening them, and what is asked of them beside searches. */
#include "query/match/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "query/match/match_inside.h"

/* == Opening ================================================================================================== */

static enum status hide_documents(struct matcher *matcher, struct failure *failure)
{
    size_t databases = matcher->database_count;
    for (size_t i = 0; i < matcher->hidden.count && databases; i++) {
        struct match_database *database = &matcher->databases[(matcher->hidden.docids[i] - 1) % databases];
        if (!database->hidden && !(database->hidden = calloc(matcher->hidden.count, sizeof *database->hidden)))
            return fail_no_memory(failure);
        database->hidden[database->hidden_count++] = (uint32_t)((matcher->hidden.docids[i] - 1) / databases + 1);
    }
    return STATUS_OK;
}

static void sum_up(struct matcher *matcher)
{
    uint64_t documents = 0, length = 0, last = 0;
    for (size_t i = 0; i < matcher->database_count; i++) {
        const struct match_database *database = &matcher->databases[i];
        documents += database->facts.document_count;
        length += database->facts.total_length;
        uint64_t joined = database->facts.last_docid
                              ? (uint64_t)(database->facts.last_docid - 1) * database->of + database->number + 1
                              : 0;
        last = joined > last ? joined : last;
    }
    matcher->all_documents = documents;
    matcher->facts.document_count = (uint32_t)(documents > matcher->hidden.count ? documents - matcher->hidden.count
                                                                                 : 0);
    matcher->facts.last_docid = (uint32_t)last;
    matcher->facts.average_length = documents ? (double)length / (double)documents : 0;
}

static enum status check_hidden(const struct hidden *hidden, const char *stub, struct failure *failure)
{
    for (size_t i = 0; i < hidden->count; i++)
        if (hidden->docids[i] == 0 || (i && hidden->docids[i] <= hidden->docids[i - 1]))
            return fail(failure, STATUS_CORRUPT, "hidden documents are out of order, in the database %s", stub);
    return STATUS_OK;
}

static enum status set_up(struct matcher *matcher, const struct places *places, struct failure *failure)
{
    enum status status = check_hidden(&matcher->hidden, matcher->stub, failure);
    if (status)
        return status;
    for (size_t i = 0; i < places->database_count; i++) {
        struct match_database *database = &matcher->databases[matcher->database_count++];
        database->reader = places->databases[i];
        database->facts = *glass_reader_facts(database->reader);
        database->number = (uint32_t)i;
        database->of = (uint32_t)places->database_count;
    }
    if ((status = hide_documents(matcher, failure)))
        return status;
    sum_up(matcher);
    if (matcher->database_count)
        return STATUS_OK;
    const struct xs_reader *reader;
    status = matcher_xapian(matcher, &reader, failure);
    return status ? status : xs_reader_facts(reader, &matcher->facts, failure);
}

enum status matcher_open(struct matcher **made, const struct places *places, const char *stub, struct hidden *hidden,
                         struct failure *failure)
{
    struct matcher *matcher = calloc(1, sizeof *matcher);
    if (!matcher) {
        hidden_clear(hidden);
        return fail_no_memory(failure);
    }
    matcher->hidden = *hidden;
    *hidden = (struct hidden)HIDDEN_EMPTY;
    enum status status = (matcher->stub = strdup(stub)) ? set_up(matcher, places, failure) : fail_no_memory(failure);
    if (status)
        matcher_close(matcher);
    else
        *made = matcher;
    return status;
}

void matcher_close(struct matcher *matcher)
{
    if (!matcher)
        return;
    for (size_t i = 0; i < matcher->database_count; i++) {
        match_columns_clear(&matcher->databases[i]);
        free(matcher->databases[i].hidden);
    }
    xs_reader_close(matcher->xapian);
    hidden_clear(&matcher->hidden);
    buffer_clear(&matcher->data);
    free(matcher->stub);
    free(matcher);
}

enum status matcher_xapian(struct matcher *matcher, const struct xs_reader **reader, struct failure *failure)
{
    enum status status = STATUS_OK;
    if (!matcher->xapian && !(status = xs_reader_open(&matcher->xapian, matcher->stub, failure)) &&
        (status = xs_reader_hide(matcher->xapian, matcher->hidden.docids, matcher->hidden.count, failure))) {
        xs_reader_close(matcher->xapian);
        matcher->xapian = NULL;
    }
    *reader = matcher->xapian;
    return status;
}

/* == Facts ==================================================================================================== */

const struct xs_reader_facts *matcher_facts(const struct matcher *matcher)
{
    return &matcher->facts;
}

enum status matcher_frequency(struct matcher *matcher, struct bytes term, uint32_t *frequency,
                              struct failure *failure)
{
    *frequency = 0;
    if (matcher->database_count == 0) {
        const struct xs_reader *reader;
        enum status status = matcher_xapian(matcher, &reader, failure);
        return status ? status : xs_reader_frequencies(reader, &term, 1, frequency, failure);
    }
    for (size_t i = 0; i < matcher->database_count; i++) {
        struct glass_postings list;
        enum status status = glass_postings_open(&list, matcher->databases[i].reader, term, failure);
        if (status)
            return status;
        *frequency += list.frequency;
        glass_postings_clear(&list);
    }
    return STATUS_OK;
}

struct visiting {
    matcher_term_visit visit;
    void *context;
};

static bool visit_term(struct bytes term, uint32_t frequency, void *context)
{
    const struct visiting *visiting = context;
    visiting->visit(term, frequency, visiting->context);
    return true;
}

enum status matcher_terms(struct matcher *matcher, struct bytes prefix, matcher_term_visit visit, void *context,
                          struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < matcher->database_count && !status; i++)
        status = glass_reader_terms(matcher->databases[i].reader, prefix, visit, context, failure);
    if (status || matcher->database_count)
        return status;
    const struct xs_reader *reader;
    struct visiting visiting = { visit, context };
    status = matcher_xapian(matcher, &reader, failure);
    return status ? status : xs_reader_terms(reader, prefix, visit_term, &visiting, failure);
}

/* == Documents ================================================================================================ */

enum status matcher_data(struct matcher *matcher, uint32_t docid, struct bytes *data, struct failure *failure)
{
    size_t databases = matcher->database_count;
    enum status status;
    buffer_truncate(&matcher->data, 0);
    if (databases) {
        status = glass_reader_data(matcher->databases[(docid - 1) % databases].reader,
                                   (uint32_t)((docid - 1) / databases + 1), &matcher->data, failure);
    } else {
        const struct xs_reader *reader;
        if (!(status = matcher_xapian(matcher, &reader, failure)))
            status = xs_reader_data(reader, docid, &matcher->data, failure);
    }
    *data = buffer_view(&matcher->data);
    return status;
}
