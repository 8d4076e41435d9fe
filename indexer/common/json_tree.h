/* Reading JSON: values of a parsed text, as views. (Writing is base/json.h.) */
#ifndef DEPECHE_INDEXER_JSON_TREE_H
#define DEPECHE_INDEXER_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

/* A JSON value. Every function takes NULL for a value that is not there. */
struct json_tree;

enum json_kind {
    JSON_NOTHING,
    JSON_KIND_TEXT,
    JSON_KIND_NUMBER,
    JSON_KIND_BOOLEAN,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT
};

/* STATUS_INVALID, with the line and the reason, for what is no JSON or nested deeper than 2,048 levels. */
enum status json_tree_parse(struct json_tree **tree, struct bytes utf8, struct failure *failure);
void json_tree_free(struct json_tree *tree);

/* JSON_NOTHING for null as well. */
enum json_kind json_tree_kind(const struct json_tree *value);

/* The member of an object, the last of those with this key; NULL where there is none. */
const struct json_tree *json_tree_member(const struct json_tree *object, const char *key);

/* The items of an array; none of another value. */
size_t json_tree_count(const struct json_tree *array);
const struct json_tree *json_tree_item(const struct json_tree *array, size_t index);

/* Valid UTF-8, may hold NULs, and has one behind it; empty where the value is no text. */
struct bytes json_tree_text(const struct json_tree *value);

/* False for what is no boolean, too. */
bool json_tree_is_true(const struct json_tree *value);

/* False where the value is no number; a fraction is cut off. */
bool json_tree_integer(const struct json_tree *value, int64_t *number);
bool json_tree_number(const struct json_tree *value, double *number);

#endif
