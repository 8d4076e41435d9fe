/* The page of results: how many, what was understood, hits, and the ways to narrow them; or advice when there are
 * none. */
#include "query/page/page_inside.h"

/* == Above the hits =========================================================================================== */

static void write_status(const struct page *page)
{
    const struct search_answer *answer = page->answer;
    struct page_number all = page_number(page, answer->document_count);
    html_markup(page->out, "<p role=\"status\" class=\"status\">");
    if (answer->total == 0) {
        page_say(page, "None of the %s documents of the archive matches.", all.text);
    } else if (answer->total == 1) {
        page_say(page, "Of the %s documents of the archive, 1 matches.", all.text);
    } else if (answer->hit_count == 0) {
        page_say(page, "The results end on page %s.", page_number(page, page_count(page)).text);
    } else {
        uint32_t offset = page->request->search.offset;
        page_say(page, "Results %s to %s of %s; the archive holds %s documents.", page_number(page, offset + 1).text,
                 page_number(page, offset + answer->hit_count).text, page_number(page, answer->total).text, all.text);
    }
    html_markup(page->out, "</p>\n");
}

/* The forms of a word that this archive has, a few of them. */
static void write_word(const struct page *page, const struct plan_word *word)
{
    enum { FORMS_SHOWN = 6 };
    html_markup(page->out, "<dt>");
    html_text(page->out, page_bytes(word->typed));
    html_markup(page->out, "</dt><dd>");
    if (word->form_count == 0)
        page_say(page, "in no document");
    for (size_t i = 0; i < word->form_count && i < FORMS_SHOWN; i++) {
        buffer_append_text(page->out, i ? ", " : "");
        html_text(page->out, word->forms[i].form);
    }
    if (word->form_count > FORMS_SHOWN) {
        html_markup(page->out, ", ");
        page_say_several(page, word->form_count - FORMS_SHOWN, "and %s more form", "and %s more forms");
    }
    html_markup(page->out, "</dd>\n");
}

static bool is_repeated(const struct plan *plan, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(plan->list[i].typed, plan->list[at].typed) == 0)
            return true;
    return false;
}

static void write_understood(const struct page *page)
{
    const struct plan *plan = &page->answer->plan;
    if (plan->word_count == 0)
        return;
    html_markup(page->out, "<details class=\"understood\" open><summary>");
    page_say(page, "Understood as");
    html_markup(page->out, "</summary>\n<dl>\n");
    for (size_t i = 0; i < plan->word_count; i++)
        if (!is_repeated(plan, i))
            write_word(page, &plan->list[i]);
    html_markup(page->out, "</dl></details>\n");
}

static void write_relaxed(const struct page *page)
{
    char note[256];
    snprintf(note, sizeof note,
             message_in(page->request->search.ui, "No document has all the words: these have %u of %u"),
             page->answer->words_matched, page->answer->words_asked);
    html_markup(page->out, "<div class=\"note\"><p>");
    page_sentence(page, note);
    html_markup(page->out, "</p>\n");
    page_advice(page);
    write_understood(page);
    html_markup(page->out, "</div>\n");
}

static void write_order(const struct page *page, enum request_sort sort, const char *name)
{
    struct cgi_request other = *page->request;
    bool current = page->request->search.sort == sort;
    bool by_date = sort == SORT_NEWEST && page->request->search.sort == SORT_RELEVANCE && !page->answer->plan.words;
    html_markup(page->out, "<li>");
    if (current || by_date) {
        html_markup(page->out, "<strong>");
        page_say(page, name);
        html_markup(page->out, "</strong></li>\n");
        return;
    }
    other.search.sort = sort;
    cgi_request_turn(&other, 1);
    html_markup(page->out, "<a rel=\"nofollow\"");
    page_href(page, &other);
    html_markup(page->out, ">");
    page_say(page, name);
    html_markup(page->out, "</a></li>\n");
}

/* Without words nothing is more relevant than anything else. */
static void write_orders(const struct page *page)
{
    html_markup(page->out, "<div class=\"sort\"><p id=\"sorted\">");
    page_say(page, "Sorted by");
    html_markup(page->out, "</p>\n<ul aria-labelledby=\"sorted\">\n");
    if (page->answer->plan.words)
        write_order(page, SORT_RELEVANCE, MESSAGE("relevance"));
    write_order(page, SORT_NEWEST, MESSAGE("newest first"));
    write_order(page, SORT_OLDEST, MESSAGE("oldest first"));
    html_markup(page->out, "</ul></div>\n");
}

/* == No hits ================================================================================================== */

static void write_advice(const struct page *page)
{
    struct cgi_request all = { .search = SEARCH_REQUEST_DEFAULT, .page = 1, .ui_asked = page->request->ui_asked };
    all.search.ui = page->request->search.ui;
    html_markup(page->out, "<section class=\"advice\"><h2>");
    page_say(page, "What you can do");
    html_markup(page->out, "</h2>\n");
    page_advice(page);
    if (page_has_filters(page)) {
        html_markup(page->out, "<p>");
        page_say(page, "Search without a filter:");
        html_markup(page->out, "</p>\n");
        page_chips(page);
    }
    if (page->answer->plan.word_count) {
        html_markup(page->out, "<p>");
        page_say(page, "Check the spelling, or use fewer or more general words.");
        html_markup(page->out, "</p>\n");
        write_understood(page);
    }
    html_markup(page->out, "<p><a");
    page_href(page, &all);
    html_markup(page->out, ">");
    page_say(page, "See the whole archive");
    html_markup(page->out, "</a></p>\n</section>\n");
}

static void write_past_end(const struct page *page)
{
    struct cgi_request first = *page->request;
    cgi_request_turn(&first, 1);
    html_markup(page->out, "<p><a");
    page_href(page, &first);
    html_markup(page->out, ">");
    page_say(page, "Go to the first page");
    html_markup(page->out, "</a></p>\n");
}

/* == The whole ================================================================================================ */

static void write_hits(const struct page *page)
{
    if (page_has_filters(page)) {
        html_markup(page->out, "<h2 class=\"unseen\" id=\"active\">");
        page_say(page, "Active filters");
        html_markup(page->out, "</h2>\n");
        page_chips(page);
    }
    if (page->answer->relaxed)
        write_relaxed(page);
    html_markup(page->out, "<p class=\"to-facets\"><a href=\"#narrow\">");
    page_say(page, "Narrow the results");
    html_markup(page->out, "</a></p>\n");
    if (page->answer->total > 1 && !page->answer->relaxed)
        write_orders(page);
    page_hits(page);
    if (page->answer->hit_count == 0)
        write_past_end(page);
    page_turning(page);
    if (page->answer->hit_count)
        page_cite(page);
}

void page_results(const struct page *page, struct bytes headline)
{
    page_form(page);
    html_markup(page->out, "<h1>");
    html_text(page->out, headline);
    html_markup(page->out, "</h1>\n");
    write_status(page);
    page_bets(page);
    if (page->answer->total == 0) {
        write_advice(page);
        return;
    }
    html_markup(page->out, "<div class=\"columns\">\n<div class=\"results\">\n");
    write_hits(page);
    html_markup(page->out, "</div>\n<aside id=\"narrow\" aria-labelledby=\"narrow-title\"><h2 id=\"narrow-title\">");
    page_say(page, "Narrow the results");
    html_markup(page->out, "</h2>\n");
    page_histogram(page);
    page_facets(page);
    html_markup(page->out, "</aside>\n</div>\n");
}
