/* The shim's writer: what is committed is there, what is not is gone, and one bad term loses nothing else. */
#include "tests/unit/test_shim.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct sample first[] = {
    { "a", "le chat dort", "20090101", "HT" },
    { "b", "le chien dort et le chat mange", "20090102", NULL },
};
static const struct sample second[] = { { "c", "une souris", NULL, NULL } };

static struct xs_writer *open_writer(const char *path, enum xs_open how)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    assert_ok(xs_writer_open(&writer, path, how, &failure));
    return writer;
}

static void committed_documents_are_there(void **state)
{
    const char *path = in(*state, "db");
    make_database(path, first, COUNT(first));
    char data[1024];
    assert_int_equal(documents_in(path), 2);
    assert_string_equal(data_in(path, "b", data), "b:le chien dort et le chat mange");
}

static void what_is_not_committed_is_dropped(void **state)
{
    struct failure failure = FAILURE_NONE;
    const char *path = in(*state, "db");
    make_database(path, first, COUNT(first));
    struct xs_writer *writer = open_writer(path, XS_UPDATE);
    assert_ok(give(writer, xs_writer_add, second, COUNT(second), &failure));
    assert_ok(xs_writer_set_metadata(writer, "state", BYTES("new"), &failure));
    assert_ok(xs_writer_delete(writer, &BYTES("Qa"), 1, &failure));
    assert_int_equal(documents_in(path), 2);
    xs_writer_close(writer);

    char data[1024];
    assert_int_equal(documents_in(path), 2);
    assert_string_equal(data_in(path, "a", data), "a:le chat dort");
    assert_string_equal(data_in(path, "c", data), "");
    xs_writer_close(NULL);
}

/* Xapian commits by itself every 10,000 changes, or every XAPIAN_FLUSH_THRESHOLD; a writer of ours never does. */
static void nothing_commits_by_itself(void **state)
{
    struct failure failure = FAILURE_NONE;
    const char *path = in(*state, "db");
    setenv("XAPIAN_FLUSH_THRESHOLD", "3", 1);
    struct xs_writer *writer = open_writer(path, XS_CREATE);
    unsetenv("XAPIAN_FLUSH_THRESHOLD");
    for (int i = 0; i < 20; i++) {
        char id[16];
        snprintf(id, sizeof id, "%d", i);
        struct sample sample = { id, "mot", NULL, NULL };
        assert_ok(give(writer, xs_writer_add, &sample, 1, &failure));
        assert_int_equal(documents_in(path), 0);
    }
    assert_ok(xs_writer_commit(writer, &failure));
    assert_int_equal(documents_in(path), 20);
    assert_ok(give(writer, xs_writer_add, first, COUNT(first), &failure));
    xs_writer_close(writer);
    assert_int_equal(documents_in(path), 20);
}

