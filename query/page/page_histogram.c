/* Documents by year, or by month where few years are asked for: a drawing for the eye, and the same as a table whose
 * years or months can be chosen. */
#include "query/page/page_inside.h"

/* The drawing's own units; the stylesheet stretches it. */
enum {
    BAR_WIDTH = 8,
    BAR_STEP = 10,
    HEIGHT = 60,
};

static bool by_month(const struct page *page)
{
    return page->answer->months;
}

static const struct answer_count *highest(const struct answer_facet *years)
{
    const struct answer_count *most = years->counts;
    for (size_t i = 1; i < years->count_count; i++)
        if (years->counts[i].count > most->count)
            most = &years->counts[i];
    return most;
}

/* At least 1, so that a single document among thousands is seen. */
static unsigned bar_height(uint32_t count, uint32_t most)
{
    unsigned height = (unsigned)((uint64_t)count * HEIGHT / most);
    return height ? height : 1;
}

static void write_bars(const struct page *page, const struct answer_facet *years, uint32_t most)
{
    html_markup(page->out, "<path fill=\"currentColor\" d=\"");
    for (size_t i = 0; i < years->count_count; i++) {
        if (years->counts[i].count == 0)
            continue;
        unsigned height = bar_height(years->counts[i].count, most);
        buffer_append_format(page->out, "M%zu %uv%uh%dv-%uz", i * BAR_STEP + 1, HEIGHT - height, height, BAR_WIDTH,
                             height);
    }
    buffer_append_format(page->out, "\"/><path stroke=\"currentColor\" d=\"M0 %d.5h%zu\"/></svg>\n", HEIGHT,
                         years->count_count * BAR_STEP);
}

/* "2009", "April 2009" */
static void tell(const struct page *page, const struct answer_count *count, char words[DATE_WORDS_BYTES])
{
    struct date date = DATE_NONE;
    date_parse_iso(page_bytes(count->value), &date);
    date_format_words(date, page->request->search.ui == LANGUAGE_FRENCH, words);
}

static void write_drawing(const struct page *page, const struct answer_facet *years)
{
    char first[DATE_WORDS_BYTES], last[DATE_WORDS_BYTES], highest_told[DATE_WORDS_BYTES];
    const struct answer_count *most = highest(years);
    tell(page, &years->counts[0], first);
    tell(page, &years->counts[years->count_count - 1], last);
    tell(page, most, highest_told);
    html_markup(page->out,
                "<div class=\"histogram\">\n"
                "<svg role=\"img\" aria-labelledby=\"years-title years-told\" preserveAspectRatio=\"none\"");
    buffer_append_format(page->out, " viewBox=\"0 0 %zu %d\"><title id=\"years-title\">",
                         years->count_count * BAR_STEP, HEIGHT + 1);
    page_say(page, by_month(page) ? MESSAGE("Documents by month") : MESSAGE("Documents by year"));
    html_markup(page->out, "</title><desc id=\"years-told\">");
    page_say(page, "From %s to %s. The most, %s, are of %s.", first, last, page_number(page, most->count).text,
             highest_told);
    html_markup(page->out, "</desc>");
    write_bars(page, years, most->count ? most->count : 1);
    html_markup(page->out, "<p class=\"ends\" aria-hidden=\"true\"><span>");
    html_text(page->out, page_bytes(first));
    html_markup(page->out, "</span> <span>");
    html_text(page->out, page_bytes(last));
    html_markup(page->out, "</span></p>\n</div>\n");
}

static void write_row(const struct page *page, const struct answer_count *year)
{
    char words[DATE_WORDS_BYTES];
    struct cgi_request of_year = *page->request;
    tell(page, year, words);
    of_year.search.from = of_year.search.to = year->value;
    cgi_request_turn(&of_year, 1);
    html_markup(page->out, "<tr><th scope=\"row\"><a rel=\"nofollow\"");
    page_href(page, &of_year);
    html_markup(page->out, ">");
    html_text(page->out, page_bytes(words));
    html_markup(page->out, "</a></th><td>");
    html_text(page->out, page_bytes(page_number(page, year->count).text));
    html_markup(page->out, "</td></tr>\n");
}

static void write_table(const struct page *page, const struct answer_facet *years)
{
    html_markup(page->out, "<details><summary>");
    page_say(page, by_month(page) ? MESSAGE("Choose a month") : MESSAGE("Choose a year"));
    html_markup(page->out, "</summary>\n<table><thead><tr><th scope=\"col\">");
    page_say(page, by_month(page) ? MESSAGE("Month") : MESSAGE("Year"));
    html_markup(page->out, "</th><th scope=\"col\">");
    page_say(page, "Documents");
    html_markup(page->out, "</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < years->count_count; i++)
        if (years->counts[i].count)
            write_row(page, &years->counts[i]);
    html_markup(page->out, "</tbody></table></details>\n");
}

void page_histogram(const struct page *page)
{
    const struct answer_facet *years = by_month(page) ? page->answer->months : page->answer->histogram;
    if (!years || (!years->count_count && !years->without))
        return;
    html_markup(page->out, "<section class=\"facet\"><h3>");
    page_say(page, by_month(page) ? MESSAGE("Months") : MESSAGE("Years"));
    html_markup(page->out, "</h3>\n");
    if (years->count_count > 1)
        write_drawing(page, years);
    if (years->count_count)
        write_table(page, years);
    if (years->without) {
        html_markup(page->out, "<p class=\"without\"><span>");
        page_say(page, "undated");
        html_markup(page->out, "</span> ");
        page_say_count(page, years->without);
        html_markup(page->out, "</p>\n");
    }
    html_markup(page->out, "</section>\n");
}
