/* Tables read back block by block: every entry is found from the root, blocks are as full as they say. */
#include "glass/table.h"

#include <string.h>

#include "glass/block.h"
#include "glass/packing.h"

#include "tests/unit/glass_samples.h"

enum { LARGEST_FILE_BYTES = 1 << 28, LARGEST_ITEM = 2043, NULL_ITEM_BYTES = 3 };

struct entry {
    struct bytes key, tag;
    bool compressed;
};

/* == Reading back ============================================================================================ */

struct walk {
    const unsigned char *blocks;
    size_t block_count;
    const struct entry *entries;
    size_t entry_count, next; /* the entry that is to come */
    size_t leaves;
    struct buffer tag; /* of it, as far as it is read */
    unsigned component;
};

static unsigned read_16(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static uint32_t read_32(const unsigned char *bytes)
{
    return (uint32_t)read_16(bytes) << 16 | read_16(bytes + 2);
}

/* The gap is between directory and items, and both are whole. */
static const unsigned char *check_block(const struct walk *walk, uint32_t number, unsigned level, unsigned *items)
{
    assert_true(number < walk->block_count);
    const unsigned char *block = walk->blocks + (size_t)number * GLASS_BLOCK_BYTES;
    unsigned end = read_16(block + 9), lowest = GLASS_BLOCK_BYTES;
    assert_int_equal(read_32(block), GLASS_REVISION);
    assert_int_equal(block[4], level);
    for (unsigned at = GLASS_BLOCK_HEAD_BYTES; at < end; at += 2)
        if (read_16(block + at) < lowest)
            lowest = read_16(block + at);
    assert_int_equal(read_16(block + 5), lowest - end);
    assert_int_equal(read_16(block + 7), lowest - end);
    *items = (end - GLASS_BLOCK_HEAD_BYTES) / 2;
    return block;
}

static void check_item(struct walk *walk, const unsigned char *item)
{
    unsigned head = read_16(item), size = (head & 0x1FFF) + 3;
    struct bytes key = { (const char *)item + 3, item[2] };
    const unsigned char *tag = item + 3 + key.size;
    bool first = head & 0x2000, last = head & 0x4000;
    assert_true(walk->next < walk->entry_count);
    const struct entry *entry = &walk->entries[walk->next];
    assert_true(size <= LARGEST_ITEM);
    assert_int_equal(glass_compare_keys(key, entry->key), 0);
    assert_int_equal(!!(head & 0x8000), entry->compressed);
    assert_int_equal(first, walk->component == 0);
    if (!first) {
        assert_int_equal(read_16(tag), walk->component + 1);
        tag += 2;
    }
    walk->component++;
    buffer_append(&walk->tag, tag, (size_t)(item + size - tag));
    if (!last)
        return;
    assert_int_equal(walk->tag.size, entry->tag.size);
    if (entry->tag.size)
        assert_memory_equal(walk->tag.bytes, entry->tag.data, entry->tag.size);
    buffer_truncate(&walk->tag, 0);
    walk->component = 0;
    walk->next++;
}

static void check_leaf(struct walk *walk, uint32_t number)
{
    unsigned items;
    const unsigned char *block = check_block(walk, number, 0, &items);
    unsigned first = 0;
    if (number == 0) {
        assert_memory_equal(block + read_16(block + GLASS_BLOCK_HEAD_BYTES), "\x60\x00\x00", NULL_ITEM_BYTES);
        first = 1;
    }
    assert_int_equal(number, walk->leaves); /* leaves stand in order */
    walk->leaves++;
    for (unsigned i = first; i < items; i++)
        check_item(walk, block + read_16(block + GLASS_BLOCK_HEAD_BYTES + 2 * i));
}

/* What stands between two children is above all of the one and not above the other. */
static void check_separator(const struct walk *walk, const unsigned char *item)
{
    struct bytes key = { (const char *)item + 5, item[4] };
    unsigned component = read_16(item + 5 + key.size);
    assert_true(walk->next < walk->entry_count);
    int order = glass_compare_keys(key, walk->entries[walk->next].key);
    assert_true(order < 0 || (order == 0 && component <= walk->component + 1));
    if (walk->component > 0)
        assert_int_equal(order, 0);
    else if (walk->next > 0)
        assert_true(glass_compare_keys(key, walk->entries[walk->next - 1].key) > 0);
}

static void check_branch(struct walk *walk, uint32_t number, unsigned level)
{
    if (level == 0) {
        check_leaf(walk, number);
        return;
    }
    unsigned items;
    const unsigned char *block = check_block(walk, number, level, &items);
    assert_true(items > 0);
    for (unsigned i = 0; i < items; i++) {
        const unsigned char *item = block + read_16(block + GLASS_BLOCK_HEAD_BYTES + 2 * i);
        if (i > 0)
            check_separator(walk, item);
        else
            assert_memory_equal(item + 4, "\x00\x00\x00", 3);
        check_branch(walk, read_32(item), level - 1);
    }
}

/* == Writing ================================================================================================= */

static struct glass_root write_table(const char *path, const struct entry *entries, size_t count, bool optional)
{
    struct failure failure = FAILURE_NONE;
    struct glass_table *table = NULL;
    struct glass_root root;
    assert_int_equal(glass_table_open(&table, path, &failure), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(glass_table_add(table, entries[i].key, entries[i].tag, entries[i].compressed, &failure),
                         STATUS_OK);
    assert_int_equal(glass_table_finish(table, optional, &root, &failure), STATUS_OK);
    glass_table_close(table);
    return root;
}

static struct glass_root check_table(const struct entry *entries, size_t count)
{
    char path[FILES_PATH_BYTES];
    struct buffer content = BUFFER_EMPTY;
    struct scratch scratch;
    scratch_open(&scratch);
    scratch_path(&scratch, "table", path);
    struct glass_root root = write_table(path, entries, count, false);
    assert_int_equal(files_read(path, LARGEST_FILE_BYTES, &content, NULL), STATUS_OK);
    assert_int_equal(content.size, (size_t)root.block_count * GLASS_BLOCK_BYTES);
    assert_int_equal(root.block, root.block_count - 1);
    assert_int_equal(root.entry_count, count);
    struct walk walk = { .blocks = (const unsigned char *)content.bytes,
                         .block_count = root.block_count,
                         .entries = entries,
                         .entry_count = count,
                         .tag = BUFFER_EMPTY };
    check_branch(&walk, root.block, root.level);
    assert_int_equal(walk.next, count);
    buffer_clear(&walk.tag);
    buffer_clear(&content);
    scratch_close(&scratch);
    return root;
}

/* == Tests =================================================================================================== */

static void an_empty_table_is_a_leaf_or_nothing(void **state)
{
    char path[FILES_PATH_BYTES];
    struct scratch scratch;
    (void)state;
    assert_int_equal(check_table(NULL, 0).block_count, 1);
    scratch_open(&scratch);
    struct glass_root root = write_table(scratch_path(&scratch, "table", path), NULL, 0, true);
    assert_int_equal(root.block_count, 0);
    assert_false(files_exist(path));
    scratch_close(&scratch);
}

/* A sorted list of `count` keys of up to `key_bytes`, of which `same_bytes` are the same in all, with tags of up to
 * `tag_bytes`. */
static struct entry *draw_entries(struct samples *samples, size_t count, size_t same_bytes, uint32_t key_bytes,
                                  uint32_t tag_bytes)
{
    struct entry *entries = calloc(count, sizeof *entries);
    static char tag[100000];
    char key[GLASS_KEY_BYTES];
    assert_non_null(entries);
    for (size_t i = 0; i < count; i++) {
        memset(key, 'k', same_bytes);
        size_t size = same_bytes + (size_t)snprintf(key + same_bytes, sizeof key - same_bytes, "%08zu", i);
        size_t wanted = size + draw_under(samples, key_bytes - (uint32_t)size + 1);
        while (size < wanted)
            key[size++] = (char)('a' + draw_under(samples, 26));
        size_t tag_size = draw_under(samples, draw_under(samples, tag_bytes) + 1);
        for (size_t at = 0; at < tag_size; at++)
            tag[at] = (char)draw(samples);
        entries[i] = (struct entry){ { kept(samples, key, size), size },
                                     { kept(samples, tag, tag_size), tag_size },
                                     draw_under(samples, 2) };
    }
    return entries;
}

static void entries_are_found_from_the_root(void **state)
{
    static const struct {
        size_t count, same_bytes;
        uint32_t key_bytes, tag_bytes;
        unsigned level; /* of the root, at least */
    } cases[] = {
        { 1, 0, 8, 1, 0 },        { 3, 0, 255, 100, 0 },       { 2000, 0, 10, 10, 1 },
        { 60000, 0, 9, 4, 1 },    { 20000, 200, 255, 40, 2 },  { 2000, 240, 255, 2100, 2 },
        { 300, 0, 30, 99999, 1 }, { 1200, 150, 255, 4500, 2 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct samples samples;
        samples_open(&samples);
        struct entry *entries = draw_entries(&samples, cases[i].count, cases[i].same_bytes, cases[i].key_bytes,
                                             cases[i].tag_bytes);
        struct glass_root root = check_table(entries, cases[i].count);
        assert_true(root.level >= cases[i].level);
        free(entries);
        samples_close(&samples);
    }
}

/* Leaves that end to the byte, and one more or less: the second tag goes through all sizes. */
static void leaves_are_filled_to_the_byte(void **state)
{
    static char bytes[GLASS_BLOCK_BYTES];
    (void)state;
    for (size_t size = 0; size < 2100; size++) {
        struct entry entries[] = {
            { { "a", 1 }, { bytes, 2000 }, false }, { { "b", 1 }, { bytes, 2000 }, false },
            { { "c", 1 }, { bytes, 2000 }, false }, { { "d", 1 }, { bytes, size }, false },
            { { "e", 1 }, { bytes, 200 }, false },  { { "f", 1 }, { bytes, 2030 }, false },
        };
        check_table(entries, sizeof entries / sizeof *entries);
    }
}

static void a_tag_of_too_many_pieces_is_refused(void **state)
{
    enum { TOO_LARGE_BYTES = 140 << 20 };
    char path[FILES_PATH_BYTES];
    struct failure failure = FAILURE_NONE;
    struct glass_table *table = NULL;
    struct scratch scratch;
    char *bytes = calloc(TOO_LARGE_BYTES, 1);
    (void)state;
    assert_non_null(bytes);
    scratch_open(&scratch);
    scratch_path(&scratch, "table", path);
    assert_int_equal(glass_table_open(&table, path, &failure), STATUS_OK);
    assert_int_equal(
        glass_table_add(table, (struct bytes){ "key", 3 }, (struct bytes){ bytes, TOO_LARGE_BYTES }, false, &failure),
        STATUS_LIMIT);
    glass_table_close(table);
    assert_false(files_exist(path));
    free(bytes);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_table_is_a_leaf_or_nothing),
        cmocka_unit_test(entries_are_found_from_the_root),
        cmocka_unit_test(leaves_are_filled_to_the_byte),
        cmocka_unit_test(a_tag_of_too_many_pieces_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
