/* What the owner's templates may name, and what it stands for on each page. */
#include "query/page/page_templates.h"

#include "query/labels.h"
#include "query/page/page_inside.h"
#include "query/print/printer.h"

enum name {
    NAME_LANGUAGE,
    NAME_SITE,
    NAME_TITLE,
    NAME_HEADLINE,
    NAME_QUERY,
    NAME_TOTAL,
    NAME_HOME,
    NAME_HELP,
    NAME_OTHER_LANGUAGE,
    NAME_OTHER_LANGUAGE_NAME,
    NAME_OTHER_LANGUAGE_LINK,
    NAME_HEAD,
    NAME_HEADER,
    NAME_FORM,
    NAME_CONTENT,
    NAME_FRENCH,
    NAME_ENGLISH,
    NAME_IS_START,
    NAME_IS_RESULTS,
    NAME_IS_DOCUMENT,
    NAME_IS_HELP,
    NAME_IS_PROBLEM,
    NAME_HITS,
    NAME_RANK,
    NAME_HIT_TITLE,
    NAME_HIT_LINK,
    NAME_HIT_DATE,
    NAME_HIT_KIND,
    NAME_HIT_LANGUAGE,
    NAME_HIT_SNIPPET,
    NAME_COUNT,
};

static const struct template_name names[NAME_COUNT] = {
    [NAME_LANGUAGE] = { "language", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_SITE] = { "site", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_TITLE] = { "title", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_HEADLINE] = { "headline", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_QUERY] = { "query", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_TOTAL] = { "total", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_HOME] = { "home", TEMPLATE_ADDRESS, TEMPLATE_NO_LIST },
    [NAME_HELP] = { "help", TEMPLATE_ADDRESS, TEMPLATE_NO_LIST },
    [NAME_OTHER_LANGUAGE] = { "other_language", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_OTHER_LANGUAGE_NAME] = { "other_language_name", TEMPLATE_TEXT, TEMPLATE_NO_LIST },
    [NAME_OTHER_LANGUAGE_LINK] = { "other_language_link", TEMPLATE_ADDRESS, TEMPLATE_NO_LIST },
    [NAME_HEAD] = { "head", TEMPLATE_MARKUP, TEMPLATE_NO_LIST },
    [NAME_HEADER] = { "header", TEMPLATE_MARKUP, TEMPLATE_NO_LIST },
    [NAME_FORM] = { "form", TEMPLATE_MARKUP, TEMPLATE_NO_LIST },
    [NAME_CONTENT] = { "content", TEMPLATE_MARKUP, TEMPLATE_NO_LIST },
    [NAME_FRENCH] = { "french", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [NAME_ENGLISH] = { "english", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [NAME_IS_START] = { "is_start", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [NAME_IS_RESULTS] = { "is_results", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [NAME_IS_DOCUMENT] = { "is_document", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [NAME_IS_HELP] = { "is_help", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [NAME_IS_PROBLEM] = { "is_problem", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [NAME_HITS] = { "hits", TEMPLATE_LIST, TEMPLATE_NO_LIST },
    [NAME_RANK] = { "rank", TEMPLATE_TEXT, NAME_HITS },
    [NAME_HIT_TITLE] = { "hit_title", TEMPLATE_TEXT, NAME_HITS },
    [NAME_HIT_LINK] = { "hit_link", TEMPLATE_ADDRESS, NAME_HITS },
    [NAME_HIT_DATE] = { "hit_date", TEMPLATE_TEXT, NAME_HITS },
    [NAME_HIT_KIND] = { "hit_kind", TEMPLATE_TEXT, NAME_HITS },
    [NAME_HIT_LANGUAGE] = { "hit_language", TEMPLATE_TEXT, NAME_HITS },
    [NAME_HIT_SNIPPET] = { "hit_snippet", TEMPLATE_MARKUP, NAME_HITS },
};

/* == Opening ================================================================================================== */

enum status page_templates_open(struct page_templates *templates, const struct cgi_settings *settings,
                                struct failure *failure)
{
    const struct {
        const char *path;
        struct template **template;
    } files[] = {
        { settings->template, &templates->page },
        { settings->header, &templates->header },
        { settings->footer, &templates->footer },
    };
    enum status status = STATUS_OK;
    *templates = (struct page_templates){ NULL, NULL, NULL };
    for (size_t i = 0; i < sizeof files / sizeof *files && !status; i++)
        if (files[i].path && *files[i].path)
            status = template_load(files[i].template, files[i].path, names, NAME_COUNT, failure);
    if (status)
        page_templates_close(templates);
    return status;
}

void page_templates_close(struct page_templates *templates)
{
    template_free(templates->page);
    template_free(templates->header);
    template_free(templates->footer);
    *templates = (struct page_templates){ NULL, NULL, NULL };
}

uint64_t page_templates_version(const struct page_templates *templates)
{
    const struct template *const all[] = { templates->page, templates->header, templates->footer };
    uint64_t version = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        version = version * 31 + (all[i] ? template_version(all[i]) : 1);
    return version;
}

/* == Values =================================================================================================== */

/* What values are made in: each lives as long as the page is written. */
struct writing {
    const struct page *page;
    struct buffer made[NAME_COUNT];
};

static void set(struct template_values *values, enum name name, const char *text)
{
    values->values[name] = page_bytes(text);
}

static void set_flag(struct template_values *values, enum name name, bool set_it)
{
    set(values, name, set_it ? "1" : "");
}

static void set_made(struct writing *writing, struct template_values *values, enum name name)
{
    values->values[name] = buffer_view(&writing->made[name]);
}

/* One of the parts of our page, apart. */
static struct page part_of(struct writing *writing, enum name name)
{
    struct page part = *writing->page;
    part.out = &writing->made[name];
    buffer_truncate(part.out, 0);
    return part;
}

static void set_links(struct writing *writing, struct template_values *values)
{
    static const char *const language_names[LANGUAGE_COUNT] = { "", "Français", "English" };
    const struct cgi_request *request = writing->page->request;
    struct cgi_request start = { .search = SEARCH_REQUEST_DEFAULT, .page = 1, .ui_asked = request->ui_asked };
    struct cgi_request other = *request;
    start.search.ui = request->search.ui;
    cgi_request_address(&start, &writing->made[NAME_HOME]);
    start.help = true;
    cgi_request_address(&start, &writing->made[NAME_HELP]);
    other.search.ui = request->search.ui == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    other.ui_asked = true;
    cgi_request_address(&other, &writing->made[NAME_OTHER_LANGUAGE_LINK]);
    set_made(writing, values, NAME_HOME);
    set_made(writing, values, NAME_HELP);
    set_made(writing, values, NAME_OTHER_LANGUAGE_LINK);
    set(values, NAME_OTHER_LANGUAGE, language_code(other.search.ui));
    set(values, NAME_OTHER_LANGUAGE_NAME, language_names[other.search.ui]);
}

static void set_flags(const struct page *page, struct template_values *values)
{
    bool problem = page->problem->status != 0, document = page->request->document && !problem;
    bool start = cgi_request_is_start(page->request) && !problem;
    set_flag(values, NAME_FRENCH, page->request->search.ui == LANGUAGE_FRENCH);
    set_flag(values, NAME_ENGLISH, page->request->search.ui != LANGUAGE_FRENCH);
    set_flag(values, NAME_IS_PROBLEM, problem);
    set_flag(values, NAME_IS_DOCUMENT, document);
    set_flag(values, NAME_IS_HELP, page->request->help && !problem);
    set_flag(values, NAME_IS_START, start);
    set_flag(values, NAME_IS_RESULTS, page->answer && !problem && !document && !start);
}

static void set_texts(struct writing *writing, struct template_values *values, struct bytes headline)
{
    const struct page *page = writing->page;
    struct buffer *title = &writing->made[NAME_TITLE], *total = &writing->made[NAME_TOTAL];
    const char *site = page->settings->name[page->request->search.ui];
    set(values, NAME_LANGUAGE, language_code(page->request->search.ui));
    set(values, NAME_SITE, site);
    set(values, NAME_QUERY, page->request->search.query);
    values->values[NAME_HEADLINE] = headline;
    buffer_append(title, headline.data, headline.size);
    if (!bytes_equal(headline, page_bytes(site)))
        buffer_append_format(title, " – %s", site);
    if (page->answer)
        buffer_append_text(total, page_number(page, page->answer->total).text);
    set_made(writing, values, NAME_TITLE);
    set_made(writing, values, NAME_TOTAL);
}

static void set_hit(struct writing *writing, struct template_values *values, const struct answer_hit *hit)
{
    const struct page *page = writing->page;
    enum language ui = page->request->search.ui;
    struct bytes untitled = page_bytes(message_in(ui, "Untitled"));
    struct page snippet = part_of(writing, NAME_HIT_SNIPPET);
    struct buffer *date = &writing->made[NAME_HIT_DATE], *link = &writing->made[NAME_HIT_LINK];
    struct buffer *rank = &writing->made[NAME_RANK];
    char words[DATE_WORDS_BYTES];
    date_format_words(hit->record.date.value, ui == LANGUAGE_FRENCH, words);
    buffer_truncate(date, 0);
    buffer_append_text(date, words);
    page_marked(&snippet, &hit->snippet);
    buffer_truncate(link, 0);
    if (hit->record.uri)
        page_tell_address(page, hit->record.uri, link);
    if (!html_is_link(buffer_view(link))) {
        buffer_truncate(link, 0);
        page_tell_record(page, hit->record.uri, ui, link);
    }
    buffer_truncate(rank, 0);
    buffer_append_text(rank, page_number(page, hit->rank).text);
    set_made(writing, values, NAME_RANK);
    values->values[NAME_HIT_TITLE] = hit->title.text.size ? hit->title.text : untitled;
    values->values[NAME_HIT_KIND] = label_of_value(page->names, FIELD_KIND,
                                                   page_bytes(record_kind_name(hit->record.kind)), ui);
    set(values, NAME_HIT_LANGUAGE, language_code(hit->record.language));
    set_made(writing, values, NAME_HIT_DATE);
    set_made(writing, values, NAME_HIT_LINK);
    set_made(writing, values, NAME_HIT_SNIPPET);
}

static bool next_hit(struct template_values *values, size_t list, size_t i)
{
    struct writing *writing = values->context;
    const struct page *page = writing->page;
    if (list != NAME_HITS || page->problem->status || !page->answer || page->request->document ||
        i >= page->answer->hit_count)
        return false;
    set_hit(writing, values, &page->answer->hits[i]);
    return true;
}

/* == Writing ================================================================================================== */

void page_render(const struct page *page, const struct template *template, struct bytes headline,
                 page_content content)
{
    struct writing writing = { .page = page };
    struct template_values values = { .item = next_hit, .context = &writing };
    for (size_t i = 0; i < NAME_COUNT; i++) {
        writing.made[i] = (struct buffer)BUFFER_LIMITED(page->out->limit);
        values.values[i] = page_bytes("");
    }
    set_texts(&writing, &values, headline);
    set_links(&writing, &values);
    set_flags(page, &values);
    if (content) { /* else it is a part of our page that is written */
        struct page head = part_of(&writing, NAME_HEAD), header = part_of(&writing, NAME_HEADER);
        struct page form = part_of(&writing, NAME_FORM), main = part_of(&writing, NAME_CONTENT);
        page_frame_head(&head);
        page_frame_header(&header);
        if (page->names)
            page_form(&form);
        content(&main, headline);
        for (enum name name = NAME_HEAD; name <= NAME_CONTENT; name++)
            set_made(&writing, &values, name);
    }
    template_render(template, &values, page->out);
    for (size_t i = 0; i < NAME_COUNT; i++)
        printer_end_part(&writing.made[i], page->out);
}
