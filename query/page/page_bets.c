/* Pages that an editor chose for this search, above the hits. */
#include "query/page/page_inside.h"

/* One that is found at the top anyway need not be told twice. */
static bool is_among_first(const struct search_answer *answer, const char *address)
{
    enum { FIRST = 3 };
    for (size_t i = 0; i < answer->hit_count && i < FIRST; i++)
        if (answer->hits[i].record.uri && strcmp(answer->hits[i].record.uri, address) == 0)
            return true;
    return false;
}

static void write_bet(const struct page *page, const struct best_bet *bet)
{
    html_markup(page->out, "<li><a href=\"");
    if (html_is_link(page_bytes(bet->address)))
        html_link(page->out, page_bytes(bet->address));
    else
        html_attribute(page->out, page_bytes(bet->address));
    html_markup(page->out, "\"");
    page_lang(page, bet->language);
    html_markup(page->out, ">");
    html_text(page->out, page_bytes(bet->title));
    html_markup(page->out, "</a></li>\n");
}

void page_bets(const struct page *page)
{
    const struct best_bet *found;
    size_t count = best_bets_find(page->bets, page->request->search.query, &found), shown = 0;
    if (page->request->page > 1)
        return;
    for (size_t i = 0; i < count; i++) {
        if (is_among_first(page->answer, found[i].address))
            continue;
        if (!shown++) {
            html_markup(page->out, "<section class=\"note bets\" aria-labelledby=\"bets\"><h2 id=\"bets\">");
            page_say(page, "Chosen by hand for this search");
            html_markup(page->out, "</h2>\n<ul>\n");
        }
        write_bet(page, &found[i]);
    }
    if (shown)
        html_markup(page->out, "</ul></section>\n");
}
