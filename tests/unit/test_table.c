/* The sorted map: what was added is found, what was damaged is noticed and never crashes. */
#include "base/table.h"

#include "base/crc64.h"

#include "tests/unit/scratch.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static struct scratch scratch;
static char path[FILES_PATH_BYTES];

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    scratch_path(&scratch, "table", path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static struct bytes text(const char *string)
{
    return bytes_of(string);
}

struct addition {
    const char *key, *value;
};

static void save(const struct addition *additions, size_t count)
{
    struct table_writer *writer;
    assert_int_equal(table_writer_new(&writer, NULL), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(table_writer_add(writer, text(additions[i].key), text(additions[i].value), NULL), STATUS_OK);
    assert_int_equal(table_writer_save(writer, path, NULL), STATUS_OK);
    table_writer_free(writer);
}

static void assert_entry(const struct table *table, size_t position, const char *key, const char *value)
{
    struct table_entry entry;
    struct bytes found;
    assert_true(table_entry_at(table, position, &entry));
    assert_int_equal(entry.key.size, strlen(key));
    assert_memory_equal(entry.key.data, key, strlen(key));
    assert_int_equal(entry.value.size, strlen(value));
    assert_memory_equal(entry.value.data, value, strlen(value));
    assert_true(table_find(table, entry.key, &found));
    assert_ptr_equal(found.data, entry.value.data);
    assert_int_equal(table_lower_bound(table, entry.key), position);
}

static void test_sorted_and_merged(void **state)
{
    (void)state;
    static const struct addition additions[] = {
        { "école", "1" },      { "b", "2" },          { "\x7F", "3" },     { "b", "" },          { "", "empty" },
        { "b", "4" },          { "abcdefghij", "5" }, { "abcdefgh", "6" }, { "abcdefghi", "7" }, { "\xFF", "8" },
        { "abcdefghij", "9" }, { "b\x01", "10" },     { "b", "eleven" },   { "a", "" },
    };
    static const struct addition expected[] = {
        { "", "empty" },     { "a", "" },       { "abcdefgh", "6" }, { "abcdefghi", "7" }, { "abcdefghij", "59" },
        { "b", "24eleven" }, { "b\x01", "10" }, { "\x7F", "3" },     { "école", "1" },     { "\xFF", "8" },
    };
    struct table table;
    save(additions, sizeof additions / sizeof *additions);
    assert_int_equal(table_open(&table, path, NULL), STATUS_OK);
    assert_int_equal(table.entry_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_entry(&table, i, expected[i].key, expected[i].value);
    assert_int_equal(table_verify(&table, path, NULL), STATUS_OK);

    struct table_entry entry;
    struct bytes value;
    assert_false(table_entry_at(&table, table.entry_count, &entry));
    assert_false(table_entry_at(&table, SIZE_MAX, &entry));
    assert_false(table_find(&table, text("abc"), &value));
    assert_int_equal(table_lower_bound(&table, text("abc")), 2);
    assert_int_equal(table_lower_bound(&table, text("zz")), 7);
    assert_int_equal(table_lower_bound(&table, text("\xFF\xFF")), table.entry_count);
    table_close(&table);
    table_close(&table);
}

/* A NUL in a key is a byte like any other: zeros that fill up a short start must not confuse it with one. */
static void test_nul_in_keys(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
    } keys[] = { { "", 0 },  { "\0", 1 },  { "\0\0", 2 }, { "\0\0\0\0\0\0\0\0", 8 }, { "\0\0\0\0\0\0\0\0\0", 9 },
                 { "a", 1 }, { "a\0", 2 }, { "a\0b", 3 } };
    enum { COUNT = sizeof keys / sizeof *keys };
    struct table_writer *writer;
    struct table table;
    assert_int_equal(table_writer_new(&writer, NULL), STATUS_OK);
    for (size_t i = 0; i < COUNT; i++) {
        size_t from_end = (i * 5 + 3) % COUNT; /* in disorder */
        struct bytes key = { keys[from_end].bytes, keys[from_end].size };
        assert_int_equal(table_writer_add(writer, key, key, NULL), STATUS_OK);
    }
    assert_int_equal(table_writer_save(writer, path, NULL), STATUS_OK);
    table_writer_free(writer);
    assert_int_equal(table_open(&table, path, NULL), STATUS_OK);
    assert_int_equal(table.entry_count, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        struct table_entry entry;
        assert_true(table_entry_at(&table, i, &entry));
        assert_int_equal(entry.key.size, keys[i].size);
        assert_memory_equal(entry.key.data, keys[i].bytes, keys[i].size);
    }
    table_close(&table);
}

static void test_empty(void **state)
{
    (void)state;
    struct table table;
    struct bytes value;
    save(NULL, 0);
    assert_int_equal(table_open(&table, path, NULL), STATUS_OK);
    assert_int_equal(table.entry_count, 0);
    assert_false(table_find(&table, text(""), &value));
    assert_int_equal(table_lower_bound(&table, text("")), 0);
    assert_int_equal(table_verify(&table, path, NULL), STATUS_OK);
    table_close(&table);
}

/* The bytes themselves: what one version wrote, another reads. */
static void test_format(void **state)
{
    (void)state;
    static const unsigned char expected[] = {
        'd',  'e',  'p',  'e',  'c',  'h',  'e',  ' ',  't', 'a', 'b', 'l', 'e', '\n', 0, 0, /* magic */
        1,    0,    0,    0,    0,    0,    0,    0,                                         /* version */
        2,    0,    0,    0,    0,    0,    0,    0,                                         /* entries */
        9,    0,    0,    0,    0,    0,    0,    0,                                         /* their bytes */
        1,    'a',  2,    'x',  'y',  2,    'b',  'c',  0,                                   /* entries */
        0,    0,    0,    0,    0,    0,    0,    0,    5,   0,   0,   0,   0,   0,    0, 0, /* index */
        0x96, 0x55, 0xDB, 0x05, 0xF0, 0x6F, 0xDB, 0x17,                                      /* checksum */
    };
    static const struct addition additions[] = { { "bc", "" }, { "a", "xy" } };
    struct buffer content = BUFFER_EMPTY;
    save(additions, 2);
    assert_int_equal(files_read(path, 1000, &content, NULL), STATUS_OK);
    assert_int_equal(content.size, sizeof expected);
    assert_memory_equal(content.bytes, expected, sizeof expected);
    buffer_clear(&content);
}

static void test_too_large(void **state)
{
    (void)state;
    static char key[65536];
    struct table_writer *writer;
    struct failure failure;
    struct table table;
    struct bytes value;
    assert_int_equal(table_writer_new(&writer, &failure), STATUS_OK);
    assert_int_equal(table_writer_add(writer, (struct bytes){ key, 65536 }, text(""), &failure), STATUS_LIMIT);
    assert_int_equal(table_writer_add(writer, text("a"), (struct bytes){ key, (size_t)1 << 31 }, &failure),
                     STATUS_LIMIT);
    assert_int_equal(table_writer_add(writer, (struct bytes){ key, 65535 }, text("v"), &failure), STATUS_OK);
    assert_int_equal(table_writer_save(writer, path, &failure), STATUS_OK);

    /* Saved, it is empty and can be filled again. */
    assert_int_equal(table_open(&table, path, &failure), STATUS_OK);
    assert_true(table_find(&table, (struct bytes){ key, 65535 }, &value));
    table_close(&table);
    assert_int_equal(table_writer_save(writer, path, &failure), STATUS_OK);
    assert_int_equal(table_open(&table, path, &failure), STATUS_OK);
    assert_int_equal(table.entry_count, 0);
    table_close(&table);

    assert_int_equal(table_writer_save(writer, "/nowhere/at/all", &failure), STATUS_NOT_FOUND);
    table_writer_free(writer);
    table_writer_free(NULL);
}

static void test_not_a_table(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        const char *reason;
    } cases[] = {
        { "", 0, "table: it is not a table" },
        { "depeche table\n", 14, "it is not a table" },
        { "depeche tabula\0\0________________________________", 48, "it is not a table" },
        { "depeche table\n\0\0\2\0\0\0\0\0\0\0________________________", 48, "another version" },
        { "depeche table\n\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0________________", 48, "its size" },
        /* The products and sums of these would wrap around to the right size. */
        { "depeche table\n\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x20\0\0\0\0\0\0\0\0________", 48, "its size" },
        { "depeche table\n\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\xF8\xFF\xFF\xFF\xFF\xFF\xFF\xFF________", 48,
          "its size" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct table table;
        struct failure failure;
        assert_int_equal(files_write_atomically(path, cases[i].bytes, cases[i].size, NULL), STATUS_OK);
        assert_int_equal(table_open(&table, path, &failure), STATUS_CORRUPT);
        assert_non_null(strstr(failure.message, cases[i].reason));
        assert_null(table.map.bytes.data);
    }
    struct table table;
    assert_int_equal(table_open(&table, "/nowhere/at/all", NULL), STATUS_NOT_FOUND);
}

/* == Against an array ========================================================================================= */

static uint64_t next_random(uint64_t *random)
{
    *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *random >> 33;
}

enum { KEY_COUNT = 3000 };

/* Key number i in order, values of every length, added in disorder in two parts each. */
static void save_many(void)
{
    struct table_writer *writer;
    assert_int_equal(table_writer_new(&writer, NULL), STATUS_OK);
    for (int part = 1; part <= 2; part++) {
        for (size_t i = 0; i < KEY_COUNT; i++) {
            size_t number = i * 1009 % KEY_COUNT;
            char key[32], value[400];
            snprintf(key, sizeof key, "a key with number %05zu", number);
            memset(value, '0' + part, sizeof value);
            struct bytes part_value = { value, number % sizeof value };
            assert_int_equal(table_writer_add(writer, text(key), part_value, NULL), STATUS_OK);
        }
    }
    assert_int_equal(table_writer_save(writer, path, NULL), STATUS_OK);
    table_writer_free(writer);
}

static void test_many(void **state)
{
    (void)state;
    struct table table;
    save_many();
    assert_int_equal(table_open(&table, path, NULL), STATUS_OK);
    assert_int_equal(table.entry_count, KEY_COUNT);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        char key[32];
        struct bytes value;
        size_t half = i % 400;
        snprintf(key, sizeof key, "a key with number %05zu", i);
        assert_true(table_find(&table, text(key), &value));
        assert_int_equal(value.size, 2 * half);
        for (size_t j = 0; j < value.size; j++)
            assert_int_equal(value.data[j], j < half ? '1' : '2');
        assert_int_equal(table_lower_bound(&table, text(key)), i);
    }
    assert_int_equal(table_verify(&table, path, NULL), STATUS_OK);
    table_close(&table);
}

/* Keys that differ late, or only in where their zeros end: the order is checked by `table_verify`, and that equal
 * keys kept the order they came in by the numbers in their values. */
static void test_alike(void **state)
{
    (void)state;
    static const char letters[] = { 0, 1, (char)0xFF };
    static const size_t beginnings[] = { 0, 7, 8, 64, 72, 80 };
    enum { COUNT = 4000, NUMBER = 4, MOST_LETTERS = 7 };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        uint64_t random = i;
        struct table_writer *writer;
        struct table table;
        struct table_entry entry;
        assert_int_equal(table_writer_new(&writer, NULL), STATUS_OK);
        for (int number = 0; number < COUNT; number++) {
            char key[80 + MOST_LETTERS], value[16];
            memset(key, 'k', sizeof key);
            size_t size = beginnings[i];
            for (size_t more = next_random(&random) % (MOST_LETTERS + 1); more > 0; more--)
                key[size++] = letters[next_random(&random) % sizeof letters];
            snprintf(value, sizeof value, "%04d", number);
            assert_int_equal(table_writer_add(writer, (struct bytes){ key, size }, text(value), NULL), STATUS_OK);
        }
        assert_int_equal(table_writer_save(writer, path, NULL), STATUS_OK);
        table_writer_free(writer);

        size_t numbers = 0;
        assert_int_equal(table_open(&table, path, NULL), STATUS_OK);
        assert_int_equal(table_verify(&table, path, NULL), STATUS_OK);
        for (size_t position = 0; table_entry_at(&table, position, &entry); position++) {
            for (size_t at = NUMBER; at < entry.value.size; at += NUMBER)
                assert_true(memcmp(entry.value.data + at - NUMBER, entry.value.data + at, NUMBER) < 0);
            numbers += entry.value.size / NUMBER;
        }
        assert_int_equal(numbers, COUNT);
        table_close(&table);
    }
}

