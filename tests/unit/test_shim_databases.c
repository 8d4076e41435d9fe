/* Whole databases: merging keeps documents and their order, stubs join, damage is a status and never a crash. */
#include "tests/unit/test_shim.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* == Merging ================================================================================================== */

enum { SEGMENTS = 300, EMPTY_EVERY = 50 };

static void make_segments(struct place *place)
{
    for (int i = 0; i < SEGMENTS; i++) {
        char name[32], id[2][16];
        snprintf(name, sizeof name, "s%03d", i);
        snprintf(id[0], sizeof id[0], "%d-a", i);
        snprintf(id[1], sizeof id[1], "%d-b", i);
        struct sample samples[] = { { id[0], "un mot commun", "2009", "HT" }, { id[1], "autre mot", NULL, NULL } };
        make_database(in(place, name), samples, i % EMPTY_EVERY == 7 ? 0 : 2);
    }
}

static enum status merge_segments(struct place *place, const char *to, struct failure *failure)
{
    const char *from[SEGMENTS];
    for (int i = 0; i < SEGMENTS; i++) {
        char name[32];
        snprintf(name, sizeof name, "s%03d", i);
        from[i] = in(place, name);
    }
    return xs_merge(from, SEGMENTS, to, failure);
}

/* Documents 1, 2, 3, ... are those of the segments, in their order. */
static void assert_merged(const char *path)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    uint32_t docid = 1, frequency = 0;
    assert_ok(xs_reader_open(&reader, path, &failure));
    for (int i = 0; i < SEGMENTS; i++) {
        struct buffer data = BUFFER_EMPTY;
        char expected[64];
        if (i % EMPTY_EVERY == 7)
            continue;
        snprintf(expected, sizeof expected, "%d-a:un mot commun%d-b:autre mot", i, i);
        assert_ok(xs_reader_data(reader, docid++, &data, &failure));
        assert_ok(xs_reader_data(reader, docid++, &data, &failure));
        assert_string_equal(data.bytes, expected);
        buffer_clear(&data);
    }
    assert_ok(xs_reader_frequencies(reader, &BYTES("commun"), 1, &frequency, &failure));
    assert_int_equal(frequency, (docid - 1) / 2);
    xs_reader_close(reader);
    assert_int_equal(documents_in(path), docid - 1);
    assert_ok(xs_check(path, &failure));
}

/* Once with room for all of them, and once with so few files open that it takes four passes, of which nothing is
 * left. */
static void merging_keeps_documents_and_their_order(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct rlimit limit, few;
    const char *at_once = in(*state, "merged"), *in_passes = in(*state, "again");
    make_segments(*state);
    assert_ok(merge_segments(*state, at_once, &failure));
    assert_merged(at_once);
    assert_int_equal(merge_segments(*state, at_once, &failure), STATUS_INVALID);
    assert_merged(at_once);

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    few = limit;
    few.rlim_cur = 100;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    enum status status = merge_segments(*state, in_passes, &failure);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_ok(status);
    assert_merged(in_passes);
    for (int i = 0; i < 50; i++) {
        char part[32];
        snprintf(part, sizeof part, "again.part%d-%d", SEGMENTS, i);
        assert_false(files_exist(in(*state, part)));
    }
}

static void merging_keeps_the_first_metadata(void **state)
{
    struct failure failure = FAILURE_NONE;
    const char *from[] = { in(*state, "one"), in(*state, "two") }, *to = in(*state, "merged");
    const char *const metadata[][3] = { { "state", "first", "second" }, { "other", "", "kept" } };
    for (size_t i = 0; i < COUNT(from); i++) {
        struct xs_writer *writer = NULL;
        assert_ok(xs_writer_open(&writer, from[i], XS_CREATE, &failure));
        for (size_t k = 0; k < COUNT(metadata); k++)
            assert_ok(xs_writer_set_metadata(writer, metadata[k][0], bytes_of(metadata[k][1 + i]), &failure));
        assert_ok(xs_writer_commit(writer, &failure));
        xs_writer_close(writer);
    }
    assert_ok(xs_merge(from, COUNT(from), to, &failure));

    struct xs_reader *reader = NULL;
    struct buffer values = BUFFER_EMPTY;
    assert_ok(xs_reader_open(&reader, to, &failure));
    for (size_t k = 0; k < COUNT(metadata); k++)
        assert_ok(xs_reader_metadata(reader, metadata[k][0], &values, &failure));
    assert_string_equal(values.bytes, "firstkept");
    buffer_clear(&values);
    xs_reader_close(reader);
}

