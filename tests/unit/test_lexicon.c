/* The lexicon: written, read back by folding, stem and beginning; and damaged. */
#include "language/lexicon.h"

#include "tests/unit/scratch.h"

#include <string.h>

static const struct {
    const char *form;
    uint32_t documents;
} written[] = {
    { "école", 50 },    { "ecole", 3 },      { "écoles", 20 },   { "écolier", 4 }, { "2009", 7 },
    { "2007", 8 },      { "nationale", 9 },  { "national", 11 }, { "nations", 5 }, { "thé", 2 },
    { "the", 400 },     { "école", 10 },     { "œuvre", 6 },     { "oeuvre", 1 },  { "franc", 1 },
    { "français", 70 }, { "française", 30 },
};

static struct lexicon *make_lexicon(const struct scratch *scratch, char path[FILES_PATH_BYTES])
{
    struct lexicon_writer *writer;
    struct lexicon *lexicon;
    struct failure failure;
    scratch_path(scratch, "lexicon", path);
    assert_int_equal(lexicon_writer_new(&writer, &failure), STATUS_OK);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        assert_int_equal(lexicon_writer_add(writer, bytes_of(written[i].form), written[i].documents, &failure),
                         STATUS_OK);
    assert_int_equal(lexicon_writer_save(writer, path, &failure), STATUS_OK);
    lexicon_writer_free(writer);
    lexicon_writer_free(NULL);
    assert_int_equal(lexicon_open(&lexicon, path, &failure), STATUS_OK);
    return lexicon;
}

/* "form:documents form:documents"; clears the list. */
static void expect_forms(struct lexicon_forms *forms, const char *expected)
{
    struct buffer out = BUFFER_EMPTY;
    for (size_t i = 0; i < forms->count; i++)
        buffer_append_format(&out, "%s%.*s:%u", i ? " " : "", (int)forms->items[i].form.size,
                             forms->items[i].form.data, forms->items[i].document_count);
    assert_string_equal(out.bytes, expected);
    buffer_clear(&out);
    lexicon_forms_clear(forms);
}

static void test_found(void **state)
{
    (void)state;
    struct scratch scratch;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    struct lexicon *lexicon = make_lexicon(&scratch, path);
    struct lexicon_forms forms = { .items = NULL };

    static const struct {
        const char *folded, *forms;
    } folded[] = { { "ecole", "école:60 ecole:3" },
                   { "oeuvre", "œuvre:6 oeuvre:1" },
                   { "the", "the:400 thé:2" },
                   { "2009", "2009:7" },
                   { "ecol", "" },
                   { "", "" } };
    for (size_t i = 0; i < sizeof folded / sizeof *folded; i++) {
        assert_int_equal(lexicon_find_folded(lexicon, bytes_of(folded[i].folded), &forms, NULL), STATUS_OK);
        expect_forms(&forms, folded[i].forms);
    }

    static const struct {
        enum language language;
        const char *stem, *forms;
    } stems[] = {
        { LANGUAGE_FRENCH, "ecol", "école:60 écoles:20 ecole:3" },
        { LANGUAGE_FRENCH, "francais", "français:70 française:30" },
        { LANGUAGE_FRENCH, "franc", "franc:1" },
        { LANGUAGE_ENGLISH, "nation", "national:11 nations:5" },
        { LANGUAGE_FRENCH, "2009", "2009:7" },
        { LANGUAGE_UNKNOWN, "ecole", "école:60 ecole:3" },
        { LANGUAGE_FRENCH, "zz", "" },
    };
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        assert_int_equal(lexicon_find_stem(lexicon, stems[i].language, bytes_of(stems[i].stem), &forms, NULL),
                         STATUS_OK);
        expect_forms(&forms, stems[i].forms);
    }
    assert_int_equal(lexicon_verify(lexicon, path, NULL), STATUS_OK);
    lexicon_close(lexicon);
    lexicon_close(NULL);
    scratch_close(&scratch);
}

