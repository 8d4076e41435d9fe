/* An answer made by hand, for the tests of printers: a hit with everything, and one with nothing but hostile text. */
#ifndef DEPECHE_TESTS_UNIT_SAMPLE_ANSWER_H
#define DEPECHE_TESTS_UNIT_SAMPLE_ANSWER_H

#include <string.h>

#include "query/print/printer.h"

#include "tests/unit/scratch.h"

struct sample {
    struct scratch scratch;
    struct names names;
    struct search_request request;
    struct search_answer answer;
    struct answer_hit hits[2];
    struct span title_marks[1], snippet_marks[2];
    struct answer_count countries[2], years[2];
    struct answer_facet facets[1], histogram;
    struct lexicon_form forms[2];
    struct plan_word words[2];
    struct clause clauses[2];
    struct answer_part parts[3];
    struct plan_filter filters[1];
    struct buffer out;
};

static inline struct bytes sample_bytes(const char *text)
{
    return bytes_of(text);
}

static inline void sample_open_names(struct sample *sample)
{
    struct authority countries = AUTHORITY_EMPTY, goals = AUTHORITY_EMPTY;
    struct failure failure = FAILURE_NONE;
    char path[FILES_PATH_BYTES];
    scratch_open(&sample->scratch);
    scratch_path(&sample->scratch, "names", path);
    assert_int_equal(authority_load(&countries, CORPUS_DIR "/authority/countries.rdf", &failure), STATUS_OK);
    assert_int_equal(authority_load(&goals, CORPUS_DIR "/authority/goals.rdf", &failure), STATUS_OK);
    assert_int_equal(names_save(&countries, &goals, path, &failure), STATUS_OK);
    assert_int_equal(names_open(&sample->names, path, &failure), STATUS_OK);
    authority_clear(&countries);
    authority_clear(&goals);
}

static inline void sample_fill_first(struct sample *sample)
{
    struct answer_hit *hit = &sample->hits[0];
    struct record *record = &hit->record;
    struct failure failure;
    struct bytes nothing = { "", 0 };
    record_init(record);
    record_set(&record->uri, sample_bytes("https://a.example/1"), &failure);
    record_set(&record->source, sample_bytes("a/1.html"), &failure);
    record_set(&record->mime, sample_bytes("application/pdf"), &failure);
    record->language = LANGUAGE_FRENCH;
    record->kind = KIND_REPORT;
    hit->page = (struct hit_page){ .number = 4, .count = 92, .label = "iv" };
    record->date.value = (struct date){ 2009, 4, 14 };
    record->period.range = (struct date_range){ { 2007, 4, 1 }, { 2008, 3, 31 } };
    record_add_country(record, "HT", 3, nothing, &failure);
    record_add_country(record, "ML", 1, nothing, &failure);
    record_mark_about(record, "HT");
    record_add_goal(record, "solidarity", 0.5, nothing, &failure);
    hit->rank = 1;
    hit->score = 2.5;
    sample->title_marks[0] = (struct span){ 2, strlen("École") };
    hit->title = (struct snippet){ sample_bytes("L'École, \"rebâtie\""), sample->title_marks, 1, false, false, 0 };
    sample->snippet_marks[0] = (struct span){ strlen("Dix "), strlen("écoles") };
    sample->snippet_marks[1] = (struct span){ strlen("Dix écoles d’"), strlen("Haïti") };
    hit->snippet = (struct snippet){ sample_bytes("Dix écoles d’Haïti."), sample->snippet_marks, 2, true, true, 0 };
}

static inline void sample_fill_second(struct sample *sample)
{
    struct answer_hit *hit = &sample->hits[1];
    struct failure failure;
    record_init(&hit->record);
    record_set(&hit->record.uri, sample_bytes("=cmd|'/c calc'!A1\t\n\033[2J x"), &failure);
    hit->record.kind = KIND_PAGE;
    hit->rank = 2;
    hit->title = (struct snippet){ sample_bytes(""), NULL, 0, false, false, SIZE_MAX };
    hit->snippet = (struct snippet){ sample_bytes("@SUM(A1), \"b\""), NULL, 0, false, false, SIZE_MAX };
}

static inline void sample_open(struct sample *sample)
{
    memset(sample, 0, sizeof *sample);
    sample->out = (struct buffer)BUFFER_EMPTY;
    sample->request = (struct search_request)SEARCH_REQUEST_DEFAULT;
    sample->request.query = "ecole \"haïti";
    sample->request.ui = LANGUAGE_ENGLISH;
    sample_open_names(sample);
    sample_fill_first(sample);
    sample_fill_second(sample);
    sample->countries[0] = (struct answer_count){ "HT", "Haiti", 1200, true };
    sample->countries[1] = (struct answer_count){ "CI", "Côte d’Ivoire", 3, false };
    sample->facets[0] = (struct answer_facet){ FIELD_COUNTRY, sample->countries, 2, 31 };
    sample->years[0] = (struct answer_count){ "2008", "2008", 0, false };
    sample->years[1] = (struct answer_count){ "2009", "2009", 1200, false };
    sample->histogram = (struct answer_facet){ FIELD_DATE, sample->years, 2, 31 };
    sample->forms[0] = (struct lexicon_form){ { "école", strlen("école") }, 1200 };
    sample->forms[1] = (struct lexicon_form){ { "écoles", strlen("écoles") }, 7 };
    sample->words[0] = (struct plan_word){ .typed = "ecole", .forms = sample->forms, .form_count = 2 };
    sample->words[1] = (struct plan_word){ .typed = "xyz*" };
    sample->filters[0] = (struct plan_filter){ FIELD_COUNTRY, "Haïti", "HT", NULL };

    sample->clauses[0] = (struct clause){ .kind = CLAUSE_WORD, .text = "ecole" };
    sample->clauses[1] = (struct clause){ .kind = CLAUSE_PREFIX, .text = "xyz" };
    sample->parts[0] = (struct answer_part){ .clause = &sample->clauses[0], .word = &sample->words[0] };
    sample->parts[0].documents = 1203;
    sample->parts[1] = (struct answer_part){ .clause = &sample->clauses[1], .word = &sample->words[1] };
    sample->parts[1].excluded = true;
    sample->parts[2] = (struct answer_part){ .filter = &sample->filters[0], .documents = 1 };

    struct search_answer *answer = &sample->answer;
    answer->parts = sample->parts;
    answer->part_count = 3;
    answer->plan.list = sample->words;
    answer->plan.word_count = 2;
    answer->plan.filter_list = sample->filters;
    answer->plan.filter_count = 1;
    answer->total = 1234;
    answer->hits = sample->hits;
    answer->hit_count = 2;
    answer->generation = 42;
    answer->document_count = 5000;
    answer->nanoseconds = 1500000;
}

static inline void sample_close(struct sample *sample)
{
    record_clear(&sample->hits[0].record);
    record_clear(&sample->hits[1].record);
    buffer_clear(&sample->out);
    names_close(&sample->names);
    scratch_close(&sample->scratch);
}

static inline const char *sample_print(struct sample *sample, const struct printer *printer, bool colour,
                                       unsigned columns)
{
    struct print_settings settings = {
        .request = &sample->request, .names = &sample->names, .topic = NULL, .colour = colour, .columns = columns
    };
    buffer_truncate(&sample->out, 0);
    printer_run(printer, &settings, &sample->answer, &sample->out);
    return sample->out.bytes;
}

#endif
