/* What the log is told of a request. */
#include "query/log/query_mask.h"
#include "query/page/page.h"
#include "query/page/page_inside.h"

static void add_filter(struct buffer *out, const char *name, const char *value)
{
    if (!*value)
        return;
    buffer_append_format(out, "%s%s=", out->size ? " " : "", name);
    query_mask(out, page_bytes(value));
}

void page_account_tell(struct page_account *account, const struct cgi_request *request)
{
    const struct search_request *search = &request->search;
    account->ui = search->ui;
    account->format = request->format;
    account->page = request->page;
    if (!account->asked)
        return;
    buffer_truncate(account->asked, 0);
    for (size_t i = 0; i < search->filter_count; i++)
        add_filter(account->asked, fields[search->filters[i].field].name, search->filters[i].value);
    add_filter(account->asked, "from", search->from);
    add_filter(account->asked, "to", search->to);
    if (search->sort != SORT_RELEVANCE)
        add_filter(account->asked, "sort", request_sort_name(search->sort));
    buffer_append_byte(account->asked, '\t');
    query_mask(account->asked, page_bytes(search->query));
}
