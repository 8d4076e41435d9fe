/* Metadata of a document as elements of the head, as JSON-LD, and as COinS. */
#include "query/interfaces/document_meta.h"

#include "base/json.h"
#include "query/html.h"
#include "query/labels.h"

static const char *publisher_of(const struct document_meta *meta)
{
    return *meta->reference->issuer ? meta->reference->issuer : meta->publisher;
}

/* The document's own address; the page about it where it has none. */
static const char *address_of(const struct document_meta *meta)
{
    return meta->reference->url.size ? meta->reference->url.bytes : meta->page;
}

static struct bytes country_name(const struct document_meta *meta, const struct record_country *country)
{
    return label_of_value(meta->names, FIELD_COUNTRY, bytes_of(country->code), meta->ui);
}

/* The next of the keywords, which newlines divide, off the front of `rest`. */
static bool next_keyword(struct bytes *rest, struct bytes *keyword)
{
    if (rest->size == 0)
        return false;
    const char *end = memchr(rest->data, '\n', rest->size);
    keyword->data = rest->data;
    keyword->size = end ? (size_t)(end - rest->data) : rest->size;
    size_t passed = keyword->size + (end ? 1 : 0);
    rest->data += passed;
    rest->size -= passed;
    return true;
}

/* == Metas ==================================================================================================== */

/* `language` UNKNOWN: the content is in none. Nothing is written for an empty content. */
static void write_meta(struct buffer *out, const char *name, enum language language, struct bytes content)
{
    if (content.size == 0)
        return;
    buffer_append_format(out, "<meta name=\"%s\"", name);
    if (language != LANGUAGE_UNKNOWN)
        buffer_append_format(out, " lang=\"%s\"", language_code(language));
    html_markup(out, " content=\"");
    html_attribute(out, content);
    html_markup(out, "\">\n");
}

static void write_text_meta(struct buffer *out, const char *name, const char *content)
{
    write_meta(out, name, LANGUAGE_UNKNOWN, bytes_of(content));
}

static void write_dates(const struct reference *reference, struct buffer *out)
{
    char iso[DATE_ISO_BYTES], slashes[DATE_ISO_BYTES];
    date_format_iso(reference->date, iso);
    for (size_t i = 0; i < sizeof slashes; i++)
        slashes[i] = iso[i] == '-' ? '/' : iso[i];
    write_text_meta(out, "citation_publication_date", slashes);
    write_text_meta(out, "DC.date", iso);
}

static void write_subjects(const struct document_meta *meta, struct buffer *out)
{
    const struct record *record = meta->record;
    struct bytes rest = buffer_view(&meta->reference->keywords), keyword;
    while (next_keyword(&rest, &keyword)) {
        write_meta(out, "citation_keywords", meta->ui, keyword);
        write_meta(out, "DC.subject", meta->ui, keyword);
    }
    for (size_t i = 0; i < record->country_count; i++)
        if (record->countries[i].about)
            write_meta(out, "DC.coverage", meta->ui, country_name(meta, &record->countries[i]));
}

void document_meta_write_elements(const struct document_meta *meta, struct buffer *out)
{
    const struct reference *reference = meta->reference;
    const char *publisher = publisher_of(meta), *language = language_code(reference->language);
    struct bytes title = buffer_view(&reference->title);
    write_meta(out, "citation_title", reference->language, title);
    write_meta(out, "DC.title", reference->language, title);
    write_text_meta(out, "citation_author", publisher);
    write_text_meta(out, "DC.creator", publisher);
    write_text_meta(out, "DC.publisher", publisher);
    if (reference->kind == KIND_REPORT)
        write_text_meta(out, "citation_technical_report_institution", publisher);
    write_dates(reference, out);
    write_text_meta(out, "citation_language", language);
    write_text_meta(out, "DC.language", language);
    write_text_meta(out, "DC.type", "Text");
    write_text_meta(out, "citation_public_url", address_of(meta));
    write_text_meta(out, "DC.identifier", address_of(meta));
    write_subjects(meta, out);
}

/* == JSON-LD ================================================================================================== */

static void write_text(struct json *json, const char *key, const char *text)
{
    if (!*text)
        return;
    json_key(json, key);
    json_text(json, text);
}