static void test_prefix(void **state)
{
    (void)state;
    struct scratch scratch;
    char path[FILES_PATH_BYTES], long_word[2000];
    memset(long_word, 'e', sizeof long_word);
    scratch_open(&scratch);
    struct lexicon *lexicon = make_lexicon(&scratch, path);
    struct lexicon_forms forms = { .items = NULL };

    static const struct {
        const char *prefix;
        size_t most;
        const char *forms;
    } cases[] = {
        { "ecol", 100, "école:60 écoles:20 écolier:4 ecole:3" },
        { "ecol", 2, "école:60 écoles:20" },
        { "ecol", 0, "" },
        { "200", 10, "2007:8 2009:7" },
        { "nation", 1, "national:11" },
        { "zz", 10, "" },
        { "", 3, "the:400 français:70 école:60" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(
            lexicon_find_part(lexicon, LEXICON_BEGINS, bytes_of(cases[i].prefix), cases[i].most, &forms, NULL),
            STATUS_OK);
        expect_forms(&forms, cases[i].forms);
    }
    struct bytes too_long = { long_word, sizeof long_word };
    assert_int_equal(lexicon_find_part(lexicon, LEXICON_BEGINS, too_long, 10, &forms, NULL), STATUS_OK);
    assert_int_equal(lexicon_find_folded(lexicon, too_long, &forms, NULL), STATUS_OK);
    assert_int_equal(forms.count, 0);

    /* What the list held before stays. */
    assert_int_equal(lexicon_find_folded(lexicon, bytes_of("the"), &forms, NULL), STATUS_OK);
    assert_int_equal(lexicon_find_part(lexicon, LEXICON_BEGINS, bytes_of("ecol"), 1, &forms, NULL), STATUS_OK);
    expect_forms(&forms, "the:400 thé:2 école:60");
    lexicon_close(lexicon);
    scratch_close(&scratch);
}

static void test_endings(void **state)
{
    (void)state;
    struct scratch scratch;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    struct lexicon *lexicon = make_lexicon(&scratch, path);
    struct lexicon_forms forms = { .items = NULL };
    static const struct {
        enum lexicon_part where;
        const char *part;
        size_t most;
        const char *forms;
    } cases[] = {
        { LEXICON_ENDS, "oles", 10, "écoles:20" },
        { LEXICON_ENDS, "the", 10, "the:400 thé:2" },
        { LEXICON_ENDS, "the", 1, "the:400" },
        { LEXICON_ENDS, "2009", 1, "2009:7" },
        { LEXICON_ENDS, "xthe", 10, "" },
        { LEXICON_HOLDS, "col", 10, "école:60 écoles:20 écolier:4 ecole:3" },
        { LEXICON_HOLDS, "ranc", 10, "français:70 française:30 franc:1" },
        { LEXICON_HOLDS, "ranc", 0, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(
            lexicon_find_part(lexicon, cases[i].where, bytes_of(cases[i].part), cases[i].most, &forms, NULL),
            STATUS_OK);
        expect_forms(&forms, cases[i].forms);
    }
    lexicon_close(lexicon);
    scratch_close(&scratch);
}

static void test_empty_and_missing(void **state)
{
    (void)state;
    struct scratch scratch;
    struct lexicon_writer *writer;
    struct lexicon *lexicon;
    struct lexicon_forms forms = { .items = NULL };
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    scratch_path(&scratch, "empty", path);
    assert_int_equal(lexicon_open(&lexicon, path, NULL), STATUS_NOT_FOUND);
    assert_null(lexicon);
    assert_int_equal(lexicon_writer_new(&writer, NULL), STATUS_OK);
    assert_int_equal(lexicon_writer_save(writer, path, NULL), STATUS_OK);
    lexicon_writer_free(writer);
    assert_int_equal(lexicon_open(&lexicon, path, NULL), STATUS_OK);
    assert_int_equal(lexicon_find_part(lexicon, LEXICON_BEGINS, bytes_of("e"), 10, &forms, NULL), STATUS_OK);
    assert_int_equal(forms.count, 0);
    lexicon_close(lexicon);
    scratch_close(&scratch);
}

/* Each byte of the file wrong in turn: no look-up reads past it, and verifying tells. */
static void test_damaged(void **state)
{
    (void)state;
    struct scratch scratch;
    char path[FILES_PATH_BYTES], damaged[FILES_PATH_BYTES];
    struct buffer content = BUFFER_EMPTY;
    scratch_open(&scratch);
    lexicon_close(make_lexicon(&scratch, path));
    assert_int_equal(files_read(path, 1 << 20, &content, NULL), STATUS_OK);
    scratch_path(&scratch, "damaged", damaged);
    for (size_t i = 0; i < content.size; i++) {
        struct lexicon *lexicon;
        struct lexicon_forms forms = { .items = NULL };
        struct failure failure;
        content.bytes[i] ^= 0x55;
        FILE *file = fopen(damaged, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(content.bytes, 1, content.size, file), content.size);
        assert_int_equal(fclose(file), 0);
        content.bytes[i] ^= 0x55;
        if (lexicon_open(&lexicon, damaged, &failure) != STATUS_OK)
            continue;
        for (size_t word = 0; word < sizeof written / sizeof *written; word++) {
            lexicon_find_folded(lexicon, bytes_of(written[word].form), &forms, &failure);
            lexicon_find_stem(lexicon, LANGUAGE_FRENCH, bytes_of(written[word].form), &forms, &failure);
        }
        lexicon_find_part(lexicon, LEXICON_BEGINS, bytes_of(""), 5, &forms, &failure);
        struct lexicon_like likes[4];
        size_t count;
        lexicon_find_like(lexicon, bytes_of("francaise"), 2, likes, 4, &count, &failure);
        assert_int_equal(lexicon_verify(lexicon, damaged, &failure), STATUS_CORRUPT);
        lexicon_forms_clear(&forms);
        lexicon_close(lexicon);
    }
    buffer_clear(&content);
    scratch_close(&scratch);
}

/* == Spelling ================================================================================================= */

/* The usual table, in full. */
static unsigned slips_between(const char *left, const char *right)
{
    unsigned rows[32][32];
    size_t m = strlen(left), n = strlen(right);
    for (size_t i = 0; i <= m; i++) {
        for (size_t j = 0; j <= n; j++) {
            unsigned least = (unsigned)(i + j);
            if (i && j) {
                least = rows[i - 1][j - 1] + (left[i - 1] != right[j - 1]);
                least = rows[i - 1][j] + 1 < least ? rows[i - 1][j] + 1 : least;
                least = rows[i][j - 1] + 1 < least ? rows[i][j - 1] + 1 : least;
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] &&
                    rows[i - 2][j - 2] + 1 < least)
                    least = rows[i - 2][j - 2] + 1;
            }
            rows[i][j] = least;
        }
    }
    return rows[m][n];
}

