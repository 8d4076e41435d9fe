/* A small published index, built by hand the way the indexer does: for tests of everything that searches. */
#ifndef DEPECHE_TESTS_UNIT_SMALL_INDEX_H
#define DEPECHE_TESTS_UNIT_SMALL_INDEX_H

#include <string.h>

#include "language/lexicon.h"
#include "language/words.h"
#include "record/authority.h"
#include "record/fields.h"
#include "record/published.h"
#include "record/record.h"
#include "record/stored.h"
#include "shim/xapian_shim.h"

#include "tests/unit/scratch.h"

struct small_document {
    const char *uri, *title, *text;
    const char *language;          /* "fr", "en", "" */
    const char *kind;              /* "release", "report", "page" */
    const char *date;              /* ISO, "" for none */
    const char *period;            /* "2007-04..2008-03", "" for none */
    const char *countries, *goals; /* divided by spaces */
};

/* == Terms ==================================================================================================== */

enum { SMALL_TERMS = 2000 };

struct small_posting {
    struct term term;
    uint32_t position; /* 0: a boolean term */
};

struct small_terms {
    struct small_posting postings[SMALL_TERMS];
    size_t count;
};

static inline void small_add(struct small_terms *terms, const struct term *term, uint32_t position)
{
    assert_true(terms->count < SMALL_TERMS);
    terms->postings[terms->count++] = (struct small_posting){ *term, position };
}

static inline enum status small_add_boolean(const struct term *term, void *context, struct failure *failure)
{
    (void)failure;
    small_add(context, term, 0);
    return STATUS_OK;
}

static inline uint32_t small_add_words(struct small_terms *terms, const char *prefix, const char *text,
                                       uint32_t position)
{
    struct words words;
    struct word word;
    words_begin(&words, bytes_of(text));
    while (words_next(&words, &word)) {
        struct term term;
        term_make(&term, prefix, word.form);
        small_add(terms, &term, position++);
    }
    return position;
}

static inline int small_compare(const void *left, const void *right)
{
    const struct small_posting *a = left, *b = right;
    int order = strcmp(a->term.bytes, b->term.bytes);
    return order ? order : (a->position > b->position) - (a->position < b->position);
}

/* == Documents ================================================================================================ */

static inline void small_fill_record(const struct small_document *document, struct record *record)
{
    char list[200];
    struct failure failure;
    struct bytes nothing = { "", 0 };
    record_init(record);
    record_set(&record->uri, bytes_of(document->uri), &failure);
    record_set(&record->source, bytes_of(document->uri), &failure);
    record_set(&record->title, bytes_of(document->title), &failure);
    buffer_append_text(&record->text, document->text);
    record->language = language_from_code(document->language);
    assert_true(record_kind_from_name(document->kind, &record->kind));
    date_parse_iso(bytes_of(document->date), &record->date.value);
    const char *dots = strstr(document->period, "..");
    if (dots) {
        date_parse_iso((struct bytes){ document->period, (size_t)(dots - document->period) },
                       &record->period.range.from);
        date_parse_iso((struct bytes){ dots + 2, strlen(dots + 2) }, &record->period.range.to);
    }
    char *rest = NULL;
    snprintf(list, sizeof list, "%s", document->countries);
    for (char *code = strtok_r(list, " ", &rest); code; code = strtok_r(NULL, " ", &rest))
        assert_int_equal(record_add_country(record, code, 1, nothing, &failure), STATUS_OK);
    snprintf(list, sizeof list, "%s", document->goals);
    for (char *id = strtok_r(list, " ", &rest); id; id = strtok_r(NULL, " ", &rest))
        assert_int_equal(record_add_goal(record, id, 0.5, nothing, &failure), STATUS_OK);
}

static inline void small_add_facet(struct small_terms *terms, enum field_id field, const char *value)
{
    struct term term;
    term_make_facet(&term, &fields[field], bytes_of(value));
    small_add(terms, &term, 0);
}

