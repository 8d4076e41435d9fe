/* Writes OpenSearch descriptions. */
#include "query/interfaces/opensearch.h"

#include "language/messages.h"
#include "language/utf8.h"
#include "query/html.h"

/* What the format allows. */
enum { SHORT_NAME_CHARACTERS = 16, LONG_NAME_CHARACTERS = 48 };

/* The beginning of `text`, whole words where there are several. */
static struct bytes shortened(const char *text, size_t most_characters)
{
    struct bytes whole = bytes_of(text);
    size_t characters = 0, at = 0, word_end = 0, used;
    for (; at < whole.size && characters < most_characters; at += used, characters++) {
        utf8_decode((struct bytes){ text + at, whole.size - at }, &used);
        if (text[at] == ' ')
            word_end = at;
    }
    if (at == whole.size)
        return whole;
    return (struct bytes){ text, text[at] == ' ' || !word_end ? at : word_end };
}

static void write_element(struct buffer *out, const char *name, struct bytes text)
{
    buffer_append_format(out, "<%s>", name);
    html_text(out, text);
    buffer_append_format(out, "</%s>\n", name);
}

/* `arguments` are ours, with the parameters that a browser fills in; the language of the page comes last. */
static void write_url(const struct cgi_settings *settings, enum language ui, struct buffer *out, const char *type,
                      const char *relation, const char *arguments)
{
    buffer_append_format(out, "<Url type=\"%s\" rel=\"%s\" template=\"", type, relation);
    html_attribute(out, bytes_of(settings->address));
    html_markup(out, "?");
    html_attribute(out, bytes_of(arguments));
    buffer_append_format(out, "&amp;ui=%s\"/>\n", language_code(ui));
}

static void write_urls(const struct cgi_settings *settings, enum language ui, struct buffer *out)
{
    static const struct {
        const char *type, *relation, *arguments;
    } urls[] = {
        { "text/html", "results", "q={searchTerms}&hits={count?}&page={startPage?}" },
        { "application/atom+xml", "results", "q={searchTerms}&hits={count?}&page={startPage?}&format=atom" },
        { "application/json", "results", "q={searchTerms}&hits={count?}&page={startPage?}&format=json" },
        { "application/x-suggestions+json", "suggestions", "q={searchTerms}&format=suggestions" },
        { "application/opensearchdescription+xml", "self", "format=opensearch" },
    };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        write_url(settings, ui, out, urls[i].type, urls[i].relation, urls[i].arguments);
}

void opensearch_describe(const struct cgi_settings *settings, enum language ui, struct buffer *out)
{
    const char *name = settings->name[ui];
    const char *description = message_in(ui,
                                         "Search news releases and reports in French and English, by words, goal, "
                                         "country and date.");
    html_markup(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    write_element(out, "ShortName", shortened(name, SHORT_NAME_CHARACTERS));
    write_element(out, "LongName", shortened(name, LONG_NAME_CHARACTERS));
    write_element(out, "Description", bytes_of(description));
    write_urls(settings, ui, out);
    html_markup(out, "<Query role=\"example\" searchTerms=\"Haïti 2009\"/>\n");
    write_element(out, "Language", bytes_of(language_code(ui)));
    html_markup(out, "<InputEncoding>UTF-8</InputEncoding>\n<OutputEncoding>UTF-8</OutputEncoding>\n"
                     "</OpenSearchDescription>\n");
}
