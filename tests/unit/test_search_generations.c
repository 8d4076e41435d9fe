/* Searches while generations come and go. */
#include "query/search.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/small_index.h"

static const struct small_document documents[] = {
    { "1", "L'école d'Haïti", "On aide à rebâtir des écoles en Haïti.", "fr", "release", "2004-03-18", "", "HT", "" },
    { "2", "Schools", "Schools in Haiti.", "en", "release", "2004-03-18", "", "HT", "" },
    { "3", "Séisme", "Le séisme a touché Haïti.", "fr", "release", "2010-01-20", "", "HT", "" },
};

static struct search_request request_for(const char *query)
{
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    request.query = query;
    return request;
}

static void test_a_new_generation(void **state)
{
    (void)state;
    struct scratch other;
    struct searcher *reader = NULL;
    struct failure failure = FAILURE_NONE;
    struct search_answer answer;
    struct search_request request = request_for("haiti");
    char old[FILES_PATH_BYTES];
    scratch_open(&other);
    small_index_publish(other.path, 1, documents, 1);
    assert_int_equal(searcher_open(&reader, other.path, &failure), STATUS_OK);
    assert_int_equal(searcher_document_count(reader), 1);

    /* The files that are open stay readable when their names are gone. */
    small_index_publish(other.path, 2, documents, 3);
    assert_int_equal(published_directory(other.path, 1, old, &failure), STATUS_OK);
    assert_int_equal(files_remove_tree(old, &failure), STATUS_OK);
    assert_int_equal(search_run(reader, &request, &answer, &failure), STATUS_OK);
    assert_int_equal(answer.total, 1);
    search_answer_clear(&answer);
    searcher_close(reader);

    assert_int_equal(searcher_open(&reader, other.path, &failure), STATUS_OK);
    assert_int_equal(searcher_generation(reader), 2);
    assert_int_equal(search_run(reader, &request, &answer, &failure), STATUS_OK);
    assert_int_equal(answer.total, 3);
    search_answer_clear(&answer);
    searcher_close(reader);
    scratch_close(&other);
}

/* So many that the tables of the database are deeper than one block, which stays in memory. */
enum { MANY = 200, MANY_TEXT_BYTES = 2000 };

static void publish_many(const char *index, unsigned long number)
{
    struct small_document *many = calloc(MANY, sizeof *many);
    char *texts = calloc(MANY, MANY_TEXT_BYTES);
    uint32_t random = 1;
    assert_true(many && texts);
    for (size_t i = 0; i < MANY; i++) {
        char *text = texts + i * MANY_TEXT_BYTES;
        for (size_t size = 0; size + 16 < MANY_TEXT_BYTES; random = random * 1664525 + 1013904223)
            size += (size_t)snprintf(text + size, 16, "w%u ", random >> 8);
        many[i] = (struct small_document){ text, "Haïti", text, "fr", "page", "2009", "", "", "" };
    }
    small_index_publish(index, number, many, MANY);
    free(texts);
    free(many);
}

/* What is mapped must not become shorter: it is written over. */
static void damage(const char *path)
{
    static const char nothing[1 << 16];
    struct stat facts;
    int file = open(path, O_WRONLY);
    assert_true(file >= 0 && fstat(file, &facts) == 0);
    for (off_t at = 0; at < facts.st_size; at += (off_t)sizeof nothing) {
        size_t size = facts.st_size - at < (off_t)sizeof nothing ? (size_t)(facts.st_size - at) : sizeof nothing;
        assert_int_equal(pwrite(file, nothing, size, at), size);
    }
    close(file);
}

/* Where a database is damaged while it is read, the one that is current by then answers. */
static void test_a_search_is_tried_again(void **state)
{
    (void)state;
    struct scratch other;
    struct searcher *reader = NULL;
    struct failure failure = FAILURE_NONE;
    struct search_answer answer;
    struct search_request request = request_for("haiti");
    char old[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    scratch_open(&other);
    publish_many(other.path, 1);
    assert_int_equal(searcher_open(&reader, other.path, &failure), STATUS_OK);
    published_directory(other.path, 1, old, &failure);
    files_join(path, old, "database-0/docdata.glass", &failure);
    damage(path);

    assert_int_not_equal(search_run(reader, &request, &answer, &failure), STATUS_OK);
    search_answer_clear(&answer);
    small_index_publish(other.path, 2, documents, 3);
    assert_int_equal(search_run(reader, &request, &answer, &failure), STATUS_OK);
    assert_int_equal(answer.total, 3);
    assert_int_equal(answer.generation, 2);
    search_answer_clear(&answer);
    searcher_close(reader);
    scratch_close(&other);
}

static void test_no_index(void **state)
{
    (void)state;
    struct searcher *reader = NULL;
    struct failure failure = FAILURE_NONE;
    assert_int_equal(searcher_open(&reader, "/nowhere/at/all", &failure), STATUS_NOT_FOUND);
    assert_null(reader);
    assert_true(failure.hint[0] != '\0');
    searcher_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_generation),
        cmocka_unit_test(test_a_search_is_tried_again),
        cmocka_unit_test(test_no_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
