/* Databases of glass against databases that Xapian's API makes of the same documents: all that can be asked of the
 * two is the same, also after both were changed through the API, and after compaction. */
#include "shim/xapian_shim.h"

#include "tests/unit/glass_compare.h"
#include "tests/unit/glass_written.h"

enum {
    NOTHING_SPILLED = 64 << 20,
    SPILLED_OFTEN = 3 << 20,
    EVERY_DOCUMENT = 1,
    QUERIES = 60,
    CHECKED_DOCIDS = 1 << 23
};

/* == Writing both ============================================================================================ */

static void write_api(const struct samples *samples, const char *path)
{
    struct api_database *database = api_open(path, true);
    assert_non_null(database);
    for (size_t i = 0; i < samples->count; i++)
        assert_true(api_put(database, samples->items[i].docid, &samples->items[i].document));
    assert_true(api_close(database));
}

/* == Changing both =========================================================================================== */

/* Every third document goes, every fifth takes the content of another, some come behind the last. */
static void change(const struct samples *samples, const char *path)
{
    struct api_database *database = api_open(path, false);
    uint32_t last = samples->count ? samples->items[samples->count - 1].docid : 0;
    assert_non_null(database);
    for (size_t i = 0; i < samples->count; i++) {
        if (i % 3 == 1)
            assert_true(api_delete(database, samples->items[i].docid));
        else if (i % 5 == 0)
            assert_true(api_put(database, samples->items[i].docid, &samples->items[samples->count - 1 - i].document));
    }
    for (uint32_t i = 0; i < 20 && i < samples->count && last < UINT32_MAX - i; i++)
        assert_true(api_put(database, last + 1 + i, &samples->items[i].document));
    assert_true(api_close(database));
}

/* Xapian's check keeps an array of all docids up to the last one, and 1.4.22 crashes when that is the largest. */
static void check(const struct samples *samples, const char *path)
{
    struct failure failure = FAILURE_NONE;
    if (samples->count == 0 || samples->items[samples->count - 1].docid < CHECKED_DOCIDS)
        assert_written(xs_check(path, &failure), &failure);
}

/* Written at once and in runs the database has the same bytes: what is true of the one is true of the other. */
static void write_both(const struct samples *samples, const struct scratch *scratch, size_t memory, const char *glass,
                       const char *api)
{
    char again[FILES_PATH_BYTES], work[FILES_PATH_BYTES];
    scratch_path(scratch, "again", again);
    scratch_path(scratch, "work", work);
    write_glass(samples, glass, work, NOTHING_SPILLED);
    write_glass(samples, again, work, memory);
    assert_same_database(glass, again);
    write_api(samples, api);
}

/* Both ways, and all that can become of them. */
static void compare_both(const struct samples *samples, size_t memory)
{
    char glass[FILES_PATH_BYTES], api[FILES_PATH_BYTES], compact[FILES_PATH_BYTES];
    const char *merged = glass;
    struct failure failure = FAILURE_NONE;
    struct scratch scratch;
    scratch_open(&scratch);
    scratch_path(&scratch, "glass", glass);
    scratch_path(&scratch, "api", api);
    write_both(samples, &scratch, memory, glass, api);
    check(samples, glass);
    assert_true(api_compare(api, glass, true, QUERIES));
    assert_written(xs_merge(&merged, 1, scratch_path(&scratch, "compact", compact), &failure), &failure);
    check(samples, compact);
    assert_true(api_compare(api, compact, true, 0));
    change(samples, glass);
    change(samples, api);
    check(samples, glass);
    assert_true(api_compare(api, glass, true, QUERIES));
    scratch_close(&scratch);
}

/* == Documents that reach every edge ========================================================================= */

static void draw_none(struct samples *samples)
{
    (void)samples;
}

static void draw_nothing(struct samples *samples)
{
    end_sample(samples, 1);
}

static void draw_no_terms(struct samples *samples)
{
    put_data(samples, "data only", 9);
    end_sample(samples, 1);
    put_value(samples, 3, "a value only", 12);
    end_sample(samples, 2);
    end_sample(samples, 3);
}

static void draw_one(struct samples *samples)
{
    put_word(samples, "un", 1);
    put_term(samples, "Qid", 3, NULL, 0);
    put_data(samples, "one", 3);
    end_sample(samples, 1);
}

/* With as many NULs as a term may have, and long beginnings in common. */
static void draw_long_terms(struct samples *samples)
{
    char term[GLASS_TERM_BYTES];
    for (uint32_t docid = 1; docid <= 40; docid++) {
        for (uint32_t size = GLASS_TERM_BYTES - 20; size <= GLASS_TERM_BYTES; size++) {
            memset(term, 'x', sizeof term);
            put_term(samples, term, size, &docid, 1);
            term[size - 1] = (char)('a' + docid % 7);
            put_term(samples, term, size, &docid, docid % 2);
        }
        memset(term, '\0', sizeof term);
        put_term(samples, term, GLASS_TERM_BYTES / 2, &docid, 1);
        end_sample(samples, docid);
    }
}

