/* The report, for people and for programs. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "language/messages.h"
#include "query/harmless.h"
#include "query/log/log_report_inside.h"

/* == Text ===================================================================================================== */

struct number {
    char text[32];
};

static struct number number(uint64_t value, enum language ui)
{
    struct number written = { "" };
    struct buffer text = BUFFER_EMPTY;
    message_append_number(&text, value, ui);
    snprintf(written.text, sizeof written.text, "%s", text.bytes);
    buffer_clear(&text);
    return written;
}

static unsigned percent(uint64_t part, uint64_t whole)
{
    return whole ? (unsigned)((part * 100 + whole / 2) / whole) : 0;
}

static void write_totals(const struct log_totals *totals, enum language ui, struct buffer *out)
{
    uint64_t all = totals->searches;
    buffer_append_format(out, message_count_in(ui, all, "%s search", "%s searches"), number(all, ui).text);
    if (*totals->first) {
        buffer_append_text(out, ", ");
        buffer_append_format(out, message_in(ui, "from %s to %s"), totals->first, totals->last);
    }
    buffer_append_byte(out, '\n');
    buffer_append_format(out, message_in(ui, "in French %u %%, in English %u %%"),
                         percent(totals->by_language[LANGUAGE_FRENCH], all),
                         percent(totals->by_language[LANGUAGE_ENGLISH], all));
    buffer_append_text(out, "; ");
    buffer_append_format(out, message_in(ui, "nothing found %u %%, not answered %u %%"), percent(totals->nothing, all),
                         percent(totals->failed, all));
    buffer_append_byte(out, '\n');
    buffer_append_format(out, message_in(ui, "half in %u ms, 99 %% in %u ms; already made %u %%"),
                         log_percentile(totals, 50), log_percentile(totals, 99), percent(totals->kept, all));
    buffer_append_byte(out, '\n');
    if (totals->strange) {
        buffer_append_format(out, message_in(ui, "lines that are none of depeche.cgi's: %s"),
                             number(totals->strange, ui).text);
        buffer_append_byte(out, '\n');
    }
}

static void write_list(const struct log_list *list, const char *head, enum language ui, struct buffer *out)
{
    buffer_append_format(out, "\n%s\n", head);
    if (list->count == 0)
        buffer_append_format(out, "%10s\n", message_in(ui, "none"));
    for (size_t i = 0; i < list->count; i++) {
        const struct log_entry *entry = &list->entries[i];
        buffer_append_format(out, "%10s  ", number(entry->number, ui).text);
        harmless_append_text(out, entry->query);
        if (*entry->filters) {
            buffer_append_text(out, *entry->query ? "  [" : "[");
            harmless_append_text(out, entry->filters);
            buffer_append_text(out, "]");
        }
        buffer_append_byte(out, '\n');
    }
}

void log_report_text(const struct log_totals *totals, enum language ui, struct buffer *out)
{
    write_totals(totals, ui, out);
    write_list(&totals->frequent, message_in(ui, "Asked most often (searches)"), ui, out);
    write_list(&totals->nothing_found, message_in(ui, "Nothing found (searches)"), ui, out);
    write_list(&totals->slow, message_in(ui, "Slowest (milliseconds)"), ui, out);
}

/* == JSON ===================================================================================================== */

static void write_json_list(struct json *json, const char *key, const struct log_list *list, bool filters, bool slow)
{
    json_key(json, key);
    json_array_open(json);
    for (size_t i = 0; i < list->count; i++) {
        const struct log_entry *entry = &list->entries[i];
        json_object_open(json);
        json_key(json, "query");
        json_text(json, entry->query);
        if (filters) {
            json_key(json, "filters");
            json_text(json, entry->filters);
        }
        json_key(json, "searches");
        json_integer(json, (int64_t)(slow ? entry->searches : entry->number));
        json_key(json, "found");
        json_integer(json, entry->found);
        if (slow) {
            json_key(json, "milliseconds");
            json_integer(json, (int64_t)entry->number);
        }
        json_object_close(json);
    }
    json_array_close(json);
}

static void write_json_number(struct json *json, const char *key, uint64_t value)
{
    json_key(json, key);
    json_integer(json, (int64_t)value);
}

void log_report_json(const struct log_totals *totals, struct buffer *out)
{
    struct json json = JSON_WRITER(out);
    json_object_open(&json);
    write_json_number(&json, "version", 1);
    write_json_number(&json, "searches", totals->searches);
    json_key(&json, "from");
    json_text(&json, *totals->first ? totals->first : NULL);
    json_key(&json, "to");
    json_text(&json, *totals->last ? totals->last : NULL);
    write_json_number(&json, "french", totals->by_language[LANGUAGE_FRENCH]);
    write_json_number(&json, "english", totals->by_language[LANGUAGE_ENGLISH]);
    write_json_number(&json, "further_pages", totals->further_pages);
    write_json_number(&json, "kept", totals->kept);
    write_json_number(&json, "nothing_found", totals->nothing);
    write_json_number(&json, "not_answered", totals->failed);
    write_json_number(&json, "other_lines", totals->strange);
    write_json_number(&json, "median_ms", log_percentile(totals, 50));
    write_json_number(&json, "percentile_99_ms", log_percentile(totals, 99));
    write_json_list(&json, "frequent", &totals->frequent, false, false);
    write_json_list(&json, "nothing", &totals->nothing_found, true, false);
    write_json_list(&json, "slow", &totals->slow, true, true);
    json_object_close(&json);
    buffer_append_byte(out, '\n');
}
