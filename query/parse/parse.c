/* From tokens to clauses, by recursive descent. Loosest first: OR, AND (said or not), NOT, NEAR and SAME. */
#include "query/parse/parse_inside.h"

#include "query/request.h"

/* == Groups =================================================================================================== */

static enum status parse_any(struct parser *parser, struct clause **made);
static enum status parse_operand(struct parser *parser, struct clause **made);

static enum status parse_group(struct parser *parser, struct clause **made)
{
    size_t offset = parser->token->offset;
    if (++parser->levels > REQUEST_LEVELS)
        return parser_refuse(parser, offset, MESSAGE("the query has parentheses more than %d levels deep"),
                             REQUEST_LEVELS);
    parser->token++;
    enum status status = parse_any(parser, made);
    if (status)
        return status;
    if (parser->token->kind == TOKEN_CLOSE)
        parser->token++; /* else the query ended first */
    parser->levels--;
    return STATUS_OK;
}

static enum status parse_field(struct parser *parser, struct clause **made)
{
    const struct field *outer = parser->field;
    parser->field = parser->token->field;
    parser->token++;
    enum status status = parse_operand(parser, made);
    parser->field = outer;
    return status;
}

/* `*made` is NULL for an operand that says nothing, such as (). */
static enum status parse_operand(struct parser *parser, struct clause **made)
{
    *made = NULL;
    switch (parser->token->kind) {
    case TOKEN_OPEN:
        return parse_group(parser, made);
    case TOKEN_FIELD:
        return parse_field(parser, made);
    case TOKEN_VALUE: {
        bool text = !parser->field || parser->field->kind == FIELD_TEXT;
        enum status status = text ? parser_words(parser, made) : parser_value(parser, made);
        parser->token++;
        return status;
    }
    default:
        return STATUS_OK;
    }
}

static bool is_near_word(const struct clause *clause)
{
    return clause && clause->kind <= CLAUSE_LIKE;
}

static enum status refuse_near(struct parser *parser, const struct token *near)
{
    const char *message = near->kind == TOKEN_NEAR ? MESSAGE("NEAR/n stands between two words")
                                                   : MESSAGE("SAME stands between two words, not beside NEAR");
    parser->error_offset = near->offset;
    return fail(parser->failure, STATUS_USAGE, "%s", message_in(parser->ui, message));
}

/* One more word after NEAR or SAME; all of the words are to stand within the largest of the distances. */
static enum status parse_near_word(struct parser *parser, struct clause *near)
{
    const struct token *token = parser->token;
    struct clause *word = NULL;
    bool far = token->distance < 1 || token->distance > PARSE_NEAR_WORDS;
    if (token->kind == TOKEN_NEAR && far)
        return parser_refuse_part(parser, STATUS_LIMIT, token->text, MESSAGE("“%.*s”: the distance is 1 to %d words"),
                                  PARSE_NEAR_WORDS);
    if (token->distance > near->distance)
        near->distance = token->distance;
    parser->token++;
    enum status status = parse_operand(parser, &word);
    if (status)
        return status;
    if (!is_near_word(word) || word->title != near->title)
        return refuse_near(parser, token);
    return clause_add(parser, near, word);
}

static enum status parse_near(struct parser *parser, struct clause **made)
{
    enum status status = parse_operand(parser, made);
    enum token_kind kind = parser->token->kind;
    if (status || (kind != TOKEN_NEAR && kind != TOKEN_SAME))
        return status;
    if (!is_near_word(*made))
        return refuse_near(parser, parser->token);
    enum clause_kind together = kind == TOKEN_NEAR ? CLAUSE_NEAR : CLAUSE_SAME;
    struct clause *near = clause_new(parser->arena, together, (*made)->offset, 0);
    if (!near)
        return fail_no_memory(parser->failure);
    near->title = (*made)->title;
    status = clause_add(parser, near, *made);
    while (!status && parser->token->kind == kind)
        status = parse_near_word(parser, near);
    if (!status && (parser->token->kind == TOKEN_NEAR || parser->token->kind == TOKEN_SAME))
        return refuse_near(parser, parser->token); /* one of them after the other */
    *made = near;
    return status;
}

