/* What an editor puts above the hits of a query. */
#ifndef DEPECHE_QUERY_BEST_BETS_H
#define DEPECHE_QUERY_BEST_BETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "language/language.h"

struct best_bet {
    const char *words;            /* folded, one space between them */
    const char *address, *title;  /* of the page */
    enum language language;       /* of the title; UNKNOWN: nobody says */
    size_t place;                 /* in the file */
};

struct best_bets;

/* Lines are `words; other words = address | title | language`, the language may be missing; # begins a comment. Addresses are
 * http, https, or paths that begin with /. STATUS_INVALID names file and line. */
enum status best_bets_open(struct best_bets **bets, const char *path, struct failure *failure);
void best_bets_close(struct best_bets *bets); /* NULL is fine */

/* Those of a query that has exactly these words, accents, capitals and elisions aside, in the order of the file:
 * `*found` is the first, borrowed. Their number. */
size_t best_bets_find(const struct best_bets *bets, const char *query, const struct best_bet **found);

/* The file is not any more the one that was read. */
bool best_bets_changed(const struct best_bets *bets);

/* Differs for another file. */
uint64_t best_bets_version(const struct best_bets *bets); /* 0 for NULL */

#endif
