/* jansson, behind names that do not meet those of base/json.h. */
#include "indexer/common/json_tree.h"

#include <jansson.h>

static const json_t *inside(const struct json_tree *value)
{
    return (const json_t *)value;
}

void json_tree_prepare(void)
{
    json_object_seed(0); /* from the system's random numbers, which are a file */
}

enum status json_tree_parse(struct json_tree **tree, struct bytes utf8, struct failure *failure)
{
    json_error_t error;
    json_t *root = json_loadb(utf8.data, utf8.size, JSON_ALLOW_NUL, &error);
    if (!root && json_error_code(&error) == json_error_out_of_memory)
        return fail_no_memory(failure);
    if (!root)
        return fail(failure, STATUS_INVALID, "is no JSON: line %d: %s", error.line, error.text);
    *tree = (struct json_tree *)root;
    return STATUS_OK;
}

void json_tree_free(struct json_tree *tree)
{
    json_decref((json_t *)tree);
}

enum json_kind json_tree_kind(const struct json_tree *value)
{
    if (!value)
        return JSON_NOTHING;
    switch (json_typeof(inside(value))) {
    case JSON_STRING:
        return JSON_KIND_TEXT;
    case JSON_INTEGER:
    case JSON_REAL:
        return JSON_KIND_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return JSON_KIND_BOOLEAN;
    case JSON_ARRAY:
        return JSON_KIND_ARRAY;
    case JSON_OBJECT:
        return JSON_KIND_OBJECT;
    default:
        return JSON_NOTHING;
    }
}

const struct json_tree *json_tree_member(const struct json_tree *object, const char *key)
{
    return (const struct json_tree *)json_object_get(inside(object), key);
}

size_t json_tree_count(const struct json_tree *array)
{
    return json_array_size(inside(array));
}

const struct json_tree *json_tree_item(const struct json_tree *array, size_t index)
{
    return (const struct json_tree *)json_array_get(inside(array), index);
}

struct bytes json_tree_text(const struct json_tree *value)
{
    const char *text = json_string_value(inside(value));
    return text ? (struct bytes){ text, json_string_length(inside(value)) } : (struct bytes){ "", 0 };
}

bool json_tree_integer(const struct json_tree *value, int64_t *number)
{
    double real;
    if (json_is_integer(inside(value))) {
        *number = json_integer_value(inside(value));
        return true;
    }
    if (!json_tree_number(value, &real) || !(real > -1e15 && real < 1e15))
        return false;
    *number = (int64_t)real;
    return true;
}

bool json_tree_is_true(const struct json_tree *value)
{
    return json_is_true(inside(value));
}

bool json_tree_number(const struct json_tree *value, double *number)
{
    if (!json_is_number(inside(value)))
        return false;
    *number = json_number_value(inside(value));
    return true;
}
