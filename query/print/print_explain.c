/* What was understood of a query, part by part, in plain words; and what to do where little was found. */
#include "query/print/print_explain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "language/messages.h"
#include "query/harmless.h"
#include "query/labels.h"

/* A prefix has up to a hundred forms; these are enough to see what it means. */
enum { FORMS_SHOWN = 12, INDENT = 4, DEEPER = 4, DROPS_SHOWN = 5, VALUE_BYTES = 64 };

__attribute__((format_arg(2))) static const char *said(const struct print_settings *settings, const char *english)
{
    return message_in(settings->request->ui, english);
}

/* "12 documents" */
static void append_documents(const struct print_settings *settings, struct buffer *out, uint32_t count)
{
    struct buffer number = BUFFER_EMPTY;
    message_append_number(&number, count, settings->request->ui);
    buffer_append_format(out, message_count_in(settings->request->ui, count, "%s document", "%s documents"),
                         number.bytes);
    printer_end_part(&number, out);
}

/* == Words ==================================================================================================== */

static const char *message_of_word(const struct answer_part *part, bool quoted)
{
    static const char *const messages[] = {
        [CLAUSE_WORD] = MESSAGE("“%s” in any form"),
        [CLAUSE_EXACT] = MESSAGE("“%s” and no other form"),
        [CLAUSE_PREFIX] = MESSAGE("words that begin with “%s”"),
        [CLAUSE_SUFFIX] = MESSAGE("words that end with “%s”"),
        [CLAUSE_INFIX] = MESSAGE("words that hold “%s”"),
        [CLAUSE_LIKE] = MESSAGE("“%s” or what is spelt nearly so"),
    };
    if (part->word && part->word->optional)
        return MESSAGE("“%s”, too common to be required");
    if (part->clause->kind == CLAUSE_WORD && !stem_exists(bytes_of(part->clause->text)))
        return MESSAGE("the number %s");
    return quoted && part->clause->kind == CLAUSE_WORD ? MESSAGE("“%s” with any accents")
                                                       : messages[part->clause->kind];
}

/* " (école 120, écoles 98)" */
static void explain_forms(const struct print_settings *settings, const struct plan_word *word, struct buffer *out)
{
    enum language ui = settings->request->ui;
    if (!word || word->form_count == 0)
        return;
    buffer_append_text(out, " (");
    size_t shown = word->form_count <= FORMS_SHOWN + 1 ? word->form_count : FORMS_SHOWN; /* never "1 more" */
    for (size_t i = 0; i < shown; i++) {
        const struct lexicon_form *form = &word->forms[i];
        buffer_append_text(out, i ? ", " : "");
        harmless_append(out, form->form);
        buffer_append_byte(out, ' ');
        message_append_number(out, form->document_count, ui);
    }
    if (word->form_count > shown) {
        struct buffer more = BUFFER_EMPTY;
        message_append_number(&more, word->form_count - shown, ui);
        buffer_append_byte(out, ' ');
        buffer_append_format(
            out, message_count_in(ui, word->form_count - shown, "and %s more form", "and %s more forms"), more.bytes);
        printer_end_part(&more, out);
    }
    buffer_append_byte(out, ')');
}

/* == Values of fields ========================================================================================= */

static const char *message_of_field(enum field_id field)
{
    switch (field) {
    case FIELD_COUNTRY:
        return MESSAGE("naming the country");
    case FIELD_ABOUT:
        return MESSAGE("about the country");
    case FIELD_GOAL:
        return MESSAGE("of the goal");
    case FIELD_LANGUAGE:
        return MESSAGE("in the language");
    case FIELD_KIND:
        return MESSAGE("of the kind");
    case FIELD_COVERS:
        return MESSAGE("covering the period");
    default:
        return MESSAGE("dated");
    }
}

