/* Metadata of a document with everything, and of one with nothing but hostile text. */
#include "query/interfaces/document_meta.h"

#include "tests/unit/sample_answer.h"

typedef void (*document_meta_write)(const struct document_meta *meta, struct buffer *out);

static const char *print(struct sample *sample, size_t hit, document_meta_write write)
{
    const struct print_settings settings = { .request = &sample->request, .names = &sample->names };
    struct reference reference;
    reference_make(&settings, &sample->hits[hit], &reference);
    const struct document_meta meta = {
        .reference = &reference,
        .record = &sample->hits[hit].record,
        .names = &sample->names,
        .ui = LANGUAGE_ENGLISH,
        .publisher = "News & <releases>",
        .page = hit ? "" : "https://www.example.org/search?doc=1&ui=en",
        .twin = hit ? "" : "https://www.example.org/search?doc=2&ui=fr",
    };
    buffer_truncate(&sample->out, 0);
    write(&meta, &sample->out);
    reference_clear(&reference, &sample->out);
    assert_int_equal(sample->out.failed, STATUS_OK);
    return sample->out.bytes;
}

static void open(struct sample *sample)
{
    struct failure failure;
    sample_open(sample);
    record_set(&sample->hits[0].record.title, bytes_of("L’École « rebâtie »"), &failure);
    record_set(&sample->hits[1].record.title, bytes_of("</script><script>alert(\"1\")</script> & <!-- '"), &failure);
}

static void test_metas(void **state)
{
    (void)state;
    struct sample sample;
    open(&sample);
    assert_string_equal(
        print(&sample, 0, document_meta_write_elements),
        "<meta name=\"citation_title\" lang=\"fr\" content=\"L’École « rebâtie »\">\n"
        "<meta name=\"DC.title\" lang=\"fr\" content=\"L’École « rebâtie »\">\n"
        "<meta name=\"citation_author\" content=\"News &amp; &lt;releases&gt;\">\n"
        "<meta name=\"DC.creator\" content=\"News &amp; &lt;releases&gt;\">\n"
        "<meta name=\"DC.publisher\" content=\"News &amp; &lt;releases&gt;\">\n"
        "<meta name=\"citation_technical_report_institution\" content=\"News &amp; &lt;releases&gt;\">\n"
        "<meta name=\"citation_publication_date\" content=\"2009/04/14\">\n"
        "<meta name=\"DC.date\" content=\"2009-04-14\">\n"
        "<meta name=\"citation_language\" content=\"fr\">\n"
        "<meta name=\"DC.language\" content=\"fr\">\n"
        "<meta name=\"DC.type\" content=\"Text\">\n"
        "<meta name=\"citation_public_url\" content=\"https://a.example/1\">\n"
        "<meta name=\"DC.identifier\" content=\"https://a.example/1\">\n"
        "<meta name=\"citation_keywords\" lang=\"en\" content=\"Solidarity\">\n"
        "<meta name=\"DC.subject\" lang=\"en\" content=\"Solidarity\">\n"
        "<meta name=\"DC.coverage\" lang=\"en\" content=\"Haiti\">\n");
    const char *hostile = print(&sample, 1, document_meta_write_elements);
    assert_null(strstr(hostile, "<script"));
    assert_null(strstr(hostile, "DC.date"));
    assert_null(strstr(hostile, "DC.identifier"));
    assert_non_null(strstr(hostile, "content=\"&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)"));
    sample_close(&sample);
}

static void test_json_ld(void **state)
{
    (void)state;
    struct sample sample;
    open(&sample);
    assert_string_equal(
        print(&sample, 0, document_meta_write_json_ld),
        "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"Report\","
        "\"headline\":\"L’École « rebâtie »\",\"name\":\"L’École « rebâtie »\",\"inLanguage\":\"fr\","
        "\"datePublished\":\"2009-04-14\",\"url\":\"https://a.example/1\","
        "\"mainEntityOfPage\":\"https://www.example.org/search?doc=1&ui=en\","
        "\"author\":{\"@type\":\"Organization\",\"name\":\"News & \\u003creleases>\"},"
        "\"publisher\":{\"@type\":\"Organization\",\"name\":\"News & \\u003creleases>\"},"
        "\"keywords\":[\"Solidarity\"],"
        "\"spatialCoverage\":[{\"@type\":\"Country\",\"name\":\"Haiti\",\"identifier\":\"HT\"},"
        "{\"@type\":\"Country\",\"name\":\"Mali\",\"identifier\":\"ML\"}],"
        "\"temporalCoverage\":\"2007-04-01/2008-03-31\","
        "\"workTranslation\":{\"@type\":\"Report\",\"url\":\"https://www.example.org/search?doc=2&ui=fr\"}}"
        "</script>\n");
    /* Nothing in the block ends it, or begins a comment in it. */
    const char *hostile = print(&sample, 1, document_meta_write_json_ld);
    const char *inside = hostile + 1;
    assert_string_equal(strchr(inside, '<'), "</script>\n");
    assert_null(strstr(hostile, "datePublished"));
    assert_null(strstr(hostile, "workTranslation"));
    sample_close(&sample);
}

static void write_coins(const struct document_meta *meta, struct buffer *out)
{
    document_meta_write_coins(meta->reference, meta->publisher, out);
}

static void test_coins(void **state)
{
    (void)state;
    struct sample sample;
    open(&sample);
    assert_string_equal(print(&sample, 0, write_coins),
                        "<span class=\"Z3988\" title=\"ctx_ver=Z39.88-2004&amp;"
                        "rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&amp;rft.type=document&amp;"
                        "rft.title=L%E2%80%99%C3%89cole+%C2%AB+reb%C3%A2tie+%C2%BB&amp;"
                        "rft.creator=News+%26+%3Creleases%3E&amp;rft.date=2009-04-14&amp;rft.language=fr&amp;"
                        "rft.identifier=https%3A%2F%2Fa.example%2F1\"></span>");
    const char *hostile = print(&sample, 1, write_coins);
    assert_null(strstr(hostile, "script>"));
    assert_null(strstr(hostile, "rft.date"));
    sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_metas),
        cmocka_unit_test(test_json_ld),
        cmocka_unit_test(test_coins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
