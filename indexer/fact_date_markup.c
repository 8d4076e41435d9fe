/* Dates in the markup, for machines: JSON-LD, metas, time elements and elements whose class says date. */
#include <string.h>

#include "indexer/fact_date.h"

/* Takes the first date of a string of the page. */
static bool claim_string(const struct page *page, size_t name, size_t content, const char *from,
                         struct date_claim *claim)
{
    const char *text = page_string(page, content);
    struct date_found found;
    struct bytes bytes = { text, strlen(text) };
    if (!date_first(bytes, &found))
        return false;
    *claim = (struct date_claim){
        .date = found.date, .from = from, .name = page_string(page, name), .text = bytes, .offset = found.offset
    };
    return true;
}

/* The first name of the list that a meta has, with a date in it. */
static bool claim_named(const struct page *page, const char *const *names, size_t name_count, const char *from,
                        struct date_claim *claim)
{
    for (size_t i = 0; i < name_count; i++)
        for (size_t j = 0; j < page->meta_count; j++)
            if (strcmp(page_string(page, page->metas[j].name), names[i]) == 0 &&
                claim_string(page, page->metas[j].name, page->metas[j].content, from, claim))
                return true;
    return false;
}

bool date_from_json_ld(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const keys[] = { "\"datePublished\"", "\"dateCreated\"" };
    const struct page *page = sources->page;
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        for (size_t i = 0; i < page->meta_count; i++) {
            if (strcmp(page_string(page, page->metas[i].name), "json-ld") != 0)
                continue;
            const char *text = page_string(page, page->metas[i].content), *key = strstr(text, keys[k]);
            struct date_found found;
            if (!key)
                continue;
            key += strlen(keys[k]);
            struct bytes value = { key, strcspn(key, ",}\n") };
            if (!date_first(value, &found))
                continue;
            *claim = (struct date_claim){ .date = found.date,
                                          .from = "json-ld",
                                          .name = k == 0 ? "datePublished" : "dateCreated",
                                          .text = { value.data + found.offset, found.length } };
            return true;
        }
    return false;
}

bool date_from_metas(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = {
        "article:published_time",
        "og:published_time",
        "datepublished",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.date",
        "dc.date",
        "dcterms.created",
        "dc.date.created",
        "citation_publication_date",
        "citation_date",
        "citation_online_date",
        "sailthru.date",
        "parsely-pub-date",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "publication_date",
        "article.published",
        "article_date_original",
        "article:published",
        "og:article:published_time",
        "rnews:datepublished",
        "date_published",
        "displaydate",
        "originalpublicationdate",
        "shareaholic:article_published_time",
        "dc.date.publication",
        "ptime",
        "published_time_telegram",
        "bt:pubdate",
        "og:pubdate",
        "dc.issued",
        "dc.created",
        "datecreated",
        "article:created",
        "created",
        "date",
    };
    return claim_named(sources->page, names, sizeof names / sizeof *names, "meta", claim);
}

bool date_from_elements(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = { "time", "date-block" };
    return claim_named(sources->page, names, sizeof names / sizeof *names, "element", claim);
}

bool date_from_modified(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const names[] = {
        "article:modified_time", "dcterms.modified", "dc.date.modified", "dc.date.updated", "datemodified",
        "og:updated_time",       "last-modified",    "lastmod",          "revised",
    };
    return claim_named(sources->page, names, sizeof names / sizeof *names, "modified", claim);
}
