/* Tags in their deflated form: raw deflate (RFC 1951), without header and checksum.
 *
 * Tags of one kind are much alike, and each of them is short. So the codes are not made for each tag from what is in
 * it, as all libraries do it: they are made from the tags before, and the head of a block that tells them is kept
 * ready. A tag is looked at once, and written as it is looked at, by the first match that is found. That takes half
 * the time of the fastest library, and a twentieth more room.
 *
 * A short tag would be little smaller for the head, and a long one has codes of its own and much to be found again:
 * those are a library's, which is worth a fifth of short tags and a tenth of long ones. */
#include "glass/deflate.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "glass/huffman.h"

enum {
    MOST_SHORT_BYTES = 1000,
    LEAST_LONG_BYTES = 6400,
    LEVEL = 1,          /* of the library; 6 takes twice the time and a hundredth less room */
    SHORTEST_MATCH = 4, /* shorter ones are allowed, and hardly ever pay */
    LONGEST_MATCH = 258,
    HASH_BITS = 12,
    END_OF_BLOCK = 256,
    FIRST_LENGTH = 257,
    MOST_HEAD_BYTES = 512,
    /* Codes are made anew after twice as many tags as the last time, up to so many. */
    MOST_TAGS_BETWEEN = 1 << 12,
};

struct glass_deflater {
    struct libdeflate_compressor *library;
    struct huffman_code literals[HUFFMAN_LITERALS], distances[HUFFMAN_DISTANCES];
    unsigned char head[MOST_HEAD_BYTES]; /* what a block begins with: that it is the last, its codes */
    size_t head_bits;
    uint64_t literal_counts[HUFFMAN_LITERALS], distance_counts[HUFFMAN_DISTANCES];
    size_t tags_until_new, tags_between;
    /* Where four bytes with this hash were last seen: bytes from the first tag on. */
    uint32_t seen[1 << HASH_BITS];
    uint32_t bytes_before; /* of all tags before this one; from 1 */
    struct buffer stored;
};

/* == Bits ===================================================================================================== */

/* Bits are filled from the least significant one. */
struct bits {
    uint64_t pending;
    unsigned pending_bits; /* under 8 after `flush` */
    unsigned char *next;
};

static inline void put_bits(struct bits *bits, uint64_t number, unsigned count)
{
    bits->pending |= number << bits->pending_bits;
    bits->pending_bits += count;
}

/* Writes eight bytes, of which the last are written again. */
static inline void flush(struct bits *bits)
{
    uint64_t bytes = htole64(bits->pending);
    memcpy(bits->next, &bytes, sizeof bytes);
    bits->next += bits->pending_bits / 8;
    bits->pending >>= bits->pending_bits & ~7U;
    bits->pending_bits &= 7;
}

/* == Codes ==================================================================================================== */

/* The lengths of the codes as they are told: themselves, or that zeros or the same length go on (RFC 1951, 3.2.7). */
struct told_lengths {
    uint8_t symbols[HUFFMAN_LITERALS + HUFFMAN_DISTANCES];
    uint8_t extra[HUFFMAN_LITERALS + HUFFMAN_DISTANCES];
    size_t count;
};

enum { AGAIN = 16, ZEROS = 17, MANY_ZEROS = 18 };

static void tell(struct told_lengths *told, uint8_t symbol, size_t extra)
{
    told->symbols[told->count] = symbol;
    told->extra[told->count++] = (uint8_t)extra;
}

/* `count` codes of the length `size`, after one of them for other lengths than 0. */
static size_t tell_run(struct told_lengths *told, uint8_t size, size_t count)
{
    if (size == 0 && count >= 11) {
        count = count < 138 ? count : 138;
        tell(told, MANY_ZEROS, count - 11);
        return count;
    }
    if (size == 0 && count >= 3) {
        tell(told, ZEROS, count - 3);
        return count;
    }
    tell(told, size, 0);
    if (size == 0 || count < 4)
        return 1;
    count = count - 1 < 6 ? count - 1 : 6;
    tell(told, AGAIN, count - 3);
    return count + 1;
}

