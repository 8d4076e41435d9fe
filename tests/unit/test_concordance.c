/* The concordance of small indexes: which occurrences there are, in which order, with which contexts. */
#include "query/concordance/concordance.h"

#include "tests/unit/search_case.h"

static const struct small_document documents[] = {
    { "fr/1", "L'école d'Haïti", "On rebâtit des  écoles\nen Haïti. La « santé publique » aussi, la santé. Fin.",
      "fr", "release", "2004-03-18", "", "HT", "" },
    { "fr/2", "Zèbres", "À l’École, aide de l'État à Haïti ; Haïti aide. École.", "fr", "release", "2010-01-20", "",
      "", "" },
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

static int set_up(void **state)
{
    (void)state;
    return search_case_open(1, documents, DOCUMENTS);
}

static enum status collect(const struct buffer *printed, void *context, struct failure *failure)
{
    (void)failure;
    buffer_append(context, printed->bytes, printed->size);
    return STATUS_OK;
}

/* What the named format prints of a query, the documents in the order of their dates. */
static enum status print(const char *query, const char *format, const struct concordance_settings *like,
                         struct buffer *out, struct failure *failure)
{
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    struct search_answer answer;
    struct print_settings settings = { .request = &request, .columns = 60 };
    struct concordance_settings concordance = *like;
    request.query = query;
    request.sort = SORT_OLDEST;
    request.today = (struct date){ 2012, 6, 1 };
    concordance.print = &settings;
    enum status status = concordance_run(searcher, concordance_printer_find(format), &concordance, collect, out,
                                         &answer, failure);
    search_answer_clear(&answer);
    return status;
}

static const struct {
    const char *query;
    enum concordance_order order;
    uint64_t offset, limit;
    const char *lines; /* rank, uri ... word, left, match, right of TSV: the last four and the uri */
} cases[] = {
    { "ecole", CONCORDANCE_BY_HIT, 0, 99,
      "fr/1|L'|école|d'Haïti\nfr/1|rebâtit des|écoles|en Haïti.\nfr/2|À l’|École|, aide de\nfr/2|Haïti "
      "aide.|École|.\n" },
    { "ecole", CONCORDANCE_BY_HIT, 1, 2, "fr/1|rebâtit des|écoles|en Haïti.\nfr/2|À l’|École|, aide de\n" },
    { "ecole", CONCORDANCE_BY_LEFT, 0, 99,
      "fr/2|Haïti aide.|École|.\nfr/1|rebâtit des|écoles|en Haïti.\nfr/1|L'|école|d'Haïti\nfr/2|À l’|École|, aide "
      "de\n" },
    { "ecole", CONCORDANCE_BY_RIGHT, 0, 99,
      "fr/2|Haïti aide.|École|.\nfr/2|À l’|École|, aide de\nfr/1|rebâtit des|écoles|en "
      "Haïti.\nfr/1|L'|école|d'Haïti\n" },
    { "ecole", CONCORDANCE_BY_MATCH, 0, 2, "fr/2|Haïti aide.|École|.\nfr/2|À l’|École|, aide de\n" },
    { "ecole", CONCORDANCE_BY_DOCUMENT, 0, 1, "fr/1|L'|école|d'Haïti\n" },
    { "\"santé publique\" OR santé", CONCORDANCE_BY_HIT, 0, 99,
      "fr/1|Haïti. La «|santé publique|» aussi, la\nfr/1|» aussi, la|santé|. Fin.\n" },
    { "aide NEAR/4 haiti", CONCORDANCE_BY_HIT, 0, 99,
      "fr/2|À l’École,|aide de l'État à Haïti|; Haïti\nfr/2|à Haïti ;|Haïti aide|. École.\n" },
    { "=École", CONCORDANCE_BY_HIT, 0, 1, "fr/1|L'|école|d'Haïti\n" },
    { "zebr*", CONCORDANCE_BY_HIT, 0, 9, "fr/2||Zèbres|\n" },
    { "titre:ecole", CONCORDANCE_BY_HIT, 0, 9, "fr/1|L'|école|d'Haïti\n" },
    { "la santé", CONCORDANCE_BY_HIT, 0, 1, "fr/1|Haïti. La «|santé|publique »\n" },
    { "haiti -école", CONCORDANCE_BY_HIT, 0, 9, "" },
};

/* Of lines of TSV, the uri and the last three columns. */
static void pick_columns(char *tsv, struct buffer *out)
{
    char *rest = NULL;
    strtok_r(tsv, "\n", &rest); /* the names */
    for (char *line = strtok_r(NULL, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        const char *columns[16] = { line };
        size_t count = 1;
        for (char *at = line; *at && count < 16; at++) {
            if (*at == '\t') {
                *at = '\0';
                columns[count++] = at + 1;
            }
        }
        assert_int_equal(count, 12);
        buffer_append_format(out, "%s|%s|%s|%s\n", columns[1], columns[9], columns[10], columns[11]);
    }
}

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer tsv = BUFFER_EMPTY, out = BUFFER_EMPTY;
        struct failure failure = FAILURE_NONE;
        struct concordance_settings settings = { NULL, cases[i].order, 12, cases[i].offset, cases[i].limit };
        assert_int_equal(print(cases[i].query, "tsv", &settings, &tsv, &failure), STATUS_OK);
        pick_columns(tsv.bytes, &out);
        assert_string_equal(out.bytes, cases[i].lines);
        buffer_clear(&tsv);
        buffer_clear(&out);
    }
}

