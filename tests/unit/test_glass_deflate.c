/* Tags deflated by ourselves: zlib gives back what they were, whatever they are and whatever came before. */
#include "glass/deflate.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "glass/huffman.h"

#include "tests/unit/scratch.h"

enum { MOST_BYTES = 1 << 21 };

struct tags {
    struct glass_deflater *deflater;
    uint64_t random;
    char *tag, *inflated;
    size_t stored_bytes, tag_bytes; /* of all */
};

static int open_tags(void **state)
{
    struct failure failure;
    struct tags *tags = calloc(1, sizeof *tags);
    assert_non_null(tags);
    tags->random = 1;
    tags->tag = malloc(MOST_BYTES);
    tags->inflated = malloc(MOST_BYTES);
    assert_true(tags->tag && tags->inflated);
    assert_int_equal(glass_deflater_new(&tags->deflater, &failure), STATUS_OK);
    *state = tags;
    return 0;
}

static int close_tags(void **state)
{
    struct tags *tags = *state;
    glass_deflater_free(tags->deflater);
    free(tags->tag);
    free(tags->inflated);
    free(tags);
    return 0;
}

static unsigned draw(struct tags *tags, unsigned under)
{
    tags->random = tags->random * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (unsigned)(tags->random >> 33) % under;
}

/* Deflate the first `size` bytes of the tag; they must come back, or stay as they are. */
static bool try_tag(struct tags *tags, size_t size)
{
    struct bytes stored;
    bool compressed;
    z_stream stream = { .zalloc = Z_NULL };
    assert_int_equal(glass_deflate(tags->deflater, (struct bytes){ tags->tag, size }, &stored, &compressed, NULL),
                     STATUS_OK);
    tags->stored_bytes += stored.size;
    tags->tag_bytes += size;
    if (!compressed) {
        assert_ptr_equal(stored.data, tags->tag);
        assert_int_equal(stored.size, size);
        return false;
    }
    assert_true(stored.size < size);
    stream.next_in = (Bytef *)(uintptr_t)stored.data;
    stream.avail_in = (uInt)stored.size;
    stream.next_out = (Bytef *)tags->inflated;
    stream.avail_out = MOST_BYTES;
    assert_int_equal(inflateInit2(&stream, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.avail_in, 0);
    assert_int_equal(stream.total_out, size);
    assert_memory_equal(tags->inflated, tags->tag, size);
    inflateEnd(&stream);
    return true;
}

static size_t put_words(struct tags *tags, size_t size)
{
    static const char *const words[] = { "le ",           "gouvernement ", "du ",      "Yukon ",
                                         "annonce ",      "des ",          "mesures ", "pour ",
                                         "l’éducation, ", "la santé ",     "et ",      "2009\n" };
    size_t at = 0;
    while (at < size) {
        const char *word = words[draw(tags, sizeof words / sizeof *words)];
        size_t bytes = strlen(word) < size - at ? strlen(word) : size - at;
        memcpy(tags->tag + at, word, bytes);
        at += bytes;
    }
    return size;
}

static void texts_shrink(void **state)
{
    struct tags *tags = *state;
    for (int i = 0; i < 10000; i++)
        assert_true(try_tag(tags, put_words(tags, 400 + draw(tags, 2000))));
    assert_true(tags->stored_bytes < tags->tag_bytes / 2);
}

/* Where codes made from others would not do. */
static void short_and_long_texts_shrink(void **state)
{
    static const size_t ranges[][2] = { { 150, 1000 }, { 6300, 6500 }, { 7000, 100000 } };
    struct tags *tags = *state;
    for (size_t range = 0; range < sizeof ranges / sizeof *ranges; range++) {
        size_t least = ranges[range][0], most = ranges[range][1];
        tags->stored_bytes = tags->tag_bytes = 0;
        for (int i = 0; i < 200; i++)
            assert_true(try_tag(tags, put_words(tags, least + draw(tags, (unsigned)(most - least)))));
        assert_true(tags->stored_bytes < tags->tag_bytes / 2);
    }
}

static void short_tags_stay(void **state)
{
    struct tags *tags = *state;
    memset(tags->tag, 'a', 400);
    for (size_t size = 0; size <= GLASS_LEAST_DEFLATED_BYTES; size++)
        assert_false(try_tag(tags, size));
    for (size_t size = GLASS_LEAST_DEFLATED_BYTES + 1; size < 400; size++)
        try_tag(tags, size);
    assert_true(try_tag(tags, 400));
}

/* Each byte there is, after codes were made for others. */
static void noise_stays(void **state)
{
    struct tags *tags = *state;
    for (int i = 0; i < 300; i++) {
        size_t size = 19 + draw(tags, 3000);
        for (size_t at = 0; at < size; at++)
            tags->tag[at] = (char)draw(tags, 256);
        try_tag(tags, size);
        try_tag(tags, put_words(tags, 500));
    }
}

/* The longest matches at the longest distances and one further, and matches that run into themselves. */
static void extremes_come_back(void **state)
{
    static const size_t sizes[] = { 19, 257, 258, 259, 260, 32767, 32768, 32769, 65536, 200000, MOST_BYTES };
    struct tags *tags = *state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t period = 1; period <= 40000; period = period * 3 + (period > 3000)) {
            for (size_t at = 0; at < sizes[i]; at++)
                tags->tag[at] = at < period ? (char)draw(tags, 256) : tags->tag[at - period];
            try_tag(tags, sizes[i]);
        }
}

