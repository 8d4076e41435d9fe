/* What was understood of a query. */
#include "query/print/print_explain.h"

#include "query/messages.h"

/* A prefix has up to a hundred forms; these are enough to see what it means. */
enum { FORMS_SHOWN = 12 };

static void explain_word(const struct plan_word *word, enum language ui, struct buffer *out)
{
    buffer_append_format(out, "    %s: ", word->typed);
    if (word->form_count == 0)
        buffer_append_text(out, message_text(MESSAGE_NO_FORM, ui));
    for (size_t i = 0; i < word->form_count && i < FORMS_SHOWN; i++) {
        const struct lexicon_form *form = &word->forms[i];
        buffer_append_format(out, "%s%.*s ", i ? ", " : "", (int)form->form.size, form->form.data);
        message_append_number(out, form->document_count, ui);
    }
    if (word->form_count > FORMS_SHOWN) {
        struct buffer more = BUFFER_EMPTY;
        message_append_number(&more, word->form_count - FORMS_SHOWN, ui);
        buffer_append_byte(out, ' ');
        buffer_append_format(out, message_text(MESSAGE_MORE_FORMS, ui), more.bytes);
        printer_end_part(&more, out);
    }
    buffer_append_byte(out, '\n');
}

static void explain_filter(const struct plan_filter *filter, enum language ui, struct buffer *out)
{
    const struct field *field = &fields[filter->field];
    buffer_append_format(out, "    %s %s:%s = %s\n", message_text(MESSAGE_FILTERED_BY, ui),
                         ui == LANGUAGE_FRENCH ? field->french : field->name, filter->typed, filter->meaning);
}

static void explain_numbers(const struct search_answer *answer, enum language ui, struct buffer *out)
{
    struct buffer found = BUFFER_EMPTY, all = BUFFER_EMPTY, time = BUFFER_EMPTY;
    message_append_number(&found, answer->total, ui);
    message_append_number(&all, answer->document_count, ui);
    buffer_append_format(&time, "%.1f", (double)answer->nanoseconds / 1e6);
    buffer_append_text(out, "    ");
    buffer_append_format(out, message_text(MESSAGE_FOUND_IN, ui), found.bytes, all.bytes, time.bytes);
    buffer_append_byte(out, '\n');
    printer_end_part(&found, out);
    printer_end_part(&all, out);
    printer_end_part(&time, out);
}

void explain_text(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    enum language ui = settings->request->ui;
    const struct plan *plan = &answer->plan;
    buffer_append_format(out, "%s\n", message_text(MESSAGE_UNDERSTOOD, ui));
    for (size_t i = 0; i < plan->word_count; i++)
        explain_word(&plan->list[i], ui, out);
    for (size_t i = 0; i < plan->filter_count; i++)
        explain_filter(&plan->filter_list[i], ui, out);
    explain_numbers(answer, ui, out);
    buffer_append_byte(out, '\n');
}

void explain_json(const struct search_answer *answer, struct json *json)
{
    const struct plan *plan = &answer->plan;
    json_object_open(json);
    json_key(json, "words");
    json_array_open(json);
    for (size_t i = 0; i < plan->word_count; i++) {
        const struct plan_word *word = &plan->list[i];
        json_object_open(json);
        json_key(json, "typed");
        json_text(json, word->typed);
        json_key(json, "forms");
        json_array_open(json);
        for (size_t j = 0; j < word->form_count; j++) {
            json_object_open(json);
            json_key(json, "form");
            json_text_bytes(json, word->forms[j].form.data, word->forms[j].form.size);
            json_key(json, "documents");
            json_integer(json, word->forms[j].document_count);
            json_object_close(json);
        }
        json_array_close(json);
        json_object_close(json);
    }
    json_array_close(json);
    json_key(json, "filters");
    json_array_open(json);
    for (size_t i = 0; i < plan->filter_count; i++) {
        json_object_open(json);
        json_key(json, "field");
        json_text(json, fields[plan->filter_list[i].field].name);
        json_key(json, "typed");
        json_text(json, plan->filter_list[i].typed);
        json_key(json, "meaning");
        json_text(json, plan->filter_list[i].meaning);
        json_object_close(json);
    }
    json_array_close(json);
    json_object_close(json);
}
