/* Reading JSON (RFC 8259) in one pass: values stand beside each other on a stack while their array or object is read,
 * then move together into its row of items. The whole is copied once; in that copy texts shed their escapes where
 * they stand, and their closing quotation mark becomes a NUL. */
#include "indexer/common/json_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/eight.h"
#include "language/utf8.h"

enum { LEVELS_MOST = 2048, SMALLEST_PRINTABLE = 0x20, DIGITS_MOST = 18 /* that always fit an int64_t */ };

struct json_tree {
    enum json_kind kind;
    bool is_whole;    /* a number without fraction and exponent, that fits */
    uint32_t count;   /* of items */
    struct bytes key; /* where it is a member of an object */
    union {
        struct bytes text;
        double number;
        int64_t integer;
        const struct json_tree *items;
    };
};

/* The root, and what holds all others. */
struct tree {
    struct json_tree root;
    struct arena arena;
};

struct parser {
    char *begin, *at, *end;
    struct arena *arena;
    struct json_tree *stack;
    size_t depth, stack_capacity;
    unsigned level;
    const char *wrong; /* what is wrong at `at` */
    bool out_of_memory;
};

static bool go_wrong(struct parser *parser, const char *wrong)
{
    parser->wrong = wrong;
    return false;
}

static bool fail_memory(struct parser *parser)
{
    parser->out_of_memory = true;
    return false;
}

static void skip_blanks(struct parser *parser)
{
    while (parser->at < parser->end &&
           (*parser->at == ' ' || *parser->at == '\n' || *parser->at == '\r' || *parser->at == '\t'))
        parser->at++;
}

/* The byte at hand, '\0' at the end. */
static char peek(const struct parser *parser)
{
    return parser->at < parser->end ? *parser->at : '\0';
}

static bool take(struct parser *parser, char byte)
{
    if (parser->at == parser->end || *parser->at != byte)
        return false;
    parser->at++;
    return true;
}

/* == Texts ==================================================================================================== */

/* How many bytes come before a quotation mark, a backslash or a control character. */
static size_t plain_bytes(const char *at, const char *end)
{
    const char *begin = at;
    for (; end - at >= EIGHT; at += EIGHT) {
        uint64_t eight = eight_at(at);
        uint64_t special = eight_equal(eight, '"') | eight_equal(eight, '\\') | eight_controls(eight);
        if (special)
            return (size_t)(at - begin) + eight_first(special);
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= SMALLEST_PRINTABLE)
        at++;
    return (size_t)(at - begin);
}

static bool read_hex(struct parser *parser, uint32_t *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        char byte = peek(parser);
        if (byte >= '0' && byte <= '9')
            *unit = *unit << 4 | (uint32_t)(byte - '0');
        else if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f')
            *unit = *unit << 4 | (uint32_t)((byte | 0x20) - 'a' + 10);
        else
            return go_wrong(parser, "an escape without four hexadecimal digits");
        parser->at++;
    }
    return true;
}

/* After \u. Characters beyond the first 65,536 are two escapes. */
static bool read_escaped_character(struct parser *parser, char **into)
{
    uint32_t character, low;
    if (!read_hex(parser, &character))
        return false;
    if (character >= 0xD800 && character < 0xE000) {
        if (character >= 0xDC00 || !take(parser, '\\') || !take(parser, 'u') || !read_hex(parser, &low) ||
            low < 0xDC00 || low > 0xDFFF)
            return go_wrong(parser, "half a surrogate pair");
        character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
    }
    *into += utf8_encode(character, *into);
    return true;
}

/* After a backslash. What is written is never longer than the escape. */
static bool read_escape(struct parser *parser, char **into)
{
    static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char name = peek(parser);
    const char *known = name ? strchr(names, name) : NULL;
    if (take(parser, 'u'))
        return read_escaped_character(parser, into);
    if (!known)
        return go_wrong(parser, "an unknown escape");
    parser->at++;
    *(*into)++ = meanings[known - names];
    return true;
}

/* The escape at `at` is none. What is worse is told first: that the text has no end, or that it is broken further on.
 */
static bool blame_text(struct parser *parser, char *at)
{
    while (at < parser->end && *at == '\\') {
        at += parser->end - at > 1 ? 2 : 1;
        at += plain_bytes(at, parser->end);
    }
    if (at == parser->end)
        return go_wrong(parser, "a text without end");
    return *at == '"' ? false : go_wrong(parser, "a control character in a text");
}

/* After the opening quotation mark. */
static bool read_text(struct parser *parser, struct bytes *text)
{
    char *begin = parser->at, *into;
    parser->at += plain_bytes(parser->at, parser->end);
    into = parser->at;
    while (peek(parser) == '\\') {
        char *escape = parser->at++;
        if (!read_escape(parser, &into))
            return blame_text(parser, escape);
        size_t plain = plain_bytes(parser->at, parser->end);
        memmove(into, parser->at, plain);
        into += plain;
        parser->at += plain;
    }
    if (!take(parser, '"'))
        return go_wrong(parser, parser->at == parser->end ? "a text without end" : "a control character in a text");
    *into = '\0';
    *text = (struct bytes){ begin, (size_t)(into - begin) };
    return true;
}

