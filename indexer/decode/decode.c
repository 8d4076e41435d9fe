/* The ladder that finds a document's encoding, and the conversion. */
#include "indexer/decode/decode.h"

#include <string.h>

#include "base/eight.h"
#include "indexer/common/reason.h"
#include "indexer/decode/decode_encodings.h"
#include "indexer/decode/decode_iconv.h"
#include "indexer/decode/decode_likelihood.h"
#include "indexer/decode/decode_repair.h"
#include "indexer/decode/decode_survey.h"
#include "language/utf8.h"

enum { REPLACEMENT = 0xFFFD, SAMPLE_BYTES = 65536 };

const char *decode_reason_name(enum decode_reason reason)
{
    static const char *const names[] = {
        [DECODE_BOM] = "byte order mark",
        [DECODE_VALID_UTF8] = "valid UTF-8",
        [DECODE_DECLARED] = "declared",
        [DECODE_LIKELIHOOD] = "likelihood",
    };
    return names[reason];
}

/* == Looking at the bytes ===================================================================================== */

static bool starts_with(struct bytes raw, const char *start, size_t size)
{
    return raw.size >= size && memcmp(raw.data, start, size) == 0;
}

static const struct encoding *byte_order_mark(struct bytes raw, size_t *mark_bytes)
{
    *mark_bytes = 2;
    if (starts_with(raw, "\xFF\xFE", 2))
        return &decode_encodings[ENCODING_UTF_16LE];
    if (starts_with(raw, "\xFE\xFF", 2))
        return &decode_encodings[ENCODING_UTF_16BE];
    *mark_bytes = 3;
    if (starts_with(raw, "\xEF\xBB\xBF", 3))
        return &decode_encodings[ENCODING_UTF_8];
    *mark_bytes = 0;
    return NULL;
}

/* UTF-16 of European text without a mark: every other byte is 0, and always the same one of the two. */
static const struct encoding *utf_16_by_zeros(struct bytes raw)
{
    size_t sample = raw.size < SAMPLE_BYTES ? raw.size & ~(size_t)1 : SAMPLE_BYTES;
    size_t even = 0, odd = 0, units = sample / 2;
    if (units < 2 || !memchr(raw.data, '\0', sample))
        return NULL;
    for (size_t i = 0; i < sample; i += 2) {
        even += raw.data[i] == '\0';
        odd += raw.data[i + 1] == '\0';
    }
    if (odd * 2 >= units && even * 100 <= units)
        return &decode_encodings[ENCODING_UTF_16LE];
    if (even * 2 >= units && odd * 100 <= units)
        return &decode_encodings[ENCODING_UTF_16BE];
    return NULL;
}

/* Compressed data, images and programs have more than one control in fifty bytes, text has a stray one at most. */
static bool is_binary(struct bytes raw)
{
    size_t sample = raw.size < SAMPLE_BYTES ? raw.size : SAMPLE_BYTES, controls = 0;
    for (size_t i = 0; i < sample; i++) {
        while (sample - i > EIGHT && !eight_controls(eight_at(raw.data + i)))
            i += EIGHT;
        unsigned char byte = (unsigned char)raw.data[i];
        controls += byte < ' ' && !strchr("\t\n\f\r\x1A\x1B", byte ? byte : 1);
    }
    return controls * 50 > sample;
}

/* Other encodings hardly ever form a whole UTF-8 character, so a few broken ones do not make it another encoding. */
static bool is_mostly_utf8(const struct survey *survey)
{
    return survey->good > 0 && survey->good >= 4 * survey->bad;
}

/* == Converting =============================================================================================== */

static void append_replacement(struct buffer *utf8, size_t *replaced)
{
    buffer_append_text(utf8, "\uFFFD");
    (*replaced)++;
}

static void append_character(struct buffer *utf8, uint32_t character, size_t *replaced)
{
    char bytes[UTF8_LONGEST];
    if (character == REPLACEMENT)
        append_replacement(utf8, replaced);
    else
        buffer_append(utf8, bytes, utf8_encode(character, bytes));
}

static void convert_single(const struct encoding *encoding, struct bytes raw, struct buffer *utf8, size_t *replaced)
{
    for (size_t i = 0; i < raw.size;) {
        size_t start = i;
        while (i < raw.size && !(raw.data[i] & 0x80))
            i++;
        buffer_append(utf8, raw.data + start, i - start);
        if (i < raw.size)
            append_character(utf8, encoding_character(encoding, (unsigned char)raw.data[i++]), replaced);
    }
}

static void convert_utf_16(struct bytes raw, bool big_endian, struct buffer *utf8, size_t *replaced)
{
    const unsigned char *bytes = (const unsigned char *)raw.data;
    for (size_t i = 0; i + 1 < raw.size; i += 2) {
        uint32_t unit = (uint32_t)bytes[i + !big_endian] << 8 | bytes[i + big_endian];
        if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < raw.size) {
            uint32_t low = (uint32_t)bytes[i + 2 + !big_endian] << 8 | bytes[i + 2 + big_endian];
            if (low >= 0xDC00 && low < 0xE000) {
                append_character(utf8, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), replaced);
                i += 2;
                continue;
            }
        }
        append_character(utf8, unit >= 0xD800 && unit < 0xE000 ? REPLACEMENT : unit, replaced);
    }
    if (raw.size % 2)
        append_replacement(utf8, replaced);
}