/* The first child without the second; the first may be NULL. */
static enum status make_without(struct parser *parser, struct clause *with, struct clause *without,
                                struct clause **made)
{
    struct clause *clause = clause_new(parser->arena, CLAUSE_WITHOUT, 0, 0);
    if (!clause)
        return fail_no_memory(parser->failure);
    const struct clause *left = with && with->offset < without->offset ? with : without;
    size_t end = without->offset + without->length;
    if (with && with->offset + with->length > end)
        end = with->offset + with->length;
    clause->offset = left->offset;
    clause->length = end - left->offset;
    *made = clause;
    enum status status = clause_append(parser->arena, clause, with, parser->failure);
    return status ? status : clause_append(parser->arena, clause, without, parser->failure);
}

/* Operands up to an OR, a closing parenthesis or the end; what they exclude is set apart. */
static enum status parse_operands(struct parser *parser, struct clause *all, struct clause *excluded)
{
    for (;;) {
        bool exclude = false;
        struct clause *clause = NULL;
        size_t begin = parser->token->offset;
        for (; parser->token->kind == TOKEN_NOT; parser->token++)
            exclude = !exclude;
        if (parser->token->kind == TOKEN_END || parser->token->kind == TOKEN_OR)
            return STATUS_OK;
        if (parser->token->kind == TOKEN_CLOSE && parser->levels > 0)
            return STATUS_OK;
        if (parser->token->kind == TOKEN_AND || parser->token->kind == TOKEN_CLOSE) {
            parser->token++; /* AND goes without saying; the parenthesis was never opened */
            continue;
        }
        enum status status = parse_near(parser, &clause);
        if (!status && clause) {
            const struct token *last = parser->token - 1;
            clause->begin = begin;
            clause->end = last->offset + last->length;
        }
        if (!status && clause)
            status = clause_add(parser, exclude ? excluded : all, clause);
        if (status)
            return status;
    }
}

static enum status parse_all(struct parser *parser, struct clause **made)
{
    size_t offset = parser->token->offset;
    struct clause *all = clause_new(parser->arena, CLAUSE_ALL, offset, 0);
    struct clause *excluded = clause_new(parser->arena, CLAUSE_ANY, offset, 0);
    if (!all || !excluded)
        return fail_no_memory(parser->failure);
    enum status status = parse_operands(parser, all, excluded);
    if (status)
        return status;
    *made = clause_simplest(all);
    if (excluded->child_count)
        return make_without(parser, *made, clause_simplest(excluded), made);
    return STATUS_OK;
}

static enum status parse_any(struct parser *parser, struct clause **made)
{
    struct clause *any = clause_new(parser->arena, CLAUSE_ANY, parser->token->offset, 0);
    if (!any)
        return fail_no_memory(parser->failure);
    for (;;) {
        struct clause *all = NULL;
        enum status status = parse_all(parser, &all);
        if (!status && all)
            status = clause_add(parser, any, all);
        if (status)
            return status;
        if (parser->token->kind != TOKEN_OR)
            break;
        parser->token++;
    }
    *made = clause_simplest(any);
    return STATUS_OK;
}

enum status parse_query(struct bytes query, struct date today, enum language ui, struct arena *arena,
                        struct clause **root, size_t *error_offset, struct failure *failure)
{
    struct token *tokens = NULL;
    *root = NULL;
    *error_offset = 0;
    if (query.size > REQUEST_QUERY_BYTES)
        return fail(failure, STATUS_LIMIT, message_in(ui, "the query is too long: %zu bytes, at most %d are allowed"),
                    query.size, REQUEST_QUERY_BYTES);
    enum status status = tokens_make(query, ui, arena, &tokens, error_offset, failure);
    if (status)
        return status;
    struct parser parser = { .query = query, .today = today, .ui = ui, .arena = arena, .token = tokens };
    parser.failure = failure;
    status = parse_any(&parser, root);
    *error_offset = parser.error_offset;
    return status;
}
