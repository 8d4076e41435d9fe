/* Ambiguous and unknown names, counted over documents. */
#include "indexer/ledger/name_counts.h"

#include <string.h>

#include "base/files.h"
#include "indexer/page/notes.h"
#include "tests/unit/scratch.h"

static void add(struct name_counts *names, const char *source, const char *key, const char *note)
{
    struct buffer notes = BUFFER_EMPTY;
    notes_add(&notes, "reader", "html");
    notes_add(&notes, key, "%s", note);
    name_counts_add(names, source, buffer_view(&notes));
    buffer_clear(&notes);
}

static void finish(struct name_counts *names, const char *path, const char *expected)
{
    struct buffer written = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    assert_int_equal(name_counts_finish(names, &failure), STATUS_OK);
    assert_int_equal(files_read(path, 1 << 20, &written, &failure), STATUS_OK);
    assert_string_equal(written.bytes, expected);
    buffer_clear(&written);
}

static void test_counts(void **state)
{
    (void)state;
    struct scratch scratch;
    scratch_open(&scratch);
    char path[FILES_PATH_BYTES];
    struct name_counts names;
    name_counts_open(&names, scratch_path(&scratch, "names.csv", path));
    add(&names, "a.html", NOTE_UNKNOWN, "Kelleyland");
    add(&names, "b.html", NOTE_AMBIGUOUS, "GE US\tGeorgia");
    add(&names, "c,d.html", NOTE_AMBIGUOUS, "GE US\tGeorgia");
    add(&names, "c,d.html", NOTE_UNKNOWN, "=cmd");
    add(&names, "c,d.html", NOTE_UNKNOWN, "Georgia");
    finish(&names, path,
           "name,kind,countries,documents,example\r\n"
           "Georgia,ambiguous,\"GE US\",2,b.html\r\n"
           "Kelleyland,unknown,,1,a.html\r\n"
           "\"'=cmd\",unknown,,1,\"c,d.html\"\r\n"
           "Georgia,unknown,,1,\"c,d.html\"\r\n");
    name_counts_clear(&names);
    scratch_close(&scratch);
}

static void test_nothing(void **state)
{
    (void)state;
    struct scratch scratch;
    scratch_open(&scratch);
    char path[FILES_PATH_BYTES];
    struct name_counts names;
    name_counts_open(&names, NULL);
    add(&names, "a.html", NOTE_UNKNOWN, "Kelleyland");
    assert_int_equal(name_counts_finish(&names, NULL), STATUS_OK);
    name_counts_clear(&names);
    name_counts_open(&names, scratch_path(&scratch, "none.csv", path));
    finish(&names, path, "name,kind,countries,documents,example\r\n");
    name_counts_clear(&names);
    scratch_close(&scratch);
}

/* Memory is bounded: the rare ones go, the frequent one keeps its count. */
static void test_many(void **state)
{
    (void)state;
    struct scratch scratch;
    scratch_open(&scratch);
    char path[FILES_PATH_BYTES], name[32];
    struct name_counts names;
    name_counts_open(&names, scratch_path(&scratch, "many.csv", path));
    for (int i = 0; i < 3; i++)
        add(&names, "a.html", NOTE_UNKNOWN, "Kelleyland");
    for (int i = 0; i < NAME_COUNTS_MOST + 10; i++) {
        snprintf(name, sizeof name, "Place%d", i);
        add(&names, "b.html", NOTE_UNKNOWN, name);
    }
    assert_true(interner_count(names.keys) < NAME_COUNTS_MOST);
    assert_int_equal(names.items[interner_find(names.keys, bytes_of("uKelleyland"))].documents, 3);
    assert_int_equal(names.failure.status, STATUS_OK);
    name_counts_clear(&names);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