static void write_object(struct json *json, const char *key, const char *type, const char *name, const char *url)
{
    json_key(json, key);
    json_object_open(json);
    write_text(json, "@type", type);
    write_text(json, "name", name);
    write_text(json, "url", url);
    json_object_close(json);
}

static void write_period(struct json *json, struct date_range range)
{
    char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
    struct buffer period = BUFFER_EMPTY;
    if (!range.from.year)
        return;
    date_format_iso(range.from, from);
    date_format_iso(range.to, to);
    buffer_append_format(&period, "%s/%s", from, *to ? to : "..");
    write_text(json, "temporalCoverage", period.bytes);
    printer_end_part(&period, json->out);
}

static void write_keywords(struct json *json, const struct reference *reference)
{
    struct bytes rest = buffer_view(&reference->keywords), keyword;
    if (rest.size == 0)
        return;
    json_key(json, "keywords");
    json_array_open(json);
    while (next_keyword(&rest, &keyword))
        json_text_bytes(json, keyword.data, keyword.size);
    json_array_close(json);
}

static void write_countries(struct json *json, const struct document_meta *meta)
{
    const struct record *record = meta->record;
    if (record->country_count == 0)
        return;
    json_key(json, "spatialCoverage");
    json_array_open(json);
    for (size_t i = 0; i < record->country_count; i++) {
        struct bytes name = country_name(meta, &record->countries[i]);
        json_object_open(json);
        write_text(json, "@type", "Country");
        json_key(json, "name");
        json_text_bytes(json, name.data, name.size);
        write_text(json, "identifier", record->countries[i].code);
        json_object_close(json);
    }
    json_array_close(json);
}

static const char *type_of(enum record_kind kind)
{
    static const char *const types[KIND_COUNT] = {
        [KIND_PAGE] = "WebPage",
        [KIND_RELEASE] = "NewsArticle",
        [KIND_REPORT] = "Report",
    };
    return types[kind];
}

void document_meta_write_json_ld(const struct document_meta *meta, struct buffer *out)
{
    const struct reference *reference = meta->reference;
    struct json json = JSON_WRITER(out);
    char iso[DATE_ISO_BYTES];
    date_format_iso(reference->date, iso);
    html_markup(out, "<script type=\"application/ld+json\">");
    json_object_open(&json);
    write_text(&json, "@context", "https://schema.org");
    write_text(&json, "@type", type_of(reference->kind));
    write_text(&json, "headline", reference->title.bytes);
    write_text(&json, "name", reference->title.bytes);
    write_text(&json, "inLanguage", language_code(reference->language));
    write_text(&json, "datePublished", iso);
    write_text(&json, "url", address_of(meta));
    write_text(&json, "mainEntityOfPage", meta->page);
    write_object(&json, "author", "Organization", publisher_of(meta), "");
    write_object(&json, "publisher", "Organization", publisher_of(meta), "");
    write_keywords(&json, reference);
    write_countries(&json, meta);
    write_period(&json, meta->record->period.range);
    if (*meta->twin)
        write_object(&json, "workTranslation", type_of(reference->kind), "", meta->twin);
    json_object_close(&json);
    html_markup(out, "</script>\n");
}

/* == COinS ==================================================================================================== */

static void add_argument(struct buffer *out, const char *name, struct bytes value)
{
    if (value.size == 0)
        return;
    buffer_append_format(out, "&amp;rft.%s=", name);
    html_url_argument(out, value);
}

void document_meta_write_coins(const struct reference *reference, const char *publisher, struct buffer *out)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(reference->date, iso);
    html_markup(out, "<span class=\"Z3988\" title=\"ctx_ver=Z39.88-2004&amp;"
                     "rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&amp;rft.type=document");
    add_argument(out, "title", buffer_view(&reference->title));
    add_argument(out, "creator", bytes_of(*reference->issuer ? reference->issuer : publisher));
    add_argument(out, "date", bytes_of(iso));
    add_argument(out, "language", bytes_of(language_code(reference->language)));
    add_argument(out, "identifier", buffer_view(&reference->url));
    html_markup(out, "\"></span>");
}
