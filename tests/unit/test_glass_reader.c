/* Positions read from a database's own tables: the same as Xapian gives, and damage is no crash. */
#include "glass/reader.h"

#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "glass/positions.h"
#include "shim/xapian_shim.h"

#include "tests/unit/scratch.h"

enum { DOCUMENTS = 3000, MANY = 9000, KEPT = 16384 };

struct kept {
    uint32_t positions[KEPT];
    size_t count;
};

static void keep(uint32_t position, void *context)
{
    struct kept *kept = context;
    assert_true(kept->count < KEPT);
    kept->positions[kept->count++] = position;
}

/* == Lists ==================================================================================================== */

static void lists_are_decoded(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (size_t count = 1; count < 300; count += 7) {
        uint32_t positions[300], step = seed % 3 == 0 ? 1 : seed % 3 == 1 ? 50 : 100000;
        for (size_t i = 0, at = seed % 200; i < count; i++) {
            seed = seed * 1103515245 + 12345;
            positions[i] = (uint32_t)(at += i ? 1 + (seed >> 8) % step : 0);
        }
        struct buffer tag = BUFFER_EMPTY;
        glass_encode_positions(positions, count, &tag);
        struct glass_position_list list = { .positions = NULL };
        assert_true(glass_decode_positions((struct bytes){ tag.bytes, tag.size }, UINT32_MAX, &list));
        assert_int_equal(list.count, count);
        assert_memory_equal(list.positions, positions, count * sizeof *positions);
        assert_true(glass_decode_positions((struct bytes){ tag.bytes, tag.size }, positions[count / 2], &list));
        assert_true(list.count > count / 2);
        assert_memory_equal(list.positions, positions, list.count * sizeof *positions);
        for (size_t size = 0; size < tag.size; size++) /* cut short, it may be seen to be damaged, and is no crash */
            glass_decode_positions((struct bytes){ tag.bytes, size }, UINT32_MAX, &list);
        glass_position_list_clear(&list);
        buffer_clear(&tag);
    }
}

/* == A database =============================================================================================== */

/* Every document has a word of its own, some share one, and one has a word at many places. */
static void write_database(const char *path)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    static uint32_t many[MANY];
    for (uint32_t i = 0; i < MANY; i++)
        many[i] = 3 * i + i % 2;
    assert_int_equal(xs_writer_open(&writer, path, XS_CREATE, &failure), STATUS_OK);
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++) {
        char unique[20], own[20];
        uint32_t places[] = { docid, docid + 7, 2 * docid + 100 };
        snprintf(unique, sizeof unique, "Q%u", docid);
        snprintf(own, sizeof own, "own%u", docid);
        struct xs_posting postings[] = {
            { { own, strlen(own) }, places, 1 },
            { { "shared", 6 }, places, docid % 3 == 0 ? 3 : 2 },
            { { "nul\0inside", 10 }, places, 2 },
            { { "many", 4 }, many, MANY },
        };
        /* A value for every document, one for those that another shard's would have, one for few, and none. */
        char text[20];
        snprintf(text, sizeof text, "%u %u", docid % 7, docid);
        struct xs_value values[] = { { 2, { text, strlen(text) } }, { 3, { "few", 3 } }, { 130, { text, 1 } } };
        struct xs_document document = { .values = values,
                                        .value_count = docid % 5 == 0               ? 0
                                                       : docid < 2900 && docid % 11 ? 1
                                                                                    : 3,
                                        .unique_term = { unique, strlen(unique) },
                                        .data = { "x", 1 },
                                        .postings = postings,
                                        .posting_count = docid == 1234 ? 4 : 3 };
        assert_int_equal(xs_writer_add(writer, &document, 1, &failure), STATUS_OK);
    }
    assert_int_equal(xs_writer_commit(writer, &failure), STATUS_OK);
    xs_writer_close(writer);
}

static void keep_place(const struct xs_place *place, void *context)
{
    keep(place->position, context);
}

static void positions_are_those_of_xapian(void **state)
{
    (void)state;
    static const struct bytes terms[] = { { "shared", 6 },  { "own77", 5 }, { "nul\0inside", 10 }, { "many", 4 },
                                          { "nowhere", 7 }, { "", 0 },      { "nul", 3 },          { "Q77", 3 } };
    struct scratch scratch;
    struct failure failure = FAILURE_NONE;
    struct xs_reader *xapian = NULL;
    struct glass_reader *reader = NULL;
    scratch_open(&scratch);
    char path[FILES_PATH_BYTES];
    write_database(scratch_path(&scratch, "database", path));
    assert_int_equal(xs_reader_open(&xapian, path, &failure), STATUS_OK);
    assert_int_equal(glass_reader_open(&reader, path, &failure), STATUS_OK);
    for (size_t term = 0; term < sizeof terms / sizeof *terms; term++) {
        for (uint32_t docid = 1; docid <= DOCUMENTS + 1; docid += docid < 60 || docid == 1233 ? 1 : 39) {
            static struct kept expected, found;
            uint32_t most = docid % 2 ? KEPT : 2;
            expected.count = found.count = 0;
            assert_int_equal(
                xs_reader_places(xapian, &docid, 1, &terms[term], 1, most, keep_place, &expected, &failure),
                STATUS_OK);
            assert_int_equal(glass_reader_positions(reader, terms[term], docid, most, keep, &found, &failure),
                             STATUS_OK);
            assert_int_equal(found.count, expected.count);
            assert_memory_equal(found.positions, expected.positions, found.count * sizeof *found.positions);
        }
    }
    glass_reader_close(reader);
    xs_reader_close(xapian);
    scratch_close(&scratch);
}

