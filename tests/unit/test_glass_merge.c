/* Runs made side by side give the database that one writer makes, byte by byte; runs that do not belong together and
 * runs that are damaged give a status. */
#include "glass/merge.h"

#include <string.h>
#include <sys/resource.h>

#include "glass/batch.h"
#include "glass/database.h"
#include "glass/heap.h"
#include "glass/reduce.h"

#include "tests/unit/glass_written.h"

enum { MOST_RUNS = 200, DOCUMENTS = 600 };

/* == Runs ==================================================================================================== */

struct runs {
    char paths[MOST_RUNS][FILES_PATH_BYTES];
    const char *names[MOST_RUNS];
    size_t count;
};

/* A run of the documents from `first` on, each `step`th, up to before `end`. */
static void make_run(struct runs *runs, const struct scratch *scratch, const struct samples *samples, size_t first,
                     size_t end, size_t step)
{
    struct failure failure = FAILURE_NONE;
    struct glass_batch *batch = NULL;
    char name[32];
    assert_true(runs->count < MOST_RUNS);
    snprintf(name, sizeof name, "made-%zu", runs->count);
    runs->names[runs->count] = scratch_path(scratch, name, runs->paths[runs->count]);
    assert_written(glass_batch_new(&batch, &failure), &failure);
    for (size_t i = first; i < end; i += step)
        assert_written(glass_batch_add(batch, samples->items[i].docid, &samples->items[i].document, &failure),
                       &failure);
    assert_written(glass_batch_write(batch, runs->names[runs->count++], &failure), &failure);
    glass_batch_free(batch);
}

static void draw_documents(struct samples *samples)
{
    samples_open(samples);
    for (uint32_t docid = 1; docid <= DOCUMENTS; docid++)
        draw_sample(samples, docid, 1 + draw_under(samples, 60), 500, 12);
}

/* The documents one by one from the front, in four ways that differ in which run has which. */
static void make_all(struct runs *runs, const struct scratch *scratch, const struct samples *samples, int way)
{
    size_t half = samples->count / 2, count = samples->count;
    switch (way) {
    case 0: /* two workers take turns */
        make_run(runs, scratch, samples, 0, count, 2);
        make_run(runs, scratch, samples, 1, count, 2);
        break;
    case 1: /* one after the other, handed over in another order */
        make_run(runs, scratch, samples, half, count, 1);
        make_run(runs, scratch, samples, 0, half, 1);
        break;
    case 2: /* three workers, two runs each */
        for (size_t worker = 0; worker < 3; worker++) {
            make_run(runs, scratch, samples, worker, half, 3);
            make_run(runs, scratch, samples, half + worker, count, 3);
        }
        break;
    default: /* many small ones, and one without documents */
        make_run(runs, scratch, samples, count, count, 1);
        for (size_t first = 0; first < 150; first++)
            make_run(runs, scratch, samples, first, count, 150);
    }
}

/* == Databases =============================================================================================== */

/* Store the first `count` of the documents. */
static enum status add_documents(struct glass_database *database, const struct samples *samples, size_t count,
                                 struct failure *failure)
{
    struct glass_stored_document stored;
    struct glass_storer *storer = NULL;
    enum status status = glass_storer_new(&storer, failure);
    for (size_t i = 0; i < count && !status; i++)
        if (!(status = glass_store(storer, samples->items[i].docid, &samples->items[i].document, &stored, failure)))
            status = glass_database_add_document(database, &stored, failure);
    glass_storer_free(storer);
    return status;
}

static enum status make_database(const struct runs *runs, const struct samples *samples, const char *path,
                                 const char *scratch, struct failure *failure)
{
    struct glass_database *database = NULL;
    enum status status;
    if (!(status = glass_database_open(&database, path, scratch, failure)) &&
        !(status = add_documents(database, samples, samples->count, failure)) &&
        !(status = glass_database_take_postings(database, runs->names, runs->count, failure)))
        status = glass_database_finish(database, failure);
    glass_database_close(database);
    return status;
}