static void merging_wants_databases(void **state)
{
    struct failure failure = FAILURE_NONE;
    const char *from[] = { in(*state, "nowhere") }, *to = in(*state, "merged");
    assert_int_equal(xs_merge(from, 1, to, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, from[0]));
    assert_int_equal(xs_merge(from, 0, to, &failure), STATUS_INVALID);
    assert_false(files_exist(to));
}

static void make_large(const char *path)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    assert_ok(xs_writer_open(&writer, path, XS_CREATE, &failure));
    for (int i = 0; i < 2000; i++) {
        char id[16], words[64];
        snprintf(id, sizeof id, "%d", i);
        snprintf(words, sizeof words, "mot%d suite fin%d mot%d suite", i % 300, i, i % 70);
        struct sample sample = { id, words, "20090101", "HT CA" };
        assert_ok(give(writer, xs_writer_add, &sample, 1, &failure));
    }
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);
}

static void merging_names_the_broken_one(void **state)
{
    struct failure failure = FAILURE_NONE;
    static const struct sample samples[] = { { "a", "un", NULL, NULL } };
    const char *from[] = { in(*state, "good"), in(*state, "bad") }, *to = in(*state, "merged");
    make_database(from[0], samples, COUNT(samples));
    make_database(from[1], samples, COUNT(samples));
    assert_int_equal(truncate(in(*state, "bad/postlist.glass"), 0), 0);
    assert_int_equal(xs_merge(from, COUNT(from), to, &failure), STATUS_CORRUPT);
    assert_non_null(strstr(failure.message, from[1]));
    /* Cut in the middle it opens, and fails when the merge is under way; nothing is left of that. */
    make_large(in(*state, "large"));
    struct stat facts;
    from[1] = in(*state, "large");
    assert_int_equal(stat(in(*state, "large/postlist.glass"), &facts), 0);
    assert_int_equal(truncate(in(*state, "large/postlist.glass"), facts.st_size / 2), 0);
    assert_int_equal(xs_merge(from, COUNT(from), to, &failure), STATUS_CORRUPT);
    assert_false(files_exist(to));
    assert_int_equal(xs_merge(from, 1, in(*state, "no/such/parent"), &failure), STATUS_NOT_FOUND);
}

/* == Stub files =============================================================================================== */

static void write_file(const char *path, const char *content)
{
    struct failure failure = FAILURE_NONE;
    assert_ok(files_write_atomically(path, content, strlen(content), &failure));
}

static void a_stub_joins_databases(void **state)
{
    struct failure failure = FAILURE_NONE;
    static const struct sample one[] = { { "a", "un", NULL, NULL } }, two[] = { { "b", "deux", NULL, NULL } };
    struct buffer text = BUFFER_EMPTY;
    make_database(in(*state, "part one"), one, COUNT(one));
    make_database(in(*state, "two"), two, COUNT(two));
    const char *paths[] = { "part one", in(*state, "two") }, *stub = in(*state, "current");
    assert_ok(xs_stub_text(paths, COUNT(paths), &text, &failure));
    write_file(stub, text.bytes);
    buffer_clear(&text);

    char data[1024];
    assert_int_equal(documents_in(stub), 2);
    assert_string_equal(data_in(stub, "b", data), "b:deux");
}

