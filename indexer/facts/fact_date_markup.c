/* Dates in the markup, for machines: JSON-LD, metas, time elements and elements whose class says date. */
#include <string.h>

#include "indexer/facts/fact_date.h"

/* The first date of a meta. */
static bool claim_meta(const struct page *page, const struct meta *meta, const char *from, struct date_claim *claim)
{
    const char *text = page_string(page, meta->content);
    struct bytes bytes = { text, strlen(text) };
    struct date_found found = { .length = bytes.size };
    if (!date_parse_iso(bytes, &found.date) && !date_scan(bytes, 0, &found)) /* "2009-04" and "2009" too */
        return false;
    *claim =
        (struct date_claim){ found.date, from, page_string(page, meta->name), bytes, found.offset, found.numeric };
    return true;
}

static bool too_late(const struct date_sources *sources, const struct date_claim *claim)
{
    return sources->latest.year && date_compare(claim->date, sources->latest) > 0;
}

/* The first name of the list that a meta has, with a date in it. Days go before months, and months before years. */
static bool claim_named(const struct date_sources *sources, const char *const *names, size_t name_count,
                        const char *from, struct date_claim *claim)
{
    const struct page *page = sources->page;
    struct date_claim found;
    *claim = (struct date_claim){ .name = "" };
    for (size_t i = 0; i < name_count; i++)
        for (size_t j = 0; j < page->meta_count; j++)
            if (strcmp(page_string(page, page->metas[j].name), names[i]) == 0 &&
                claim_meta(page, &page->metas[j], from, &found) && !too_late(sources, &found) &&
                date_precision(found.date) > date_precision(claim->date))
                *claim = found;
    return claim->date.year != 0;
}

/* The date right after `key` in JSON. */
static bool claim_json(const char *json, const char *key, struct date_claim *claim)
{
    enum { VALUE_MOST = 60, VALUE_BEFORE = 20 /* a colon, a quotation mark, the name of a week day */ };
    size_t key_size = strlen(key);
    for (const char *at = json; (at = strstr(at, key)); at += key_size) {
        const char *value = at + key_size;
        struct date_found found;
        if (*value != '"')
            continue;
        value++;
        if (!date_scan((struct bytes){ value, strnlen(value, VALUE_MOST) }, 0, &found) || found.offset > VALUE_BEFORE)
            continue;
        *claim = (struct date_claim){ found.date, "json-ld",    key, { value + found.offset, found.length },
                                      0,          found.numeric };
        return true;
    }
    return false;
}

bool date_from_json_ld(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const keys[] = { "datePublished", "publishedDate", "dateCreated" };
    const struct page *page = sources->page;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t i = 0; i < page->meta_count; i++)
            if (strcmp(page_string(page, page->metas[i].name), "json-ld") == 0 &&
                claim_json(page_string(page, page->metas[i].content), keys[k], claim) && !too_late(sources, claim))
                return true;
    return false;
}

bool date_from_metas(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = {
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "article:published",
        "article.published",
        "datepublished",
        "rnews:datepublished",
        "date_published",
        "dcterms.issued",
        "dc.date.issued",
        "dc.issued",
        "dc.date.publication",
        "citation_publication_date",
        "citation_online_date",
        "citation_date",
        "sailthru.date",
        "parsely-pub-date",
        "pubdate",
        "og:pubdate",
        "bt:pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "publication_date",
        "originalpublicationdate",
        "article_date_original",
        "shareaholic:article_published_time",
        "displaydate",
        "ptime",
    };
    return claim_named(sources, names, sizeof names / sizeof *names, "meta", claim);
}

/* Publishing systems write the day of a copy or a change into these as well. */
bool date_from_weak_metas(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = {
        "dcterms.date",    "dc.date", "dcterms.created", "dc.date.created", "dc.created", "datecreated",
        "article:created", "date",    "created",         "uploaddate",
    };
    return claim_named(sources, names, sizeof names / sizeof *names, "meta", claim);
}

/* "14 avril 2009 - Un pont est ouvert", "A bridge is opened (news of April 14, 2009)": not a day in a sentence. */
bool date_from_description(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = { "description", "og:description" };
    if (!claim_named(sources, names, sizeof names / sizeof *names, "description", claim) || !claim->date.day)
        return false;
    struct date_found found;
    return date_scan(claim->text, 0, &found) &&
           (found.offset == 0 || claim->text.data[found.offset + found.length] == ')');
}

bool date_from_elements(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = { "time", "date-block" };
    return claim_named(sources, names, sizeof names / sizeof *names, "element", claim);
}

bool date_from_mail(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = { "mail-date" };
    return claim_named(sources, names, sizeof names / sizeof *names, "mail", claim);
}

/* Programs write when the file was made: often the day of publication, but of a scan or a copy a later one. */
bool date_from_document(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = { "pdf-creationdate", "office-created" };
    return claim_named(sources, names, sizeof names / sizeof *names, "document", claim);
}

bool date_from_modified(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = {
        "article:modified_time", "dcterms.modified", "dc.date.modified", "dc.date.updated", "datemodified",
        "og:updated_time",       "last-modified",    "lastmod",          "revised",         "pdf-moddate",
        "office-modified",
    };
    return claim_named(sources, names, sizeof names / sizeof *names, "modified", claim);
}

struct date date_latest(const struct page *page)
{
    static const char *const names[] = { "archive_capture_date" };
    const struct date_sources sources = { .page = page };
    struct date_claim claim;
    if (!claim_named(&sources, names, sizeof names / sizeof *names, "", &claim))
        return (struct date)DATE_NONE;
    return date_last_day(claim.date);
}
