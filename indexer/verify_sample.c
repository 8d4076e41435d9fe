/* A sample of an index's documents, searched. */
#include "indexer/verify_sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/builder/document.h"
#include "language/analysis.h"
#include "record/fields.h"
#include "record/stored.h"

enum { PHRASE_WORDS = 8 };

struct sampling {
    const struct opened *opened;
    const struct lexicon *lexicon;
    struct analyzer *analyzer;
    struct analysis analysis;
    struct lexicon_forms forms;
    uint32_t *docids;
    size_t count, capacity;
    uint32_t seen, step;
    bool out_of_memory;
};

/* Every document has a source. */
static bool choose(uint32_t docid, struct bytes value, void *context)
{
    struct sampling *sampling = context;
    (void)value;
    if (sampling->seen++ % sampling->step)
        return true;
    if (!array_reserve((void **)&sampling->docids, &sampling->capacity, sampling->count + 1, sizeof docid)) {
        sampling->out_of_memory = true;
        return false;
    }
    sampling->docids[sampling->count++] = docid;
    return true;
}

static enum status fail_document(const struct record *record, const char *what, struct failure *failure)
{
    return fail(failure, STATUS_CORRUPT, "%s%s%s %s", record->source ? record->source : "a document",
                record->member ? " " : "", record->member ? record->member : "", what);
}

/* == Searching ================================================================================================ */

/* Does the phrase, of forms with `prefix` before each, find this document? */
static enum status find_phrase(const struct sampling *sampling, uint32_t docid, const struct term *id,
                               const char *prefix, bool *found, struct failure *failure)
{
    const struct analysis *analysis = &sampling->analysis;
    const struct interner *interner = analyzer_interner(sampling->analyzer);
    struct term terms[PHRASE_WORDS];
    struct xs_query words[PHRASE_WORDS], *children[PHRASE_WORDS];
    size_t count = analysis->token_count < PHRASE_WORDS ? analysis->token_count : PHRASE_WORDS;
    for (size_t i = 0; i < count; i++) {
        term_make(&terms[i], prefix, interner_text(interner, analysis->tokens[i].form));
        words[i] = (struct xs_query){ .op = XS_TERM, .term = { terms[i].bytes, terms[i].size } };
        children[i] = &words[i];
    }
    struct xs_query phrase = { .op = XS_PHRASE, .children = children, .child_count = count };
    struct xs_query only = { .op = XS_TERM, .term = { id->bytes, id->size } };
    struct xs_query *both[] = { &phrase, &only };
    const struct xs_query query = { .op = XS_FILTER, .children = both, .child_count = 2 };
    const struct xs_search search = { .query = &query, .count = 2, .bm25_k1 = 1, .bm25_b = 0.5, .exact_total = true };
    struct xs_result *result = NULL;
    enum status status = xs_search(sampling->opened->reader, &search, &result, failure);
    *found = !status && result->hit_count == 1 && result->hits[0].docid == docid;
    xs_result_free(result);
    return status;
}

/* Is each form of the analysis where a query looks for it? */
static enum status look_up_forms(struct sampling *sampling, bool *found, struct failure *failure)
{
    const struct analysis *analysis = &sampling->analysis;
    const struct interner *interner = analyzer_interner(sampling->analyzer);
    *found = true;
    for (size_t i = 0; i < analysis->token_count && i < PHRASE_WORDS && *found; i++) {
        struct bytes form = interner_text(interner, analysis->tokens[i].form);
        enum status status;
        sampling->forms.count = 0;
        if ((status = lexicon_find_folded(sampling->lexicon, interner_text(interner, analysis->tokens[i].folded),
                                          &sampling->forms, failure)))
            return status;
        *found = false;
        for (size_t j = 0; j < sampling->forms.count && !*found; j++)
            *found = sampling->forms.items[j].form.size == form.size &&
                     memcmp(sampling->forms.items[j].form.data, form.data, form.size) == 0;
    }
    return STATUS_OK;
}

static enum status search_text(struct sampling *sampling, uint32_t docid, const struct record *record,
                               const struct term *id, struct bytes text, const char *prefix, const char *what,
                               struct failure *failure)
{
    bool found = true;
    enum status status = analysis_make(sampling->analyzer, text, &sampling->analysis, failure);
    if (status || !sampling->analysis.token_count)
        return status;
    if ((status = look_up_forms(sampling, &found, failure)))
        return status;
    if (!found)
        return fail_document(record, "has a word that is not in the lexicon", failure);
    if ((status = find_phrase(sampling, docid, id, prefix, &found, failure)))
        return status;
    return found ? STATUS_OK : fail_document(record, what, failure);
}

static enum status search_record(struct sampling *sampling, uint32_t docid, struct record *record, struct bytes data,
                                 struct failure *failure)
{
    struct buffer again = BUFFER_EMPTY;
    struct term id;
    enum status status;
    document_make_id(record, &id);
    status = xs_reader_data_of(sampling->opened->reader, (struct bytes){ id.bytes, id.size }, &again, failure);
    if (status == STATUS_NOT_FOUND ||
        (!status && (again.size != data.size || memcmp(again.bytes, data.data, data.size) != 0)))
        status = fail_document(record, "is not found by what it is known by", failure);
    if (!status && record->title)
        status = search_text(sampling, docid, record, &id, bytes_of(record->title), fields[FIELD_TITLE].prefix,
                             "is not found by the words of its title", failure);
    if (!status)
        status = search_text(sampling, docid, record, &id, (struct bytes){ record->text.bytes, record->text.size },
                             "", "is not found by the first words of its text", failure);
    buffer_clear(&again);
    return status;
}

static enum status search_document(struct sampling *sampling, uint32_t docid, struct failure *failure)
{
    struct buffer data = BUFFER_EMPTY;
    struct record record;
    enum status status;
    record_init(&record);
    if ((status = xs_reader_data(sampling->opened->reader, docid, &data, failure)) ||
        (status = stored_read((struct bytes){ data.bytes, data.size }, true, &record, failure)))
        goto done;
    status = search_record(sampling, docid, &record, (struct bytes){ data.bytes, data.size }, failure);

done:
    record_clear(&record);
    buffer_clear(&data);
    return status;
}

enum status verify_sample(const struct opened *opened, const struct lexicon *lexicon, uint32_t most,
                          uint32_t *searched, struct failure *failure)
{
    struct sampling sampling = { .opened = opened, .lexicon = lexicon, .analysis = ANALYSIS_EMPTY };
    enum status status;
    sampling.step = opened->facts.document_count / most + 1;
    if ((status = analyzer_new(&sampling.analyzer, failure)) ||
        (status = xs_reader_values(opened->reader, SLOT_SOURCE, choose, &sampling, failure)))
        goto done;
    if (sampling.out_of_memory)
        status = fail_no_memory(failure);
    for (size_t i = 0; i < sampling.count && !status; i++)
        status = search_document(&sampling, sampling.docids[i], failure);
    *searched = (uint32_t)sampling.count;

done:
    analysis_clear(&sampling.analysis);
    analyzer_free(sampling.analyzer);
    lexicon_forms_clear(&sampling.forms);
    free(sampling.docids);
    return status;
}
