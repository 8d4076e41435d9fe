/* From what is typed to tokens: quotes, signs, fields and operators. */
#include "query/parse/parse_tokens.h"

#include <string.h>

#include "language/messages.h"
#include "language/utf8.h"
#include "language/words.h"
#include "query/parse/parse.h"

struct scanner {
    struct bytes query;
    enum language ui;
    struct arena *arena;
    struct token *tokens;
    size_t count;
    size_t error_offset;
    struct failure *failure;
};

static struct bytes part(struct bytes text, size_t from, size_t to)
{
    return (struct bytes){ text.data + from, to - from };
}

static struct token *add_token(struct scanner *scanner, enum token_kind kind, size_t offset, size_t end)
{
    struct token *token = &scanner->tokens[scanner->count++];
    *token = (struct token){ .kind = kind, .offset = offset, .length = end - offset };
    return token;
}

/* == Characters =============================================================================================== */

/* The character at `at`, and where the next one begins; 0 at the end. */
static uint32_t character(struct bytes text, size_t at, size_t *next)
{
    size_t used = 0;
    uint32_t code = at < text.size ? utf8_decode(part(text, at, text.size), &used) : 0;
    *next = at + used;
    return code;
}

static uint32_t peek(struct bytes text, size_t at)
{
    size_t next;
    return character(text, at, &next);
}

/* Also what NUL is made of: nothing may stop the scanner before the end. */
static bool is_space(uint32_t code)
{
    return code <= ' ' || utf8_is_space(code);
}

enum { GUILLEMET_OPEN = 0xAB, GUILLEMET_CLOSE = 0xBB, QUOTE_LEFT = 0x201C, QUOTE_RIGHT = 0x201D, QUOTE_LOW = 0x201E };

static bool is_opening_quote(uint32_t code)
{
    return code == '"' || code == GUILLEMET_OPEN || code == QUOTE_LEFT || code == QUOTE_RIGHT || code == QUOTE_LOW;
}

/* “ ” " stand for each other, as keyboards and word processors mix them; guillemets close only guillemets. */
static bool closes(uint32_t open, uint32_t code)
{
    if (open == GUILLEMET_OPEN)
        return code == GUILLEMET_CLOSE;
    return code == '"' || code == QUOTE_LEFT || code == QUOTE_RIGHT;
}

static bool ends_chunk(struct bytes query, size_t at)
{
    uint32_t code = peek(query, at);
    return at >= query.size || is_space(code) || code == '(' || code == ')' || code == GUILLEMET_CLOSE ||
           is_opening_quote(code);
}

/* Where the run of bytes ends that begins at `at` and is divided by nothing. */
static size_t chunk_end(struct bytes query, size_t at)
{
    while (!ends_chunk(query, at))
        character(query, at, &at);
    return at;
}

static bool has_word(struct bytes text)
{
    struct words words;
    struct word word;
    words_begin(&words, text);
    return words_next(&words, &word);
}

static bool has_visible(struct bytes text)
{
    for (size_t at = 0; at < text.size;)
        if (!is_space(character(text, at, &at)))
            return true;
    return false;
}

/* == Values =================================================================================================== */

/* Does `text` say something? Of a field with a list of values anything does: the plan tells what is unknown. */
static bool says_something(const struct field *field, struct bytes text)
{
    return field && field->kind != FIELD_TEXT ? has_visible(text) : has_word(text);
}

/* A quoted value from its opening quote on; one never closed ends with the query. */
static size_t scan_quoted(struct scanner *scanner, size_t at, size_t *inside, size_t *inside_end)
{
    uint32_t open = character(scanner->query, at, &at);
    *inside = at;
    while (at < scanner->query.size) {
        size_t next;
        *inside_end = at;
        if (closes(open, character(scanner->query, at, &next)))
            return next;
        at = next;
    }
    *inside_end = at;
    return at;
}

/* Where the words of the chunk at `at` end: `1 250 000` is one of them. */
static size_t unquoted_end(struct bytes query, size_t at)
{
    struct words words;
    struct word word;
    size_t end = chunk_end(query, at);
    words_begin(&words, part(query, at, query.size));
    while (words_next(&words, &word) && at + word.offset < end)
        if (at + word.offset + word.length > end)
            end = chunk_end(query, at + word.offset + word.length);
    return end;
}

