/* What the tests of the shim share: a folder of their own, and databases made from a few words. */
#ifndef DEPECHE_TESTS_TEST_SHIM_H
#define DEPECHE_TESTS_TEST_SHIM_H

#include <string.h>

#include "base/files.h"
#include "shim/xapian_shim.h"

#include "tests/unit/scratch.h"

enum { SAMPLE_WORDS = 32, SAMPLE_BATCH = 64, SLOT_DATE = 10, SLOT_PLACES = 11 };

/* A document of a test: words divided by single spaces, positions counted from 1. */
struct sample {
    const char *id; /* its unique term is "Q" + id; its data is id + ":" + words */
    const char *words;
    const char *date;   /* the value of SLOT_DATE, NULL for none */
    const char *places; /* the value of SLOT_PLACES, NULL for none */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BYTES(literal) ((struct bytes){ literal, sizeof(literal) - 1 })

/* == A folder for the test ==================================================================================== */

enum { PATHS_OF_A_TEST = 2000 };

struct place {
    struct scratch scratch;
    char *paths[PATHS_OF_A_TEST]; /* that the test asked for */
    size_t path_count;
};

static inline int place_open(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    scratch_open(&place->scratch);
    *state = place;
    return 0;
}

static inline int place_close(void **state)
{
    struct place *place = *state;
    scratch_close(&place->scratch);
    for (size_t i = 0; i < place->path_count; i++)
        free(place->paths[i]);
    free(place);
    return 0;
}

/* A path inside, which lives as long as the place. */
static inline const char *in(struct place *place, const char *name)
{
    char path[FILES_PATH_BYTES];
    assert_true(place->path_count < PATHS_OF_A_TEST);
    char *kept = strdup(scratch_path(&place->scratch, name, path));
    assert_non_null(kept);
    return place->paths[place->path_count++] = kept;
}

#define shim_test(test) cmocka_unit_test_setup_teardown(test, place_open, place_close)

/* == Documents from samples =================================================================================== */

struct drawn {
    char term[260], data[1024];
    struct xs_posting postings[SAMPLE_WORDS];
    uint32_t positions[SAMPLE_WORDS][SAMPLE_WORDS];
    size_t posting_count;
    struct xs_value values[2];
    size_t value_count;
};

static inline void draw_word(struct drawn *drawn, struct bytes word, uint32_t position)
{
    size_t i = 0;
    while (i < drawn->posting_count && (drawn->postings[i].term.size != word.size ||
                                        memcmp(drawn->postings[i].term.data, word.data, word.size) != 0))
        i++;
    assert_true(i < SAMPLE_WORDS);
    if (i == drawn->posting_count)
        drawn->postings[drawn->posting_count++] = (struct xs_posting){ .term = word,
                                                                       .positions = drawn->positions[i] };
    drawn->positions[i][drawn->postings[i].position_count++] = position;
}

static inline void draw_value(struct drawn *drawn, uint32_t slot, const char *value)
{
    if (value)
        drawn->values[drawn->value_count++] = (struct xs_value){ slot, bytes_of(value) };
}

static inline struct xs_document draw(struct drawn *drawn, const struct sample *sample)
{
    memset(drawn, 0, sizeof *drawn);
    snprintf(drawn->term, sizeof drawn->term, "Q%s", sample->id);
    snprintf(drawn->data, sizeof drawn->data, "%s:%s", sample->id, sample->words);
    uint32_t position = 1;
    for (const char *word = sample->words; *word;) {
        size_t size = strcspn(word, " ");
        draw_word(drawn, (struct bytes){ word, size }, position++);
        word += size + (word[size] == ' ');
    }
    draw_value(drawn, SLOT_DATE, sample->date);
    draw_value(drawn, SLOT_PLACES, sample->places);
    return (struct xs_document){
        .unique_term = bytes_of(drawn->term),
        .data = bytes_of(drawn->data),
        .postings = drawn->postings,
        .posting_count = drawn->posting_count,
        .values = drawn->values,
        .value_count = drawn->value_count,
    };
}

typedef enum status (*writer_give)(struct xs_writer *writer, const struct xs_document *documents,
                                   size_t document_count, struct failure *failure);

/* xs_writer_add or xs_writer_replace with these samples as one batch. */
static inline enum status give(struct xs_writer *writer, writer_give function, const struct sample *samples,
                               size_t count, struct failure *failure)
{
    assert_true(count <= SAMPLE_BATCH);
    struct drawn *drawn = calloc(count + 1, sizeof *drawn);
    struct xs_document documents[SAMPLE_BATCH];
    assert_non_null(drawn);
    for (size_t i = 0; i < count; i++)
        documents[i] = draw(&drawn[i], &samples[i]);
    enum status status = function(writer, documents, count, failure);
    free(drawn);
    return status;
}

/* == Databases ================================================================================================ */

/* Says why, from the local `failure`, when it is not STATUS_OK. */
#define assert_ok(call) assert_is_ok(call, &failure, #call, __FILE__, __LINE__)

static inline void assert_is_ok(enum status status, const struct failure *failure, const char *call, const char *file,
                                int line)
{
    if (status == STATUS_OK)
        return;
    print_error("%s: status %d, %s\n", call, status, failure->message);
    _fail(file, line);
}

static inline void make_database(const char *path, const struct sample *samples, size_t count)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    assert_ok(xs_writer_open(&writer, path, XS_CREATE, &failure));
    assert_ok(give(writer, xs_writer_add, samples, count, &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);
}

static inline uint32_t documents_in(const char *path)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    struct xs_reader_facts facts = { 0 };
    assert_ok(xs_reader_open(&reader, path, &failure));
    assert_ok(xs_reader_facts(reader, &facts, &failure));
    xs_reader_close(reader);
    return facts.document_count;
}