/* "2009-04..2009-06" in words. */
static void explain_range(const struct print_settings *settings, const char *meaning, struct buffer *out)
{
    bool french = settings->request->ui == LANGUAGE_FRENCH;
    struct date from = DATE_NONE, to = DATE_NONE;
    char first[DATE_WORDS_BYTES], last[DATE_WORDS_BYTES];
    const char *dots = strstr(meaning, "..");
    if (!dots)
        return;
    date_parse_iso((struct bytes){ meaning, (size_t)(dots - meaning) }, &from);
    date_parse_iso((struct bytes){ dots + 2, strlen(dots + 2) }, &to);
    date_format_words(from, french, first);
    date_format_words(to, french, last);
    if (!from.year)
        buffer_append_format(out, said(settings, "until %s"), last);
    else if (!to.year)
        buffer_append_format(out, said(settings, "since %s"), first);
    else if (strcmp(first, last) == 0)
        buffer_append_text(out, first);
    else
        buffer_append_format(out, said(settings, "from %s to %s"), first, last);
}

/* "Haiti (HT), Mali (ML)" of "HT ML" */
static void explain_values(const struct print_settings *settings, const struct plan_filter *filter,
                           struct buffer *out)
{
    const char *at = filter->meaning;
    while (*at) {
        struct bytes id = { at, strcspn(at, " ") };
        struct bytes label = label_of_value(settings->names, filter->field, id, settings->request->ui);
        buffer_append_text(out, at == filter->meaning ? "" : ", ");
        harmless_append(out, label);
        if (label.size != id.size || memcmp(label.data, id.data, id.size) != 0)
            buffer_append_format(out, " (%.*s)", (int)id.size, id.data);
        at += id.size;
        at += *at == ' ';
    }
}

static void explain_filter(const struct print_settings *settings, const struct plan_filter *filter,
                           struct buffer *out)
{
    struct buffer value = BUFFER_EMPTY;
    if (fields[filter->field].kind == FIELD_RANGE)
        explain_range(settings, filter->meaning, &value);
    else
        explain_values(settings, filter, &value);
    buffer_append_format(out, said(settings, "%s %s"), said(settings, message_of_field(filter->field)), value.bytes);
    printer_end_part(&value, out);
}

/* == Parts ==================================================================================================== */

static const char *message_of_group(const struct clause *clause)
{
    switch (clause->kind) {
    case CLAUSE_PHRASE:
        return MESSAGE("these words side by side");
    case CLAUSE_SAME:
        return MESSAGE("these words in one paragraph");
    case CLAUSE_ANY:
        return MESSAGE("any of these");
    case CLAUSE_WITHOUT:
        return MESSAGE("the first without the second");
    default:
        return MESSAGE("all of these");
    }
}

static void explain_clause(const struct print_settings *settings, const struct answer_part *part, bool quoted,
                           struct buffer *out)
{
    const struct clause *clause = part->clause;
    if (clause->title)
        buffer_append_text(out, said(settings, "in the title: "));
    if (clause->kind <= CLAUSE_LIKE) {
        buffer_append_format(out, said(settings, message_of_word(part, quoted)), clause->text);
        explain_forms(settings, part->word, out);
    } else if (clause->kind == CLAUSE_NEAR) {
        buffer_append_format(out, said(settings, "these words within %u of each other"), clause->distance);
    } else {
        buffer_append_text(out, said(settings, message_of_group(clause)));
    }
}

/* Is the part a word of a quoted phrase, whose endings count? */
static bool is_quoted(const struct answer_part *parts, size_t at)
{
    for (size_t i = at; i-- > 0;)
        if (parts[i].level < parts[at].level)
            return parts[i].clause && parts[i].clause->kind == CLAUSE_PHRASE && !parts[i].clause->joined;
    return false;
}

static void explain_part(const struct print_settings *settings, const struct search_answer *answer, size_t at,
                         struct buffer *out)
{
    const struct answer_part *part = &answer->parts[at];
    struct buffer count = BUFFER_EMPTY;
    buffer_append_format(out, "%*s", (int)(INDENT + part->level * DEEPER), "");
    if (part->excluded)
        buffer_append_text(out, said(settings, "without "));
    else if (part->level == 0 && at > 0)
        buffer_append_text(out, said(settings, "and "));
    if (part->filter)
        explain_filter(settings, part->filter, out);
    else if (part->clause)
        explain_clause(settings, part, is_quoted(answer->parts, at), out);
    append_documents(settings, &count, part->documents);
    buffer_append_format(out, said(settings, ": %s"), count.bytes);
    buffer_append_byte(out, '\n');
    printer_end_part(&count, out);
}