/* The value at `at`: with a = or ~ before it or none, quoted or not. No token is made of one that says nothing. */
static size_t scan_value(struct scanner *scanner, const struct field *field, size_t start)
{
    size_t at = start, inside, inside_end;
    bool exact = peek(scanner->query, at) == '=', like = peek(scanner->query, at) == '~';
    at += exact || like;
    bool quoted = is_opening_quote(peek(scanner->query, at));
    if (quoted) {
        at = scan_quoted(scanner, at, &inside, &inside_end);
    } else {
        inside = at;
        at = inside_end = unquoted_end(scanner->query, at);
    }
    struct bytes text = part(scanner->query, inside, inside_end);
    if (says_something(field, text)) {
        struct token *token = add_token(scanner, TOKEN_VALUE, start, at);
        token->text = text;
        token->quoted = quoted;
        token->exact = exact;
        token->like = like && !quoted;
    }
    if (at == start) /* a guillemet that closes nothing */
        character(scanner->query, at, &at);
    return at;
}

/* == Fields =================================================================================================== */

/* The bytes of a name in front of a colon, 0 when there is none. */
static size_t field_name_bytes(struct bytes query, size_t at)
{
    size_t start = at;
    for (;;) {
        size_t next;
        uint32_t code = character(query, at, &next);
        if (code == ':')
            return at - start;
        bool letter = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || code >= 0xC0;
        if (!letter || ends_chunk(query, at))
            return 0;
        at = next;
    }
}

/* What may follow the colon: `http://` and `Note:` at the end of a line are no fields. */
static bool begins_value(struct bytes query, size_t at)
{
    uint32_t code = peek(query, at);
    if (at >= query.size || is_space(code))
        return false;
    return code == '(' || code == '=' || code == '-' || code == '.' || code == '\'' || code == '~' || code == '*' ||
           code >= 0x80 || is_opening_quote(code) || has_word(part(query, at, at + 1));
}

static enum status fail_unknown_field(struct scanner *scanner, size_t at, size_t size)
{
    struct buffer names = BUFFER_EMPTY;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const char *name = scanner->ui == LANGUAGE_FRENCH ? fields[i].french : fields[i].name;
        buffer_append_format(&names, "%s%s", i ? ", " : "", name);
    }
    scanner->error_offset = at;
    fail(scanner->failure, STATUS_USAGE, message_in(scanner->ui, "there is no field “%.*s”"), (int)size,
         scanner->query.data + at);
    fail_hint(scanner->failure,
              message_in(scanner->ui, "the fields are %s; put quotes around words that have a colon"), names.bytes);
    buffer_clear(&names);
    return STATUS_USAGE;
}

/* The name of a field and its value, when a field's name stands at `*at`; `*at` is where to go on. */
static enum status scan_field(struct scanner *scanner, size_t *at)
{
    size_t name_bytes = field_name_bytes(scanner->query, *at);
    size_t value = *at + name_bytes + 1;
    if (!name_bytes || !begins_value(scanner->query, value))
        return STATUS_OK;
    const struct field *field = fields_find(part(scanner->query, *at, *at + name_bytes));
    if (!field)
        return fail_unknown_field(scanner, *at, name_bytes);

    struct token *token = add_token(scanner, TOKEN_FIELD, *at, value);
    token->field = field;
    *at = value;
    if (peek(scanner->query, value) == '(')
        return STATUS_OK; /* the parenthesis comes next */
    size_t before = scanner->count;
    *at = scan_value(scanner, field, value);
    if (scanner->count == before)
        scanner->count--; /* title:"" */
    return STATUS_OK;
}

/* == Operators ================================================================================================ */

static bool is_one_of(struct bytes chunk, const char *english, const char *french)
{
    return bytes_are(chunk, english) || bytes_are(chunk, french);
}

/* NEAR/5 and its distance, which past the largest one stays somewhere above it. */
static bool is_near(struct bytes chunk, unsigned *distance)
{
    static const char near[] = "NEAR/";
    size_t head = sizeof near - 1;
    if (chunk.size <= head || memcmp(chunk.data, near, head) != 0)
        return false;
    *distance = 0;
    for (size_t i = head; i < chunk.size; i++) {
        if (chunk.data[i] < '0' || chunk.data[i] > '9')
            return false;
        if (*distance <= PARSE_NEAR_WORDS)
            *distance = *distance * 10 + (unsigned)(chunk.data[i] - '0');
    }
    return true;
}

static enum token_kind operator_kind(struct bytes chunk, unsigned *distance)
{
    if (is_one_of(chunk, "OR", "OU"))
        return TOKEN_OR;
    if (is_one_of(chunk, "AND", "ET"))
        return TOKEN_AND;
    if (is_one_of(chunk, "NOT", "SAUF"))
        return TOKEN_NOT;
    if (is_one_of(chunk, "SAME", "MÊME") || is_one_of(chunk, "SAME", "MEME"))
        return TOKEN_SAME;
    return is_near(chunk, distance) ? TOKEN_NEAR : TOKEN_VALUE;
}

