/* Templates: what they write, how it is escaped, and what is refused, with line and remedy. */
#include "query/templates/template.h"

#include <string.h>

#include "tests/unit/scratch.h"

enum { QUERY, LINK, CONTENT, FRENCH, HITS, TITLE, EMPTY, NAME_COUNT };

static const struct template_name names[NAME_COUNT] = {
    [QUERY] = { "query", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [LINK] = { "link", TEMPLATE_ADDRESS, TEMPLATE_NO_LIST },
    [CONTENT] = { "content", TEMPLATE_MARKUP, TEMPLATE_NO_LIST },
    [FRENCH] = { "french", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [HITS] = { "hits", TEMPLATE_LIST, TEMPLATE_NO_LIST },
    [TITLE] = { "title", TEMPLATE_TEXT, HITS },
    [EMPTY] = { "empty", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
};

static bool item(struct template_values *values, size_t list, size_t i)
{
    static const char *const titles[] = { "one", "<two>" };
    assert_int_equal(list, HITS);
    if (i >= sizeof titles / sizeof *titles)
        return false;
    values->values[TITLE] = bytes_of(titles[i]);
    return true;
}

static void test_written(void **state)
{
    (void)state;
    static const struct {
        const char *text, *written;
    } cases[] = {
        { "", "" },
        { "<p>{ text }</p>", "<p>{ text }</p>" },
        { "<p>{{query}}</p>", "<p>&lt;&quot;&#39;&amp; é?</p>" },
        { "<p>{{ query }}</p>", "<p>&lt;&quot;&#39;&amp; é?</p>" },
        { "<title>{{query}}</title>", "<title>&lt;&quot;&#39;&amp; é?</title>" },
        { "<b title=\"a {{query}}\">", "<b title=\"a &lt;&quot;&#39;&amp; é?\">" },
        { "<b title = '{{query}}' class=x>", "<b title = '&lt;&quot;&#39;&amp; é?' class=x>" },
        { "<a href=\"{{link}}\">", "<a href=\"https://a.example/?b=1&amp;c=2\">" },
        { "<a href=\"{{query}}\">", "<a href=\"#\">" }, /* no address */
        { "<a href=\"/x?q={{query}}\">", "<a href=\"/x?q=%3C%22%27%26+%C3%A9%3F\">" },
        { "<a href=\"/{{query}}\">", "<a href=\"/%3C%22%27%26%20%C3%A9%3F\">" },
        { "<a href=\"{{link}}&q={{query}}\">",
          "<a href=\"https://a.example/?b=1&amp;c=2&q=%3C%22%27%26+%C3%A9%3F\">" },
        { "<main>{{content}}</main>", "<main><i>ours</i></main>" },
        { "{{#french}}oui{{/french}}{{^french}}no{{/french}}", "oui" },
        { "{{#empty}}a{{/empty}}{{^empty}}b{{/empty}}", "b" },
        { "<ul>{{#hits}}<li>{{title}}</li>{{/hits}}</ul>", "<ul><li>one</li><li>&lt;two&gt;</li></ul>" },
        { "{{#hits}}{{#french}}{{title}} {{query}};{{/french}}{{/hits}}",
          "one &lt;&quot;&#39;&amp; é?;&lt;two&gt; &lt;&quot;&#39;&amp; é?;" },
        { "{{^hits}}none{{/hits}}", "" },
        { "a{{! {{query }}b", "ab" },
        { "<p class=\"a{{#french}} b{{/french}}\">", "<p class=\"a b\">" },
        { "<p class=\"{{#french}}b{{/french}}\">", "<p class=\"b\">" },
        { "<!-- <p> --><p>{{query}}", "<!-- <p> --><p>&lt;&quot;&#39;&amp; é?" },
        { "<!--><b>{{empty}}", "<!--><b>" },
        { "<script>a</script >{{empty}}", "<script>a</script >" },
        { "<SCRIPT>'</scrip'</SCRIPT>{{empty}}", "<SCRIPT>'</scrip'</SCRIPT>" },
        { "<!DOCTYPE html>{{empty}}<br/>", "<!DOCTYPE html><br/>" },
        { "1 < 2 <<b>{{empty}}</b>", "1 < 2 <<b></b>" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct template *template;
        struct failure failure = FAILURE_NONE;
        struct buffer out = BUFFER_EMPTY;
        struct template_values values = { .item = item };
        for (size_t j = 0; j < NAME_COUNT; j++)
            values.values[j] = bytes_of("");
        values.values[QUERY] = bytes_of("<\"'& é?");
        values.values[LINK] = bytes_of("https://a.example/?b=1&c=2");
        values.values[CONTENT] = bytes_of("<i>ours</i>");
        values.values[FRENCH] = bytes_of("1");
        if (template_compile(&template, "t.html", bytes_of(cases[i].text), names, NAME_COUNT, &failure))
            fail_msg("%s: %s", cases[i].text, failure.message);
        template_render(template, &values, &out);
        assert_string_equal(out.bytes, cases[i].written);
        buffer_clear(&out);
        template_free(template);
    }
}

static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        { "\n\n{{qery}}", "t.html:3: there is no such name: qery" },
        { "{{}}", "t.html:1: there is no such name" },
        { "{{query", "t.html:1: {{ without }}" },
        { "{{{query}}}", "t.html:1: raw values, other files and other braces are not for templates: {query" },
        { "{{&query}}", "t.html:1: raw values" },
        { "{{>../../etc/passwd}}", "t.html:1: raw values" },
        { "{{=<% %>=}}", "t.html:1: raw values" },
        { "{{french}}", "t.html:1: this has no text of its own: french" },
        { "{{hits}}", "t.html:1: this has no text of its own: hits" },
        { "{{title}}", "t.html:1: this stands for something of one item only: title" },
        { "{{^hits}}{{title}}{{/hits}}", "t.html:1: this stands for something of one item only: title" },
        { "{{#hits}}{{#hits}}{{/hits}}{{/hits}}", "t.html:1: a list inside itself: hits" },
        { "\n{{#french}}\n\n", "t.html:2: a section is never closed: french" },
        { "{{/french}}", "t.html:1: no section is open here: french" },
        { "{{#french}}{{#query}}{{/french}}", "t.html:1: another section is to be closed first: query" },
        { "<p {{query}}>", "t.html:1: no value may stand here: query" },
        { "<{{query}}>", "t.html:1: no value may stand here" },
        { "</{{query}}>", "t.html:1: no value may stand here" },
        { "<p class={{query}}>", "t.html:1: no value may stand here" },
        { "<p class=a{{query}}>", "t.html:1: no value may stand here" },
        { "<p onclick=\"{{query}}\">", "t.html:1: no value may stand here" },
        { "<p STYLE='{{query}}'>", "t.html:1: no value may stand here" },
        { "<iframe srcdoc='{{query}}'>", "t.html:1: no value may stand here" },
        { "<script src=\"{{link}}\"></script>", "t.html:1: no value may stand here" },
        { "<script>{{query}}</script>", "t.html:1: no value may stand here" },
        { "<script>'</script'{{query}}</script>", "t.html:1: no value may stand here" },
        { "<style>{{query}}</style>", "t.html:1: no value may stand here" },
        { "<!-- {{query}} -->", "t.html:1: no value may stand here" },
        { "<!--\n{{#french}}{{query}}{{/french}} -->", "t.html:2: no value may stand here" },
        { "<meta http-equiv=refresh content=\"0;url={{link}}\">", "t.html:1: no value may stand here" },
        { "<b title=\"{{content}}\">", "t.html:1: this has elements in it: content" },
        { "<title>{{content}}</title>", "t.html:1: this has elements in it: content" },
        { "<p {{#french}}class=\"{{/french}}\">", "t.html:1: the section ends in another kind of place" },
        { "{{#french}}<!--{{/french}}-->", "t.html:1: the section ends in another kind of place" },
        { "<a href=\"{{#french}}{{link}}{{/french}}\">", "t.html:1: the section ends in another kind of place" },
        { "<p", "t.html:1: the template ends inside a tag" },
        { "<script>", "t.html:1: the template ends inside a tag" },
        { "<!-- ", "t.html:1: the template ends inside a tag" },
        { "\xFF", "t.html:1: the template is not UTF-8 text" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct template *template;
        struct failure failure = FAILURE_NONE;
        assert_int_equal(template_compile(&template, "t.html", bytes_of(cases[i].text), names, NAME_COUNT, &failure),
                         STATUS_INVALID);
        assert_null(template);
        if (strncmp(failure.message, cases[i].message, strlen(cases[i].message)) != 0)
            fail_msg("%s: %s", cases[i].text, failure.message);
        assert_true(*failure.hint || strstr(failure.message, "UTF-8"));
    }
}

static void test_limits(void **state)
{
    (void)state;
    struct template *template;
    struct failure failure = FAILURE_NONE;
    struct buffer text = BUFFER_EMPTY;
    for (int i = 0; i <= TEMPLATE_LEVELS; i++)
        buffer_append_text(&text, "{{#french}}");
    assert_int_equal(template_compile(&template, "t", buffer_view(&text), names, NAME_COUNT, &failure),
                     STATUS_INVALID);
    assert_non_null(strstr(failure.message, "too deep"));
    buffer_truncate(&text, 0);
    for (int i = 0; i <= TEMPLATE_TAGS; i++)
        buffer_append_text(&text, "{{query}}");
    assert_int_equal(template_compile(&template, "t", buffer_view(&text), names, NAME_COUNT, &failure),
                     STATUS_INVALID);
    assert_non_null(strstr(failure.message, "too many names"));
    while (text.size <= TEMPLATE_BYTES)
        buffer_append(&text, "                                                                ", 64);
    assert_int_equal(template_compile(&template, "t", buffer_view(&text), names, NAME_COUNT, &failure), STATUS_LIMIT);
    buffer_clear(&text);
}

static void test_files(void **state)
{
    (void)state;
    struct scratch scratch;
    char path[FILES_PATH_BYTES];
    struct template *template, *other;
    struct failure failure = FAILURE_NONE;
    scratch_open(&scratch);
    scratch_path(&scratch, "page.html", path);
    assert_int_equal(template_load(&template, path, names, NAME_COUNT, &failure), STATUS_NOT_FOUND);
    assert_null(template);
    assert_int_equal(files_write_atomically(path, "<p>{{query}}", 12, &failure), STATUS_OK);
    assert_int_equal(template_load(&template, path, names, NAME_COUNT, &failure), STATUS_OK);
    assert_int_equal(files_write_atomically(path, "<b>{{query}}", 12, &failure), STATUS_OK);
    assert_int_equal(template_load(&other, path, names, NAME_COUNT, &failure), STATUS_OK);
    assert_int_not_equal(template_version(template), template_version(other));
    template_free(template);
    template_free(other);
    template_free(NULL);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
