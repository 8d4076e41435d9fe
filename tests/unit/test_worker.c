/* The pool of workers with readers that crash, hang, give up or talk nonsense: each costs the one document it had.
 * `extract` and what prepares it are this file's own, so that a document does what its text says. */
#include "indexer/workers/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "indexer/common/reason.h"
#include "indexer/workers/extract.h"

/* == Readers that go wrong ==================================================================================== */

enum status extract_prepare(struct failure *failure)
{
    (void)failure;
    return STATUS_OK;
}

static void misbehave(const char *how)
{
    volatile int zero = 0;
    if (strcmp(how, "abort") == 0)
        abort();
    if (strcmp(how, "killed") == 0) /* as for want of memory; other signals the sanitizers would take */
        syscall(SYS_tgkill, getpid(), getpid(), SIGKILL);
    if (strcmp(how, "forged") == 0)
        (void)!write(STDOUT_FILENO, "\x03\0\0\0\0\0\0\0\x01\x01x", 11); /* another name before an answer */
    if (strcmp(how, "exit") == 0)
        _exit(3);
    while (strcmp(how, "hang") == 0)
        zero++;
    if (strcmp(how, "garbage") == 0)
        (void)!write(STDOUT_FILENO, "\x05\0\0\0\0\0\0\0nonsense that is no frame", 34);
    if (strcmp(how, "flood") == 0)
        (void)!write(STDOUT_FILENO, "\xff\xff\xff\xff\xff\xff\xff\x7f", 8);
    if (strcmp(how, "silent end") == 0)
        close(STDOUT_FILENO);
}

static enum status give(const struct extract_taker *taker, uint64_t number, const char *line, struct failure *failure)
{
    struct extracted extracted = { .member = number, .name = { line, strlen(line) } };
    struct record record;
    enum status status = taker->begin(&extracted, taker->context, failure);
    if (status)
        return status;
    misbehave(line);
    record_init(&record);
    record_set(&record.source, extracted.name, NULL);
    record_set(&record.uri, extracted.name, NULL);
    if (strcmp(line, "rejected") == 0)
        extracted.status = fail_reason(&extracted.failure, REASON_ENCRYPTED, "is encrypted");
    if (strcmp(line, "long") == 0)
        for (size_t i = 0; i < 3 << 10; i++)
            buffer_append_format(&record.text, "%1024d", 0);
    extracted.record = extracted.status ? NULL : &record;
    status = taker->take(&extracted, taker->context, failure);
    record_clear(&record);
    return status;
}

/* Each line of the file is a document. */
enum status extract(struct fact_finder *finder, const struct item *item, const struct extract_taker *taker,
                    struct failure *failure)
{
    char text[4096] = "", *rest = NULL;
    enum status status = STATUS_OK;
    uint64_t number = 0;
    (void)finder;
    if (read(item->file, text, sizeof text - 1) < 0)
        return STATUS_IO;
    for (char *line = strtok_r(text, "\n", &rest); line && !status; line = strtok_r(NULL, "\n", &rest), number++)
        if (number >= item->first_member)
            status = give(taker, number, line, failure);
    return status;
}

/* == The pool ================================================================================================= */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status tell(const char *source, const struct stamp *stamp, const struct worker_answer *answer,
                        void *context, struct failure *failure)
{
    struct buffer *told = context;
    (void)stamp, (void)failure;
    if (!answer)
        buffer_append_format(told, "%s.\n", source);
    else if (answer->status)
        buffer_append_format(told, "%s: %.*s: %s: %s\n", source, (int)answer->name.size, answer->name.data,
                             reason_name(reason_of(&answer->failure)), answer->failure.message);
    else
        buffer_append_format(told, "%s: %.*s\n", source, (int)answer->name.size, answer->name.data);
    return STATUS_OK;
}