/* == The ladder =============================================================================================== */

static bool is_utf_16(const struct encoding *encoding)
{
    return encoding == &decode_encodings[ENCODING_UTF_16LE] || encoding == &decode_encodings[ENCODING_UTF_16BE];
}

static void settle(struct decoded *decoded, const struct encoding *encoding, enum decode_reason reason)
{
    decoded->encoding = encoding->name;
    decoded->reason = reason;
}

/* A declared encoding of one byte a character is believed unless what it gives is nonsense and another gives good
 * French or English. */
static const struct encoding *choose_single(struct bytes raw, const struct encoding *declared,
                                            struct decoded *decoded)
{
    double best_likelihood;
    const struct encoding *best = likelihood_choose(raw, &best_likelihood);
    bool believed = declared && declared->upper && !(likelihood_of(declared, raw) < 0 && best_likelihood > 2);
    const struct encoding *chosen = believed ? declared : best;
    settle(decoded, chosen, believed ? DECODE_DECLARED : DECODE_LIKELIHOOD);
    decoded->declared_wrong = declared && chosen != declared;
    return chosen;
}

/* Find the encoding of bytes that are not UTF-8, and convert them. */
static void convert_other(struct bytes raw, const struct encoding *declared, struct decoded *decoded,
                          struct buffer *utf8)
{
    if (declared && declared->iconv && decode_iconv(declared, raw, utf8, &decoded->replaced)) {
        settle(decoded, declared, DECODE_DECLARED);
        return;
    }
    convert_single(choose_single(raw, declared, decoded), raw, utf8, &decoded->replaced);
}

/* In normal form C, CR LF and CR as LF. What is settled need only be copied. */
static void append_lines(struct buffer *out, struct bytes utf8, bool is_settled)
{
    while (utf8.size > 0) {
        const char *end = memchr(utf8.data, '\r', utf8.size);
        size_t size = end ? (size_t)(end - utf8.data) : utf8.size;
        if (is_settled)
            buffer_append(out, utf8.data, size);
        else
            utf8_append_nfc(out, (struct bytes){ utf8.data, size });
        if (!end)
            return;
        buffer_append_byte(out, '\n');
        size += size + 1 < utf8.size && end[1] == '\n' ? 2 : 1;
        utf8.data += size;
        utf8.size -= size;
    }
}

static enum status finish(struct bytes utf8, const struct survey *survey, struct decoded *decoded,
                          struct failure *failure)
{
    struct buffer repaired = BUFFER_EMPTY;
    if (survey->may_be_misread && (decoded->repaired = repair_mojibake(utf8, &repaired)))
        utf8 = buffer_view(&repaired);
    append_lines(&decoded->text, utf8, survey->is_settled && !decoded->repaired);
    enum status status = buffer_status(&repaired, "a document's text", failure);
    buffer_clear(&repaired);
    return status ? status : buffer_status(&decoded->text, "a document's text", failure);
}

enum status decode(struct bytes raw, const char *label, struct decoded *decoded, struct failure *failure)
{
    struct buffer utf8 = BUFFER_EMPTY;
    const struct encoding *declared = label ? encoding_of_label(label) : NULL;
    size_t mark_bytes;
    enum status status;

    *decoded = (struct decoded){ .text = BUFFER_EMPTY };
    const struct encoding *wide = byte_order_mark(raw, &mark_bytes);
    settle(decoded, wide ? wide : &decode_encodings[ENCODING_UTF_8], wide ? DECODE_BOM : DECODE_VALID_UTF8);
    raw = (struct bytes){ raw.data + mark_bytes, raw.size - mark_bytes };
    struct survey survey = survey_utf8(raw);
    if (!wide && survey.has_controls && (wide = utf_16_by_zeros(raw)))
        settle(decoded, wide, declared == wide ? DECODE_DECLARED : DECODE_LIKELIHOOD);

    if (wide && is_utf_16(wide)) {
        decoded->declared_wrong = declared && !is_utf_16(declared);
        convert_utf_16(raw, wide == &decode_encodings[ENCODING_UTF_16BE], &utf8, &decoded->replaced);
    } else if (survey.has_controls && is_binary(raw)) {
        return fail_reason(failure, REASON_BINARY, "not a text: binary content");
    } else if (survey.bad == 0 || wide || is_mostly_utf8(&survey)) {
        decoded->declared_wrong = survey.good > 0 && declared && declared != &decode_encodings[ENCODING_UTF_8];
        decoded->replaced = survey.bad;
        return finish(raw, &survey, decoded, failure);
    } else {
        convert_other(raw, declared, decoded, &utf8);
    }
    status = buffer_status(&utf8, "a document's text", failure);
    survey = survey_utf8(buffer_view(&utf8));
    if (!status)
        status = finish(buffer_view(&utf8), &survey, decoded, failure);
    buffer_clear(&utf8);
    return status;
}