/* Terms whose order a wrong escape would change. */
static void draw_zero_bytes(struct samples *samples)
{
    static const struct bytes terms[] = {
        { "a", 1 },       { "a\0", 2 },      { "a\0\0", 3 }, { "a\0b", 3 },         { "a\1", 2 },
        { "a\0\xff", 3 }, { "\0", 1 },       { "\0\0", 2 },  { "\0\xff", 2 },       { "\0\xd8", 2 },
        { "\0\xe0", 2 },  { "\0\xd0\0", 3 }, { "\xff", 1 },  { "\xff\0\xff\0", 4 }, { "b", 1 },
    };
    for (uint32_t docid = 1; docid <= 3000; docid++) {
        for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
            if (docid % (i + 1) == 0)
                put_term(samples, terms[i].data, terms[i].size, &docid, docid % 3 > 0);
        end_sample(samples, docid);
    }
}

static void draw_far_positions(struct samples *samples)
{
    static const uint32_t lists[][6] = {
        { UINT32_MAX },
        { 0 },
        { 0, UINT32_MAX },
        { UINT32_MAX - 1, UINT32_MAX },
        { 0, 1, 2, 3, 4, 5 },
        { 0, 1, UINT32_MAX - 1, UINT32_MAX },
        { 7, 7, 8, 8, 8, 9 },
        { 5, 5 },
        { UINT32_MAX - 5, UINT32_MAX - 4, UINT32_MAX - 3, UINT32_MAX - 2, UINT32_MAX - 1, UINT32_MAX },
        { 0, UINT32_C(1) << 31, UINT32_MAX },
        { 1, 2, 4, 8, 16, 32 },
        { 127, 128 },
        { 128, 16383, 16384 },
    };
    static const size_t counts[] = { 1, 1, 2, 2, 6, 4, 6, 2, 6, 3, 6, 2, 3 };
    char word[16];
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        snprintf(word, sizeof word, "list%zu", i);
        put_term(samples, word, strlen(word), lists[i], counts[i]);
    }
    end_sample(samples, 1);
}

/* 100,000 words: one at 80,000 positions, 20,000 at one. */
static void draw_long_document(struct samples *samples)
{
    enum { OFTEN = 80000, ONCE = 20000 };
    uint32_t *positions = calloc(OFTEN, sizeof *positions), position = 0;
    char word[16];
    assert_non_null(positions);
    for (uint32_t i = 0; i < OFTEN; i++)
        positions[i] = position += 1 + draw_under(samples, 3);
    put_term(samples, "often", 5, positions, OFTEN);
    for (uint32_t i = 0; i < ONCE; i++) {
        snprintf(word, sizeof word, "mot%u", i);
        put_word(samples, word, i + 1);
    }
    free(positions);
    end_sample(samples, 1);
    put_word(samples, "often", 1);
    put_word(samples, "mot7", 2);
    end_sample(samples, 2);
}

/* Slots around which the size of a slot's number changes; a value larger than a chunk; documents without some. */
static void draw_values(struct samples *samples)
{
    static const uint32_t slots[] = { 0,   1,     2,     127,   128,   255,      256,           257,
                                      300, 16383, 16384, 65535, 65536, 16777216, UINT32_MAX - 1 };
    static char large[10000];
    memset(large, 'v', sizeof large);
    for (uint32_t docid = 1; docid <= 1500; docid++) {
        for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
            char value[16];
            snprintf(value, sizeof value, "%u", docid * 7919 % (100 + (uint32_t)i));
            if (docid % (i + 2) != 0)
                put_value(samples, slots[i], value, docid % 11 == 0 ? 0 : strlen(value));
        }
        if (docid % 100 == 0)
            put_value(samples, 9, large, docid * 6);
        put_word(samples, "mot", docid);
        end_sample(samples, docid);
    }
}

static void draw_huge_data(struct samples *samples)
{
    enum { HUGE_BYTES = 10 << 20 };
    put_noise(samples, HUGE_BYTES);
    put_word(samples, "bruit", 1);
    end_sample(samples, 1);
    char *same = calloc(HUGE_BYTES, 1);
    assert_non_null(same);
    put_data(samples, same, HUGE_BYTES);
    free(same);
    end_sample(samples, 2);
    put_data(samples, "small", 5);
    end_sample(samples, 3);
}

/* At the docids where their size in keys changes. */
static void draw_gaps(struct samples *samples)
{
    static const uint32_t docids[] = { 1,          5,          100,        0x7ffe,         0x7fff,
                                       0x8000,     0x8001,     0x3fffff,   0x400000,       0x400001,
                                       0x1fffffff, 0x20000000, 0x20000001, UINT32_MAX - 1, UINT32_MAX };
    for (size_t i = 0; i < sizeof docids / sizeof *docids; i++)
        draw_sample(samples, docids[i], 30, 50, 4);
}