static void explain_numbers(const struct search_answer *answer, enum language ui, struct buffer *out)
{
    struct buffer found = BUFFER_EMPTY, all = BUFFER_EMPTY, time = BUFFER_EMPTY;
    message_append_number(&found, answer->total, ui);
    message_append_number(&all, answer->document_count, ui);
    buffer_append_format(&time, "%.1f", (double)answer->nanoseconds / 1e6);
    if (ui == LANGUAGE_FRENCH && memchr(time.bytes, '.', time.size))
        *(char *)memchr(time.bytes, '.', time.size) = ',';
    buffer_append_text(out, "    ");
    buffer_append_format(out, message_in(ui, "%s of %s documents in %s ms"), found.bytes, all.bytes, time.bytes);
    buffer_append_byte(out, '\n');
    printer_end_part(&found, out);
    printer_end_part(&all, out);
    printer_end_part(&time, out);
}

static const char *message_of_language(const struct search_answer *answer)
{
    if (answer->plan.word_count + answer->plan.excluded_count == 0)
        return MESSAGE("Understood as");
    return answer->plan.language == LANGUAGE_FRENCH    ? MESSAGE("Understood as, words in French")
           : answer->plan.language == LANGUAGE_ENGLISH ? MESSAGE("Understood as, words in English")
                                                       : MESSAGE("Understood as, words in either language");
}

void explain_text(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    buffer_append_format(out, "%s\n", said(settings, message_of_language(answer)));
    for (size_t i = 0; i < answer->part_count; i++)
        explain_part(settings, answer, i, out);
    explain_numbers(answer, settings->request->ui, out);
    buffer_append_byte(out, '\n');
}

/* == Advice =================================================================================================== */

static void advise_suggestion(const struct print_settings *settings, const struct search_answer *answer,
                              struct buffer *out)
{
    struct buffer query = BUFFER_EMPTY, count = BUFFER_EMPTY;
    harmless_append_text(&query, answer->suggestion);
    append_documents(settings, &count, answer->suggestion_total);
    buffer_append_format(out, said(settings, "Did you mean: %s (%s)"), query.bytes, count.bytes);
    buffer_append_byte(out, '\n');
    printer_end_part(&query, out);
    printer_end_part(&count, out);
}

/* The words of a query that finds little which no document has. */
static void tell_absent(const struct print_settings *settings, const struct plan *plan, struct buffer *out)
{
    struct buffer absent = BUFFER_EMPTY;
    for (size_t i = 0; i < plan->word_count; i++) {
        if (plan->list[i].form_count)
            continue;
        buffer_append_text(&absent, absent.size ? ", " : "");
        harmless_append_text(&absent, plan->list[i].typed);
    }
    if (absent.size && plan->word_count > 1) { /* of one alone, that nothing is found says it */
        buffer_append_format(out, said(settings, "In no document: %s"), absent.bytes);
        buffer_append_byte(out, '\n');
    }
    printer_end_part(&absent, out);
}

