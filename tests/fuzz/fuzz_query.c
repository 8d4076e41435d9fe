/* Fuzzes query/parse: a query of any bytes becomes a tree within the gate, or an error that names its place. */
#include <stdlib.h>
#include <string.h>

#include "query/parse/parse.h"
#include "query/request.h"
#include "tests/fuzz/fuzz_target.h"

/* How many words it asks for; a tree that is not within its own query is no tree. */
static size_t count_words(const struct clause *clause, struct bytes query, unsigned level)
{
    size_t words = clause && clause->text && clause->kind <= CLAUSE_PREFIX;
    if (!clause)
        return 0;
    if (level > 4 * REQUEST_LEVELS || clause->offset > query.size || clause->length > query.size - clause->offset)
        abort();
    if (words && !*clause->text)
        abort();
    for (size_t i = 0; i < clause->child_count; i++)
        words += count_words(clause->children[i], query, level + 1);
    return words;
}

static void parse(struct bytes query, enum language ui)
{
    const struct date today = { .year = 2026, .month = 3, .day = 31 };
    struct arena arena = ARENA_EMPTY;
    struct clause *root = NULL;
    struct failure failure = FAILURE_NONE;
    size_t error_offset = 0;
    if (parse_query(query, today, ui, &arena, &root, &error_offset, &failure)) {
        if (!*failure.message || error_offset > query.size)
            abort();
    } else if (count_words(root, query, 0) > REQUEST_WORDS)
        abort();
    arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes query = { (const char *)data, size };
    struct arena arena = ARENA_EMPTY;
    struct clause *root = NULL;
    struct failure failure = FAILURE_NONE;
    parse(query, LANGUAGE_FRENCH);
    parse(query, LANGUAGE_ENGLISH);
    if (parse_plain(query, &arena, &root, &failure))
        abort();
    count_words(root, query, 0);
    arena_clear(&arena);
    return 0;
}