static void pieces_come_back(void **state)
{
    struct tags *tags = *state;
    for (int i = 0; i < 3000; i++) {
        size_t size = 0, most = 20 + draw(tags, 5000);
        while (size < most) {
            unsigned length = 1 + draw(tags, 300), from = size ? draw(tags, (unsigned)size) : 0;
            bool copies = size && draw(tags, 3);
            for (unsigned at = 0; at < length; at++, size++)
                tags->tag[size] = copies ? tags->tag[from + at] : (char)draw(tags, 1 + draw(tags, 256));
        }
        try_tag(tags, size);
    }
}

/* == Codes ================================================================================================== */

/* Codes that are whole: no bits are left over, and none are used twice. */
static void assert_whole(const uint64_t *frequencies, size_t count, unsigned longest)
{
    struct huffman_code codes[HUFFMAN_LITERALS];
    uint32_t used = 0;
    huffman_make(frequencies, count, longest, codes);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(codes[i].size > 0, frequencies[i] > 0);
        assert_true(codes[i].size <= longest);
        used += codes[i].size ? UINT32_C(1) << (HUFFMAN_LONGEST - codes[i].size) : 0;
    }
    assert_int_equal(used, UINT32_C(1) << HUFFMAN_LONGEST);
}

static void codes_are_whole_and_not_too_long(void **state)
{
    uint64_t doubling[HUFFMAN_LITERALS], same[HUFFMAN_LITERALS], two[HUFFMAN_LITERALS] = { [7] = 1, [200] = 1000 };
    (void)state;
    for (size_t i = 0; i < HUFFMAN_LITERALS; i++) {
        doubling[i] = UINT64_C(1) << (i % 50);
        same[i] = 3;
    }
    assert_whole(doubling, HUFFMAN_LITERALS, HUFFMAN_LONGEST);
    assert_whole(doubling, HUFFMAN_LENGTHS, HUFFMAN_LONGEST_OF_LENGTHS);
    assert_whole(same, HUFFMAN_LITERALS, HUFFMAN_LONGEST);
    assert_whole(same, HUFFMAN_DISTANCES, HUFFMAN_LONGEST);
    assert_whole(two, HUFFMAN_LITERALS, HUFFMAN_LONGEST);
}

static void what_comes_often_has_a_short_code(void **state)
{
    static const uint64_t frequencies[] = { 1, 100, 0, 10, 1 };
    static const uint8_t sizes[] = { 3, 1, 0, 2, 3 }, bits[] = { 3, 0, 0, 1, 7 };
    struct huffman_code codes[5];
    (void)state;
    huffman_make(frequencies, 5, HUFFMAN_LONGEST, codes);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(codes[i].size, sizes[i]);
        assert_int_equal(codes[i].bits, bits[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_shrink, open_tags, close_tags),
        cmocka_unit_test_setup_teardown(short_and_long_texts_shrink, open_tags, close_tags),
        cmocka_unit_test_setup_teardown(short_tags_stay, open_tags, close_tags),
        cmocka_unit_test_setup_teardown(noise_stays, open_tags, close_tags),
        cmocka_unit_test_setup_teardown(extremes_come_back, open_tags, close_tags),
        cmocka_unit_test_setup_teardown(pieces_come_back, open_tags, close_tags),
        cmocka_unit_test(codes_are_whole_and_not_too_long),
        cmocka_unit_test(what_comes_often_has_a_short_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
