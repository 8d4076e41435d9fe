/* Whether the Xapian that runs stores databases as glass/ writes them. */
#include "indexer/builder/glass_guard.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "glass/writer.h"
#include "indexer/builder/glass_document.h"
#include "shim/xapian_shim.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define BYTES(literal)                                                                                               \
    {                                                                                                                \
        literal, sizeof(literal) - 1                                                                                 \
    }

enum {
    LARGEST_FILE_BYTES = 1 << 20,
    DOCUMENTS = 1200, /* so that a list of postings and one of values have a second chunk */
    HITS = 100,
    BATCH_BYTES = 1 << 17, /* so that some runs are merged; a fourth is an empty batch */
    SLOT = 1,
    OFTEN = 130, /* a wdf that does not fit where small ones do */
    UUID_BEGIN = 16,
    UUID_END = 32,
};

/* == Documents ================================================================================================ */

/* Makes the n-th document (from 1) in `document` and what it points to; false when there are no more. */
struct maker {
    bool (*make)(struct maker *maker, uint32_t number);
    struct xs_document document;
    uint32_t positions[OFTEN];
    struct xs_posting postings[6];
    struct xs_value values[3];
    char unique[32], data[128], value[16];
};

/* One document that has a bit of everything, and nothing that a compressor could make smaller: there each has its own
 * way. */
static bool make_single(struct maker *maker, uint32_t number)
{
    static const uint32_t few[] = { 3, 10, 11, 1000, UINT32_MAX }, one[] = { 7 };
    static const struct xs_value values[] = { { 0, BYTES("0") }, { 10, BYTES("20090414") }, { 300, BYTES("x") } };
    for (uint32_t i = 0; i < OFTEN; i++)
        maker->positions[i] = 2 * i + i / 3;
    const struct xs_posting postings[] = {
        { BYTES("Kreport"), NULL, 0 },
        { BYTES("a\0b"), one, COUNT(one) },
        { BYTES("mot"), few, COUNT(few) },
        { BYTES("mots"), one, COUNT(one) },
        { BYTES("souvent"), maker->positions, OFTEN },
    };
    memcpy(maker->postings, postings, sizeof postings);
    maker->document = (struct xs_document){
        .unique_term = BYTES("Qguard"),
        .data = BYTES("data"),
        .postings = maker->postings,
        .posting_count = COUNT(postings),
        .values = values,
        .value_count = COUNT(values),
    };
    return number == 1;
}

/* Lists of several chunks, data that is compressed. */
static bool make_several(struct maker *maker, uint32_t number)
{
    static const struct bytes halves[] = { BYTES("impair"), BYTES("pair") };
    snprintf(maker->unique, sizeof maker->unique, "Q%" PRIu32, number);
    snprintf(maker->data, sizeof maker->data, "sample=number %" PRIu32 " number number number number", number);
    snprintf(maker->value, sizeof maker->value, "%" PRIu32, number % 97);
    for (uint32_t i = 0; i < 4; i++)
        maker->positions[i] = number % 5 + i * (1 + number % 11);
    const struct xs_posting postings[] = {
        { halves[number % 2 == 0], maker->positions, 1 + number % 4 },
        { BYTES("tous"), maker->positions + number % 3, 1 },
    };
    memcpy(maker->postings, postings, sizeof postings);
    maker->values[0] = (struct xs_value){ SLOT, { maker->value, strlen(maker->value) } };
    maker->document = (struct xs_document){
        .unique_term = { maker->unique, strlen(maker->unique) },
        .data = { maker->data, strlen(maker->data) },
        .postings = maker->postings,
        .posting_count = COUNT(postings),
        .values = maker->values,
        .value_count = 1,
    };
    return number <= DOCUMENTS;
}

/* == Databases ================================================================================================ */

static enum status make_by_api(struct maker *maker, const char *path, struct failure *failure)
{
    struct xs_writer *writer = NULL;
    enum status status = xs_writer_open(&writer, path, XS_CREATE, failure);
    for (uint32_t number = 1; !status && maker->make(maker, number); number++)
        status = xs_writer_add(writer, &maker->document, 1, failure);
    if (!status)
        status = xs_writer_commit(writer, failure);
    xs_writer_close(writer);
    return status;
}