static void tell_lengths(struct told_lengths *told, const uint8_t *sizes, size_t count)
{
    told->count = 0;
    for (size_t at = 0; at < count;) {
        size_t run = 1;
        while (at + run < count && sizes[at + run] == sizes[at])
            run++;
        at += tell_run(told, sizes[at], run);
    }
}

static unsigned extra_bits(uint8_t symbol)
{
    return symbol < AGAIN ? 0 : symbol == AGAIN ? 2 : symbol == ZEROS ? 3 : 7;
}

/* The head of a last block with codes of its own. */
static void write_head(struct glass_deflater *deflater)
{
    static const uint8_t order[HUFFMAN_LENGTHS] = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };
    struct huffman_code codes[HUFFMAN_LENGTHS];
    struct told_lengths told;
    uint64_t counts[HUFFMAN_LENGTHS] = { 0 };
    uint8_t sizes[HUFFMAN_LITERALS + HUFFMAN_DISTANCES];
    struct bits bits = { .next = deflater->head };
    size_t count = 0, told_codes = HUFFMAN_LENGTHS;
    for (size_t i = 0; i < HUFFMAN_LITERALS; i++)
        sizes[count++] = deflater->literals[i].size;
    for (size_t i = 0; i < HUFFMAN_DISTANCES; i++)
        sizes[count++] = deflater->distances[i].size;
    tell_lengths(&told, sizes, count);
    for (size_t i = 0; i < told.count; i++)
        counts[told.symbols[i]]++;
    counts[0]++, counts[1]++; /* at least two */
    huffman_make(counts, HUFFMAN_LENGTHS, HUFFMAN_LONGEST_OF_LENGTHS, codes);
    while (told_codes > 4 && codes[order[told_codes - 1]].size == 0)
        told_codes--;

    put_bits(&bits, 1 | 2 << 1, 3);
    put_bits(&bits, HUFFMAN_LITERALS - 257, 5);
    put_bits(&bits, HUFFMAN_DISTANCES - 1, 5);
    put_bits(&bits, told_codes - 4, 4);
    for (size_t i = 0; i < told_codes; i++, flush(&bits))
        put_bits(&bits, codes[order[i]].size, 3);
    for (size_t i = 0; i < told.count; i++, flush(&bits)) {
        const struct huffman_code *code = &codes[told.symbols[i]];
        put_bits(&bits, code->bits, code->size);
        put_bits(&bits, told.extra[i], extra_bits(told.symbols[i]));
    }
    deflater->head_bits = (size_t)(bits.next - deflater->head) * 8 + bits.pending_bits;
}

/* Codes for what comes as often as it came, the latest counted most. What was never seen has a code, too; the rare
 * ones are taken for equally rare, so that their lengths are told in a few bits. */
static void make_codes_of(uint64_t *counts, size_t count, struct huffman_code *codes)
{
    enum { RARE_SHIFT = 12 };
    uint64_t frequencies[HUFFMAN_LITERALS], sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += counts[i];
    for (size_t i = 0; i < count; i++) {
        frequencies[i] = counts[i] > sum >> RARE_SHIFT ? counts[i] : (sum >> RARE_SHIFT) + 1;
        counts[i] /= 2;
    }
    huffman_make(frequencies, count, HUFFMAN_LONGEST, codes);
}

static void make_codes(struct glass_deflater *deflater)
{
    make_codes_of(deflater->literal_counts, HUFFMAN_LITERALS, deflater->literals);
    make_codes_of(deflater->distance_counts, HUFFMAN_DISTANCES, deflater->distances);
    write_head(deflater);
    if (deflater->tags_between < MOST_TAGS_BETWEEN)
        deflater->tags_between *= 2;
    deflater->tags_until_new = deflater->tags_between;
}

/* == Matches ================================================================================================== */

/* A length or a distance as a symbol and bits that follow it: up to 2^steps numbers have symbols of their own, then
 * ever more share one. */
struct symbol {
    unsigned number, extra_size, extra;
};

