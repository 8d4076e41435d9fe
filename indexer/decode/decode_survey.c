/* Surveys a document eight bytes at a time: nearly all are plain ASCII, and most of the others Latin letters. */
#include "indexer/decode/decode_survey.h"

#include "base/eight.h"
#include "language/utf8.h"

/* Can the settled character of `used` bytes at the front of `text` begin what decode_repair.c repairs? It repairs C1
 * controls; of windows-1252 what follows a letter from Â to ô that stands for the first byte of a character, where it
 * is not ASCII and no such letter itself; of others what begins with a mark: ÔÇ and ‚Ä are settled, the rest is not.
 */
static bool may_begin_misread(struct bytes text, size_t used)
{
    const unsigned char *bytes = (const unsigned char *)text.data;
    unsigned char next = used < text.size ? bytes[used] : 0;
    if (bytes[0] == 0xC2)
        return bytes[1] < 0xA0;
    if (next < 0x80)
        return false;
    if (bytes[0] == 0xC3)
        return next == 0xC3 ? bytes[1] == 0x94 : bytes[1] >= 0x82 && bytes[1] <= 0xB4;
    return bytes[0] == 0xE2 && bytes[2] == 0x9A;
}

static bool is_control(char byte)
{
    return (unsigned char)byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r';
}

/* Take what begins with a byte beyond ASCII off the front of `text`. */
static size_t survey_character(struct survey *survey, struct bytes text)
{
    size_t used = utf8_settled(text);
    if (used) {
        survey->may_be_misread |= may_begin_misread(text, used);
    } else {
        utf8_decode(text, &used);
        survey->is_settled = false;
        survey->may_be_misread = true;
    }
    survey->good += used > 1;
    survey->bad += used == 1;
    return used;
}

struct survey survey_utf8(struct bytes raw)
{
    struct survey survey = { .is_settled = true };
    for (size_t at = 0; at < raw.size;) {
        if (raw.size - at >= EIGHT) {
            uint64_t eight = eight_at(raw.data + at), special = eight_controls(eight) | eight_beyond_ascii(eight);
            if (!special) {
                at += EIGHT;
                continue;
            }
            at += eight_first(special);
        }
        if (raw.data[at] & 0x80)
            at += survey_character(&survey, (struct bytes){ raw.data + at, raw.size - at });
        else
            survey.has_controls |= is_control(raw.data[at++]);
    }
    survey.is_settled &= !survey.has_controls;
    return survey;
}
