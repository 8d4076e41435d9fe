/* Every allocation of a search and of its printers fails once, in turn: it is told, and nothing crashes or leaks. */
#include "query/print/printer.h"

#include "tests/unit/failing_calls.h"
#include "tests/unit/small_index.h"

static const struct small_document documents[] = {
    { "1", "L'école", "Des écoles en Haïti. Un thé. Santé publique.", "fr", "release", "2004-03-18", "2003..2004",
      "HT ML", "solidarity security" },
    { "2", "Schools", "Schools in Haiti. A minister.", "en", "report", "2010", "", "HT", "" },
};

/* == Searches ================================================================================================= */

static struct scratch scratch;

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    small_index_publish(scratch.path, 1, documents, 2);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static enum status print_all(const struct searcher *searcher, const struct search_request *request,
                             const struct search_answer *answer, struct failure *failure)
{
    struct print_settings settings = {
        .request = request, .names = searcher_names(searcher), .topic = NULL, .colour = true, .columns = 80
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; printer_at(i) && !status; i++) {
        struct buffer out = BUFFER_EMPTY;
        printer_run(printer_at(i), &settings, answer, &out);
        status = buffer_status(&out, "an answer", failure);
        buffer_clear(&out);
    }
    return status;
}

static enum status search(const struct search_request *request, struct failure *failure)
{
    struct searcher *searcher = NULL;
    struct search_answer answer;
    enum status status = searcher_open(&searcher, scratch.path, failure);
    if (status)
        return status;
    status = search_run(searcher, request, &answer, failure);
    if (!status)
        status = print_all(searcher, request, &answer, failure);
    search_answer_clear(&answer);
    searcher_close(searcher);
    return status;
}

static const struct {
    const char *query;
    enum status status; /* when nothing fails */
} cases[] = {
    { "haiti école", STATUS_OK },
    { "\"santé publique\" -mali OR (minist* NEAR/5 haiti)", STATUS_OK },
    { "thé schools xyz pays:Haïti date:2004..2010", STATUS_OK },
    { "covers:=2003..2004 the", STATUS_OK },
    { "pays:Haiit", STATUS_USAGE },
    { "foo:bar", STATUS_USAGE },
    { "date:x", STATUS_USAGE },
};

static void test_every_allocation_fails_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        failed = true;
        for (long allowed = 0; failed; allowed++) {
            struct search_request request = SEARCH_REQUEST_DEFAULT;
            struct failure failure = FAILURE_NONE;
            request.query = cases[i].query;
            request.facets = request.histogram = request.explain = true;
            request.today = (struct date){ 2010, 1, 1 };
            request_add_filter(&request, FIELD_LANGUAGE, "fr", &failure);
            failed = false;
            calls_left = allowed;
            enum status status = search(&request, &failure);
            calls_left = -1;
            /* Only the hint of a message may be lost on the way. */
            bool told = status == STATUS_NO_MEMORY || (status == STATUS_USAGE && cases[i].status == STATUS_USAGE);
            if (failed && !told)
                print_error("%s: the loss of call %ld is not told\n", cases[i].query, allowed);
            assert_true(failed ? told : status == cases[i].status);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_allocation_fails_once) };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