/* == Damage =================================================================================================== */

/* Touch every byte that a reader can get at. */
static size_t read_all(const struct table *table)
{
    static const char *const keys[] = { "", "a", "a key with number 01500", "\xFF" };
    size_t sum = 0;
    for (size_t i = 0; i < table->entry_count; i++) {
        struct table_entry entry;
        struct bytes value;
        if (!table_entry_at(table, i, &entry))
            continue;
        for (size_t j = 0; j < entry.key.size; j++)
            sum += (unsigned char)entry.key.data[j];
        for (size_t j = 0; j < entry.value.size; j += 97)
            sum += (unsigned char)entry.value.data[j];
        if (i % 16 == 0 && table_find(table, entry.key, &value) && value.size)
            sum += (unsigned char)value.data[value.size - 1];
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        sum += table_lower_bound(table, text(keys[i]));
    return sum;
}

/* A table over a copy of exactly `size` bytes on the heap, where the sanitizer sees a read past the end; that it is
 * written to a file and mapped would hide those up to the end of a page. */
static enum status open_damaged(const char *bytes, size_t size, struct table *table, struct failure *failure)
{
    int file = open(path, O_WRONLY | O_CREAT, 0644); /* neither fsync nor O_TRUNC, which is one on ext4 */
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), size);
    assert_int_equal(ftruncate(file, (off_t)size), 0);
    assert_int_equal(close(file), 0);
    enum status status = table_open(table, path, failure);
    if (status)
        return status;
    char *copy = malloc(size);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    const char *mapped = table->map.bytes.data;
    table->index = (const unsigned char *)copy + ((const char *)table->index - mapped);
    table->entries.data = copy + (table->entries.data - mapped);
    file_map_close(&table->map);
    table->map.bytes = (struct bytes){ copy, size };
    return STATUS_OK;
}

