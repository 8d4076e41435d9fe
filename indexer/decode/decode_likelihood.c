/* Each letter, quote or sign outside ASCII is weighed by how common it is in French and English, and by whether its
 * neighbours suit it: a capital in the midst of small letters or a frame character is the mark of a wrong encoding.
 */
#include "indexer/decode/decode_likelihood.h"

#include <stdbool.h>
#include <string.h>

enum {
    BYTES_WEIGHED = 4000, /* from 0x80 up; more would not change the verdict */
    OLD_MAC_LINES = 2,    /* added per byte for macintosh when lines end with CR alone */
    UNKNOWN = -12,        /* frames, mathematics, C1 controls: nobody writes them in releases */
    MISPLACED = -8,
};

enum kind { OTHER, SMALL, CAPITAL, DIGIT, SPACE, MARK, APOSTROPHE, OPENING, CLOSING, DASH, ELLIPSIS, MONEY, SIGN };

static const struct character {
    char16_t character;
    signed char kind, weight;
} characters[] = {
    { 0x00A0, SPACE, 2 },    { u'¡', SIGN, -3 },    { u'¢', MONEY, -1 },   { u'£', MONEY, 0 },
    { u'¥', MONEY, -2 },     { u'§', SIGN, 0 },     { u'©', SIGN, 1 },     { u'ª', SIGN, -2 },
    { u'«', OPENING, 5 },    { u'®', SIGN, 1 },     { u'°', SIGN, 1 },     { u'±', SIGN, -1 },
    { u'²', SIGN, 0 },       { u'³', SIGN, 0 },     { u'·', SIGN, 0 },     { u'¹', SIGN, -1 },
    { u'º', SIGN, -1 },      { u'»', CLOSING, 5 },  { u'¼', SIGN, -2 },    { u'½', SIGN, 0 },
    { u'¾', SIGN, -2 },      { u'¿', SIGN, -3 },    { u'À', CAPITAL, 3 },  { u'Á', CAPITAL, -1 },
    { u'Â', CAPITAL, 0 },    { u'Ä', CAPITAL, 0 },  { u'Å', CAPITAL, -1 }, { u'Æ', CAPITAL, -2 },
    { u'Ç', CAPITAL, 1 },    { u'È', CAPITAL, 1 },  { u'É', CAPITAL, 5 },  { u'Ê', CAPITAL, 1 },
    { u'Ë', CAPITAL, -1 },   { u'Í', CAPITAL, -2 }, { u'Î', CAPITAL, 1 },  { u'Ï', CAPITAL, -1 },
    { u'Ñ', CAPITAL, -1 },   { u'Ó', CAPITAL, -2 }, { u'Ô', CAPITAL, 1 },  { u'Ö', CAPITAL, 0 },
    { u'Ø', CAPITAL, -2 },   { u'Ù', CAPITAL, -1 }, { u'Ú', CAPITAL, -2 }, { u'Û', CAPITAL, -1 },
    { u'Ü', CAPITAL, 0 },    { u'ß', SMALL, 1 },    { u'à', SMALL, 6 },    { u'á', SMALL, 1 },
    { u'â', SMALL, 3 },      { u'ã', SMALL, 0 },    { u'ä', SMALL, 2 },    { u'å', SMALL, 0 },
    { u'æ', SMALL, 0 },      { u'ç', SMALL, 4 },    { u'è', SMALL, 5 },    { u'é', SMALL, 7 },
    { u'ê', SMALL, 4 },      { u'ë', SMALL, 1 },    { u'ì', SMALL, -1 },   { u'í', SMALL, 1 },
    { u'î', SMALL, 3 },      { u'ï', SMALL, 2 },    { u'ñ', SMALL, 1 },    { u'ò', SMALL, -1 },
    { u'ó', SMALL, 1 },      { u'ô', SMALL, 4 },    { u'õ', SMALL, -2 },   { u'ö', SMALL, 2 },
    { u'ø', SMALL, 0 },      { u'ù', SMALL, 2 },    { u'ú', SMALL, 0 },    { u'û', SMALL, 3 },
    { u'ü', SMALL, 2 },      { u'ÿ', SMALL, -3 },   { u'Œ', CAPITAL, 1 },  { u'œ', SMALL, 3 },
    { u'Š', CAPITAL, -2 },   { u'š', SMALL, -2 },   { u'Ÿ', CAPITAL, -4 }, { u'Ž', CAPITAL, -3 },
    { u'ž', SMALL, -2 },     { u'–', DASH, 3 },     { u'—', DASH, 3 },     { u'‘', APOSTROPHE, 1 },
    { u'’', APOSTROPHE, 5 }, { u'“', OPENING, 3 },  { u'”', CLOSING, 3 },  { u'„', OPENING, 0 },
    { u'•', SIGN, 2 },       { u'…', ELLIPSIS, 2 }, { u'‹', OPENING, -1 }, { u'›', CLOSING, -1 },
    { u'€', MONEY, 2 },      { u'™', SIGN, 1 },
};

