/* The shim's reader: facts, metadata, terms, values and documents of a database that is not searched. */
#include "tests/unit/test_shim.h"

static const struct sample samples[] = {
    { "a", "école écoles chat", "20090103", "HT" },
    { "b", "école chien", NULL, "CA HT" },
    { "c", "école école", "20090101", NULL },
};

static struct xs_reader *open_samples(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    const char *path = in(*state, "db");
    make_database(path, samples, COUNT(samples));
    assert_ok(xs_reader_open(&reader, path, &failure));
    return reader;
}

static void facts_are_told(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader_facts facts = { 0 };
    struct xs_reader *reader = open_samples(state);
    assert_ok(xs_reader_facts(reader, &facts, &failure));
    assert_int_equal(facts.document_count, 3);
    assert_int_equal(facts.last_docid, 3);
    assert_true(facts.average_length > 2.3 && facts.average_length < 2.4);
    xs_reader_close(reader);
    xs_reader_close(NULL);
}

static void metadata_comes_back(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct buffer value = BUFFER_EMPTY, limited = BUFFER_LIMITED(2);
    struct xs_writer *writer = NULL;
    struct xs_reader *reader = NULL;
    const char *path = in(*state, "db");
    assert_ok(xs_writer_open(&writer, path, XS_CREATE, &failure));
    assert_ok(xs_writer_set_metadata(writer, "state", BYTES("n\0w"), &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);

    assert_ok(xs_reader_open(&reader, path, &failure));
    assert_ok(xs_reader_metadata(reader, "state", &value, &failure));
    assert_int_equal(value.size, 3);
    assert_memory_equal(value.bytes, "n\0w", 3);
    assert_ok(xs_reader_metadata(reader, "nothing", &value, &failure));
    assert_int_equal(value.size, 3);
    assert_int_equal(xs_reader_metadata(reader, "state", &limited, &failure), STATUS_LIMIT);
    assert_int_equal(xs_reader_metadata(reader, "", &value, &failure), STATUS_INVALID);
    buffer_clear(&value);
    buffer_clear(&limited);
    xs_reader_close(reader);
}

static void frequencies_are_told(void **state)
{
    struct failure failure = FAILURE_NONE;
    static char too_long[300];
    memset(too_long, 'x', sizeof too_long);
    const struct bytes terms[] = { BYTES("école"), BYTES("chien"), BYTES("souris"),
                                   BYTES("Qa"),    BYTES(""),      { too_long, sizeof too_long } };
    const uint32_t expected[COUNT(terms)] = { 3, 1, 0, 1, 0, 0 };
    uint32_t frequencies[COUNT(terms)];
    struct xs_reader *reader = open_samples(state);
    assert_ok(xs_reader_frequencies(reader, terms, COUNT(terms), frequencies, &failure));
    assert_memory_equal(frequencies, expected, sizeof expected);
    xs_reader_close(reader);
}

/* == Walks ==================================================================================================== */

struct seen {
    struct buffer text;
    size_t most; /* stop after as many */
    size_t count;
};

static bool see_term(struct bytes term, uint32_t frequency, void *context)
{
    struct seen *seen = context;
    buffer_append_format(&seen->text, "%.*s=%u ", (int)term.size, term.data, frequency);
    return ++seen->count < seen->most;
}

static bool see_value(uint32_t docid, struct bytes value, void *context)
{
    struct seen *seen = context;
    buffer_append_format(&seen->text, "%u=%.*s ", docid, (int)value.size, value.data);
    return ++seen->count < seen->most;
}

static void terms_come_in_byte_order(void **state)
{
    static const struct {
        const char *prefix;
        size_t most;
        const char *terms;
    } cases[] = {
        { "", 100, "Qa=1 Qb=1 Qc=1 chat=1 chien=1 école=3 écoles=1 " },
        { "éc", 100, "école=3 écoles=1 " },
        { "ch", 1, "chat=1 " },
        { "z", 100, "" },
    };
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct failure failure = FAILURE_NONE;
        struct seen seen = { .text = BUFFER_EMPTY, .most = cases[i].most };
        assert_ok(xs_reader_terms(reader, bytes_of(cases[i].prefix), see_term, &seen, &failure));
        assert_string_equal(seen.text.bytes, cases[i].terms);
        buffer_clear(&seen.text);
    }
    xs_reader_close(reader);
}

