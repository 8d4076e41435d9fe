/* Each way a document may be encoded, declared or not, and what is told of it. */
#include "indexer/decode/decode.h"

#include "indexer/decode/decode_encodings.h"
#include "language/utf8.h"

#include "tests/unit/scratch.h"

#include <string.h>

#define BYTES(literal)                                                                                               \
    {                                                                                                                \
        literal, sizeof literal - 1                                                                                  \
    }

static const struct {
    struct bytes raw;
    const char *label, *text, *encoding;
    enum decode_reason reason;
    bool declared_wrong;
    size_t replaced, repaired;
} cases[] = {
    /* What needs no thought. */
    { BYTES(""), NULL, "", "UTF-8", DECODE_VALID_UTF8, false, 0, 0 },
    { BYTES("plain"), NULL, "plain", "UTF-8", DECODE_VALID_UTF8, false, 0, 0 },
    { BYTES("plain"), "iso-8859-1", "plain", "UTF-8", DECODE_VALID_UTF8, false, 0, 0 },
    { BYTES("Qu\xC3\xA9"
            "bec"),
      "UTF-8", "Québec", "UTF-8", DECODE_VALID_UTF8, false, 0, 0 },
    { BYTES("Qu\xC3\xA9"
            "bec"),
      "iso-8859-1", "Québec", "UTF-8", DECODE_VALID_UTF8, true, 0, 0 },
    { BYTES("\xEF\xBB\xBFQu\xC3\xA9"
            "bec"),
      NULL, "Québec", "UTF-8", DECODE_BOM, false, 0, 0 },
    { BYTES("e\xCC\x81t\xC3\xA9"), NULL, "été", "UTF-8", DECODE_VALID_UTF8, false, 0, 0 },

    /* Line ends. */
    { BYTES("a\r\nb\rc\n\r\nd\r"), NULL, "a\nb\nc\n\nd\n", "UTF-8", DECODE_VALID_UTF8, false, 0, 0 },

    /* UTF-16 with and without a mark; half a pair. */
    { BYTES("\xFF\xFE\xE9\0t\0\xE9\0"), NULL, "été", "UTF-16LE", DECODE_BOM, false, 0, 0 },
    { BYTES("\xFE\xFF\0\xE9\0t\0\xE9"), "utf-8", "été", "UTF-16BE", DECODE_BOM, true, 0, 0 },
    { BYTES("l\0'\0\xE9\0t\0\xE9\0"), NULL, "l'été", "UTF-16LE", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("\0l\0'\0\xE9\0t\0\xE9"), "utf-16be", "l'été", "UTF-16BE", DECODE_DECLARED, false, 0, 0 },
    { BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), NULL, "😀", "UTF-16LE", DECODE_BOM, false, 0, 0 },
    { BYTES("\xFF\xFE"
            "a\0\x3D\xD8"
            "b\0c"),
      NULL, "a\uFFFDb\uFFFD", "UTF-16LE", DECODE_BOM, false, 2, 0 },

    /* Declared, as browsers understand it. */
    { BYTES("l\x92\xE9t\xE9 \x85 co\x9Bte 5\x80"), "ISO-8859-1", "l’été … co›te 5€", "windows-1252", DECODE_DECLARED,
      false, 0, 0 },
    { BYTES("c\xBDur, 5 \xA4, \xC9t\xE9"), "latin9", "cœur, 5 €, Été", "ISO-8859-15", DECODE_DECLARED, false, 0, 0 },
    { BYTES("\xCF\xF0\xE8\xE2\xE5\xF2"), "windows-1251", "Привет", "windows-1251", DECODE_DECLARED, false, 0, 0 },
    { BYTES("\xF0\xD2\xC9\xD7\xC5\xD4"), "koi8-r", "Привет", "KOI8-R", DECODE_DECLARED, false, 0, 0 },
    { BYTES("\x93\xFA\x96\x7B"), "shift_jis", "日本", "Shift_JIS", DECODE_DECLARED, false, 0, 0 },
    { BYTES("\xC8\xD5\xB1\xBE\xFF"), "gb2312", "日本\uFFFD", "GB18030", DECODE_DECLARED, false, 1, 0 },

    /* Not declared, or wrongly. */
    { BYTES("Le gouvernement du Qu\xE9"
            "bec \xE0 l\x92\xE9tranger"),
      NULL, "Le gouvernement du Québec à l’étranger", "windows-1252", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("Le gouvernement du Qu\xE9"
            "bec \xE0 l\x92\xE9tranger"),
      "utf-8", "Le gouvernement du Québec à l’étranger", "windows-1252", DECODE_LIKELIHOOD, true, 0, 0 },
    { BYTES("Le c\xBDur de l'\x9Cuvre"), NULL, "Le c½ur de l'œuvre", "windows-1252", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("Le c\xBDur du d\xE9put\xE9"), NULL, "Le cœur du député", "ISO-8859-15", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("Le Qu\x8E"
            "bec \x88 l\xD5\x8Etranger, des \x8Evaluations"),
      NULL, "Le Québec à l’étranger, des évaluations", "macintosh", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("Le Qu\x8E"
            "bec \x88 l\xD5\x8Etranger, des \x8Evaluations"),
      "iso-8859-1", "Le Québec à l’étranger, des évaluations", "macintosh", DECODE_LIKELIHOOD, true, 0, 0 },
    { BYTES("Le Qu\x82"
            "bec \x85 l'\x82tranger, la premi\x8Are conf\x82rence"),
      NULL, "Le Québec à l'étranger, la première conférence", "CP850", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("\x8E l'\x90"
            "cole, o\x97 les \x82l\x8Aves \x82tudient"),
      NULL, "À l'École, où les élèves étudient", "CP863", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("caf\xE9"), "utf-7", "café", "windows-1252", DECODE_LIKELIHOOD, false, 0, 0 },
    { BYTES("caf\xE9"), "no-such-thing", "café", "windows-1252", DECODE_LIKELIHOOD, false, 0, 0 },

    /* UTF-8 with a stray byte stays UTF-8. */
    { BYTES("\xC3\xA9t\xC3\xA9 \xC3\xA0 Qu\xC3\xA9"
            "bec \xFF fin"),
      NULL, "été à Québec \uFFFD fin", "UTF-8", DECODE_VALID_UTF8, false, 1, 0 },

    /* Somebody misread it before us. */
    { BYTES("La r\xC3\x83\xC2\xA9gion"), NULL, "La région", "UTF-8", DECODE_VALID_UTF8, false, 0, 1 },
};