enum { MADE_WORDS = 3000, MADE_LETTERS = 7 };

/* Words of few letters, so that many are alike. */
static void make_word(uint32_t number, char word[MADE_LETTERS + 1])
{
    size_t size = 1 + number % MADE_LETTERS;
    for (size_t i = 0; i < size; i++) {
        number = number * 1103515245u + 12345u;
        word[i] = (char)('a' + (number >> 16) % 4);
    }
    word[size] = '\0';
}

/* The walk finds what a comparison with every word finds, in the order that was promised. */
static void test_like(void **state)
{
    (void)state;
    struct scratch scratch;
    char path[FILES_PATH_BYTES], word[MADE_LETTERS + 1], other[MADE_LETTERS + 1];
    struct lexicon_writer *writer;
    struct lexicon *lexicon;
    static struct lexicon_like likes[MADE_WORDS];
    scratch_open(&scratch);
    scratch_path(&scratch, "lexicon", path);
    assert_int_equal(lexicon_writer_new(&writer, NULL), STATUS_OK);
    for (uint32_t i = 0; i < MADE_WORDS; i++) {
        make_word(i, word);
        assert_int_equal(lexicon_writer_add(writer, bytes_of(word), 1, NULL), STATUS_OK);
    }
    assert_int_equal(lexicon_writer_save(writer, path, NULL), STATUS_OK);
    lexicon_writer_free(writer);
    assert_int_equal(lexicon_open(&lexicon, path, NULL), STATUS_OK);

    for (uint32_t i = 0; i < 200; i++) {
        unsigned most = i % 3;
        size_t count = 0, expected = 0;
        make_word(i * 7 + 1000000, word);
        assert_int_equal(lexicon_find_like(lexicon, bytes_of(word), most, likes, MADE_WORDS, &count, NULL),
                         STATUS_OK);
        for (size_t j = 0; j < count; j++) {
            memcpy(other, likes[j].folded.data, likes[j].folded.size);
            other[likes[j].folded.size] = '\0';
            assert_int_equal(likes[j].slips, slips_between(word, other));
            assert_true(likes[j].slips <= most && (j == 0 || likes[j - 1].slips <= likes[j].slips));
        }
        for (uint32_t j = 0; j < MADE_WORDS; j++) {
            make_word(j, other);
            if (slips_between(word, other) > most)
                continue;
            bool found = false;
            for (size_t k = 0; k < count && !found; k++)
                found = bytes_equal(likes[k].folded, bytes_of(other));
            assert_true(found);
            expected++;
        }
        assert_true(count <= expected); /* of words made twice there is one */
    }
    lexicon_close(lexicon);
    scratch_close(&scratch);
}

static void test_slips_allowed(void **state)
{
    (void)state;
    static const struct {
        const char *folded;
        unsigned slips;
    } cases[] = { { "", 0 },          { "eau", 0 },  { "haiti", 1 },    { "ecoles", 1 },
                  { "education", 2 }, { "2009", 0 }, { "h1n1virus", 0 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(lexicon_slips_allowed(bytes_of(cases[i].folded)), cases[i].slips);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),         cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_endings),       cmocka_unit_test(test_empty_and_missing),
        cmocka_unit_test(test_damaged),       cmocka_unit_test(test_like),
        cmocka_unit_test(test_slips_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
