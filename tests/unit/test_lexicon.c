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
        assert_int_equal(lexicon_find_part(lexicon, LEXICON_BEGINS, bytes_of(cases[i].prefix), cases[i].most, &forms, NULL),
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
        assert_int_equal(lexicon_verify(lexicon, damaged, &failure), STATUS_CORRUPT);
        lexicon_forms_clear(&forms);
        lexicon_close(lexicon);
    }
    buffer_clear(&content);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_empty_and_missing),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