static void test_cases(void **state)
{
    (void)state;
    assert_int_equal(decode_prepare(NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct decoded decoded;
        struct failure failure = FAILURE_NONE;
        print_message("case %zu\n", i);
        assert_int_equal(decode(cases[i].raw, cases[i].label, &decoded, &failure), STATUS_OK);
        assert_string_equal(decoded.text.bytes, cases[i].text);
        assert_string_equal(decoded.encoding, cases[i].encoding);
        assert_string_equal(decode_reason_name(decoded.reason), decode_reason_name(cases[i].reason));
        assert_int_equal(decoded.declared_wrong, cases[i].declared_wrong);
        assert_int_equal(decoded.replaced, cases[i].replaced);
        assert_int_equal(decoded.repaired, cases[i].repaired);
        buffer_clear(&decoded.text);
    }
}

static void test_binary_is_refused(void **state)
{
    static const struct bytes binaries[] = { BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\1\0"),
                                             BYTES("\x1F\x8B\x08\0\0\0\0\0"), BYTES("ab\0\0\0cd") };
    (void)state;
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++) {
        struct decoded decoded;
        struct failure failure = FAILURE_NONE;
        assert_int_equal(decode(binaries[i], NULL, &decoded, &failure), STATUS_INVALID);
        buffer_clear(&decoded.text);
    }
}

/* One stray NUL in a text is a space. */
static void test_stray_nul(void **state)
{
    char raw[201];
    struct decoded decoded;
    (void)state;
    memset(raw, 'a', sizeof raw);
    raw[100] = '\0';
    assert_int_equal(decode((struct bytes){ raw, sizeof raw }, NULL, &decoded, NULL), STATUS_OK);
    assert_int_equal(decoded.text.size, sizeof raw);
    assert_int_equal(decoded.text.bytes[100], ' ');
    buffer_clear(&decoded.text);
}

static void test_labels(void **state)
{
    static const struct {
        const char *label, *name;
    } labels[] = {
        { "UTF8", "UTF-8" },
        { " utf-8 ", "UTF-8" },
        { "us-ascii", "windows-1252" },
        { "Latin1", "windows-1252" },
        { "cp1252", "windows-1252" },
        { "iso8859-15", "ISO-8859-15" },
        { "x-mac-roman", "macintosh" },
        { "ibm850", "CP850" },
        { "gbk", "GB18030" },
        { "iso-8859-9", "windows-1254" },
    };
    static const char *const unknown[] = { "",
                                           "-",
                                           "utf-7",
                                           "iso-2022-jp",
                                           "iso-2022-kr",
                                           "8859",
                                           "x",
                                           "a-label-that-is-much-longer-than-any-label-that-anybody-knows" };
    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        assert_string_equal(encoding_of_label(labels[i].label)->name, labels[i].name);
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        assert_null(encoding_of_label(unknown[i]));
}

/* Whatever bytes come, UTF-8 comes out. */
static void test_any_bytes(void **state)
{
    static const char *const declared[] = { NULL,        "utf-8",   "iso-8859-1", "utf-16",
                                            "shift_jis", "gb18030", "iso-8859-6" };
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char raw[64];
        size_t size = (size_t)round % (sizeof raw + 1);
        for (size_t i = 0; i < size; i++) {
            seed = seed * 1664525 + 1013904223;
            raw[i] = (char)(round % 2 ? seed >> 24 : (seed >> 24 | 0x20));
        }
        struct decoded decoded;
        struct failure failure = FAILURE_NONE;
        const char *label = declared[(size_t)round % (sizeof declared / sizeof *declared)];
        if (decode((struct bytes){ raw, size }, label, &decoded, &failure) == STATUS_OK)
            assert_true(utf8_valid(buffer_view(&decoded.text)));
        buffer_clear(&decoded.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),  cmocka_unit_test(test_binary_is_refused), cmocka_unit_test(test_stray_nul),
        cmocka_unit_test(test_labels), cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