static struct character character_of(uint32_t character)
{
    if (character < 0x80) {
        struct character ascii = { .character = (char16_t)character, .kind = OTHER };
        if (character >= 'a' && character <= 'z')
            ascii.kind = SMALL;
        else if (character >= 'A' && character <= 'Z')
            ascii.kind = CAPITAL;
        else if (character >= '0' && character <= '9')
            ascii.kind = DIGIT;
        else if (character <= ' ')
            ascii.kind = SPACE;
        else
            ascii.kind = MARK;
        return ascii;
    }
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        if (characters[i].character == character)
            return characters[i];
    return (struct character){ .character = (char16_t)character, .kind = OTHER, .weight = UNKNOWN };
}

static bool is_letter(struct character c)
{
    return c.kind == SMALL || c.kind == CAPITAL;
}

static int fit_of_letter(struct character before, struct character c, struct character after)
{
    bool alone = !is_letter(before) && !is_letter(after);
    if (before.kind == DIGIT || before.kind == OTHER)
        return MISPLACED;
    if (c.kind == SMALL) {
        if (alone)
            return c.character == u'à' ? 2 : MISPLACED;
        return before.kind == CAPITAL && after.kind == CAPITAL ? MISPLACED : 1;
    }
    if (before.kind == SMALL)
        return MISPLACED;
    return alone && c.character != u'À' ? -3 : 1;
}

static int fit_of_quote(struct character before, struct character c, struct character after)
{
    switch (c.kind) {
    case APOSTROPHE:
        if (is_letter(before) && is_letter(after))
            return 3;
        return is_letter(before) || is_letter(after) ? 0 : -4;
    case OPENING:
        return is_letter(before) || before.kind == DIGIT ? MISPLACED : 1;
    default:
        return is_letter(after) || after.kind == DIGIT ? MISPLACED : 1;
    }
}

static int fit_of_sign(struct character before, struct character c, struct character after)
{
    bool within_word = is_letter(before) && is_letter(after);
    switch (c.kind) {
    case DASH:
        return within_word ? -2 : 1;
    case ELLIPSIS:
        return within_word ? MISPLACED : 0;
    case MONEY:
        return before.kind == DIGIT || after.kind == DIGIT || before.kind == SPACE ? 1 : MISPLACED;
    default:
        return within_word ? MISPLACED : 0;
    }
}

static int fit(struct character before, struct character c, struct character after)
{
    switch (c.kind) {
    case SMALL:
    case CAPITAL:
        return fit_of_letter(before, c, after);
    case APOSTROPHE:
    case OPENING:
    case CLOSING:
        return fit_of_quote(before, c, after);
    case SPACE:
        return is_letter(before) && is_letter(after) ? -1 : 0;
    case OTHER:
        return 0;
    default:
        return fit_of_sign(before, c, after);
    }
}

/* The characters of all bytes under one encoding, looked up once. */
static void fill(struct character table[256], const struct encoding *encoding)
{
    for (unsigned byte = 0; byte < 256; byte++)
        table[byte] = character_of(byte < 0x80 ? byte : encoding_character(encoding, (unsigned char)byte));
}

double likelihood_of(const struct encoding *encoding, struct bytes raw)
{
    struct character table[256];
    const unsigned char *bytes = (const unsigned char *)raw.data;
    long sum = 0, weighed = 0;

    fill(table, encoding);
    for (size_t i = 0; i < raw.size && weighed < BYTES_WEIGHED; i++) {
        if (bytes[i] < 0x80)
            continue;
        struct character before = table[i > 0 ? bytes[i - 1] : ' '];
        struct character after = table[i + 1 < raw.size ? bytes[i + 1] : ' '];
        struct character c = table[bytes[i]];
        sum += c.weight + fit(before, c, after);
        weighed++;
    }
    return weighed ? (double)sum / (double)weighed : 0;
}

static bool lines_end_with_cr(struct bytes raw)
{
    return raw.size > 0 && memchr(raw.data, '\r', raw.size) && !memchr(raw.data, '\n', raw.size);
}

const struct encoding *likelihood_choose(struct bytes raw, double *likelihood)
{
    /* Of two that read the bytes equally well, the earlier is taken. */
    static const enum encoding_id candidates[] = { ENCODING_WINDOWS_1252, ENCODING_ISO_8859_15, ENCODING_MACINTOSH,
                                                   ENCODING_CP850,        ENCODING_CP863,       ENCODING_CP437 };
    const struct encoding *best = NULL;
    double best_score = 0;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        const struct encoding *encoding = &decode_encodings[candidates[i]];
        double score = likelihood_of(encoding, raw);
        if (candidates[i] == ENCODING_MACINTOSH && lines_end_with_cr(raw))
            score += OLD_MAC_LINES;
        if (!best || score > best_score) {
            best = encoding;
            best_score = score;
        }
    }
    *likelihood = best_score;
    return best;
}