static inline void small_fill_terms(const struct small_document *document, const struct record *record,
                                    struct small_terms *terms)
{
    struct failure failure;
    small_add_words(terms, fields[FIELD_TITLE].prefix, document->title, 1);
    uint32_t position = small_add_words(terms, "", document->title, 1);
    small_add_words(terms, "", document->text, position + POSITION_GAP);
    struct term address;
    term_make(&address, PREFIX_ADDRESS, bytes_of(document->uri));
    small_add(terms, &address, 0);
    if (record->language)
        small_add_facet(terms, FIELD_LANGUAGE, language_code(record->language));
    small_add_facet(terms, FIELD_KIND, document->kind);
    for (size_t i = 0; i < record->country_count; i++)
        small_add_facet(terms, FIELD_COUNTRY, record->countries[i].code);
    if (record->country_count > 0) /* of the first that is named */
        small_add_facet(terms, FIELD_ABOUT, record->countries[0].code);
    for (size_t i = 0; i < record->goal_count; i++)
        small_add_facet(terms, FIELD_GOAL, record->goals[i].id);
    struct term dates[3];
    for (size_t i = terms_of_date(record->date.value, dates); i-- > 0;)
        small_add(terms, &dates[i], 0);
    if (record->period.range.from.year)
        assert_int_equal(terms_of_period(record->period.range, small_add_boolean, terms, &failure), STATUS_OK);
    qsort(terms->postings, terms->count, sizeof *terms->postings, small_compare);
}

static inline size_t small_fill_values(const struct small_document *document, struct xs_value *values, char date[9],
                                       char year[5], char period[2][PERIOD_VALUE_BYTES])
{
    size_t count = 0;
    if (*document->date) {
        unsigned y = 0, m = 0, d = 0;
        assert_true(sscanf(document->date, "%u-%u-%u", &y, &m, &d) >= 1);
        snprintf(date, 9, "%04u%02u%02u", y % 10000, m % 100, d % 100);
        snprintf(year, 5, "%04u", y % 10000);
        values[count++] = (struct xs_value){ SLOT_DATE, { date, 8 } };
        values[count++] = (struct xs_value){ SLOT_YEAR, { year, 4 } };
    }
    const struct {
        uint32_t slot;
        const char *value;
    } texts[] = { { SLOT_COUNTRIES, document->countries },
                  { SLOT_GOALS, document->goals },
                  { SLOT_LANGUAGE, document->language },
                  { SLOT_KIND, document->kind } };
    for (size_t i = 0; i < 4; i++)
        if (*texts[i].value)
            values[count++] = (struct xs_value){ texts[i].slot, { texts[i].value, strlen(texts[i].value) } };
    if (*document->period) {
        values[count++] = (struct xs_value){ SLOT_PERIOD_FROM, { period[0], 8 } };
        values[count++] = (struct xs_value){ SLOT_PERIOD_TO, { period[1], 8 } };
    }
    return count;
}

static inline void small_add_document(struct xs_writer *writer, const struct small_document *document)
{
    struct small_terms *terms = calloc(1, sizeof *terms);
    struct xs_posting *postings = calloc(SMALL_TERMS, sizeof *postings);
    uint32_t *positions = calloc(SMALL_TERMS, sizeof *positions);
    assert_true(terms && postings && positions);
    struct record record;
    struct buffer data = BUFFER_EMPTY;
    struct failure failure;
    struct term unique;
    struct xs_value values[10];
    char date[9], year[5], period[2][PERIOD_VALUE_BYTES];

    small_fill_record(document, &record);
    small_fill_terms(document, &record, terms);
    period_value_from(record.period.range, period[0]);
    period_value_to(record.period.range, period[1]);
    stored_write(&record, &data);
    term_make(&unique, PREFIX_ID, bytes_of(document->uri));
    struct xs_document xapian = { .unique_term = { unique.bytes, unique.size },
                                  .data = { data.bytes, data.size },
                                  .postings = postings,
                                  .values = values };
    for (size_t i = 0; i < terms->count; i++) {
        struct small_posting *posting = &terms->postings[i];
        if (i == 0 || strcmp(posting->term.bytes, terms->postings[i - 1].term.bytes) != 0)
            postings[xapian.posting_count++].term = (struct bytes){ posting->term.bytes, posting->term.size };
        positions[i] = posting->position;
        struct xs_posting *last = &postings[xapian.posting_count - 1];
        if (posting->position && last->position_count++ == 0)
            last->positions = &positions[i];
    }
    xapian.value_count = small_fill_values(document, values, date, year, period);
    assert_int_equal(xs_writer_add(writer, &xapian, 1, &failure), STATUS_OK);

    buffer_clear(&data);
    record_clear(&record);
    free(terms);
    free(postings);
    free(positions);
}

