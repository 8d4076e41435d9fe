/* Suggestions as JSON. */
#include "query/interfaces/suggestions.h"

#include "base/json.h"
#include "language/messages.h"
#include "query/suggest.h"

/* As many as are looked through at a glance, and read out in a breath. */
enum { SUGGESTIONS_SHOWN = 8 };

static void write_count(struct json *json, uint32_t documents, enum language ui)
{
    struct buffer number = BUFFER_EMPTY, text = BUFFER_EMPTY;
    message_append_number(&number, documents, ui);
    buffer_append_format(&text, message_count_in(ui, documents, "%s document", "%s documents"), number.bytes);
    json_text_bytes(json, text.bytes, text.size);
    buffer_clear(&number);
    buffer_clear(&text);
}

enum status suggestions_write(const struct searcher *searcher, const char *typed, enum language ui,
                              struct buffer *out, struct failure *failure)
{
    struct suggested suggested[SUGGEST_MOST];
    struct arena arena = ARENA_EMPTY;
    struct json json = JSON_WRITER(out);
    size_t count = 0;
    enum status status = suggest_words(searcher, typed, LANGUAGE_UNKNOWN, SUGGESTIONS_SHOWN, &arena, suggested,
                                       &count, failure);
    if (status == STATUS_USAGE || status == STATUS_LIMIT) {
        status = STATUS_OK;
        count = 0;
    }
    json_array_open(&json);
    json_text(&json, typed);
    json_array_open(&json);
    for (size_t i = 0; i < count; i++)
        json_text(&json, suggested[i].text);
    json_array_close(&json);
    json_array_open(&json);
    for (size_t i = 0; i < count; i++)
        write_count(&json, suggested[i].documents, ui);
    json_array_close(&json);
    json_array_close(&json);
    buffer_append_byte(out, '\n');
    arena_clear(&arena);
    return status;
}
