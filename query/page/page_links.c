/* Ways to a document: to the document itself where the web has it, and to the page that tells what is known of it. */
#include "query/page/page_inside.h"

/* What the settings have a path begin with; the rest of it is in `rest`. Without a prefix to take off, only a
 * relative path is one that can be linked. */
static bool is_mapped(const struct page *page, const char *uri, const char **rest)
{
    const struct cgi_settings *settings = page->settings;
    size_t size = strlen(settings->link_from);
    *rest = uri + size;
    if (!*settings->link_to || strncmp(uri, settings->link_from, size) != 0)
        return false;
    bool relative = **rest != '/' && !strchr(uri, ':');
    return (size > 0 || relative) && !strstr(uri, "..");
}

bool page_open_link(const struct page *page, const char *uri, const char *fragment, enum language language)
{
    const char *rest;
    if (!uri)
        return false;
    bool web = html_is_link(page_bytes(uri));
    if (!web && !is_mapped(page, uri, &rest))
        return false;
    html_markup(page->out, "<a href=\"");
    if (web) {
        html_link(page->out, page_bytes(uri));
    } else {
        html_attribute(page->out, page_bytes(page->settings->link_to));
        html_path(page->out, page_bytes(rest));
    }
    html_attribute(page->out, page_bytes(fragment));
    html_markup(page->out, "\"");
    if (language != LANGUAGE_UNKNOWN)
        buffer_append_format(page->out, " hreflang=\"%s\"", language_code(language));
    html_markup(page->out, ">");
    return true;
}

/* "https://www.example.org" of the search page's own address; empty where the settings do not tell it. */
static struct bytes own_site(const struct page *page)
{
    struct bytes address = page_bytes(page->settings->address);
    const char *host = html_is_link(address) ? strstr(address.data, "://") + 3 : NULL;
    return host ? (struct bytes){ address.data, (size_t)(host - address.data) + strcspn(host, "/?#") }
                : (struct bytes){ "", 0 };
}

void page_tell_address(const struct page *page, const char *uri, struct buffer *out)
{
    const char *rest;
    if (html_is_link(page_bytes(uri)) || !is_mapped(page, uri, &rest)) {
        buffer_append_text(out, page_document_name(page, uri));
        return;
    }
    struct bytes site = own_site(page);
    if (page->settings->link_to[0] == '/')
        buffer_append(out, site.data, site.size);
    buffer_append_text(out, page->settings->link_to);
    html_path(out, page_bytes(rest));
}

struct answer_hit page_public_hit(const struct page *page, const struct answer_hit *hit, struct buffer *address)
{
    struct answer_hit public = *hit;
    buffer_truncate(address, 0);
    if (hit->record.uri) {
        page_tell_address(page, hit->record.uri, address);
        public.address = address->failed ? NULL : address->bytes;
    }
    return public;
}

/* == The page of a document =================================================================================== */

/* A visitor sees nothing of the folders that the settings take off. */
const char *page_document_name(const struct page *page, const char *uri)
{
    const char *rest;
    return *page->settings->link_from && is_mapped(page, uri, &rest) ? rest : uri;
}

bool page_open_record(const struct page *page, const char *uri, size_t part, const char *fragment,
                      enum language language)
{
    struct cgi_request of_document = *page->request;
    if (!uri || strlen(uri) > PAGE_DOCUMENT_BYTES)
        return false;
    of_document.document = page_document_name(page, uri);
    of_document.part = (uint32_t)part;
    html_markup(page->out, "<a href=\"");
    cgi_request_link(&of_document, page->out);
    html_attribute(page->out, page_bytes(fragment));
    html_markup(page->out, "\"");
    if (language != LANGUAGE_UNKNOWN)
        buffer_append_format(page->out, " hreflang=\"%s\"", language_code(language));
    html_markup(page->out, ">");
    return true;
}