/* The data of the document with this id, or "" when there is none; valid until the next call. */
static inline const char *data_in(const char *path, const char *id, char data[1024])
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    struct buffer found = BUFFER_EMPTY;
    char term[260];
    snprintf(term, sizeof term, "Q%s", id);
    assert_ok(xs_reader_open(&reader, path, &failure));
    enum status status = xs_reader_data_of(reader, bytes_of(term), &found, &failure);
    assert_true(status == STATUS_OK || status == STATUS_NOT_FOUND);
    snprintf(data, 1024, "%s", found.bytes);
    buffer_clear(&found);
    xs_reader_close(reader);
    return data;
}

/* == Searches ================================================================================================= */

/* Queries as static trees: TERM("chat"), QUERY(XS_AND, TERM("chat"), TERM("noir")). */
#define TERM(word) (&(struct xs_query){ .op = XS_TERM, .term = { word, sizeof(word) - 1 } })
#define BONUS(word) (&(struct xs_query){ .op = XS_TERM, .term = { word, sizeof(word) - 1 }, .bonus = true })
#define EVERYTHING (&(struct xs_query){ .op = XS_ALL })
#define NOTHING (&(struct xs_query){ .op = XS_NONE })
#define CHILDREN(...)                                                                                                \
    .children = (struct xs_query *const[]){ __VA_ARGS__ },                                                           \
    .child_count = COUNT(((struct xs_query *const[]){ __VA_ARGS__ }))
#define QUERY(operator, ...) (&(struct xs_query){ .op = operator, CHILDREN(__VA_ARGS__) })
#define WITHIN(operator, positions, ...)                                                                             \
    (&(struct xs_query){ .op = operator, .window = positions, CHILDREN(__VA_ARGS__) })
#define SAME(...) (&(struct xs_query){ .op = XS_SAME, .slot = SLOT_PLACES, CHILDREN(__VA_ARGS__) })
#define FIXED(weight, child) (&(struct xs_query){ .op = XS_FIXED, .factor = weight, CHILDREN(child) })
#define SCALED(by, child) (&(struct xs_query){ .op = XS_SCALE, .factor = by, CHILDREN(child) })

/* All hits in order of relevance, with the usual BM25. */
#define SEARCH(tree)                                                                                                 \
    {                                                                                                                \
        .query = tree, .count = 1000, .exact_total = true, .bm25_k1 = 1.2, .bm25_b = 0.75                            \
    }

static inline struct xs_result *search_for(const struct xs_reader *reader, const struct xs_search *search)
{
    struct failure failure = FAILURE_NONE;
    struct xs_result *result = NULL;
    assert_ok(xs_search(reader, search, &result, &failure));
    assert_non_null(result);
    return result;
}

/* The ids of the hits, in order: "b a c". */
static inline const char *ids_of(const struct xs_result *result, char ids[1024])
{
    size_t size = 0;
    ids[0] = '\0';
    for (size_t i = 0; i < result->hit_count; i++) {
        const struct bytes data = result->hits[i].data;
        const char *colon = memchr(data.data, ':', data.size);
        size += (size_t)snprintf(ids + size, 1024 - size, "%s%.*s", i ? " " : "", (int)(colon - data.data),
                                 data.data);
        assert_true(size < 1024);
    }
    return ids;
}

static inline double weight_of(const struct xs_result *result, const char *id)
{
    for (size_t i = 0; i < result->hit_count; i++)
        if (strncmp(result->hits[i].data.data, id, strlen(id)) == 0 && result->hits[i].data.data[strlen(id)] == ':')
            return result->hits[i].weight;
    return -1;
}

#endif