void advise_text(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    size_t clauses = answer->root && answer->root->kind == CLAUSE_ALL ? answer->root->child_count : 0;
    if (answer->suggestion)
        advise_suggestion(settings, answer, out);
    if (settings->request->advise && (answer->total == 0 || answer->relaxed))
        tell_absent(settings, &answer->plan, out);
    if (answer->drop_count)
        buffer_append_format(out, "%s\n", said(settings, "Leaving out a part finds more:"));
    for (size_t i = 0; i < answer->drop_count && i < DROPS_SHOWN; i++) {
        struct buffer part = BUFFER_EMPTY, count = BUFFER_EMPTY;
        harmless_append_text(&part, answer->drops[i].part);
        append_documents(settings, &count, answer->drops[i].total);
        buffer_append_format(out, "%*s", INDENT, "");
        buffer_append_format(out, said(settings, "without %s: %s"), part.bytes, count.bytes);
        buffer_append_byte(out, '\n');
        printer_end_part(&part, out);
        printer_end_part(&count, out);
    }
    bool several = clauses + answer->plan.filter_count > 1;
    if (settings->request->advise && answer->total == 0 && several && !answer->drop_count && !answer->suggestion)
        buffer_append_format(
            out, "%s\n",
            said(settings, "Leaving out any one part finds nothing either: use fewer words or filters."));
}

/* == For programs ============================================================================================= */

static void word_json(const struct plan_word *word, struct json *json)
{
    json_object_open(json);
    json_key(json, "typed");
    json_text(json, word->typed);
    json_key(json, "forms");
    json_array_open(json);
    for (size_t i = 0; i < word->form_count; i++) {
        json_object_open(json);
        json_key(json, "form");
        json_text_bytes(json, word->forms[i].form.data, word->forms[i].form.size);
        json_key(json, "documents");
        json_integer(json, word->forms[i].document_count);
        json_object_close(json);
    }
    json_array_close(json);
    json_object_close(json);
}

static void filter_json(const struct plan_filter *filter, struct json *json)
{
    json_object_open(json);
    json_key(json, "field");
    json_text(json, fields[filter->field].name);
    json_key(json, "typed");
    json_text(json, filter->typed);
    json_key(json, "meaning");
    json_text(json, filter->meaning);
    json_object_close(json);
}

static void part_json(const struct print_settings *settings, const struct search_answer *answer, size_t at,
                      struct json *json)
{
    const struct answer_part *part = &answer->parts[at];
    struct buffer text = BUFFER_EMPTY;
    if (part->filter)
        explain_filter(settings, part->filter, &text);
    else if (part->clause)
        explain_clause(settings, part, is_quoted(answer->parts, at), &text);
    json_object_open(json);
    json_key(json, "level");
    json_integer(json, part->level);
    json_key(json, "excluded");
    json_boolean(json, part->excluded);
    json_key(json, "text");
    json_text_bytes(json, text.bytes, text.size);
    json_key(json, "documents");
    json_integer(json, part->documents);
    json_object_close(json);
    printer_end_part(&text, json->out);
}

void explain_json(const struct print_settings *settings, const struct search_answer *answer, struct json *json)
{
    const struct plan *plan = &answer->plan;
    json_object_open(json);
    json_key(json, "language");
    json_text(json, plan->language == LANGUAGE_UNKNOWN ? NULL : language_code(plan->language));
    json_key(json, "words");
    json_array_open(json);
    for (size_t i = 0; i < plan->word_count; i++)
        word_json(&plan->list[i], json);
    json_array_close(json);
    json_key(json, "filters");
    json_array_open(json);
    for (size_t i = 0; i < plan->filter_count; i++)
        filter_json(&plan->filter_list[i], json);
    json_array_close(json);
    json_key(json, "parts");
    json_array_open(json);
    for (size_t i = 0; i < answer->part_count; i++)
        part_json(settings, answer, i, json);
    json_array_close(json);
    json_object_close(json);
}

void advise_json(const struct search_answer *answer, struct json *json)
{
    json_key(json, "suggestion");
    if (answer->suggestion) {
        json_object_open(json);
        json_key(json, "query");
        json_text(json, answer->suggestion);
        json_key(json, "total");
        json_integer(json, answer->suggestion_total);
        json_object_close(json);
    } else {
        json_null(json);
    }
    json_key(json, "without");
    json_array_open(json);
    for (size_t i = 0; i < answer->drop_count; i++) {
        json_object_open(json);
        json_key(json, "part");
        json_text(json, answer->drops[i].part);
        json_key(json, "total");
        json_integer(json, answer->drops[i].total);
        json_object_close(json);
    }
    json_array_close(json);
}
