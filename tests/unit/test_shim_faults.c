/* Every allocation of Xapian fails once, in turn, while one or several databases are read and searched: it is told,
 * and nothing crashes. */
#include "tests/unit/failing_new.h"
#include "tests/unit/test_shim.h"

/* Long terms: a string of up to 15 bytes needs no allocation. */
static const struct sample samples[] = {
    { "a", "approvisionnement internationalisation chat", "20090103", "HT" },
    { "b", "approvisionnement environnementalement", NULL, "CA HT" },
    { "c", "institutionnellement zoo", "20090101", NULL },
};

/* == What is tried ============================================================================================ */

static bool see_term(struct bytes term, uint32_t frequency, void *context)
{
    (void)term, (void)frequency, (void)context;
    return true;
}

static enum status try_terms(const struct xs_reader *reader, struct failure *failure)
{
    return xs_reader_terms(reader, (struct bytes){ "", 0 }, see_term, NULL, failure);
}

static enum status try_walk(const struct xs_reader *reader, struct failure *failure)
{
    struct xs_walk *walk = NULL;
    struct bytes term, data;
    bool more = true;
    enum status status = xs_walk_open(&walk, reader, BYTES("Q"), failure);
    while (!status && more)
        status = xs_walk_next(walk, &term, &data, &more, failure);
    xs_walk_close(walk);
    return status;
}

static bool see_value(uint32_t docid, struct bytes value, void *context)
{
    (void)docid, (void)value, (void)context;
    return true;
}

static enum status try_values(const struct xs_reader *reader, struct failure *failure)
{
    return xs_reader_values(reader, SLOT_PLACES, see_value, NULL, failure);
}

static enum status try_data(const struct xs_reader *reader, struct failure *failure)
{
    struct buffer data = BUFFER_EMPTY;
    enum status status = xs_reader_data_of(reader, BYTES("Qc"), &data, failure);
    buffer_clear(&data);
    return status;
}

/* == How ====================================================================================================== */

static enum status try_once(const char *stub, enum status (*try)(const struct xs_reader *, struct failure *),
                            struct failure *failure)
{
    struct xs_reader *reader = NULL;
    enum status status = xs_reader_open(&reader, stub, failure);
    if (!status)
        status = try(reader, failure);
    xs_reader_close(reader);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    static enum status (*const tries[])(const struct xs_reader *, struct failure *) = { try_terms, try_walk,
                                                                                        try_values, try_data };
    enum { MOST_ALLOCATIONS = 5000 };
    for (size_t count = 1; count <= COUNT(samples); count += COUNT(samples) - 1) {
        struct buffer text = BUFFER_EMPTY;
        const char *paths[COUNT(samples)], *stub = in(*state, count == 1 ? "one" : "several");
        for (size_t i = 0; i < count; i++) {
            char name[32];
            snprintf(name, sizeof name, "db-%zu-%zu", count, i);
            make_database(paths[i] = in(*state, name), &samples[count == 1 ? 2 : i], 1);
        }
        assert_int_equal(xs_stub_text(paths, count, &text, NULL), STATUS_OK);
        assert_int_equal(files_write_atomically(stub, text.bytes, text.size, NULL), STATUS_OK);
        for (size_t i = 0; i < COUNT(tries); i++) {
            enum status status = STATUS_NO_MEMORY;
            long allowed = 0;
            for (; status && allowed < MOST_ALLOCATIONS; allowed++) {
                struct failure failure = FAILURE_NONE;
                news_left = allowed;
                status = try_once(stub, tries[i], &failure);
                news_left = -1;
                assert_true(status == STATUS_OK || failure.message[0]);
            }
            assert_int_equal(status, STATUS_OK);
            assert_true(allowed > 10);
        }
        buffer_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { shim_test(every_allocation_may_fail) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
