/* Places of words in several databases that a stub joins: the same from the tables as through Xapian. */
#include "query/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/files.h"

#include "tests/unit/scratch.h"

enum { DATABASES = 3, DOCUMENTS = 9 };

/* How many documents each database has: Xapian gives them numbers by turns, so that some numbers are nobody's. */
static const size_t sizes[DATABASES] = { 3, 1, 2 };
static const char *const words[] = { "quota", "crabe", "nowhere" };

static void write_database(const char *path, size_t database)
{
    struct xs_writer *writer;
    struct failure failure = FAILURE_NONE;
    assert_int_equal(xs_writer_open(&writer, path, XS_CREATE, &failure), STATUS_OK);
    for (uint32_t i = 0; i < sizes[database]; i++) {
        const uint32_t at = (uint32_t)database * 100 + i * 10;
        const uint32_t quota[] = { at + 1, at + 4 }, crabe[] = { at + 2 };
        const struct xs_posting postings[] = { { bytes_of("crabe"), crabe, 1 }, { bytes_of("quota"), quota, 2 } };
        char unique[8];
        snprintf(unique, sizeof unique, "Q%u", at);
        const struct xs_document document = { .unique_term = bytes_of(unique),
                                              .postings = postings + (i == 2),
                                              .posting_count = 2 - (i == 2) };
        assert_int_equal(xs_writer_add(writer, &document, 1, &failure), STATUS_OK);
    }
    assert_int_equal(xs_writer_commit(writer, &failure), STATUS_OK);
    xs_writer_close(writer);
}

static void write_stub(const struct scratch *scratch, const char *more, char path[FILES_PATH_BYTES])
{
    FILE *file;
    scratch_path(scratch, "stub", path);
    assert_non_null(file = fopen(path, "w"));
    fprintf(file, "# databases beside this file\nauto 0\nauto 1\nauto 2\n%s", more);
    assert_int_equal(fclose(file), 0);
}

static void write_place(const struct xs_place *place, void *context)
{
    struct buffer *written = context;
    buffer_append_format(written, "%zu %zu %u\n", place->document, place->term, place->position);
}

static void find(struct places *places, uint32_t most, struct buffer *written)
{
    uint32_t docids[DOCUMENTS];
    struct bytes terms[sizeof words / sizeof *words];
    struct failure failure = FAILURE_NONE;
    size_t count = 0;
    for (uint32_t i = 0; i < DOCUMENTS; i++)
        if (i / DATABASES < sizes[i % DATABASES])
            docids[count++] = i + 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        terms[i] = bytes_of(words[i]);
    assert_int_equal(
        places_find(places, docids, count, terms, sizeof words / sizeof *words, most, write_place, written, &failure),
        STATUS_OK);
}

static void write_databases(const struct scratch *scratch)
{
    char path[FILES_PATH_BYTES], name[2] = "0";
    for (size_t i = 0; i < DATABASES; i++, name[0]++) {
        scratch_path(scratch, name, path);
        write_database(path, i);
    }
}

static void test_shards(void **state)
{
    (void)state;
    struct scratch scratch;
    struct places places, through;
    struct xs_reader *reader;
    struct failure failure = FAILURE_NONE;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    write_databases(&scratch);
    write_stub(&scratch, "", path);
    assert_int_equal(places_open(&places, path, &failure), STATUS_OK);
    assert_int_equal(places.database_count, DATABASES);
    assert_int_equal(xs_reader_open(&reader, path, &failure), STATUS_OK);
    through = (struct places){ .reader = reader };
    for (uint32_t most = 1; most <= 3; most++) {
        struct buffer here = BUFFER_EMPTY, there = BUFFER_EMPTY;
        find(&places, most, &here);
        find(&through, most, &there);
        assert_true(here.size > 0);
        assert_string_equal(here.bytes, there.bytes);
        buffer_clear(&here);
        buffer_clear(&there);
    }
    xs_reader_close(reader);
    places_close(&places);
    scratch_close(&scratch);
}

/* What is no local database leaves all to Xapian, and nothing open. */
static void test_others(void **state)
{
    (void)state;
    static const char *const lines[] = { "remote example.org:1\n", "auto \n", "auto nowhere\n", "inmemory\n" };
    struct scratch scratch;
    struct places places;
    struct failure failure = FAILURE_NONE;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    write_databases(&scratch);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        write_stub(&scratch, lines[i], path);
        assert_int_equal(places_open(&places, path, &failure), STATUS_OK);
        assert_int_equal(places.database_count, 0);
        places_close(&places);
    }
    scratch_path(&scratch, "no such stub", path);
    assert_int_equal(places_open(&places, path, &failure), STATUS_OK);
    assert_int_equal(places.database_count, 0);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shards),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
