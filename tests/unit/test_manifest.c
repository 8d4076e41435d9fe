/* The manifest finds every change of every file, each single bit of them too, and of itself. */
#include "indexer/builder/manifest.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/published.h"
#include "tests/unit/scratch.h"

static const struct manifest_facts made = { 3, 42, 1302652800, "depeche 0.1.0, xapian-core 1.4.22" };

static void put(const struct scratch *scratch, const char *name, const char *text)
{
    char path[FILES_PATH_BYTES];
    assert_int_equal(files_write_atomically(scratch_path(scratch, name, path), text, strlen(text), NULL), STATUS_OK);
}

static void make_files(struct scratch *scratch)
{
    char path[FILES_PATH_BYTES];
    scratch_open(scratch);
    assert_int_equal(files_make_directory(scratch_path(scratch, "database-0", path), NULL), STATUS_OK);
    put(scratch, "database-0/a", "tables");
    put(scratch, "lexicon", "words");
    put(scratch, "empty", "");
}

static void write_manifest(const char *directory, const char *previous)
{
    struct manifest_writer *writer = NULL;
    assert_int_equal(manifest_writer_new(&writer, directory, previous, NULL), STATUS_OK);
    assert_int_equal(manifest_writer_finish(writer, &made, NULL), STATUS_OK);
    manifest_writer_free(writer);
}

struct told {
    struct buffer text;
};

static void tell(const char *file, const char *problem, void *context)
{
    struct told *told = context;
    buffer_append_format(&told->text, "%s %s\n", file, problem);
}

static enum status verify(const struct scratch *scratch, struct told *told, struct manifest_check *check)
{
    struct failure failure = FAILURE_NONE;
    *told = (struct told){ BUFFER_EMPTY };
    *check = (struct manifest_check){ .problem = tell, .context = told };
    return manifest_verify(scratch->path, check, &failure);
}

static void what_is_written_is_found(void **state)
{
    struct manifest_facts facts;
    struct manifest_check check;
    struct scratch scratch;
    struct told told;
    (void)state;
    make_files(&scratch);
    write_manifest(scratch.path, NULL);
    assert_int_equal(manifest_read(scratch.path, &facts, NULL), STATUS_OK);
    assert_int_equal(facts.generation, 3);
    assert_int_equal(facts.document_count, 42);
    assert_int_equal(facts.made_s, 1302652800);
    assert_string_equal(facts.made_by, made.made_by);
    assert_int_equal(verify(&scratch, &told, &check), STATUS_OK);
    assert_int_equal(check.file_count, 3);
    assert_int_equal(check.bytes, 11);
    assert_string_equal(told.text.bytes, "");
    scratch_close(&scratch);
}

/* What comes after the first sums is in the manifest too, in its place; what was summed up is not read again. */
static void files_may_come_in_between(void **state)
{
    char at_once[FILES_PATH_BYTES], in_between[FILES_PATH_BYTES];
    struct manifest_writer *writer = NULL;
    struct buffer whole = BUFFER_EMPTY, parted = BUFFER_EMPTY;
    struct scratch scratch, other;
    (void)state;
    make_files(&scratch);
    put(&scratch, "database-0/b", "more");
    write_manifest(scratch.path, NULL);
    make_files(&other);
    assert_int_equal(manifest_writer_new(&writer, other.path, NULL, NULL), STATUS_OK);
    assert_int_equal(manifest_writer_sum(writer, NULL), STATUS_OK);
    put(&other, "database-0/b", "more");
    put(&other, "lexicon", "never done, but now we see");
    assert_int_equal(manifest_writer_finish(writer, &made, NULL), STATUS_OK);
    manifest_writer_free(writer);
    assert_int_equal(files_read(scratch_path(&scratch, PUBLISHED_MANIFEST, at_once), 4096, &whole, NULL), STATUS_OK);
    assert_int_equal(files_read(scratch_path(&other, PUBLISHED_MANIFEST, in_between), 4096, &parted, NULL),
                     STATUS_OK);
    assert_string_equal(whole.bytes, parted.bytes);
    assert_int_equal(manifest_writer_new(&writer, "nowhere", NULL, NULL), STATUS_OK);
    assert_int_equal(manifest_writer_sum(writer, NULL), STATUS_NOT_FOUND);
    manifest_writer_free(writer);
    buffer_clear(&whole);
    buffer_clear(&parted);
    scratch_close(&scratch);
    scratch_close(&other);
}