static void close_damaged(struct table *table)
{
    free((void *)table->map.bytes.data);
    *table = (struct table){ .entry_count = 0 };
}

/* Change a few bytes: half of the time anywhere, else in the header or the last offsets, where it hurts most. */
static void damage(char *bytes, size_t size, uint64_t *random)
{
    static const unsigned char evil[] = { 0x00, 0x01, 0x7F, 0x80, 0xFF };
    for (size_t changes = 1 + next_random(random) % 8; changes > 0; changes--) {
        size_t where = next_random(random) % 4;
        size_t at = where == 0   ? next_random(random) % 48
                    : where == 1 ? size - 1 - next_random(random) % 256
                                 : next_random(random) % size;
        if (next_random(random) % 2)
            bytes[at] = (char)evil[next_random(random) % sizeof evil];
        else
            bytes[at] ^= (char)(1 << next_random(random) % 8);
    }
}

static void save_small(void)
{
    struct addition additions[60];
    char keys[60][12];
    for (size_t i = 0; i < 60; i++) {
        snprintf(keys[i], sizeof keys[i], "k%zu", i * 37 % 60);
        additions[i] = (struct addition){ keys[i], i % 3 ? "a value" : "" };
    }
    save(additions, 60);
}

static void test_damage(void **state)
{
    (void)state;
    struct buffer original = BUFFER_EMPTY, damaged = BUFFER_EMPTY;
    uint64_t random = 20090414;
    size_t refused = 0, opened = 0;
    save_small();
    assert_int_equal(files_read(path, 1 << 24, &original, NULL), STATUS_OK);
    for (int i = 0; i < 6000; i++) {
        struct table table;
        struct failure failure;
        buffer_truncate(&damaged, 0);
        buffer_append(&damaged, original.bytes, original.size);
        damage(damaged.bytes, damaged.size, &random);
        if (memcmp(damaged.bytes, original.bytes, original.size) == 0)
            continue;
        enum status status = open_damaged(damaged.bytes, damaged.size, &table, &failure);
        if (status) {
            assert_int_equal(status, STATUS_CORRUPT);
            refused++;
            continue;
        }
        opened++;
        read_all(&table);
        assert_int_equal(table_verify(&table, path, &failure), STATUS_CORRUPT);
        assert_non_null(strstr(failure.message, "table: its checksum"));
        close_damaged(&table);
    }
    assert_true(refused > 500 && opened > 2000);
    buffer_clear(&original);
    buffer_clear(&damaged);
}