struct row {
    struct kept docids;
    size_t next;
    char values[DOCUMENTS + 1][20];
};

static bool keep_value(uint32_t docid, struct bytes value, void *context)
{
    struct row *row = context;
    snprintf(row->values[docid], sizeof row->values[docid], "%.*s", (int)value.size, value.data);
    return true;
}

/* Documents are asked for in steps: those without a value are passed over. */
static enum status check_value(uint32_t docid, struct bytes value, void *context)
{
    struct row *row = context;
    while (row->next < row->docids.count && !*row->values[row->docids.positions[row->next]])
        row->next++;
    assert_true(row->next < row->docids.count);
    assert_int_equal(docid, row->docids.positions[row->next]);
    const char *expected = row->values[row->docids.positions[row->next++]];
    assert_int_equal(value.size, strlen(expected));
    assert_memory_equal(value.data, expected, value.size);
    return STATUS_OK;
}

static void values_are_those_of_xapian(void **state)
{
    (void)state;
    static const uint32_t slots[] = { 0, 2, 3, 4, 129, 130 }, steps[] = { 1, 2, 13, 700, 2999 };
    struct scratch scratch;
    struct failure failure = FAILURE_NONE;
    struct xs_reader *xapian = NULL;
    struct glass_reader *reader = NULL;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    write_database(scratch_path(&scratch, "database", path));
    assert_int_equal(xs_reader_open(&xapian, path, &failure), STATUS_OK);
    assert_int_equal(glass_reader_open(&reader, path, &failure), STATUS_OK);
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        for (size_t j = 0; j < sizeof steps / sizeof *steps; j++) {
            static struct row row;
            memset(&row, 0, sizeof row);
            assert_int_equal(xs_reader_values(xapian, slots[i], keep_value, &row, &failure), STATUS_OK);
            for (uint32_t docid = 1; docid <= DOCUMENTS; docid += steps[j])
                keep(docid, &row.docids);
            assert_int_equal(glass_reader_values(reader, slots[i], row.docids.positions, row.docids.count,
                                                 check_value, &row, &failure),
                             STATUS_OK);
            for (; row.next < row.docids.count; row.next++)
                assert_string_equal(row.values[row.docids.positions[row.next]], "");
        }
    }
    glass_reader_close(reader);
    xs_reader_close(xapian);
    scratch_close(&scratch);
}

/* Whatever a byte of the table becomes, reading ends. */
static void damage_is_survived(void **state)
{
    (void)state;
    struct scratch scratch;
    struct failure failure = FAILURE_NONE;
    struct buffer table = BUFFER_EMPTY;
    char path[FILES_PATH_BYTES], database[FILES_PATH_BYTES];
    scratch_open(&scratch);
    write_database(scratch_path(&scratch, "database", database));
    assert_int_equal(files_join(path, database, "position.glass", &failure), STATUS_OK);
    assert_int_equal(files_read(path, 1 << 26, &table, &failure), STATUS_OK);
    uint32_t seed = 7;
    for (int round = 0; round < 60; round++) {
        struct glass_reader *reader = NULL;
        char was[40];
        size_t at[40];
        for (size_t i = 0; i < 40; i++) {
            seed = seed * 1103515245 + 12345;
            at[i] = round < 20 ? (seed >> 8) % table.size
                               : (seed >> 8) % (table.size / 8192) * 8192 + (seed >> 3) % 60;
            was[i] = table.bytes[at[i]];
            table.bytes[at[i]] = (char)(seed >> 16);
        }
        assert_int_equal(files_write_atomically(path, table.bytes, round == 59 ? 100 : table.size, &failure),
                         STATUS_OK);
        assert_int_equal(glass_reader_open(&reader, database, &failure), STATUS_OK);
        for (uint32_t docid = 1; docid <= DOCUMENTS; docid += 17) {
            static struct kept found;
            found.count = 0;
            enum status status = glass_reader_positions(reader, (struct bytes){ "shared", 6 }, docid, KEPT, keep,
                                                        &found, &failure);
            assert_true(status == STATUS_OK || status == STATUS_CORRUPT);
        }
        glass_reader_close(reader);
        for (size_t i = 40; i-- > 0;)
            table.bytes[at[i]] = was[i];
    }
    buffer_clear(&table);
    scratch_close(&scratch);
}

static void other_formats_are_refused(void **state)
{
    (void)state;
    struct scratch scratch;
    struct failure failure = FAILURE_NONE;
    struct glass_reader *reader = NULL;
    scratch_open(&scratch);
    assert_int_equal(glass_reader_open(&reader, scratch.path, &failure), STATUS_NOT_FOUND);
    char path[FILES_PATH_BYTES];
    scratch_path(&scratch, "iamglass", path);
    static const char other[] = "\x0f\x0dXapian Honey\x04\x6e and more bytes than a version file has at the least";
    assert_int_equal(files_write_atomically(path, other, sizeof other, &failure), STATUS_OK);
    assert_int_equal(glass_reader_open(&reader, scratch.path, &failure), STATUS_INVALID);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_decoded),          cmocka_unit_test(positions_are_those_of_xapian),
        cmocka_unit_test(values_are_those_of_xapian), cmocka_unit_test(damage_is_survived),
        cmocka_unit_test(other_formats_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