static inline struct symbol symbol_of(unsigned value, unsigned steps)
{
    if (value < 2U << steps)
        return (struct symbol){ .number = value };
    unsigned size = 31 - (unsigned)__builtin_clz(value) - steps;
    return (struct symbol){ (size << steps) + (value >> size), size, value & ((1U << size) - 1) };
}

static inline struct symbol symbol_of_length(unsigned length)
{
    if (length == LONGEST_MATCH)
        return (struct symbol){ .number = HUFFMAN_LITERALS - 1 };
    struct symbol symbol = symbol_of(length - 3, 2);
    symbol.number += FIRST_LENGTH;
    return symbol;
}

static inline uint32_t four_at(const char *bytes)
{
    uint32_t four;
    memcpy(&four, bytes, sizeof four);
    return four;
}

/* How many bytes are the same, of which four are known to be, up to `end`. */
static inline size_t match_bytes(const char *earlier, const char *at, const char *end)
{
    const char *most = end - at > LONGEST_MATCH ? at + LONGEST_MATCH : end;
    const char *from = at;
    for (at += SHORTEST_MATCH, earlier += SHORTEST_MATCH; most - at >= 8; at += 8, earlier += 8) {
        uint64_t left, right;
        memcpy(&left, earlier, sizeof left);
        memcpy(&right, at, sizeof right);
        if (left != right)
            return (size_t)(at - from) + (size_t)__builtin_ctzll(le64toh(left ^ right)) / 8;
    }
    while (at < most && *earlier == *at)
        at++, earlier++;
    return (size_t)(at - from);
}

/* Note that four bytes stand at `at`; where they stood before, or NULL. */
static inline const char *look_up(struct glass_deflater *deflater, struct bytes tag, const char *at)
{
    uint32_t four = four_at(at);
    uint32_t *seen = &deflater->seen[four * UINT32_C(0x9E3779B1) >> (32 - HASH_BITS)];
    uint32_t offset = (uint32_t)(at - tag.data), before = *seen - deflater->bytes_before;
    *seen = deflater->bytes_before + offset;
    /* One from an earlier tag is further than any of this one. */
    if (before >= offset || four_at(tag.data + before) != four)
        return NULL;
    return tag.data + before;
}

/* Of what stands in a match, two places are enough. */
static inline void note_match(struct glass_deflater *deflater, struct bytes tag, const char *at, size_t length)
{
    if ((size_t)(tag.data + tag.size - at) < length + SHORTEST_MATCH)
        return;
    look_up(deflater, tag, at + 1);
    look_up(deflater, tag, at + length - 1);
}

/* == Tags ===================================================================================================== */

static inline void put_literal(struct glass_deflater *deflater, struct bits *bits, unsigned literal)
{
    const struct huffman_code code = deflater->literals[literal];
    deflater->literal_counts[literal]++;
    put_bits(bits, code.bits, code.size);
}

/* Two at once, as bits wait for those before them. */
static inline void put_literals(struct glass_deflater *deflater, struct bits *bits, unsigned first, unsigned second)
{
    const struct huffman_code a = deflater->literals[first], b = deflater->literals[second];
    deflater->literal_counts[first]++;
    deflater->literal_counts[second]++;
    put_bits(bits, a.bits | (uint64_t)b.bits << a.size, (unsigned)a.size + b.size);
}

/* At most 48 bits. */
static inline void put_match(struct glass_deflater *deflater, struct bits *bits, size_t length, size_t distance)
{
    const struct symbol longer = symbol_of_length((unsigned)length), further = symbol_of((unsigned)distance - 1, 1);
    const struct huffman_code code = deflater->distances[further.number];
    put_literal(deflater, bits, longer.number);
    put_bits(bits, longer.extra, longer.extra_size);
    deflater->distance_counts[further.number]++;
    put_bits(bits, code.bits, code.size);
    put_bits(bits, further.extra, further.extra_size);
}

static struct bits begin_block(const struct glass_deflater *deflater, unsigned char *into)
{
    size_t whole = deflater->head_bits / 8;
    memcpy(into, deflater->head, whole + 1);
    return (struct bits){ deflater->head[whole] & ((1U << deflater->head_bits % 8) - 1), deflater->head_bits % 8,
                          into + whole };
}