static void draw_small_gaps(struct samples *samples)
{
    static const uint32_t docids[] = { 1, 3, 700, 0x7fff, 0x8000, 0x3fffff, 0x400000 };
    for (size_t i = 0; i < sizeof docids / sizeof *docids; i++)
        draw_sample(samples, docids[i], 30, 50, 4);
}

/* Items that leave 0, 1, 2, ... bytes of a block; and tags around the largest size of an item. */
static void draw_full_blocks(struct samples *samples)
{
    uint32_t docid = 1;
    for (size_t size = 2025; size <= 2050; size++)
        for (int i = 0; i < 9; i++, docid++) {
            put_noise(samples, size);
            end_sample(samples, docid);
        }
    for (size_t left = 0; left < 300; left++, docid += 2) {
        put_noise(samples, 2037);
        end_sample(samples, docid);
        put_noise(samples, left);
        end_sample(samples, docid + 1);
    }
}

static void draw_rare_terms(struct samples *samples)
{
    char word[32];
    for (uint32_t docid = 1; docid <= 200; docid++) {
        for (uint32_t i = 0; i < 100; i++) {
            snprintf(word, sizeof word, "rare%u-%u", docid * 7919 % 211, i);
            put_word(samples, word, i);
        }
        end_sample(samples, docid);
    }
}

/* Lists of many chunks, with large gaps and large wdfs. (Compaction would number anew from a first docid above 1.) */
static void draw_many_postings(struct samples *samples)
{
    uint32_t docid = 0;
    for (uint32_t i = 0; i < 12000; i++) {
        docid += i % 100 == 99 ? 1 + draw_under(samples, 3000) : 1;
        put_word(samples, "tous", i);
        if (i % 2)
            draw_posting(samples, "moitie", i % 50 == 1 ? 400 : 3);
        put_term(samples, "Tfacette", 8, NULL, 0);
        put_value(samples, 1, "12345678", 1 + i % 8);
        end_sample(samples, docid);
    }
}

static void draw_texts(struct samples *samples)
{
    for (uint32_t docid = 1; docid <= 800; docid++)
        draw_sample(samples, docid, 1 + draw_under(samples, 100), 3000, 12);
}

/* == The tests =============================================================================================== */

static void compare_drawn(void (*draw_all)(struct samples *samples), size_t memory)
{
    struct samples samples;
    samples_open(&samples);
    draw_all(&samples);
    compare_both(&samples, memory);
    samples_close(&samples);
}

#define TEST_OF(edge)                                                                                                \
    static void edge(void **state)                                                                                   \
    {                                                                                                                \
        (void)state;                                                                                                 \
        compare_drawn(draw_##edge, SPILLED_OFTEN);                                                                   \
    }
TEST_OF(none)
TEST_OF(nothing)
TEST_OF(no_terms)
TEST_OF(one)
TEST_OF(long_terms)
TEST_OF(zero_bytes)
TEST_OF(far_positions)
TEST_OF(long_document)
TEST_OF(values)
TEST_OF(huge_data)
TEST_OF(gaps)
TEST_OF(small_gaps)
TEST_OF(full_blocks)
TEST_OF(many_postings)
TEST_OF(texts)

/* More runs than are merged at once. */
static void rare_terms(void **state)
{
    (void)state;
    compare_drawn(draw_rare_terms, EVERY_DOCUMENT);
}

/* As other machines read it: through Xapian's own server. */
static void served_by_xapian(void **state)
{
    static const char *const server = "/usr/bin/xapian-progsrv";
    char glass[FILES_PATH_BYTES], api[FILES_PATH_BYTES], work[FILES_PATH_BYTES];
    struct samples samples;
    struct scratch scratch;
    (void)state;
    if (!files_exist(server))
        skip();
    samples_open(&samples);
    scratch_open(&scratch);
    draw_zero_bytes(&samples);
    samples.count = 100;
    write_glass(&samples, scratch_path(&scratch, "glass", glass), scratch_path(&scratch, "work", work),
                NOTHING_SPILLED);
    write_api(&samples, scratch_path(&scratch, "api", api));
    assert_true(api_compare_served(api, glass, server));
    scratch_close(&scratch);
    samples_close(&samples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none),
        cmocka_unit_test(nothing),
        cmocka_unit_test(no_terms),
        cmocka_unit_test(one),
        cmocka_unit_test(long_terms),
        cmocka_unit_test(zero_bytes),
        cmocka_unit_test(far_positions),
        cmocka_unit_test(long_document),
        cmocka_unit_test(values),
        cmocka_unit_test(huge_data),
        cmocka_unit_test(gaps),
        cmocka_unit_test(small_gaps),
        cmocka_unit_test(full_blocks),
        cmocka_unit_test(many_postings),
        cmocka_unit_test(texts),
        cmocka_unit_test(rare_terms),
        cmocka_unit_test(served_by_xapian),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