static enum status make_by_glass(struct maker *maker, const char *path, const char *work, struct failure *failure)
{
    struct glass_writer *writer = NULL;
    struct glass_converter converter = { .postings = NULL };
    struct glass_document converted;
    enum status status = glass_writer_open(&writer, path, work, BATCH_BYTES, failure);
    for (uint32_t number = 1; !status && maker->make(maker, number); number++)
        if (!(status = glass_convert(&converter, &maker->document, &converted, failure)))
            status = glass_writer_add(writer, 0, &converted, failure);
    if (!status)
        status = glass_writer_finish(writer, failure);
    glass_writer_close(writer);
    glass_converter_clear(&converter);
    return status;
}

static enum status fail_differs(const char *what, struct failure *failure)
{
    fail(failure, STATUS_INVALID, "Xapian %s writes %s in another way than is known here", xs_version(), what);
    return fail_hint(failure, "indexes can be built through Xapian itself, which takes longer");
}

/* == Byte by byte ============================================================================================= */

static enum status read_file(const char *directory, const char *name, struct buffer *content, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = files_join(path, directory, name, failure);
    return status ? status : files_read(path, LARGEST_FILE_BYTES, content, failure);
}

/* The version file has a UUID, which no two databases share. */
static void forget_uuid(struct buffer *content)
{
    if (content->size >= UUID_END)
        memset(content->bytes + UUID_BEGIN, 0, UUID_END - UUID_BEGIN);
}

static enum status compare_file(const char *api, const char *glass, const char *name, struct failure *failure)
{
    struct buffer left = BUFFER_EMPTY, right = BUFFER_EMPTY;
    enum status status;
    if ((status = read_file(api, name, &left, failure)) || (status = read_file(glass, name, &right, failure)))
        goto done;
    if (strcmp(name, "iamglass") == 0) {
        forget_uuid(&left);
        forget_uuid(&right);
    }
    if (left.size != right.size || memcmp(left.bytes, right.bytes, left.size) != 0)
        status = fail_differs(name, failure);

done:
    buffer_clear(&left);
    buffer_clear(&right);
    return status;
}

/* The postlist is missing: where in a block its items stand depends on the order in which they were put there. */
static enum status compare_files(const char *api, const char *glass, struct failure *failure)
{
    static const char *const names[] = { "iamglass", "docdata.glass", "termlist.glass", "position.glass" };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < COUNT(names) && !status; i++)
        status = compare_file(api, glass, names[i], failure);
    return status;
}

/* == As they are read ========================================================================================= */

static bool describe_term(struct bytes term, uint32_t frequency, void *context)
{
    struct buffer *told = context;
    buffer_append(told, term.data, term.size);
    buffer_append_format(told, " %" PRIu32 "\n", frequency);
    return true;
}

static bool describe_value(uint32_t docid, struct bytes value, void *context)
{
    struct buffer *told = context;
    buffer_append_format(told, "%" PRIu32 " ", docid);
    buffer_append(told, value.data, value.size);
    return true;
}

static enum status describe_hits(const struct xs_reader *reader, const struct xs_query *query, struct buffer *told,
                                 struct failure *failure)
{
    struct xs_search search = { .query = query, .count = HITS, .exact_total = true, .bm25_k1 = 1.2, .bm25_b = 0.75 };
    struct xs_result *result = NULL;
    enum status status = xs_search(reader, &search, &result, failure);
    for (size_t i = 0; !status && i < result->hit_count; i++) {
        const struct xs_hit *hit = &result->hits[i];
        buffer_append_format(told, "%" PRIu32 " %a ", hit->docid, hit->weight);
        buffer_append(told, hit->data.data, hit->data.size);
    }
    if (!status)
        buffer_append_format(told, "of %" PRIu32 "\n", result->total);
    xs_result_free(result);
    return status;
}