/* Write the tag, with room for SLACK_BYTES more than it has. Returns the size, 0 when it is not smaller. */
enum { SLACK_BYTES = MOST_HEAD_BYTES + 2 * sizeof(uint64_t) };
static size_t write_tag(struct glass_deflater *deflater, struct bytes tag, unsigned char *into)
{
    const char *at = tag.data, *end = at + tag.size;
    const unsigned char *most = into + tag.size;
    struct bits bits = begin_block(deflater, into);
    while (end - at > SHORTEST_MATCH && bits.next < most) {
        const char *earlier = look_up(deflater, tag, at);
        if (!earlier && (earlier = look_up(deflater, tag, at + 1))) {
            put_literal(deflater, &bits, (unsigned char)*at++);
            flush(&bits);
        }
        if (earlier) {
            size_t length = match_bytes(earlier, at, end);
            put_match(deflater, &bits, length, (size_t)(at - earlier));
            note_match(deflater, tag, at, length);
            at += length;
        } else {
            put_literals(deflater, &bits, (unsigned char)at[0], (unsigned char)at[1]);
            at += 2;
        }
        flush(&bits);
    }
    for (; at < end && bits.next < most; flush(&bits))
        put_literal(deflater, &bits, (unsigned char)*at++);
    put_literal(deflater, &bits, END_OF_BLOCK);
    put_bits(&bits, 0, 7); /* so that the last byte is whole */
    flush(&bits);
    return bits.next < most ? (size_t)(bits.next - into) : 0;
}

/* What is noted of the tags before is of no use to this one. */
static void forget_seen(struct glass_deflater *deflater, size_t tag_bytes)
{
    if (deflater->bytes_before >= UINT32_MAX - tag_bytes) {
        memset(deflater->seen, 0, sizeof deflater->seen);
        deflater->bytes_before = 1;
    }
}

static size_t deflate_tag(struct glass_deflater *deflater, struct bytes tag, unsigned char *into)
{
    forget_seen(deflater, 2 * tag.size);
    if (deflater->tags_until_new == 0) { /* once to see what is in it */
        write_tag(deflater, tag, into);
        deflater->bytes_before += (uint32_t)tag.size;
        make_codes(deflater);
    }
    deflater->tags_until_new--;
    size_t size = write_tag(deflater, tag, into);
    deflater->bytes_before += (uint32_t)tag.size;
    return size;
}

enum status glass_deflater_new(struct glass_deflater **made, struct failure *failure)
{
    struct glass_deflater *deflater = calloc(1, sizeof *deflater);
    if (!deflater)
        return fail_no_memory(failure);
    deflater->stored = (struct buffer)BUFFER_EMPTY;
    deflater->bytes_before = 1;
    deflater->tags_between = 1;
    if (!(deflater->library = libdeflate_alloc_compressor(LEVEL))) {
        free(deflater);
        return fail_no_memory(failure);
    }
    *made = deflater;
    return STATUS_OK;
}

void glass_deflater_free(struct glass_deflater *deflater)
{
    if (!deflater)
        return;
    libdeflate_free_compressor(deflater->library);
    buffer_clear(&deflater->stored);
    free(deflater);
}

enum status glass_deflate(struct glass_deflater *deflater, struct bytes tag, struct bytes *stored, bool *compressed,
                          struct failure *failure)
{
    *stored = tag;
    *compressed = false;
    if (tag.size <= GLASS_LEAST_DEFLATED_BYTES)
        return STATUS_OK;
    buffer_truncate(&deflater->stored, 0);
    char *into = buffer_reserve(&deflater->stored, tag.size + SLACK_BYTES);
    if (!into)
        return fail_no_memory(failure);
    bool is_usual = tag.size > MOST_SHORT_BYTES && tag.size < LEAST_LONG_BYTES;
    size_t size = is_usual ? deflate_tag(deflater, tag, (unsigned char *)into)
                           : libdeflate_deflate_compress(deflater->library, tag.data, tag.size, into, tag.size - 1);
    if (size > 0) {
        *stored = (struct bytes){ into, size };
        *compressed = true;
    }
    return STATUS_OK;
}