/* Cut short or made longer anywhere, the size no longer fits. */
static void test_cut(void **state)
{
    (void)state;
    struct buffer original = BUFFER_EMPTY;
    struct table table;
    save_small();
    assert_int_equal(files_read(path, 1 << 24, &original, NULL), STATUS_OK);
    for (size_t size = 0; size < original.size; size += 7)
        assert_int_equal(open_damaged(original.bytes, size, &table, NULL), STATUS_CORRUPT);
    buffer_append_byte(&original, 'x');
    assert_int_equal(open_damaged(original.bytes, original.size, &table, NULL), STATUS_CORRUPT);
    buffer_clear(&original);
}

/* A false table whose checksum is right: the order of keys and offsets is checked as well. */
static void test_wrong_order(void **state)
{
    (void)state;
    static const struct addition additions[] = { { "a", "1" }, { "b", "2" } };
    struct buffer bytes = BUFFER_EMPTY;
    struct failure failure;
    struct table table;
    save(additions, 2);
    assert_int_equal(files_read(path, 1000, &bytes, NULL), STATUS_OK);
    struct crc64 crc;
    bytes.bytes[41] = 'b';
    bytes.bytes[45] = 'a';
    crc64_init(&crc);
    crc64_add(&crc, bytes.bytes, bytes.size - 8);
    for (size_t i = 0; i < 8; i++)
        bytes.bytes[bytes.size - 8 + i] = (char)(crc64_sum(&crc) >> (8 * i));
    assert_int_equal(open_damaged(bytes.bytes, bytes.size, &table, &failure), STATUS_OK);
    assert_int_equal(table_verify(&table, path, &failure), STATUS_CORRUPT);
    assert_non_null(strstr(failure.message, "its entries are not in order"));
    close_damaged(&table);
    buffer_clear(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sorted_and_merged),
        cmocka_unit_test(test_nul_in_keys),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_not_a_table),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_wrong_order),
        cmocka_unit_test(test_alike),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
