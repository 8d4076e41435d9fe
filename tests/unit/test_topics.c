/* Runs of many queries. */
#include "query/topics.h"

#include "tests/unit/small_index.h"

static const struct small_document documents[] = {
    { "a", "Schools", "Schools in Haiti.", "en", "release", "2004-03-18", "", "HT", "" },
    { "b", "Écoles", "Des écoles en Haïti.", "fr", "release", "2004-03-18", "", "HT", "" },
};

static enum status keep(const struct buffer *printed, void *context, struct failure *failure)
{
    (void)failure;
    buffer_append(context, printed->bytes, printed->size);
    return STATUS_OK;
}

static enum status run(const char *lines, struct buffer *out, bool *found, struct failure *failure)
{
    struct scratch scratch;
    struct searcher *searcher = NULL;
    char path[FILES_PATH_BYTES];
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    request.match = MATCH_ANY;
    scratch_open(&scratch);
    small_index_publish(scratch.path, 1, documents, 2);
    scratch_path(&scratch, "topics", path);
    assert_int_equal(files_write_atomically(path, lines, strlen(lines), failure), STATUS_OK);
    assert_int_equal(searcher_open(&searcher, scratch.path, failure), STATUS_OK);
    struct print_settings settings = {
        .request = &request, .names = searcher_names(searcher), .topic = NULL, .colour = false, .columns = 0
    };
    enum status status = topics_run(searcher, path, &printer_trec, &settings, keep, out, found, failure);
    searcher_close(searcher);
    scratch_close(&scratch);
    return status;
}

static void test_topics(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        enum status status;
        const char *hits; /* query and document of each line */
        bool found;
    } cases[] = {
        { "", STATUS_OK, "", false },
        { "\n\r\n", STATUS_OK, "", false },
        { "1\tschools", STATUS_OK, "1:a ", true },
        { "1\tschools\r\n\n2\técoles (OR foo:bar\nx y\txyzzy\n", STATUS_OK, "1:a 2:b ", true },
        { "1\t\n2\t?!\n", STATUS_OK, "", false },
        { "no tab\n", STATUS_INVALID, "", false },
        { "1\tschools\n\tno id\n", STATUS_INVALID, "1:a ", true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY, hits = BUFFER_EMPTY;
        struct failure failure = FAILURE_NONE;
        bool found = false;
        char query[20], document[20];
        assert_int_equal(run(cases[i].lines, &out, &found, &failure), cases[i].status);
        assert_int_equal(found, cases[i].found);
        for (const char *line = out.bytes; *line; line = strchr(line, '\n') + 1) {
            assert_int_equal(sscanf(line, "%19s Q0 %19s", query, document), 2);
            buffer_append_format(&hits, "%s:%s ", query, document);
        }
        assert_string_equal(hits.bytes, cases[i].hits);
        buffer_clear(&out);
        buffer_clear(&hits);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_topics) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