static void a_stub_names_whole_paths(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "two\nlines", "carriage\rreturn" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct failure failure = FAILURE_NONE;
        struct buffer text = BUFFER_EMPTY;
        assert_int_equal(xs_stub_text(&bad[i], 1, &text, &failure), STATUS_INVALID);
        buffer_clear(&text);
    }
}

/* == What cannot be opened ==================================================================================== */

static void opening_tells_what_is_wrong(void **state)
{
    static const struct {
        const char *name;
        enum status status;
    } cases[] = {
        { "nowhere", STATUS_NOT_FOUND },  { "folder", STATUS_NOT_FOUND },
        { "empty", STATUS_CORRUPT },      /* a stub cut off */
        { "junk", STATUS_CORRUPT },       /* not a stub's lines */
        { "dangling", STATUS_NOT_FOUND }, /* a stub that names what is not there */
        { "fifo", STATUS_CORRUPT },       /* does not hang */
    };
    assert_int_equal(mkdir(in(*state, "folder"), 0700), 0);
    assert_int_equal(mkfifo(in(*state, "fifo"), 0600), 0);
    write_file(in(*state, "empty"), "");
    write_file(in(*state, "junk"), "\x01\x02junk\n");
    write_file(in(*state, "dangling"), "auto nowhere\n");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct failure failure = FAILURE_NONE;
        struct xs_reader *reader = NULL;
        const char *path = in(*state, cases[i].name);
        assert_int_equal(xs_reader_open(&reader, path, &failure), cases[i].status);
        assert_non_null(strstr(failure.message, path));
        assert_null(reader);
    }
    struct failure failure = FAILURE_NONE;
    assert_int_equal(xs_check(in(*state, "nowhere"), &failure), STATUS_NOT_FOUND);
    assert_int_equal(xs_check(in(*state, "folder"), &failure), STATUS_NOT_FOUND);
}

/* == Damage =================================================================================================== */

enum damage { HALVED, EMPTIED, OVERWRITTEN, DELETED, DAMAGES };

static void damage(const char *path, enum damage how)
{
    struct stat before;
    assert_int_equal(stat(path, &before), 0);
    if (how == HALVED)
        assert_int_equal(truncate(path, before.st_size / 2), 0);
    else if (how == EMPTIED)
        assert_int_equal(truncate(path, 0), 0);
    else if (how == DELETED)
        assert_int_equal(unlink(path), 0);
    else {
        int file = open(path, O_WRONLY);
        for (off_t i = 0; i < before.st_size && i < 8192; i++)
            assert_int_equal(write(file, "\xa7", 1), 1);
        close(file);
    }
}

static bool count_term(struct bytes term, uint32_t frequency, void *context)
{
    (void)term;
    *(uint64_t *)context += frequency;
    return true;
}

/* Everything a reader can do; the first failure, if any. */
static enum status read_all(const char *path, struct failure *failure)
{
    struct xs_reader *reader = NULL;
    struct xs_result *result = NULL;
    struct xs_query words[] = { { .op = XS_TERM, .term = BYTES("mot7") }, { .op = XS_TERM, .term = BYTES("suite") } };
    struct xs_query *children[] = { &words[0], &words[1] };
    struct xs_query phrase = { .op = XS_PHRASE, .children = children, .child_count = 2 };
    const uint32_t slot = SLOT_PLACES;
    struct xs_search search = {
        .query = &phrase,
        .count = 10,
        .facet_slots = &slot,
        .facet_count = 1,
        .bm25_k1 = 1.2,
        .bm25_b = 0.75,
    };
    struct buffer data = BUFFER_EMPTY;
    uint64_t sum = 0;
    enum status status = xs_reader_open(&reader, path, failure);
    if (!status)
        status = xs_search(reader, &search, &result, failure);
    if (!status)
        status = xs_reader_terms(reader, BYTES(""), count_term, &sum, failure);
    for (uint32_t docid = 1; docid <= 2000 && !status; docid++)
        status = xs_reader_data(reader, docid, &data, failure);
    xs_result_free(result);
    buffer_clear(&data);
    xs_reader_close(reader);
    return status;
}