/* == A generation ============================================================================================= */

static inline bool small_visit_form(struct bytes term, uint32_t frequency, void *context)
{
    struct failure failure;
    if (term.size && !(term.data[0] >= 'A' && term.data[0] <= 'Z'))
        assert_int_equal(lexicon_writer_add(context, term, frequency, &failure), STATUS_OK);
    return true;
}

static inline void small_write_lexicon(const char *stub, const char *path)
{
    struct xs_reader *reader = NULL;
    struct lexicon_writer *writer = NULL;
    struct failure failure = FAILURE_NONE;
    assert_int_equal(xs_reader_open(&reader, stub, &failure), STATUS_OK);
    assert_int_equal(lexicon_writer_new(&writer, &failure), STATUS_OK);
    assert_int_equal(xs_reader_terms(reader, (struct bytes){ "", 0 }, small_visit_form, writer, &failure), STATUS_OK);
    assert_int_equal(lexicon_writer_save(writer, path, &failure), STATUS_OK);
    lexicon_writer_free(writer);
    xs_reader_close(reader);
}

static inline void small_write_names(const char *path)
{
    struct authority countries = AUTHORITY_EMPTY, goals = AUTHORITY_EMPTY;
    struct failure failure = FAILURE_NONE;
    assert_int_equal(authority_load(&countries, CORPUS_DIR "/authority/countries.rdf", &failure), STATUS_OK);
    assert_int_equal(authority_load(&goals, CORPUS_DIR "/authority/goals.rdf", &failure), STATUS_OK);
    assert_int_equal(names_save(&countries, &goals, path, &failure), STATUS_OK);
    authority_clear(&countries);
    authority_clear(&goals);
}

/* Publish the documents as generation `number` of `index`. */
static inline void small_index_publish(const char *index, unsigned long number,
                                       const struct small_document *documents, size_t count)
{
    char directory[FILES_PATH_BYTES], path[FILES_PATH_BYTES], stub[FILES_PATH_BYTES];
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    struct buffer text = BUFFER_EMPTY;

    assert_int_equal(published_directory(index, number, directory, &failure), STATUS_OK);
    assert_int_equal(files_make_directory(directory, &failure), STATUS_OK);
    assert_int_equal(files_join(path, directory, "database-0", &failure), STATUS_OK);
    assert_int_equal(xs_writer_open(&writer, path, XS_CREATE, &failure), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        small_add_document(writer, &documents[i]);
    assert_int_equal(xs_writer_commit(writer, &failure), STATUS_OK);
    xs_writer_close(writer);

    const char *databases[] = { "database-0" };
    assert_int_equal(xs_stub_text(databases, 1, &text, &failure), STATUS_OK);
    files_join(stub, directory, PUBLISHED_STUB, &failure);
    assert_int_equal(files_write_atomically(stub, text.bytes, text.size, &failure), STATUS_OK);
    files_join(path, directory, PUBLISHED_LEXICON, &failure);
    small_write_lexicon(stub, path);
    files_join(path, directory, PUBLISHED_NAMES, &failure);
    small_write_names(path);

    buffer_truncate(&text, 0);
    published_first_line(number, &text);
    files_join(path, index, PUBLISHED_CURRENT, &failure);
    assert_int_equal(files_write_atomically(path, text.bytes, text.size, &failure), STATUS_OK);
    buffer_clear(&text);
}

#endif