static void test_text(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct concordance_settings settings = { NULL, CONCORDANCE_BY_HIT, 0, 0, 99 };
    assert_int_equal(print("ecole", "text", &settings, &out, &failure), STATUS_OK);
    assert_string_equal(out.bytes, "\nL'école d'Haïti\n"
                                   "  March 18, 2004 · fr/1\n"
                                   "  title                    L'école d'Haïti\n"
                                   "              On rebâtit des écoles en Haïti. La « santé\n"
                                   "\nZèbres\n"
                                   "  January 20, 2010 · fr/2\n"
                                   "                         À l’École, aide de l'État à Haïti ;\n"
                                   "               ; Haïti aide. École.\n"
                                   "\n4 occurrences in 2 documents\n");
    buffer_truncate(&out, 0);
    settings.order = CONCORDANCE_BY_RIGHT;
    settings.limit = 2;
    assert_int_equal(print("ecole", "text", &settings, &out, &failure), STATUS_OK);
    assert_string_equal(out.bytes, "; Haïti aide. École.                      2010-01-20 Zèbres\n"
                                   "          À l’École, aide de l'État à     2010-01-20 Zèbres\n"
                                   "\n4 occurrences in 2 documents\n");
    buffer_clear(&out);
}

static void test_json(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct concordance_settings settings = { NULL, CONCORDANCE_BY_MATCH, 10, 0, 99 };
    assert_int_equal(print("zebr*", "json", &settings, &out, &failure), STATUS_OK);
    assert_string_equal(
        out.bytes, "{\"version\":1,\"query\":\"zebr*\",\"total\":1,\"offset\":0,\"generation\":1,\"relaxed\":null,"
                   "\"occurrences\":[\n{\"rank\":1,\"uri\":\"fr/2\",\"title\":\"Zèbres\",\"date\":\"2010-01-20\","
                   "\"language\":\"fr\",\"page\":null,\"part\":\"title\",\"offset\":0,\"word\":\"zebr*\","
                   "\"left\":\"\",\"match\":\"Zèbres\",\"right\":\"\"}\n],\"occurrence_count\":1,"
                   "\"document_count\":1}\n");
    buffer_clear(&out);
}

static void test_no_words(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct concordance_settings settings = { .limit = 9 };
    assert_int_equal(print("langue:fr", "text", &settings, &out, &failure), STATUS_USAGE);
    assert_null(concordance_printer_find("ris"));
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_no_words),
    };
    return cmocka_run_group_tests(tests, set_up, search_case_close);
}