static void restore(const char *from, const char *to, const char *name)
{
    struct failure failure = FAILURE_NONE;
    char whole[FILES_PATH_BYTES], damaged[FILES_PATH_BYTES];
    assert_ok(files_join(whole, from, name, &failure));
    assert_ok(files_join(damaged, to, name, &failure));
    unlink(damaged);
    assert_ok(files_copy(whole, damaged, &failure));
}

/* Xapian itself takes a missing docdata or position table for an empty one, and so finds nothing wrong; that is
 * what the manifest of a generation is for. */
static bool goes_unnoticed(const char *name, enum damage how)
{
    return how == DELETED &&
           (!strcmp(name, "docdata.glass") || !strcmp(name, "position.glass") || !strcmp(name, "termlist.glass"));
}

static void damage_is_a_status(void **state)
{
    static const char *const names[] = { "iamglass", "postlist.glass", "docdata.glass", "termlist.glass",
                                         "position.glass" };
    struct failure failure = FAILURE_NONE;
    const char *whole = in(*state, "whole"), *damaged = in(*state, "damaged");
    make_large(whole);
    assert_int_equal(mkdir(damaged, 0700), 0);
    for (size_t i = 0; i < COUNT(names); i++)
        restore(whole, damaged, names[i]);
    assert_ok(xs_check(damaged, &failure));
    assert_ok(read_all(damaged, &failure));

    for (size_t i = 0; i < COUNT(names); i++)
        for (enum damage how = 0; how < DAMAGES; how++) {
            char path[FILES_PATH_BYTES];
            assert_ok(files_join(path, damaged, names[i], &failure));
            damage(path, how);
            enum status expected = i == 0 && how == DELETED ? STATUS_NOT_FOUND : STATUS_CORRUPT;
            enum status checked = xs_check(damaged, &failure), seen = read_all(damaged, &failure);
            if (checked != expected && !goes_unnoticed(names[i], how))
                fail_msg("%s, damage %d: check gave %d", names[i], how, checked);
            if (seen != STATUS_OK && seen != STATUS_CORRUPT && seen != STATUS_NOT_FOUND)
                fail_msg("%s, damage %d: reading gave %d, %s", names[i], how, seen, failure.message);
            restore(whole, damaged, names[i]);
        }
}

/* One bit in the postings: the check says in which table and what is wrong. */
static void the_check_names_the_table(void **state)
{
    struct failure failure = FAILURE_NONE;
    const char *path = in(*state, "whole"), *table = in(*state, "whole/postlist.glass");
    make_large(path);
    int file = open(table, O_RDWR);
    struct stat facts;
    assert_int_equal(fstat(file, &facts), 0);
    bool told = false;
    for (off_t at = 8192 + 4000; at < facts.st_size && !told; at += 97) {
        unsigned char byte;
        assert_int_equal(pread(file, &byte, 1, at), 1);
        byte ^= 4;
        assert_int_equal(pwrite(file, &byte, 1, at), 1);
        told = xs_check(path, &failure) == STATUS_CORRUPT && strstr(failure.message, "the first: postlist: ");
        byte ^= 4;
        assert_int_equal(pwrite(file, &byte, 1, at), 1);
    }
    close(file);
    assert_true(told);
    assert_non_null(strstr(failure.message, path));
    assert_ok(xs_check(path, &failure));
}

static void the_version_is_one_we_trust(void **state)
{
    (void)state;
    assert_int_equal(strncmp(xs_version(), "1.4.", 4), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        shim_test(merging_keeps_documents_and_their_order),
        shim_test(merging_keeps_the_first_metadata),
        shim_test(merging_wants_databases),
        shim_test(merging_names_the_broken_one),
        shim_test(a_stub_joins_databases),
        shim_test(a_stub_names_whole_paths),
        shim_test(opening_tells_what_is_wrong),
        shim_test(damage_is_a_status),
        shim_test(the_check_names_the_table),
        shim_test(the_version_is_one_we_trust),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
