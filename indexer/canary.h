/* Canaries: questions of which the librarian knows what they must find, asked of a generation before it is published.
 *
 * A file in UTF-8, a question a line: the query as it would be typed for depeche-query, a tab, the document that must
 * be among the hits (its address, or its path or the end of it; with a '!' before it, one that must not be), and if
 * it must be among the first N (10 where nothing is said), a tab and N. Lines that are empty or begin with '#' are
 * passed over.
 *
 *     inondation OU flood<TAB>releases/2003-05-flood.en.html
 *     country:haïti séisme<TAB>2010-01-20-haiti-earthquake.fr.html<TAB>3
 *
 * It is depeche-query itself that is asked, the program that lies beside this one: what answers is what will answer.
 */
#ifndef DEPECHE_INDEXER_CANARY_H
#define DEPECHE_INDEXER_CANARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"
#include "indexer/builder/generation.h"

struct canary {
    char *query, *document;
    size_t line, within;
    bool unwanted;
};

struct canaries {
    const char *file; /* NULL: nothing is asked */
    char program[FILES_PATH_BYTES];
    struct canary *items;
    size_t count, capacity;
};

/* STATUS_INVALID names the line that is not as it should be; STATUS_NOT_FOUND: the file, or depeche-query. */
enum status canaries_load(struct canaries *canaries, const char *file, struct failure *failure);

/* The generation is finished and not yet published. Each question without its answer is a line of `messages`, and
 * then it is STATUS_INVALID. */
enum status canaries_ask(const struct canaries *canaries, const struct generation *generation, FILE *messages,
                         struct failure *failure);

void canaries_clear(struct canaries *canaries);

#endif