static void changes_are_told(void **state)
{
    static const struct {
        const char *name, *text, *told;
    } cases[] = {
        { "lexicon", "wordS", "lexicon is not what was written: its SHA-256 is another\n" },
        { "lexicon", "word", "lexicon has 4 bytes, not 5\n" },
        { "empty", "x", "empty has 1 bytes, not 0\n" },
        { "database-0/b", "x", "database-0/b is not in the manifest\n" },
        { "lexicon", NULL, "lexicon is missing\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[FILES_PATH_BYTES];
        struct manifest_check check;
        struct scratch scratch;
        struct told told;
        make_files(&scratch);
        write_manifest(scratch.path, NULL);
        if (cases[i].text)
            put(&scratch, cases[i].name, cases[i].text);
        else
            assert_int_equal(unlink(scratch_path(&scratch, cases[i].name, path)), 0);
        assert_int_equal(verify(&scratch, &told, &check), STATUS_CORRUPT);
        assert_string_equal(told.text.bytes, cases[i].told);
        buffer_clear(&told.text);
        scratch_close(&scratch);
    }
}

static void every_bit_counts(void **state)
{
    static const char *const names[] = { PUBLISHED_MANIFEST, "database-0/a", "lexicon" };
    struct manifest_check check;
    struct scratch scratch;
    struct told told;
    (void)state;
    make_files(&scratch);
    write_manifest(scratch.path, NULL);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[FILES_PATH_BYTES];
        struct buffer content = BUFFER_EMPTY;
        scratch_path(&scratch, names[i], path);
        assert_int_equal(files_read(path, 1 << 20, &content, NULL), STATUS_OK);
        for (size_t bit = 0; bit < 8 * content.size; bit++) {
            content.bytes[bit / 8] ^= (char)(1 << bit % 8);
            FILE *file = fopen(path, "wb");
            assert_non_null(file);
            assert_int_equal(fwrite(content.bytes, 1, content.size, file), content.size);
            fclose(file);
            assert_int_equal(verify(&scratch, &told, &check), STATUS_CORRUPT);
            buffer_clear(&told.text);
            content.bytes[bit / 8] ^= (char)(1 << bit % 8);
        }
        assert_int_equal(files_write_atomically(path, content.bytes, content.size, NULL), STATUS_OK);
        buffer_clear(&content);
    }
    assert_int_equal(verify(&scratch, &told, &check), STATUS_OK);
    scratch_close(&scratch);
}

/* The sum of a file that is the very same is taken over: one that is not, although it has the same name, is read. */
static void links_keep_their_sums(void **state)
{
    char from[FILES_PATH_BYTES], to[FILES_PATH_BYTES];
    struct manifest_check check;
    struct scratch before, after;
    struct told told;
    (void)state;
    make_files(&before);
    write_manifest(before.path, NULL);
    scratch_open(&after);
    assert_int_equal(
        files_link_directory(scratch_path(&before, "database-0", from), scratch_path(&after, "database-0", to), NULL),
        STATUS_OK);
    put(&after, "lexicon", "other");
    write_manifest(after.path, before.path);
    assert_int_equal(verify(&after, &told, &check), STATUS_OK);
    assert_int_equal(check.file_count, 2);
    scratch_close(&before);
    scratch_close(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_found), cmocka_unit_test(files_may_come_in_between),
        cmocka_unit_test(changes_are_told),         cmocka_unit_test(every_bit_counts),
        cmocka_unit_test(links_keep_their_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