static int file_of(const char *text)
{
    int file = memfd_create("test", MFD_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    assert_int_equal(lseek(file, 0, SEEK_SET), 0);
    return file;
}

struct made_file {
    const char *name, *text;
};

static void assert_told(const struct made_file *files, size_t count, size_t workers, const char *wanted)
{
    struct authority countries = AUTHORITY_EMPTY, goals = AUTHORITY_EMPTY;
    struct worker_settings settings = {
        .facts = { &countries, &goals, NULL },
        .limits = { .seconds = 2, .memory_bytes = (size_t)512 << 20, .output_bytes = 1 << 20 },
        .record_only = true,
    };
    struct buffer told = BUFFER_EMPTY;
    struct worker_pool *pool = NULL;
    struct failure failure = FAILURE_NONE;
    if (worker_pool_new(&pool, workers, &settings, tell, &told, &failure))
        fail_msg("%s", failure.message);
    for (size_t i = 0; i < count; i++) {
        struct worker_job job = { .source = files[i].name, .file = -1 };
        if (files[i].text)
            job.file = file_of(files[i].text);
        struct failure reason;
        if (files[i].text) {
            assert_int_equal(worker_pool_submit(pool, &job, &failure), STATUS_OK);
        } else {
            fail_reason(&reason, REASON_UNREADABLE, "cannot be opened");
            assert_int_equal(worker_pool_reject(pool, &job, &reason, &failure), STATUS_OK);
        }
    }
    assert_int_equal(worker_pool_finish(pool, &failure), STATUS_OK);
    assert_string_equal(told.bytes, wanted);
    worker_pool_free(pool);
    buffer_clear(&told);
}

#define COUNT(files) (sizeof(files) / sizeof *(files))

static void test_one_document_each(void **state)
{
    (void)state;
    static const struct made_file files[] = {
        { "a", "fine" },     { "b", "abort" },      { "c", "fine" },   { "d", "killed" }, { "e", "exit" },
        { "f", "hang" },     { "g", "garbage" },    { "h", "flood" },  { "i", "long" },   { "j", NULL },
        { "k", "rejected" }, { "l", "silent end" }, { "m", "forged" }, { "n", "fine" },
    };
    for (size_t workers = 1; workers <= 3; workers += 2)
        assert_told(files, COUNT(files), workers,
                    "a: fine\na.\n"
                    "b: abort: crash: made its reader crash (Aborted)\nb.\n"
                    "c: fine\nc.\n"
                    "d: killed: crash: made its reader crash (Killed)\nd.\n"
                    "e: exit: crash: made its reader give up (exit status 3)\ne.\n"
                    "f: hang: timeout: takes longer than 2 s to read\nf.\n"
                    "g: garbage: crash: made its reader send a damaged answer\ng.\n"
                    "h: flood: output-limit: makes an answer of more than 1048576 bytes\nh.\n"
                    "i: long: output-limit: the record is larger than 1048576 bytes\ni.\n"
                    "j: : unreadable: cannot be opened\nj.\n"
                    "k: rejected: encrypted: is encrypted\nk.\n"
                    "l: silent end: crash: made its reader give up (exit status 1)\nl.\n"
                    "m: forged: crash: made its reader send a damaged answer\nm.\n"
                    "n: fine\nn.\n");
}

/* What follows in an archive is read by the next worker. */
static void test_archives(void **state)
{
    (void)state;
    static const struct made_file files[] = {
        { "a", "one\nabort\nthree\nhang\nfive\nrejected\nexit" },
        { "b", "abort\nabort\nabort\nabort\nabort\nnever read" },
        { "c", "fine" },
    };
    assert_told(files, COUNT(files), 2,
                "a: one\na: abort: crash: made its reader crash (Aborted)\na: three\n"
                "a: hang: timeout: takes longer than 2 s to read\na: five\na: rejected: encrypted: is encrypted\n"
                "a: exit: crash: made its reader give up (exit status 3)\na.\n"
                "b: abort: crash: made its reader crash (Aborted)\nb: abort: crash: made its reader crash (Aborted)\n"
                "b: abort: crash: made its reader crash (Aborted)\nb: abort: crash: made its reader crash (Aborted)\n"
                "b: abort: crash: made its reader crash (Aborted)\nb.\n"
                "c: fine\nc.\n");
}

/* More files than can wait, a slow one first: the order stays. */
static void test_order(void **state)
{
    (void)state;
    enum { FILES = 300 };
    static struct made_file files[FILES];
    static char names[FILES][8];
    struct buffer wanted = BUFFER_EMPTY;
    for (size_t i = 0; i < FILES; i++) {
        snprintf(names[i], sizeof names[i], "%zu", i);
        files[i] = (struct made_file){ names[i], i ? "fine\nfine" : "hang" };
        if (i)
            buffer_append_format(&wanted, "%zu: fine\n%zu: fine\n%zu.\n", i, i, i);
        else
            buffer_append_text(&wanted, "0: hang: timeout: takes longer than 2 s to read\n0.\n");
    }
    assert_told(files, FILES, 4, wanted.bytes);
    buffer_clear(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_document_each),
        cmocka_unit_test(test_archives),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