/* == Numbers ================================================================================================== */

/* Digits of a number; those that do not fit count as zeros. */
struct digits {
    int64_t value;
    int count, dropped;
};

static bool read_digits(struct parser *parser, struct digits *digits)
{
    if (!byte_is_digit(peek(parser)))
        return go_wrong(parser, "a number without digits");
    for (; byte_is_digit(peek(parser)); parser->at++) {
        if (digits->count < DIGITS_MOST) {
            digits->value = 10 * digits->value + (*parser->at - '0');
            digits->count += digits->value > 0;
        } else if (digits->dropped < INT32_MAX / 2) {
            digits->dropped++;
        }
    }
    return true;
}

static double scaled(double number, int exponent)
{
    enum { EXPONENT_MOST = 700 /* beyond which everything is 0 or infinite */ };
    double power = 1;
    if (exponent > EXPONENT_MOST || exponent < -EXPONENT_MOST)
        exponent = exponent > 0 ? EXPONENT_MOST : -EXPONENT_MOST;
    for (int i = exponent < 0 ? -exponent : exponent; i > 0; i--)
        power *= 10;
    return exponent < 0 ? number / power : number * power;
}

/* [eE] [+-] digits */
static bool read_exponent(struct parser *parser, int *exponent)
{
    struct digits digits = { 0 };
    parser->at++;
    bool negative = peek(parser) == '-';
    if (negative || peek(parser) == '+')
        parser->at++;
    if (!read_digits(parser, &digits))
        return false;
    int value = digits.value > INT32_MAX / 4 || digits.dropped ? INT32_MAX / 4 : (int)digits.value;
    *exponent += negative ? -value : value;
    return true;
}

static bool read_number(struct parser *parser, struct json_tree *value)
{
    bool negative = take(parser, '-');
    struct digits digits = { 0 };
    int exponent = 0;
    const char *first = parser->at;
    if (!read_digits(parser, &digits))
        return false;
    if (*first == '0' && parser->at > first + 1)
        return go_wrong(parser, "a number that begins with 0");
    *value = (struct json_tree){ .kind = JSON_KIND_NUMBER, .is_whole = !digits.dropped };
    exponent = digits.dropped;
    if (take(parser, '.')) {
        const char *fraction = parser->at;
        int dropped = digits.dropped;
        value->is_whole = false;
        if (!read_digits(parser, &digits))
            return false;
        exponent -= (int)(parser->at - fraction) - (digits.dropped - dropped);
    }
    if (peek(parser) == 'e' || peek(parser) == 'E') {
        value->is_whole = false;
        if (!read_exponent(parser, &exponent))
            return false;
    }
    if (negative)
        digits.value = -digits.value;
    if (value->is_whole)
        value->integer = digits.value;
    else
        value->number = scaled((double)digits.value, exponent);
    return true;
}

/* == Values =================================================================================================== */

static bool read_value(struct parser *parser, struct json_tree *value);

static bool push(struct parser *parser, const struct json_tree *value)
{
    if (!array_reserve((void **)&parser->stack, &parser->stack_capacity, parser->depth + 1, sizeof *parser->stack))
        return fail_memory(parser);
    parser->stack[parser->depth++] = *value;
    return true;
}

/* What was pushed since `first`, as the items of `value`. */
static bool take_items(struct parser *parser, size_t first, struct json_tree *value)
{
    size_t count = parser->depth - first;
    struct json_tree *items = arena_take(parser->arena, count * sizeof *items);
    if (!items || count > UINT32_MAX)
        return fail_memory(parser);
    if (count)
        memcpy(items, parser->stack + first, count * sizeof *items);
    parser->depth = first;
    value->items = items;
    value->count = (uint32_t)count;
    return true;
}

/* One item, or the key and value of a member. */
static bool read_item(struct parser *parser, bool is_member)
{
    struct json_tree item;
    struct bytes key = { "", 0 };
    skip_blanks(parser);
    if (is_member) {
        if (!take(parser, '"'))
            return go_wrong(parser, "a member without a key");
        if (!read_text(parser, &key))
            return false;
        skip_blanks(parser);
        if (!take(parser, ':'))
            return go_wrong(parser, "a key without a value");
    }
    if (!read_value(parser, &item))
        return false;
    item.key = key;
    return push(parser, &item);
}

/* After the opening bracket or brace. */
static bool read_items(struct parser *parser, enum json_kind kind, char close, struct json_tree *value)
{
    size_t first = parser->depth;
    *value = (struct json_tree){ .kind = kind };
    if (++parser->level > LEVELS_MOST)
        return go_wrong(parser, "too many levels");
    skip_blanks(parser);
    if (!take(parser, close)) {
        do {
            if (!read_item(parser, kind == JSON_KIND_OBJECT))
                return false;
            skip_blanks(parser);
        } while (take(parser, ','));
        if (!take(parser, close))
            return go_wrong(parser, kind == JSON_KIND_OBJECT ? "an object without end" : "an array without end");
    }
    parser->level--;
    return take_items(parser, first, value);
}