static void a_writer_goes_on_after_its_commit(void **state)
{
    struct failure failure = FAILURE_NONE;
    const char *path = in(*state, "db");
    struct xs_writer *writer = open_writer(path, XS_CREATE);
    assert_ok(give(writer, xs_writer_add, first, COUNT(first), &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    assert_ok(give(writer, xs_writer_add, second, COUNT(second), &failure));
    assert_ok(xs_writer_set_metadata(writer, "state", BYTES("n\0w"), &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);
    assert_int_equal(documents_in(path), 3);
}

static void replace_replaces_or_adds(void **state)
{
    struct failure failure = FAILURE_NONE;
    static const struct sample newer[] = { { "a", "le chat court", NULL, NULL }, { "d", "un loup", NULL, NULL } };
    const char *path = in(*state, "db");
    make_database(path, first, COUNT(first));
    struct xs_writer *writer = open_writer(path, XS_UPDATE);
    assert_ok(give(writer, xs_writer_replace, newer, COUNT(newer), &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);

    char data[1024];
    assert_int_equal(documents_in(path), 3);
    assert_string_equal(data_in(path, "a", data), "a:le chat court");
    assert_string_equal(data_in(path, "d", data), "d:un loup");
}

static void delete_takes_every_document_with_a_term(void **state)
{
    struct failure failure = FAILURE_NONE;
    const struct bytes terms[] = { BYTES("souris"), BYTES("chien"), BYTES("nowhere") };
    const char *path = in(*state, "db");
    make_database(path, first, COUNT(first));
    struct xs_writer *writer = open_writer(path, XS_UPDATE);
    assert_ok(give(writer, xs_writer_add, second, COUNT(second), &failure));
    assert_ok(xs_writer_delete(writer, terms, COUNT(terms), &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);

    char data[1024];
    assert_int_equal(documents_in(path), 1);
    assert_string_equal(data_in(path, "a", data), "a:le chat dort");
}

/* == Terms ==================================================================================================== */

static void a_nul_counts_twice(void **state)
{
    (void)state;
    assert_int_equal(xs_term_size(BYTES("")), 0);
    assert_int_equal(xs_term_size(BYTES("mot")), 3);
    assert_int_equal(xs_term_size(BYTES("m\0t")), 4);
    assert_int_equal(xs_term_size(BYTES("\0\0")), 4);
}

static void terms_of_any_bytes_up_to_the_limit_are_kept(void **state)
{
    struct failure failure = FAILURE_NONE;
    static char longest[XS_TERM_BYTES], nuls[XS_TERM_BYTES / 2];
    memset(longest, 'x', sizeof longest);
    const uint32_t positions[] = { 1, 5 };
    const struct bytes terms[] = {
        { longest, sizeof longest }, { nuls, sizeof nuls }, BYTES("a\0b"), BYTES("\xff\xfe")
    };
    struct xs_posting postings[COUNT(terms)];
    for (size_t i = 0; i < COUNT(terms); i++)
        postings[i] = (struct xs_posting){ terms[i], positions, COUNT(positions) };
    struct xs_document document = { BYTES("Q\0"), BYTES("d\0ta"), postings, COUNT(postings), NULL, 0 };

    const char *path = in(*state, "db");
    struct xs_writer *writer = open_writer(path, XS_CREATE);
    assert_ok(xs_writer_add(writer, &document, 1, &failure));
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);

    uint32_t frequencies[COUNT(terms)] = { 0 };
    struct xs_reader *reader = NULL;
    struct buffer data = BUFFER_EMPTY;
    assert_ok(xs_reader_open(&reader, path, &failure));
    assert_ok(xs_reader_frequencies(reader, terms, COUNT(terms), frequencies, &failure));
    for (size_t i = 0; i < COUNT(terms); i++)
        assert_int_equal(frequencies[i], 1);
    assert_ok(xs_reader_data_of(reader, BYTES("Q\0"), &data, &failure));
    assert_int_equal(data.size, 4);
    assert_memory_equal(data.bytes, "d\0ta", 4);
    buffer_clear(&data);
    xs_reader_close(reader);
}

/* The bad term is in the last document of the batch, or is its unique term. */
static void a_bad_term_voids_the_batch_and_no_more(void **state)
{
    static char too_long[XS_TERM_BYTES + 2], nuls[130];
    memset(too_long, 'x', sizeof too_long - 1);
    const struct bytes bad[] = { { too_long, XS_TERM_BYTES + 1 }, { nuls, sizeof nuls }, BYTES("") };
    const char *path = in(*state, "db");
    make_database(path, first, COUNT(first));
    for (size_t i = 0; i < COUNT(bad) * 2; i++) {
        struct failure failure = FAILURE_NONE, again = FAILURE_NONE;
        struct xs_posting posting = { .term = bad[i / 2] };
        struct xs_document documents[] = { { .unique_term = BYTES("Qc") }, { .unique_term = BYTES("Qd") } };
        if (i % 2)
            documents[1].unique_term = posting.term;
        else
            documents[1].postings = &posting, documents[1].posting_count = 1;

        struct xs_writer *writer = open_writer(path, XS_UPDATE);
        assert_ok(give(writer, xs_writer_add, second, COUNT(second), &failure));
        assert_int_equal(xs_writer_add(writer, documents, COUNT(documents), &failure), STATUS_LIMIT);
        assert_non_null(strstr(failure.message, path));
        /* From here on the writer says the same to everything, and closing drops what it had. */
        assert_int_equal(give(writer, xs_writer_replace, second, COUNT(second), &again), STATUS_LIMIT);
        assert_string_equal(again.message, failure.message);
        assert_int_equal(xs_writer_commit(writer, NULL), STATUS_LIMIT);
        xs_writer_close(writer);

        char data[1024];
        assert_int_equal(documents_in(path), 2);
        assert_string_equal(data_in(path, "a", data), "a:le chat dort");
    }
    struct failure failure = FAILURE_NONE;
    assert_ok(xs_check(path, &failure));
}

/* == What is refused ========================================================================================== */

static void one_writer_at_a_time(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *second_writer = NULL;
    const char *path = in(*state, "db");
    struct xs_writer *writer = open_writer(path, XS_CREATE);
    assert_int_equal(xs_writer_open(&second_writer, path, XS_UPDATE, &failure), STATUS_LOCKED);
    assert_non_null(strstr(failure.message, path));
    xs_writer_close(writer);
    xs_writer_close(open_writer(path, XS_UPDATE));
}

/* A lock file that cannot be opened is not a lock that somebody holds. */
static void a_lock_refused_by_the_system_is_not_locked(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    const char *path = in(*state, "db"), *lock = in(*state, "db/flintlock");
    make_database(path, first, COUNT(first));
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(mkdir(lock, 0700), 0);
    assert_int_equal(xs_writer_open(&writer, path, XS_UPDATE, &failure), STATUS_IO);
    assert_non_null(strstr(failure.message, "lock"));
}

static void opening_wants_what_is_there(void **state)
{
    static const struct {
        const char *name;
        enum xs_open how;
        enum status status;
    } cases[] = {
        { "nowhere", XS_UPDATE, STATUS_NOT_FOUND }, { "empty", XS_UPDATE, STATUS_NOT_FOUND },
        { "file", XS_UPDATE, STATUS_NOT_FOUND },    { "db", XS_CREATE, STATUS_IO },
        { "no/such/parent", XS_CREATE, STATUS_IO }, { "empty", XS_CREATE, STATUS_OK },
    };
    make_database(in(*state, "db"), first, COUNT(first));
    assert_int_equal(mkdir(in(*state, "empty"), 0700), 0);
    assert_true(close(open(in(*state, "file"), O_CREAT | O_WRONLY, 0600)) == 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct failure failure = FAILURE_NONE;
        struct xs_writer *writer = NULL;
        const char *path = in(*state, cases[i].name);
        assert_int_equal(xs_writer_open(&writer, path, cases[i].how, &failure), cases[i].status);
        if (cases[i].status)
            assert_non_null(strstr(failure.message, path));
        xs_writer_close(writer);
    }
    assert_int_equal(documents_in(in(*state, "db")), 2);
}

static void metadata_needs_a_key(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = open_writer(in(*state, "db"), XS_CREATE);
    assert_int_equal(xs_writer_set_metadata(writer, "", BYTES("x"), &failure), STATUS_INVALID);
    xs_writer_close(writer);
}

/* == Failures in the middle =================================================================================== */

static enum status commit_with_files_up_to(rlim_t bytes, struct xs_writer *writer, struct failure *failure)
{
    struct rlimit limit, small;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small = limit;
    small.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum status status = xs_writer_commit(writer, failure);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    signal(SIGXFSZ, SIG_DFL);
    return status;
}

/* The system refuses to make files larger, as on a full disk, at each stage of the commit. Closing, when there is
 * room again, must not commit what failed. */
static void a_failed_commit_leaves_the_one_before(void **state)
{
    const char *path = in(*state, "db");
    size_t failures = 0;
    make_database(path, first, COUNT(first));
    for (rlim_t bytes = 100; failures == 0 || documents_in(path) == COUNT(first); bytes += 4000) {
        struct failure failure = FAILURE_NONE, again = FAILURE_NONE;
        struct xs_writer *writer = open_writer(path, XS_UPDATE);
        for (int i = 0; i < 500; i++) {
            char id[16], words[64];
            snprintf(id, sizeof id, "%d", i);
            snprintf(words, sizeof words, "mot%d autre%d %d", i, i * 7, i * i);
            struct sample sample = { id, words, NULL, NULL };
            assert_ok(give(writer, xs_writer_add, &sample, 1, &failure));
        }
        if (commit_with_files_up_to(bytes, writer, &failure)) {
            failures++;
            assert_int_equal(failure.status, STATUS_IO);
            assert_non_null(strstr(failure.message, "File too large"));
            assert_int_equal(xs_writer_commit(writer, &again), STATUS_IO);
            assert_string_equal(again.message, failure.message);
            xs_writer_close(writer);
            assert_int_equal(documents_in(path), COUNT(first));
            assert_ok(xs_check(path, &failure));
        } else
            xs_writer_close(writer);
    }
    assert_true(failures > 5);
    assert_int_equal(documents_in(path), COUNT(first) + 500);
}

/* A size that cannot be makes the C++ library throw, not Xapian. */
static void any_exception_is_a_status(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_document document = { .unique_term = BYTES("Qa"), .data = { "", SIZE_MAX } };
    struct xs_writer *writer = open_writer(in(*state, "db"), XS_CREATE);
    assert_int_equal(xs_writer_add(writer, &document, 1, &failure), STATUS_IO);
    assert_true(failure.message[0]);
    xs_writer_close(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        shim_test(committed_documents_are_there),
        shim_test(what_is_not_committed_is_dropped),
        shim_test(nothing_commits_by_itself),
        shim_test(a_writer_goes_on_after_its_commit),
        shim_test(replace_replaces_or_adds),
        shim_test(delete_takes_every_document_with_a_term),
        shim_test(a_nul_counts_twice),
        shim_test(terms_of_any_bytes_up_to_the_limit_are_kept),
        shim_test(a_bad_term_voids_the_batch_and_no_more),
        shim_test(one_writer_at_a_time),
        shim_test(a_lock_refused_by_the_system_is_not_locked),
        shim_test(opening_wants_what_is_there),
        shim_test(metadata_needs_a_key),
        shim_test(a_failed_commit_leaves_the_one_before),
        shim_test(any_exception_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
