/* Descriptions of the search, in both languages. */
#include "query/interfaces/opensearch.h"

#include <string.h>

#include "tests/unit/scratch.h"

static void check(const struct cgi_settings *settings, enum language ui, const char *const *has)
{
    struct buffer out = BUFFER_EMPTY;
    opensearch_describe(settings, ui, &out);
    assert_int_equal(out.failed, STATUS_OK);
    for (; *has; has++)
        if (!strstr(out.bytes, *has))
            fail_msg("no \"%s\" in:\n%s", *has, out.bytes);
    buffer_clear(&out);
}

static void test_description(void **state)
{
    (void)state;
    const struct cgi_settings settings = {
        .name = { "", "Communiqués du gouvernement", "News & releases" },
        .address = "https://www.example.org/search",
    };
    const char *french[] = {
        "<ShortName>Communiqués du</ShortName>", /* 16 characters at most, and whole words */
        "<LongName>Communiqués du gouvernement</LongName>",
        "<Url type=\"text/html\" rel=\"results\" "
        "template=\"https://www.example.org/search?q={searchTerms}&amp;hits={count?}&amp;page={startPage?}&amp;ui=fr\"/>",
        "<Url type=\"application/x-suggestions+json\" rel=\"suggestions\" ",
        "format=suggestions&amp;ui=fr\"/>",
        "<Url type=\"application/opensearchdescription+xml\" rel=\"self\" ",
        "<Language>fr</Language>",
        NULL,
    };
    check(&settings, LANGUAGE_FRENCH, french);
    const char *english[] = { "<ShortName>News &amp; releases</ShortName>", "<Language>en</Language>",
                              "<Description>Search news releases", "&amp;ui=en\"/>", NULL };
    check(&settings, LANGUAGE_ENGLISH, english);
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *shortened;
    } cases[] = {
        { "Depeche", "<ShortName>Depeche</ShortName>" },
        { "Dépêche d’été 45", "<ShortName>Dépêche d’été 45</ShortName>" },
        { "Dépêche d’été 456", "<ShortName>Dépêche d’été</ShortName>" },
        { "Internationalisation", "<ShortName>Internationalisa</ShortName>" },
        { "1234567890123456 8", "<ShortName>1234567890123456</ShortName>" },
        { "<\">", "<ShortName>&lt;&quot;&gt;</ShortName>" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct cgi_settings settings = { .name = { "", "", cases[i].name }, .address = "https://a.example/\"<" };
        const char *has[] = { cases[i].shortened, "template=\"https://a.example/&quot;&lt;?q=", NULL };
        check(&settings, LANGUAGE_ENGLISH, has);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_description),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
