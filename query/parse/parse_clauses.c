/* The nodes of the tree, and saying why there is none. */
#include "query/parse/parse_inside.h"

#include <string.h>

#include "language/utf8.h"

/* == Failures ================================================================================================= */

enum status parser_refuse(struct parser *parser, size_t offset, const char *message, int most)
{
    parser->error_offset = offset;
    return fail(parser->failure, STATUS_LIMIT, message_in(parser->ui, message), most);
}

enum status parser_refuse_part(struct parser *parser, enum status status, struct bytes part, const char *message,
                               int most)
{
    enum { MOST_REPEATED = 100 }; /* bytes: the reason has to fit beside it */
    parser->error_offset = (size_t)(part.data - parser->query.data);
    if (part.size > MOST_REPEATED)
        part.size = utf8_whole(part, MOST_REPEATED);
    return fail(parser->failure, status, message_in(parser->ui, message), (int)part.size, part.data, most);
}

/* == Building clauses ========================================================================================= */

struct clause *clause_new(struct arena *arena, enum clause_kind kind, size_t offset, size_t length)
{
    struct clause *clause = arena_take(arena, sizeof *clause);
    if (clause) {
        clause->kind = kind;
        clause->offset = offset;
        clause->length = length;
        clause->begin = offset;
        clause->end = offset + length;
    }
    return clause;
}

enum status clause_append(struct arena *arena, struct clause *parent, struct clause *child, struct failure *failure)
{
    if (parent->child_count == parent->child_capacity) {
        size_t capacity = parent->child_capacity ? parent->child_capacity * 2 : 4;
        struct clause **children = arena_take(arena, capacity * sizeof(struct clause *));
        if (!children)
            return fail_no_memory(failure);
        if (parent->child_count)
            memcpy(children, parent->children, parent->child_count * sizeof *children);
        parent->children = children;
        parent->child_capacity = capacity;
    }
    parent->children[parent->child_count++] = child;
    return STATUS_OK;
}

enum status clause_add(struct parser *parser, struct clause *parent, struct clause *child)
{
    enum status status = STATUS_OK;
    bool same = child->kind == parent->kind && (child->kind == CLAUSE_ALL || child->kind == CLAUSE_ANY);
    if (parent->child_count == 0)
        parent->offset = child->offset;
    parent->length = child->offset + child->length - parent->offset;
    if (!same)
        return clause_append(parser->arena, parent, child, parser->failure);
    for (size_t i = 0; i < child->child_count && !status; i++)
        status = clause_append(parser->arena, parent, child->children[i], parser->failure);
    return status;
}

struct clause *clause_simplest(struct clause *group)
{
    if (group->child_count == 0)
        return NULL;
    return group->child_count == 1 ? group->children[0] : group;
}
