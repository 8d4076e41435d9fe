/* What the files of this room share: the tree of a query over one database, and what it finds. Nobody else includes
 * this. */
#ifndef DEPECHE_QUERY_MATCH_MATCH_INSIDE_H
#define DEPECHE_QUERY_MATCH_MATCH_INSIDE_H

#include "base/arena.h"
#include "glass/postings.h"
#include "query/match/matcher.h"

/* == A database =============================================================================================== */

/* Numbers of documents that many searches ask for, read once, a window at a time. */
struct column {
    uint64_t *numbers; /* by docid */
    uint32_t *lengths;
    bool *filled; /* by window */
};

struct match_database {
    struct glass_reader *reader;
    struct glass_facts facts;
    uint32_t number, of; /* document d is (d - 1) * of + number + 1 of all databases together */
    uint32_t *hidden;    /* docids of its own, ascending */
    size_t hidden_count;
    struct column lengths, order;
    uint32_t order_slot; /* of `order` */
};

struct matcher {
    struct match_database databases[PLACES_DATABASES];
    size_t database_count;
    struct xs_reader_facts facts;
    uint64_t all_documents; /* hidden ones too */
    char *stub;
    struct hidden hidden;     /* of all databases together */
    struct xs_reader *xapian; /* NULL before it is needed */
    struct buffer data;       /* of the document asked for last */
};

/* The lengths of the documents of the window that begins at `from`. */
enum status match_lengths(struct match_database *database, uint32_t from, const uint32_t **lengths,
                          struct failure *failure);

/* The values of the slot as numbers in their order, 0 without a value. */
enum status match_order(struct match_database *database, uint32_t slot, uint32_t from, const uint64_t **numbers,
                        struct failure *failure);

void match_columns_clear(struct match_database *database);

/* == The tree ================================================================================================= */

struct node {
    enum xs_operator op;
    struct node **children;
    struct node **by_cost; /* the children, the quickest to rule documents out first */
    size_t child_count;
    double cost;
    uint32_t window;
    uint32_t slot;                     /* XS_SAME, XS_VALUE_LE, XS_VALUE_GE */
    struct bytes term;                 /* XS_VALUE_LE, XS_VALUE_GE: what values are compared with */
    double factor;                     /* weights are multiplied by it; XS_FIXED: the weight */
    bool weighs;                       /* it adds weight itself */
    double weight;                     /* of a term or a group: BM25's, without what the document makes of it */
    uint32_t words;                    /* it counts as, where it matches */
    struct glass_postings list;        /* XS_TERM */
    struct glass_places *places;       /* XS_TERM inside a window */
    uint32_t frequency;                /* XS_TERM: in this database */
    uint32_t frequency_of_all;         /* and in all */
    struct node *next;                 /* of all nodes, in the order they were made */
    uint64_t bits[GLASS_WINDOW_WORDS]; /* the documents of this window that match */
    uint32_t *wdfs;                    /* and, if it weighs, how often a term or group is in each */
};

enum { MATCH_WINDOW_WORDS = 32 };

struct tree {
    struct match_database *database;
    struct arena *arena;
    struct node *root, *first, **last;
    struct position_room *room;
    struct failure *failure;
    bool weighs; /* something in it adds weight */
    double all_documents, average_length, k1, b;
};

enum status tree_make(struct tree *tree, const struct xs_query *query);
void tree_clear(struct tree *tree);

/* Give each term and group its weight, by how many documents of all databases it is in. */
void trees_weigh(struct tree *trees, size_t count);

/* Fill the bits of a node for the window that begins at `from`: of the documents `wanted`, which match. */
enum status node_match(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted);

/* Of a phrase or NEAR, whose words are all in the documents of `node->bits`: leave those where they stand as asked.
 */
enum status node_check_window(struct tree *tree, struct node *node, uint32_t from);
enum status node_check_same(struct tree *tree, struct node *node, uint32_t from);
void position_room_free(struct position_room *room);

/* The documents of `wanted` whose value of the node's slot is at most, or at least, its term. */
enum status node_match_values(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted);

/* The documents of a set, in `docids`; how many. */
size_t match_docids(const uint64_t bits[GLASS_WINDOW_WORDS], uint32_t from, uint32_t docids[GLASS_WINDOW]);

/* Where one word of a window stands in a document, whatever its form; ascending, each place once. */
struct match_positions {
    uint32_t *list;
    size_t count, capacity;
};
bool match_positions_add(struct match_positions *positions, const uint32_t *list, size_t count);

/* Of positions past `most`, only some. `at`: the document's place in the window of documents. */
enum status node_positions(struct tree *tree, struct node *word, uint32_t from, size_t at, uint32_t most,
                           struct match_positions *positions);

/* A place, and which word of the window is there. */
struct stand {
    uint32_t position;
    size_t word;
};

struct position_room {
    struct match_positions of[MATCH_WINDOW_WORDS];
    struct stand *stands;
    size_t stand_count, stand_capacity;
};

/* Add to the weights of the documents in `mask`, by their place in the window, what the node gives them, and to
 * `words` the words that it counts as. `lengths`: what BM25 makes of each document's length. */
struct weighing {
    double *weights;
    const double *lengths;
    uint32_t *words; /* NULL: not asked for */
};
void node_weigh(const struct node *node, const uint64_t *mask, const struct weighing *weighing);

/* == The best ================================================================================================= */

struct best_hit {
    double weight;
    uint64_t key; /* what comes before the weight, the larger first */
    uint32_t docid;
};

/* The best so far, as a heap with the worst on top. */
struct best {
    struct best_hit *hits;
    size_t count, capacity, wanted;
};

enum status best_add(struct best *best, const struct best_hit *hit, struct failure *failure);
/* Best first. */
void best_sort(struct best *best);

#endif