static void values_come_in_docid_order(void **state)
{
    static const struct {
        uint32_t slot;
        size_t most;
        const char *values;
    } cases[] = {
        { SLOT_DATE, 100, "1=20090103 3=20090101 " },
        { SLOT_PLACES, 100, "1=HT 2=CA HT " },
        { SLOT_PLACES, 1, "1=HT " },
        { 77, 100, "" },
    };
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct failure failure = FAILURE_NONE;
        struct seen seen = { .text = BUFFER_EMPTY, .most = cases[i].most };
        assert_ok(xs_reader_values(reader, cases[i].slot, see_value, &seen, &failure));
        assert_string_equal(seen.text.bytes, cases[i].values);
        buffer_clear(&seen.text);
    }
    xs_reader_close(reader);
}

/* == Documents ================================================================================================ */

static void data_is_found_by_either_name(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct buffer data = BUFFER_EMPTY;
    static char too_long[300];
    memset(too_long, 'x', sizeof too_long);
    struct xs_reader *reader = open_samples(state);
    assert_ok(xs_reader_data_of(reader, BYTES("Qb"), &data, &failure));
    assert_ok(xs_reader_data(reader, 3, &data, &failure));
    assert_string_equal(data.bytes, "b:école chienc:école école");

    const struct bytes missing[] = { BYTES("Qz"), BYTES(""), { too_long, sizeof too_long } };
    for (size_t i = 0; i < COUNT(missing); i++)
        assert_int_equal(xs_reader_data_of(reader, missing[i], &data, &failure), STATUS_NOT_FOUND);
    const uint32_t docids[] = { 0, 4, UINT32_MAX };
    for (size_t i = 0; i < COUNT(docids); i++)
        assert_int_equal(xs_reader_data(reader, docids[i], &data, &failure), STATUS_NOT_FOUND);
    buffer_clear(&data);
    xs_reader_close(reader);
}

/* 300 documents of different bytes that do not fit in one block of a table. */
static void replace_many(struct xs_writer *writer, int round)
{
    struct failure failure = FAILURE_NONE;
    for (int i = 0; i < 300; i++) {
        char id[16], words[1000];
        size_t size = 0;
        snprintf(id, sizeof id, "%d", i);
        for (int k = 0; k < 30; k++)
            size += (size_t)snprintf(words + size, sizeof words - size, "mot%d-%d-%d ", round, i,
                                     (i * 7919 + k * k) % 9973);
        struct sample sample = { id, words, NULL, NULL };
        assert_ok(give(writer, xs_writer_replace, &sample, 1, &failure));
    }
    assert_ok(xs_writer_commit(writer, &failure));
}

/* Two commits later the blocks that a reader knows are used for something else. */
static void a_reader_left_behind_is_told_so(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    struct xs_reader *reader = NULL;
    struct buffer data = BUFFER_EMPTY;
    const char *path = in(*state, "db");
    assert_ok(xs_writer_open(&writer, path, XS_CREATE, &failure));
    replace_many(writer, 0);
    assert_ok(xs_reader_open(&reader, path, &failure));
    for (int round = 1; round <= 4; round++)
        replace_many(writer, round);
    assert_int_equal(xs_reader_data_of(reader, BYTES("Q150"), &data, &failure), STATUS_CHANGED);
    xs_writer_close(writer);
    buffer_clear(&data);
    xs_reader_close(reader);
}

/* Two databases joined: docids 1, 3, 5 are a, b, c of the first, 2, 4, 6 those of the second. */
static const struct sample others[] = {
    { "x", "école chat", "20100101", NULL },
    { "a", "école neuf", "20100102", "MX" },
    { "z", "loup", NULL, NULL },
};

static struct xs_reader *open_joined(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    struct buffer text = BUFFER_EMPTY;
    const char *paths[] = { in(*state, "db"), in(*state, "others") };
    const char *stub = in(*state, "stub");
    make_database(paths[0], samples, COUNT(samples));
    make_database(paths[1], others, COUNT(others));
    assert_ok(xs_stub_text(paths, 2, &text, &failure));
    assert_ok(files_write_atomically(stub, text.bytes, text.size, &failure));
    assert_ok(xs_reader_open(&reader, stub, &failure));
    buffer_clear(&text);
    return reader;
}

static bool list_docid(uint32_t docid, struct bytes value, void *context)
{
    buffer_append_format(context, "%u=%.*s ", docid, (int)value.size, value.data);
    return true;
}

