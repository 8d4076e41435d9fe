/* How to search: what can be typed, each thing with an example that is a link to its results. */
#include "query/page/page_inside.h"

struct example {
    const char *query[LANGUAGE_COUNT]; /* by language of the page; they are typed, so nobody translates them */
    const char *told;
};

static const struct example words[] = {
    { { "", "seisme haiti", "earthquake haiti" },
      MESSAGE("All the words must be there. Accents, capitals and endings do not matter.") },
    { { "", "\"aide humanitaire\"", "\"humanitarian aid\"" },
      MESSAGE("Words in quotes stand side by side, in this order.") },
    { { "", "haïti -séisme", "haiti -earthquake" }, MESSAGE("A hyphen before a word leaves it out.") },
    { { "", "haïti OU mali", "haiti OR mali" }, MESSAGE("One of the words is enough. OR is in capitals.") },
    { { "", "école (haïti OU mali)", "school (haiti OR mali)" },
      MESSAGE("Parentheses keep together what belongs so.") },
    { { "", "éduc*", "educat*" }, MESSAGE("A star stands for any ending, or beginning.") },
    { { "", "=écoles", "=schools" }, MESSAGE("An equals sign: this form and no other.") },
    { { "", "~gouvernement", "~government" }, MESSAGE("A tilde: also what is spelt nearly so.") },
};

static const struct example places[] = {
    { { "", "aide NEAR/5 haïti", "aid NEAR/5 haiti" }, MESSAGE("The words are within five words of each other.") },
    { { "", "aide MÊME haïti", "aid SAME haiti" }, MESSAGE("The words are in one paragraph.") },
    { { "", "titre:haïti", "title:haiti" }, MESSAGE("The word is in the title.") },
};

static const struct example filters[] = {
    { { "", "pays:haïti", "country:haiti" }, MESSAGE("What names the country.") },
    { { "", "sur:haïti", "about:haiti" }, MESSAGE("What has the country for its subject.") },
    { { "", "but:security", "goal:security" }, MESSAGE("What serves the goal.") },
    { { "", "date:avril 2009", "date:April 2009" }, MESSAGE("What was published in that month.") },
    { { "", "date:2007..2010", "date:2007..2010" }, MESSAGE("What was published from one year to another.") },
    { { "", "couvre:2007-2008", "covers:2007-2008" }, MESSAGE("Reports on that fiscal year, April to March.") },
    { { "", "langue:fr", "language:en" }, MESSAGE("What is written in that language: fr or en.") },
    { { "", "genre:rapport", "kind:report" }, MESSAGE("Releases, reports or other pages.") },
};

static void write_example(const struct page *page, const struct example *example)
{
    const char *query = example->query[page->request->search.ui];
    struct cgi_request search = { .search = SEARCH_REQUEST_DEFAULT, .page = 1, .ui_asked = page->request->ui_asked };
    search.search.ui = page->request->search.ui;
    search.search.query = query;
    html_markup(page->out, "<div><dt><a rel=\"nofollow\"");
    page_href(page, &search);
    html_markup(page->out, "><code>");
    html_text(page->out, page_bytes(query));
    html_markup(page->out, "</code></a></dt>\n<dd>");
    page_say(page, example->told);
    html_markup(page->out, "</dd></div>\n");
}

static void write_examples(const struct page *page, const char *title, const struct example *examples, size_t count)
{
    html_markup(page->out, "<section><h2>");
    page_say(page, title);
    html_markup(page->out, "</h2>\n<dl class=\"examples\">\n");
    for (size_t i = 0; i < count; i++)
        write_example(page, &examples[i]);
    html_markup(page->out, "</dl></section>\n");
}

static void write_notes(const struct page *page, const char *title, const char *const *notes, size_t count)
{
    html_markup(page->out, "<section><h2>");
    page_say(page, title);
    html_markup(page->out, "</h2>\n<ul class=\"notes\">\n");
    for (size_t i = 0; i < count; i++) {
        html_markup(page->out, "<li>");
        page_say(page, notes[i]);
        html_markup(page->out, "</li>\n");
    }
    html_markup(page->out, "</ul></section>\n");
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

void page_help(const struct page *page, struct bytes headline)
{
    static const char *const dates[] = {
        MESSAGE("A year, a month or a day: 2009, April 2009, 14 April 2009, 2009-04-14."),
        MESSAGE("From one to another: 2007..2010; two years that follow one another are a fiscal year: 2007-2008."),
        MESSAGE("Counted from today: yesterday, last month, this year."),
    };
    static const char *const results[] = {
        MESSAGE(
            "Words are looked for in the language they are in; many documents have a version in the other one, to "
            "which each result leads."),
        MESSAGE("Where no document has all the words, those that have the most of them are shown, and it says so."),
        MESSAGE(
            "Countries, goals and dates were found by a program; the details of a document tell by which sentence."),
        MESSAGE("Nothing that identifies you is kept. Even so, do not type personal information."),
    };
    html_markup(page->out, "<h1>");
    html_text(page->out, headline);
    html_markup(page->out, "</h1>\n");
    page_form(page);
    html_markup(page->out, "<div class=\"help\">\n");
    write_examples(page, MESSAGE("Words"), words, COUNT(words));
    write_examples(page, MESSAGE("Where the words stand"), places, COUNT(places));
    write_examples(page, MESSAGE("Countries, goals, dates and kinds"), filters, COUNT(filters));
    write_notes(page, MESSAGE("How dates can be typed"), dates, COUNT(dates));
    write_notes(page, MESSAGE("What is shown"), results, COUNT(results));
    html_markup(page->out, "</div>\n");
}