static void compare_ways(struct scratch *scratch, const struct samples *samples)
{
    char reference[FILES_PATH_BYTES], work[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    struct failure failure = FAILURE_NONE;
    struct runs *runs = calloc(1, sizeof *runs);
    assert_non_null(runs);
    write_glass(samples, scratch_path(scratch, "reference", reference), scratch_path(scratch, "work", work),
                SIZE_MAX);
    for (int way = 0; way < 4; way++) {
        runs->count = 0;
        make_all(runs, scratch, samples, way);
        scratch_path(scratch, "merged", path);
        assert_written(make_database(runs, samples, path, scratch->path, &failure), &failure);
        assert_same_database(reference, path);
        assert_int_equal(files_remove_tree(path, NULL), STATUS_OK);
    }
    free(runs);
}

static void runs_side_by_side_give_the_same_bytes(void **state)
{
    struct samples samples;
    struct scratch scratch;
    (void)state;
    scratch_open(&scratch);
    draw_documents(&samples);
    compare_ways(&scratch, &samples);
    samples_close(&samples);
    scratch_close(&scratch);
}

/* So few that merging takes several passes; all that is left of them goes. */
static void few_open_files_give_the_same_bytes(void **state)
{
    struct rlimit limit, few;
    struct samples samples;
    struct scratch scratch;
    (void)state;
    scratch_open(&scratch);
    draw_documents(&samples);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    few = limit;
    few.rlim_cur = 72;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    assert_int_equal(glass_merge_width(), 4);
    compare_ways(&scratch, &samples);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    samples_close(&samples);
    scratch_close(&scratch);
}

/* == What does not belong together =========================================================================== */

static void one_document_in_two_runs_is_refused(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct glass_database *database = NULL;
    struct samples samples;
    struct scratch scratch;
    struct runs *runs = calloc(1, sizeof *runs);
    char path[FILES_PATH_BYTES];
    (void)state;
    assert_non_null(runs);
    scratch_open(&scratch);
    draw_documents(&samples);
    make_run(runs, &scratch, &samples, 0, 10, 1);
    make_run(runs, &scratch, &samples, 9, 20, 1);
    scratch_path(&scratch, "merged", path);
    assert_int_equal(glass_database_open(&database, path, scratch.path, &failure), STATUS_OK);
    assert_int_equal(glass_database_take_postings(database, runs->names, 2, &failure), STATUS_CORRUPT);
    glass_database_close(database);
    samples_close(&samples);
    scratch_close(&scratch);
    free(runs);
}

static void documents_and_postings_go_together(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct glass_database *database = NULL;
    struct samples samples;
    struct scratch scratch;
    struct runs *runs = calloc(1, sizeof *runs);
    char path[FILES_PATH_BYTES];
    (void)state;
    assert_non_null(runs);
    scratch_open(&scratch);
    draw_documents(&samples);
    make_run(runs, &scratch, &samples, 0, 10, 1);
    make_run(runs, &scratch, &samples, 10, 20, 1);
    scratch_path(&scratch, "merged", path);
    assert_int_equal(glass_database_open(&database, path, scratch.path, &failure), STATUS_OK);
    assert_int_equal(add_documents(database, &samples, 20, &failure), STATUS_OK);
    assert_int_equal(glass_database_take_postings(database, runs->names, 1, &failure), STATUS_OK);
    assert_int_equal(glass_database_finish(database, &failure), STATUS_CORRUPT);
    glass_database_close(database);
    samples_close(&samples);
    scratch_close(&scratch);
    free(runs);
}

static void docids_ascend(void **state)
{
    const struct glass_document document = { .posting_count = 0 };
    const struct glass_stored_document stored[] = { { .docid = 7 }, { .docid = 8 } };
    struct failure failure = FAILURE_NONE;
    struct glass_database *database = NULL;
    struct glass_batch *batch = NULL;
    struct scratch scratch;
    char path[FILES_PATH_BYTES];
    (void)state;
    scratch_open(&scratch);
    assert_int_equal(glass_batch_new(&batch, &failure), STATUS_OK);
    assert_int_equal(glass_batch_add(batch, 0, &document, &failure), STATUS_INVALID);
    assert_int_equal(glass_batch_add(batch, 7, &document, &failure), STATUS_OK);
    assert_int_equal(glass_batch_add(batch, 7, &document, &failure), STATUS_INVALID);
    assert_int_equal(glass_batch_add(batch, 6, &document, &failure), STATUS_INVALID);
    assert_int_equal(glass_batch_add(batch, 8, &document, &failure), STATUS_OK);
    glass_batch_free(batch);
    scratch_path(&scratch, "stored", path);
    assert_int_equal(glass_database_open(&database, path, scratch.path, &failure), STATUS_OK);
    assert_int_equal(glass_database_add_document(database, &stored[1], &failure), STATUS_OK);
    assert_int_equal(glass_database_add_document(database, &stored[0], &failure), STATUS_INVALID);
    glass_database_close(database);
    scratch_close(&scratch);
}

/* == Damage ================================================================================================== */

/* Reads all that it is given, so that what is not there is found out. */
static enum status see_entry(void *context, const struct glass_entry *entry, struct failure *failure)
{
    (void)failure;
    *(uint64_t *)context += entry->count + (unsigned char)entry->key.data[entry->key.size - 1];
    return STATUS_OK;
}

static enum status see_items(void *context, const struct glass_item *items, size_t count, struct failure *failure)
{
    (void)failure;
    for (size_t i = 0; i < count; i++)
        for (size_t byte = 0; byte < items[i].tag.size; byte++)
            *(uint64_t *)context += (unsigned char)items[i].tag.data[byte];
    return STATUS_OK;
}

static enum status see_end(void *context, struct failure *failure)
{
    (void)context, (void)failure;
    return STATUS_OK;
}

static enum status read_run(const char *path)
{
    uint64_t seen = 0;
    struct glass_sink sink = { see_entry, see_items, see_end, &seen };
    struct failure failure = FAILURE_NONE;
    return glass_merge_postings(&path, 1, &sink, &failure);
}

static void write_file(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Each byte changed, and the file cut at each byte: a status or other content, never a crash. */
static void damage(const char *path)
{
    static const unsigned char changes[] = { 0x01, 0x80, 0xff };
    struct buffer content = BUFFER_EMPTY;
    size_t refused = 0;
    assert_int_equal(files_read(path, LARGEST_FILE_BYTES, &content, NULL), STATUS_OK);
    assert_int_equal(read_run(path), STATUS_OK);
    for (size_t at = 0; at < content.size; at++)
        for (size_t i = 0; i < sizeof changes; i++) {
            content.bytes[at] = (char)(content.bytes[at] ^ changes[i]);
            write_file(path, content.bytes, content.size);
            enum status status = read_run(path);
            assert_true(status == STATUS_OK || status == STATUS_CORRUPT);
            refused += status != STATUS_OK;
            content.bytes[at] = (char)(content.bytes[at] ^ changes[i]);
        }
    assert_true(refused > 20);
    for (size_t size = 0; size < content.size; size++) {
        write_file(path, content.bytes, size);
        assert_int_equal(read_run(path), STATUS_CORRUPT);
    }
    buffer_clear(&content);
}

static void damaged_runs_are_refused_or_read(void **state)
{
    struct samples samples;
    struct scratch scratch;
    struct runs *runs = calloc(1, sizeof *runs);
    (void)state;
    assert_non_null(runs);
    scratch_open(&scratch);
    samples_open(&samples);
    for (uint32_t docid = 1; docid <= 4; docid++)
        draw_sample(&samples, docid, 12, 15, 5);
    make_run(runs, &scratch, &samples, 0, samples.count, 1);
    damage(runs->names[0]);
    samples_close(&samples);
    scratch_close(&scratch);
    free(runs);
}

/* == The heap ================================================================================================ */

static bool number_before(const void *left, const void *right)
{
    return *(const int *)left < *(const int *)right;
}

static void a_heap_gives_the_first(void **state)
{
    int numbers[] = { 5, 3, 8, 1, 9, 2, 7, 7 };
    static const int sorted[] = { 1, 2, 3, 5, 7, 7, 8, 9 };
    void *items[8];
    struct glass_heap heap = { items, 0, number_before };
    (void)state;
    assert_null(glass_heap_second(&heap));
    for (int i = 0; i < 8; i++)
        glass_heap_push(&heap, &numbers[i]);
    for (int i = 0; i < 8; i++) {
        const int *second = glass_heap_second(&heap);
        assert_int_equal(*(int *)heap.items[0], sorted[i]);
        if (i < 7)
            assert_int_equal(*second, sorted[i + 1]);
        glass_heap_pop(&heap);
    }
    assert_int_equal(heap.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_side_by_side_give_the_same_bytes),
        cmocka_unit_test(few_open_files_give_the_same_bytes),
        cmocka_unit_test(one_document_in_two_runs_is_refused),
        cmocka_unit_test(documents_and_postings_go_together),
        cmocka_unit_test(docids_ascend),
        cmocka_unit_test(damaged_runs_are_refused_or_read),
        cmocka_unit_test(a_heap_gives_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