/* An operator typed as a word, if one stands at `*at`. */
static bool scan_operator(struct scanner *scanner, size_t *at)
{
    size_t end = chunk_end(scanner->query, *at);
    struct bytes chunk = part(scanner->query, *at, end);
    unsigned distance = 0;
    enum token_kind kind = operator_kind(chunk, &distance);
    if (kind == TOKEN_VALUE)
        return false;
    struct token *token = add_token(scanner, kind, *at, end);
    token->text = chunk; /* in case it turns out to be a word */
    token->distance = distance;
    *at = end;
    return true;
}

/* == The whole ================================================================================================ */

/* A - right before what it excludes. */
static bool is_minus(struct bytes query, size_t at)
{
    return peek(query, at) == '-' && peek(query, at + 1) != '-' && begins_value(query, at + 1);
}

/* A field with its value, an operator or a value. A parenthesis is left to the caller. */
static enum status scan_operand(struct scanner *scanner, bool may_be_operator, size_t *at)
{
    size_t start = *at;
    enum status status = scan_field(scanner, at);
    if (status || *at != start || peek(scanner->query, start) == '(')
        return status;
    if (!may_be_operator || !scan_operator(scanner, at))
        *at = scan_value(scanner, NULL, start);
    return STATUS_OK;
}

static enum status scan_excluded(struct scanner *scanner, size_t *at)
{
    struct token *minus = add_token(scanner, TOKEN_NOT, *at, *at + 1);
    ++*at;
    if (peek(scanner->query, *at) == '(')
        return STATUS_OK;
    enum status status = scan_operand(scanner, false, at);
    if (minus == &scanner->tokens[scanner->count - 1])
        scanner->count--; /* -"" */
    return status;
}

/* `apart`: a space or a parenthesis stands before what comes, so that a - is no hyphen. */
static enum status scan(struct scanner *scanner)
{
    bool apart = true;
    for (size_t at = 0; at < scanner->query.size;) {
        size_t next;
        uint32_t code = character(scanner->query, at, &next);
        bool parenthesis = code == '(' || code == ')';
        bool divides = parenthesis || is_space(code);
        enum status status = STATUS_OK;
        if (parenthesis)
            add_token(scanner, code == '(' ? TOKEN_OPEN : TOKEN_CLOSE, at, next);
        if (divides)
            at = next;
        else if (apart && is_minus(scanner->query, at))
            status = scan_excluded(scanner, &at);
        else
            status = scan_operand(scanner, true, &at);
        if (status)
            return status;
        apart = divides;
    }
    add_token(scanner, TOKEN_END, scanner->query.size, scanner->query.size);
    return STATUS_OK;
}

static bool is_operator(enum token_kind kind)
{
    return kind == TOKEN_OR || kind == TOKEN_AND || kind == TOKEN_NOT || kind == TOKEN_NEAR || kind == TOKEN_SAME;
}

/* Operators without anything beside them are words: a first pass looks after them, a second before them. */
static void settle_operators(struct scanner *scanner)
{
    struct token *tokens = scanner->tokens;
    for (size_t i = scanner->count - 1; i-- > 0;) {
        enum token_kind next = tokens[i + 1].kind;
        bool operand = next == TOKEN_VALUE || next == TOKEN_FIELD || next == TOKEN_OPEN || next == TOKEN_NOT;
        if (is_operator(tokens[i].kind) && !operand)
            tokens[i].kind = TOKEN_VALUE;
    }
    for (size_t i = 0; i < scanner->count; i++) {
        bool operand = i > 0 && (tokens[i - 1].kind == TOKEN_VALUE || tokens[i - 1].kind == TOKEN_CLOSE);
        if (is_operator(tokens[i].kind) && tokens[i].kind != TOKEN_NOT && !operand)
            tokens[i].kind = TOKEN_VALUE;
    }
}

enum status tokens_make(struct bytes query, enum language ui, struct arena *arena, struct token **tokens,
                        size_t *error_offset, struct failure *failure)
{
    struct scanner scanner = { .query = query, .ui = ui, .arena = arena, .error_offset = 0, .failure = failure };
    /* Every token takes a byte of the query at least. */
    scanner.tokens = arena_take(arena, (query.size + 1) * sizeof *scanner.tokens);
    if (!scanner.tokens)
        return fail_no_memory(failure);
    enum status status = scan(&scanner);
    if (status) {
        *error_offset = scanner.error_offset;
        return status;
    }
    settle_operators(&scanner);
    *tokens = scanner.tokens;
    return STATUS_OK;
}