static bool read_name(struct parser *parser, const char *name, enum json_kind kind, struct json_tree *value)
{
    size_t size = strlen(name);
    if ((size_t)(parser->end - parser->at) < size || memcmp(parser->at, name, size) != 0)
        return go_wrong(parser, "an unknown word");
    parser->at += size;
    *value = (struct json_tree){ .kind = kind, .integer = *name == 't' };
    return true;
}

static bool read_value(struct parser *parser, struct json_tree *value)
{
    skip_blanks(parser);
    switch (peek(parser)) {
    case '"':
        parser->at++;
        *value = (struct json_tree){ .kind = JSON_KIND_TEXT };
        return read_text(parser, &value->text);
    case '{':
        parser->at++;
        return read_items(parser, JSON_KIND_OBJECT, '}', value);
    case '[':
        parser->at++;
        return read_items(parser, JSON_KIND_ARRAY, ']', value);
    case 't':
        return read_name(parser, "true", JSON_KIND_BOOLEAN, value);
    case 'f':
        return read_name(parser, "false", JSON_KIND_BOOLEAN, value);
    case 'n':
        return read_name(parser, "null", JSON_NOTHING, value);
    default:
        if (peek(parser) == '-' || byte_is_digit(peek(parser)))
            return read_number(parser, value);
        return go_wrong(parser, parser->at == parser->end ? "it ends too early" : "no value");
    }
}

static bool read_whole(struct parser *parser, struct json_tree *root)
{
    if (!utf8_valid((struct bytes){ parser->at, (size_t)(parser->end - parser->at) }))
        return go_wrong(parser, "it is not UTF-8");
    skip_blanks(parser);
    if (peek(parser) != '{' && peek(parser) != '[')
        return go_wrong(parser, "neither an object nor an array");
    if (!read_value(parser, root))
        return false;
    skip_blanks(parser);
    return parser->at == parser->end || go_wrong(parser, "something behind its end");
}

/* Of the place in the text that could not be read on; texts before it may be changed already. */
static size_t line_of(struct bytes utf8, const struct parser *parser)
{
    size_t line = 1;
    for (ptrdiff_t i = 0; i < parser->at - parser->begin; i++)
        line += utf8.data[i] == '\n';
    return line;
}

enum status json_tree_parse(struct json_tree **made, struct bytes utf8, struct failure *failure)
{
    struct tree *tree = calloc(1, sizeof *tree);
    char *copy = tree ? arena_copy(&tree->arena, utf8) : NULL;
    if (!copy) {
        free(tree);
        return fail_no_memory(failure);
    }
    struct parser parser = { .begin = copy, .at = copy, .end = copy + utf8.size, .arena = &tree->arena };
    bool is_read = read_whole(&parser, &tree->root);
    free(parser.stack);
    if (is_read) {
        *made = &tree->root;
        return STATUS_OK;
    }
    json_tree_free(&tree->root);
    return parser.out_of_memory
               ? fail_no_memory(failure)
               : fail(failure, STATUS_INVALID, "is no JSON: line %zu: %s", line_of(utf8, &parser), parser.wrong);
}

void json_tree_free(struct json_tree *root)
{
    struct tree *tree = (struct tree *)root; /* the root is its first member */
    if (!tree)
        return;
    arena_clear(&tree->arena);
    free(tree);
}

/* == Looking ================================================================================================== */

enum json_kind json_tree_kind(const struct json_tree *value)
{
    return value ? value->kind : JSON_NOTHING;
}

/* Of members with one key the last counts. */
const struct json_tree *json_tree_member(const struct json_tree *object, const char *key)
{
    if (json_tree_kind(object) != JSON_KIND_OBJECT)
        return NULL;
    for (size_t i = object->count; i-- > 0;) {
        const struct json_tree *member = &object->items[i];
        if (bytes_are(member->key, key))
            return member;
    }
    return NULL;
}

size_t json_tree_count(const struct json_tree *array)
{
    return json_tree_kind(array) == JSON_KIND_ARRAY ? array->count : 0;
}

const struct json_tree *json_tree_item(const struct json_tree *array, size_t index)
{
    return index < json_tree_count(array) ? &array->items[index] : NULL;
}

struct bytes json_tree_text(const struct json_tree *value)
{
    return json_tree_kind(value) == JSON_KIND_TEXT ? value->text : (struct bytes){ "", 0 };
}

bool json_tree_integer(const struct json_tree *value, int64_t *number)
{
    double real;
    if (json_tree_kind(value) == JSON_KIND_NUMBER && value->is_whole) {
        *number = value->integer;
        return true;
    }
    if (!json_tree_number(value, &real) || !(real > -1e15 && real < 1e15))
        return false;
    *number = (int64_t)real;
    return true;
}

bool json_tree_is_true(const struct json_tree *value)
{
    return json_tree_kind(value) == JSON_KIND_BOOLEAN && value->integer;
}

bool json_tree_number(const struct json_tree *value, double *number)
{
    if (json_tree_kind(value) != JSON_KIND_NUMBER)
        return false;
    *number = value->is_whole ? (double)value->integer : value->number;
    return true;
}