/* A phrase reads positions; each word lengths and frequencies. */
static enum status describe_searches(const struct xs_reader *reader, struct buffer *told, struct failure *failure)
{
    struct xs_query words[] = {
        { .op = XS_TERM, .term = BYTES("tous") },
        { .op = XS_TERM, .term = BYTES("pair") },
        { .op = XS_TERM, .term = BYTES("mot") },
    };
    struct xs_query *const children[] = { &words[0], &words[1], &words[2] };
    struct xs_query near = { .op = XS_NEAR, .window = 3, .children = children, .child_count = 2 };
    struct xs_query any = { .op = XS_OR, .children = children, .child_count = 3 };
    enum status status = describe_hits(reader, &near, told, failure);
    return status ? status : describe_hits(reader, &any, told, failure);
}

static enum status describe(const char *path, struct buffer *told, struct failure *failure)
{
    static const struct bytes all = { NULL, 0 };
    struct xs_reader *reader = NULL;
    struct xs_reader_facts facts;
    enum status status;
    if ((status = xs_reader_open(&reader, path, failure)) || (status = xs_reader_facts(reader, &facts, failure)) ||
        (status = xs_reader_terms(reader, all, describe_term, told, failure)) ||
        (status = xs_reader_values(reader, SLOT, describe_value, told, failure)) ||
        (status = describe_searches(reader, told, failure)))
        goto done;
    buffer_append_format(told, "%" PRIu32 " %" PRIu32 " %a\n", facts.document_count, facts.last_docid,
                         facts.average_length);
    status = buffer_status(told, "the description of a database", failure);

done:
    xs_reader_close(reader);
    return status;
}

/* What Xapian cannot read at all is another format too. */
static enum status compare_readings(const char *api, const char *glass, struct failure *failure)
{
    struct buffer left = BUFFER_EMPTY, right = BUFFER_EMPTY;
    enum status status = describe(api, &left, failure);
    if (status)
        goto done;
    if (xs_check(glass, NULL) || describe(glass, &right, NULL) || left.size != right.size ||
        memcmp(left.bytes, right.bytes, left.size) != 0)
        status = fail_differs("databases", failure);

done:
    buffer_clear(&left);
    buffer_clear(&right);
    return status;
}

/* == The guard ================================================================================================ */

static enum status compare_made(struct maker *maker, bool bytes, const char *directory, struct failure *failure)
{
    char api[FILES_PATH_BYTES], glass[FILES_PATH_BYTES], work[FILES_PATH_BYTES];
    enum status status;
    if ((status = files_join(api, directory, "api", failure)) ||
        (status = files_join(glass, directory, "glass", failure)) ||
        (status = files_join(work, directory, "work", failure)) ||
        (status = files_make_directory(directory, failure)) || (status = make_by_api(maker, api, failure)) ||
        (status = make_by_glass(maker, glass, work, failure)) ||
        (bytes && (status = compare_files(api, glass, failure))))
        return status;
    return compare_readings(api, glass, failure);
}

static enum status compare_both(const char *folder, struct failure *failure)
{
    struct maker single = { .make = make_single }, several = { .make = make_several };
    enum status status;
    if ((status = files_remove_tree(folder, failure)) ||
        (status = compare_made(&single, true, folder, failure)) || (status = files_remove_tree(folder, failure)) ||
        (status = compare_made(&several, false, folder, failure)))
        return status;
    return files_remove_tree(folder, failure);
}

/* A folder of our own in memory, where the forty files that are made and synced cost nothing. */
static bool make_memory_folder(char folder[FILES_PATH_BYTES])
{
    return !files_join(folder, "/dev/shm", "depeche-guard-XXXXXX", NULL) && mkdtemp(folder);
}

/* What goes wrong in memory, which may be full, is tried again on disk. */
enum status glass_guard(const char *directory, struct failure *failure)
{
    char memory[FILES_PATH_BYTES], folder[FILES_PATH_BYTES];
    enum status status = STATUS_IO;
    if (make_memory_folder(memory)) {
        status = files_join(folder, memory, "databases", failure);
        status = status ? status : compare_both(folder, failure);
        files_remove_tree(memory, NULL);
    }
    if (!status || status == STATUS_INVALID)
        return status;
    status = files_join(folder, directory, "guard", failure);
    return status ? status : compare_both(folder, failure);
}
