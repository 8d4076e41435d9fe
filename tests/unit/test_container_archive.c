/* Archives made with libarchive, read back: members, what is passed over, damage, bombs. */
#include <archive.h>
#include <archive_entry.h>

#include "tests/unit/container_case.h"

/* == Making archives ========================================================================================== */

struct made_file {
    const char *name;
    const char *content; /* NULL: a folder */
};

static la_ssize_t append(struct archive *archive, void *context, const void *bytes, size_t size)
{
    (void)archive;
    buffer_append(context, bytes, size);
    return (la_ssize_t)size;
}

static void add_entry(struct archive *archive, const char *name, const char *content, size_t size)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_copy_pathname(entry, name);
    archive_entry_set_filetype(entry, content ? AE_IFREG : AE_IFDIR);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)size);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    if (size)
        assert_int_equal(archive_write_data(archive, content, size), size);
    archive_entry_free(entry);
}

static struct archive *begin(const char *format, const char *filter, const char *options, struct buffer *file)
{
    struct archive *archive = archive_write_new();
    buffer_truncate(file, 0);
    assert_int_equal(archive_write_set_format_by_name(archive, format), ARCHIVE_OK);
    if (filter)
        assert_int_equal(archive_write_add_filter_by_name(archive, filter), ARCHIVE_OK);
    if (options) {
        assert_int_equal(archive_write_set_options(archive, options), ARCHIVE_OK);
        archive_write_set_passphrase(archive, "secret");
    }
    archive_write_set_bytes_in_last_block(archive, 1);
    assert_int_equal(archive_write_open2(archive, file, NULL, append, NULL, NULL), ARCHIVE_OK);
    return archive;
}

static struct bytes finish(struct archive *archive, struct buffer *file)
{
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
    return buffer_view(file);
}

static struct bytes make(const char *format, const char *filter, const struct made_file *files, size_t count,
                         struct buffer *file)
{
    struct archive *archive = begin(format, filter, NULL, file);
    for (size_t i = 0; i < count; i++)
        add_entry(archive, files[i].name, files[i].content, files[i].content ? strlen(files[i].content) : 0);
    return finish(archive, file);
}

#define COUNT(files) (sizeof(files) / sizeof *(files))

/* == Members ================================================================================================== */

static const struct made_file files[] = {
    { "folder/", NULL },
    { "folder/one.html", "<p>one" },
    { ".hidden", "x" },
    { "folder/.git/x", "x" },
    { "__MACOSX/one.html", "x" },
    { "style.CSS", "x" },
    { "image.jpeg", "x" },
    { "one.html.meta.json", "{}" },
    { "./two.txt", "two" },
    { "../three", "three" },
    { "empty", "" },
    { "caf\xC3\xA9.html", "\xC3\xA9t\xC3\xA9" },
};
static const char told[] = "folder/one.html [<p>one]\n./two.txt [two]\n../three [three]\nempty []\ncaf\xC3\xA9.html "
                           "[\xC3\xA9t\xC3\xA9]\n";

static void test_formats(void **state)
{
    (void)state;
    static const struct {
        const char *format, *filter;
    } cases[] = { { "zip", NULL },     { "ustar", NULL }, { "v7tar", NULL },   { "gnutar", NULL },  { "pax", "gzip" },
                  { "ustar", "gzip" }, { "ustar", "xz" }, { "ustar", "zstd" }, { "ustar", "bzip2" } };
    struct buffer file = BUFFER_EMPTY;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct bytes made = make(cases[i].format, cases[i].filter, files, COUNT(files), &file);
        if (!container_archive.recognises(made))
            fail_msg("%s %s is not recognised", cases[i].format, cases[i].filter ? cases[i].filter : "");
        container_case(&container_archive, made, told);
    }
    buffer_clear(&file);
}

static void test_single_files(void **state)
{
    (void)state;
    static const char *const filters[] = { "gzip", "xz", "zstd", "bzip2" };
    struct buffer file = BUFFER_EMPTY;
    for (size_t i = 0; i < COUNT(filters); i++) {
        struct archive *archive = begin("raw", filters[i], NULL, &file);
        add_entry(archive, "one", "<p>one", 6);
        struct bytes made = finish(archive, &file);
        assert_true(container_archive.recognises(made));
        container_case(&container_archive, made, " [<p>one]\n");
    }
    buffer_clear(&file);
}

static void test_recognising(void **state)
{
    (void)state;
    static const struct made_file docx[] = { { "[Content_Types].xml", "<x/>" }, { "word/document.xml", "<x/>" } };
    static const struct made_file odt[] = { { "mimetype", "application/vnd.oasis.opendocument.text" } };
    static const struct made_file word[] = { { "word/numbering.xml", "<x/>" } };
    static const struct made_file pages[] = { { "words/a.html", "<p>" }, { "mimetypes", "x" } };
    struct buffer file = BUFFER_EMPTY;
    assert_false(container_archive.recognises(make("zip", NULL, docx, COUNT(docx), &file)));
    assert_false(container_archive.recognises(make("zip", NULL, odt, COUNT(odt), &file)));
    assert_false(container_archive.recognises(make("zip", NULL, word, COUNT(word), &file)));
    assert_true(container_archive.recognises(make("zip", NULL, pages, COUNT(pages), &file)));
    static const char *const others[] = { "", "P", "PK", "<html>", "BZhello", "\x1F\x8B", "%PDF-1.4" };
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(container_archive.recognises(bytes_of(others[i])));
    buffer_clear(&file);
}