static void hidden_documents_are_left_out(void **state)
{
    static const uint32_t hidden[] = { 1, 6 };
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = open_joined(state);
    struct xs_reader_facts facts;
    struct buffer told = BUFFER_EMPTY;
    assert_ok(xs_reader_data_of(reader, BYTES("Qa"), &told, &failure));
    assert_string_equal(told.bytes, "a:école écoles chat");
    assert_ok(xs_reader_hide(reader, hidden, COUNT(hidden), &failure));
    assert_ok(xs_reader_facts(reader, &facts, &failure));
    assert_int_equal(facts.document_count, 4);
    buffer_truncate(&told, 0);
    assert_ok(xs_reader_data_of(reader, BYTES("Qa"), &told, &failure));
    assert_string_equal(told.bytes, "a:école neuf");
    assert_int_equal(xs_reader_data_of(reader, BYTES("Qz"), &told, &failure), STATUS_NOT_FOUND);
    buffer_truncate(&told, 0);
    assert_ok(xs_reader_values(reader, SLOT_DATE, list_docid, &told, &failure));
    assert_string_equal(told.bytes, "2=20100101 4=20100102 5=20090101 ");
    assert_ok(xs_reader_hide(reader, NULL, 0, &failure));
    assert_ok(xs_reader_facts(reader, &facts, &failure));
    assert_int_equal(facts.document_count, 6);
    buffer_clear(&told);
    xs_reader_close(reader);
}

static void hidden_documents_are_not_searched(void **state)
{
    static const uint32_t hidden[] = { 1, 5, 6 };
    const struct xs_query school = { .op = XS_TERM, .term = BYTES("école") }, all = { .op = XS_ALL };
    const struct {
        const struct xs_query *query;
        const char *docids;
    } cases[] = { { &school, "2 3 4 " }, { &all, "2 3 4 " } };
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = open_joined(state);
    assert_ok(xs_reader_hide(reader, hidden, COUNT(hidden), &failure));
    for (size_t i = 0; i < COUNT(cases); i++) {
        const uint32_t slots[] = { SLOT_PLACES };
        const struct xs_search search = { .query = cases[i].query, .count = 10, .exact_total = true, .bm25_k1 = 1,
                                          .bm25_b = 0.5, .facet_slots = slots, .facet_count = 1 };
        struct xs_result *result = NULL;
        struct buffer told = BUFFER_EMPTY;
        assert_ok(xs_search(reader, &search, &result, &failure));
        assert_int_equal(result->total, 3);
        for (uint32_t docid = 1; docid <= 6; docid++)
            for (size_t hit = 0; hit < result->hit_count; hit++)
                if (result->hits[hit].docid == docid)
                    buffer_append_format(&told, "%u ", docid);
        assert_string_equal(told.bytes, cases[i].docids);
        assert_int_equal(result->facets[0].value_count, 3); /* CA HT, MX */
        xs_result_free(result);
        buffer_clear(&told);
    }
    xs_reader_close(reader);
}

static void what_cannot_be_hidden_is_refused(void **state)
{
    static const uint32_t twice[] = { 2, 2 }, none[] = { 0 };
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = open_joined(state);
    assert_int_equal(xs_reader_hide(reader, twice, COUNT(twice), &failure), STATUS_INVALID);
    assert_int_equal(xs_reader_hide(reader, none, COUNT(none), &failure), STATUS_INVALID);
    xs_reader_close(reader);
}

static void documents_are_walked_in_the_order_of_ids(void **state)
{
    static const uint32_t hidden[] = { 1, 6 };
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = open_joined(state);
    struct buffer told = BUFFER_EMPTY;
    struct xs_walk *walk = NULL;
    struct bytes term, data;
    bool more = true;
    assert_ok(xs_reader_hide(reader, hidden, COUNT(hidden), &failure));
    assert_ok(xs_walk_open(&walk, reader, BYTES("Q"), &failure));
    for (;;) {
        assert_ok(xs_walk_next(walk, &term, &data, &more, &failure));
        if (!more)
            break;
        buffer_append_format(&told, "%.*s=%.*s\n", (int)term.size, term.data, (int)data.size, data.data);
    }
    assert_string_equal(told.bytes, "Qa=a:école neuf\nQb=b:école chien\nQc=c:école école\nQx=x:école chat\n");
    xs_walk_close(walk);
    xs_walk_close(NULL);
    buffer_clear(&told);
    xs_reader_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        shim_test(facts_are_told),
        shim_test(metadata_comes_back),
        shim_test(frequencies_are_told),
        shim_test(terms_come_in_byte_order),
        shim_test(values_come_in_docid_order),
        shim_test(data_is_found_by_either_name),
        shim_test(a_reader_left_behind_is_told_so),
        shim_test(hidden_documents_are_left_out),
        shim_test(hidden_documents_are_not_searched),
        shim_test(what_cannot_be_hidden_is_refused),
        shim_test(documents_are_walked_in_the_order_of_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
