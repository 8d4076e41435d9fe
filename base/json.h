/* Writing JSON into a buffer, as a stream: no tree is built, commas are put where they belong.
 *
 * Text must be UTF-8; bytes that are not become U+FFFD. Errors stay in the buffer (`buffer_status`). Example:
 *     struct json json = JSON_WRITER(&buffer);
 *     json_object_open(&json);
 *     json_key(&json, "title"); json_text(&json, title);
 *     json_object_close(&json);
 */
#ifndef DEPECHE_BASE_JSON_H
#define DEPECHE_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

struct json {
    struct buffer *out;
    bool comma; /* something stands before the next item on this level */
};

#define JSON_WRITER(buffer) { .out = (buffer) }

void json_object_open(struct json *json);
void json_object_close(struct json *json);
void json_array_open(struct json *json);
void json_array_close(struct json *json);
void json_key(struct json *json, const char *key);

void json_text(struct json *json, const char *text); /* NULL writes null */
void json_text_bytes(struct json *json, const char *text, size_t text_bytes);
void json_integer(struct json *json, int64_t number);
void json_number(struct json *json, double number, int decimals); /* not finite: null */
void json_boolean(struct json *json, bool value);
void json_null(struct json *json);

#endif