/* Old zips have names in the code page of whoever packed them. */
static void test_old_name(void **state)
{
    (void)state;
    static const struct made_file one[] = { { "communiqu_ no.html", "x" } };
    struct buffer file = BUFFER_EMPTY;
    struct bytes made = make("zip", NULL, one, 1, &file);
    for (size_t i = 0; i + 1 < made.size; i++)
        if (memcmp(file.bytes + i, "u_", 2) == 0)
            file.bytes[i + 1] = (char)0x82; /* e acute in CP850 */
    container_case(&container_archive, made, "communiqu\xC3\xA9 no.html [x]\n");
    buffer_clear(&file);
}

static void test_encrypted(void **state)
{
    (void)state;
    struct buffer file = BUFFER_EMPTY;
    struct archive *archive = begin("zip", NULL, "zip:encryption=traditional", &file);
    add_entry(archive, "one.html", "<p>one", 6);
    container_case(&container_archive, finish(archive, &file), "one.html encrypted: is encrypted\n");
    buffer_clear(&file);
}

/* == Damage =================================================================================================== */

static void test_cut(void **state)
{
    (void)state;
    static const struct made_file two[] = { { "one.html", "<p>one" }, { "two.html", "<p>two" } };
    struct buffer file = BUFFER_EMPTY, lines = BUFFER_EMPTY;
    struct bytes made = make("ustar", NULL, two, 2, &file);
    made.size = 1024 + 512 + 3; /* in the content of the second */
    container_case_lines(&container_archive, made, &lines);
    assert_non_null(strstr(lines.bytes, "one.html [<p>one]\ntwo.html damaged: cannot be unpacked: "));
    made = make("ustar", NULL, two, 2, &file);
    memset(file.bytes + 1024, 'x', 512); /* no header: told once */
    buffer_clear(&lines);
    container_case_lines(&container_archive, made, &lines);
    assert_string_equal(lines.bytes, "one.html [<p>one]\n damaged: cannot be unpacked: Damaged tar archive\n");
    made = make("ustar", "gzip", two, 2, &file);
    made.size /= 2;
    container_case_lines(&container_archive, made, &lines);
    assert_non_null(strstr(lines.bytes, "cannot be unpacked: truncated gzip input"));
    made = make("zip", NULL, two, 2, &file);
    made.size = 60; /* no directory at the end: read from the front */
    container_case_lines(&container_archive, made, &lines);
    assert_non_null(strstr(lines.bytes, "one.html"));
    buffer_clear(&file);
    buffer_clear(&lines);
}

static void test_any_damage(void **state)
{
    (void)state;
    static const char *const filters[] = { NULL, "gzip", "xz", "zstd", "bzip2" };
    struct buffer file = BUFFER_EMPTY;
    container_case_damage(&container_archive, make("zip", NULL, files, COUNT(files), &file), 300);
    for (size_t i = 0; i < COUNT(filters); i++)
        container_case_damage(&container_archive, make("ustar", filters[i], files, COUNT(files), &file), 100);
    buffer_clear(&file);
}

/* Blanks and nothing else, as a member that is read or passed over. */
static void assert_bomb(const char *format, const char *filter, const char *name, const char *wanted)
{
    enum { BLANKS = 64 << 20 };
    char *blanks = malloc(BLANKS);
    struct buffer file = BUFFER_EMPTY, lines = BUFFER_EMPTY;
    assert_non_null(blanks);
    memset(blanks, ' ', BLANKS);
    struct archive *archive = begin(format, filter, NULL, &file);
    add_entry(archive, name, blanks, BLANKS);
    add_entry(archive, "after", "x", 1);
    container_case_lines(&container_archive, finish(archive, &file), &lines);
    assert_string_equal(lines.bytes, wanted);
    free(blanks);
    buffer_clear(&file);
    buffer_clear(&lines);
}

static void test_bombs(void **state)
{
    (void)state;
    assert_bomb("zip", NULL, "bomb", "bomb too-large: unpacks to more than 200 times its size\n");
    assert_bomb("ustar", "xz", "bomb", "bomb too-large: unpacks to more than 200 times its size\n");
    assert_bomb("ustar", "gzip", "bomb.jpg", "bomb.jpg too-large: unpacks to more than 200 times its size\n");
    assert_bomb("zip", NULL, "bomb.jpg", "after [x]\n"); /* nobody has to unpack it */
}

static void test_large_member(void **state)
{
    (void)state;
    enum { HEADER_BYTES = 512, SIZE_AT = 124, SUM_AT = 148, SUM_BYTES = 8 };
    static const struct made_file one[] = { { "large", "x" } };
    struct buffer file = BUFFER_EMPTY, lines = BUFFER_EMPTY;
    struct bytes made = make("v7tar", NULL, one, 1, &file);
    unsigned long sum = 0;
    memcpy(file.bytes + SIZE_AT, "77777777777", 11); /* 8 GiB */
    memset(file.bytes + SUM_AT, ' ', SUM_BYTES);
    for (size_t i = 0; i < HEADER_BYTES; i++)
        sum += (unsigned char)file.bytes[i];
    snprintf(file.bytes + SUM_AT, SUM_BYTES - 1, "%06lo", sum);
    container_case_lines(&container_archive, made, &lines);
    assert_non_null(strstr(lines.bytes, "large too-large: is larger than 268435456 bytes\n"));
    buffer_clear(&file);
    buffer_clear(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats),   cmocka_unit_test(test_single_files), cmocka_unit_test(test_recognising),
        cmocka_unit_test(test_encrypted), cmocka_unit_test(test_cut),          cmocka_unit_test(test_any_damage),
        cmocka_unit_test(test_old_name),  cmocka_unit_test(test_bombs),        cmocka_unit_test(test_large_member),
    };
    container_archive.prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
