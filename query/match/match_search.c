/* One search: each database's documents, a window after the other, and the best of all. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "query/match/match_inside.h"

enum { SHORTEST_LENGTH_HALVES = 1 }; /* BM25's minimum of a normalised length, in halves */

/* What a caller sees, and behind it what the pointers point to. */
struct matched {
    struct xs_result shown;
    struct xs_result *by_xapian; /* NULL: found here */
    uint32_t *docids;
    size_t docid_capacity;
};

struct search {
    struct matcher *matcher;
    const struct xs_search *asked;
    struct tree trees[PLACES_DATABASES];
    struct best best;
    struct matched *found;
    uint32_t most_words;
    struct arena arena;
    double *weights, *lengths; /* of a window */
    uint32_t *words;
    struct failure *failure;
};

/* == One window =============================================================================================== */

/* The numbers of documents that there may be, but for the hidden ones. */
static void set_wanted(const struct match_database *database, uint32_t from, uint64_t wanted[GLASS_WINDOW_WORDS])
{
    memset(wanted, 0xFF, GLASS_WINDOW_WORDS * sizeof *wanted);
    if (from == 0)
        wanted[0] &= ~UINT64_C(1);
    for (uint64_t at = (uint64_t)database->facts.last_docid + 1 - from; at < GLASS_WINDOW; at++)
        wanted[at / 64] &= ~(UINT64_C(1) << (at % 64));
    size_t low = 0, high = database->hidden_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (database->hidden[middle] < from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < database->hidden_count && database->hidden[low] - from < GLASS_WINDOW; low++) {
        uint32_t at = database->hidden[low] - from;
        wanted[at / 64] &= ~(UINT64_C(1) << (at % 64));
    }
}

/* What BM25 adds to the wdf below the line. */
static enum status set_lengths(struct search *search, const struct tree *tree, uint32_t from, const uint64_t *bits)
{
    const uint32_t *lengths;
    enum status status = match_lengths(tree->database, from, &lengths, search->failure);
    double factor = tree->average_length > 0 ? 1 / tree->average_length : 0;
    for (size_t word = 0; word < GLASS_WINDOW_WORDS && !status; word++) {
        for (uint64_t left = bits[word]; left; left &= left - 1) {
            size_t at = word * 64 + (size_t)__builtin_ctzll(left);
            double length = lengths[at] * factor, least = SHORTEST_LENGTH_HALVES / 2.0;
            search->lengths[at] = tree->k1 * ((length > least ? length : least) * tree->b + (1 - tree->b));
            search->weights[at] = 0;
        }
    }
    return status;
}

static uint32_t joined_docid(const struct match_database *database, uint32_t docid)
{
    return (docid - 1) * database->of + database->number + 1;
}

static enum status keep_docid(struct search *search, uint32_t docid)
{
    struct matched *found = search->found;
    if (!array_reserve((void **)&found->docids, &found->docid_capacity, found->shown.docid_count + 1,
                       sizeof *found->docids))
        return fail_no_memory(search->failure);
    found->docids[found->shown.docid_count++] = docid;
    return STATUS_OK;
}

/* Of documents that have more words than any before, the others are forgotten. */
static bool has_enough_words(struct search *search, uint32_t words)
{
    if (words > search->most_words) {
        search->most_words = words;
        search->best.count = search->found->shown.docid_count = search->found->shown.total = 0;
    }
    return words == search->most_words;
}

static uint64_t key_of(const struct search *search, uint64_t number)
{
    if (search->asked->order == XS_BY_VALUE_DESCENDING)
        return number;
    return number ? ~number : 0; /* without a value: last */
}

static enum status take_document(struct search *search, const struct tree *tree, uint32_t from, size_t at,
                                 const uint64_t *numbers)
{
    struct best_hit hit = { .docid = joined_docid(tree->database, from + (uint32_t)at) };
    if (search->words && !has_enough_words(search, search->words[at]))
        return STATUS_OK;
    search->found->shown.total++;
    if (search->asked->all_docids) {
        enum status status = keep_docid(search, hit.docid);
        if (status)
            return status;
    }
    hit.weight = tree->weighs ? search->weights[at] : 0;
    hit.key = numbers ? key_of(search, numbers[at]) : 0;
    return best_add(&search->best, &hit, search->failure);
}

static bool needs_weights(const struct search *search, const struct tree *tree)
{
    return search->words || (tree->weighs && search->best.wanted > 0);
}

static uint32_t count_bits(const uint64_t *bits)
{
    uint32_t count = 0;
    for (size_t word = 0; word < GLASS_WINDOW_WORDS; word++)
        count += (uint32_t)__builtin_popcountll(bits[word]);
    return count;
}

static enum status take_window(struct search *search, struct tree *tree, uint32_t from)
{
    const uint64_t *bits = tree->root->bits, *numbers = NULL;
    const struct xs_search *asked = search->asked;
    enum status status = STATUS_OK;
    bool sorted = asked->order == XS_BY_VALUE_ASCENDING || asked->order == XS_BY_VALUE_DESCENDING;
    uint32_t count = count_bits(bits);
    if (count == 0)
        return STATUS_OK;
    if (!search->words && !asked->all_docids && search->best.wanted == 0) {
        search->found->shown.total += count;
        return STATUS_OK;
    }
    if (search->words)
        memset(search->words, 0, GLASS_WINDOW * sizeof *search->words);
    if (needs_weights(search, tree)) {
        const struct weighing weighing = { search->weights, search->lengths, search->words };
        if ((status = set_lengths(search, tree, from, bits)))
            return status;
        node_weigh(tree->root, bits, &weighing);
    }
    if (sorted && search->best.wanted &&
        (status = match_order(tree->database, asked->order_slot, from, &numbers, search->failure)))
        return status;
    for (size_t word = 0; word < GLASS_WINDOW_WORDS; word++)
        for (uint64_t left = bits[word]; left && !status; left &= left - 1)
            status = take_document(search, tree, from, word * 64 + (size_t)__builtin_ctzll(left), numbers);
    return status;
}

static enum status search_database(struct search *search, struct tree *tree)
{
    enum status status = STATUS_OK;
    uint64_t wanted[GLASS_WINDOW_WORDS];
    for (uint64_t from = 0; from <= tree->database->facts.last_docid && !status; from += GLASS_WINDOW) {
        set_wanted(tree->database, (uint32_t)from, wanted);
        if (!(status = node_match(tree, tree->root, (uint32_t)from, wanted)))
            status = take_window(search, tree, (uint32_t)from);
    }
    return status;
}

/* == All databases ============================================================================================ */

static enum status make_trees(struct search *search)
{
    struct matcher *matcher = search->matcher;
    for (size_t i = 0; i < matcher->database_count; i++) {
        struct tree *tree = &search->trees[i];
        *tree = (struct tree){ .database = &matcher->databases[i], .arena = &search->arena };
        tree->failure = search->failure;
        tree->k1 = search->asked->bm25_k1;
        tree->b = search->asked->bm25_b;
        tree->all_documents = matcher->all_documents;
        tree->average_length = matcher->facts.average_length;
        enum status status = tree_make(tree, search->asked->query);
        if (status)
            return status;
    }
    trees_weigh(search->trees, matcher->database_count);
    return STATUS_OK;
}

/* The hits asked for, of the best. */
static enum status show(struct search *search)
{
    struct xs_result *shown = &search->found->shown;
    best_sort(&search->best);
    size_t first = search->asked->first < search->best.count ? search->asked->first : search->best.count;
    size_t count = search->best.count - first;
    if (!(shown->hits = calloc(count + 1, sizeof *shown->hits)))
        return fail_no_memory(search->failure);
    for (; shown->hit_count < count; shown->hit_count++) {
        const struct best_hit *hit = &search->best.hits[first + shown->hit_count];
        shown->hits[shown->hit_count] = (struct xs_hit){ hit->docid, hit->weight, { "", 0 } };
    }
    shown->total_is_exact = true;
    shown->most_words = search->most_words;
    shown->docids = search->found->docids;
    return STATUS_OK;
}

static enum status prepare(struct search *search)
{
    const struct xs_search *asked = search->asked;
    uint64_t wanted = asked->count ? (uint64_t)asked->first + asked->count : 0;
    uint64_t all = search->matcher->all_documents;
    search->best.wanted = (size_t)(wanted < all ? wanted : all);
    search->weights = arena_take(&search->arena, GLASS_WINDOW * sizeof *search->weights);
    search->lengths = arena_take(&search->arena, GLASS_WINDOW * sizeof *search->lengths);
    if (asked->order == XS_BY_MOST_WORDS)
        search->words = arena_take(&search->arena, GLASS_WINDOW * sizeof *search->words);
    bool room = search->weights && search->lengths && (search->words || asked->order != XS_BY_MOST_WORDS);
    return room ? STATUS_OK : fail_no_memory(search->failure);
}

static enum status search_here(struct matcher *matcher, const struct xs_search *asked, struct matched *found,
                               struct failure *failure)
{
    struct search search = { .matcher = matcher, .asked = asked, .found = found, .failure = failure };
    enum status status;
    if ((status = prepare(&search)) || (status = make_trees(&search)))
        goto done;
    for (size_t i = 0; i < matcher->database_count && !status; i++)
        status = search_database(&search, &search.trees[i]);
    if (!status)
        status = show(&search);

done:
    for (size_t i = 0; i < matcher->database_count; i++)
        tree_clear(&search.trees[i]);
    free(search.best.hits);
    arena_clear(&search.arena);
    return status;
}

/* == Either way =============================================================================================== */

static enum status search_by_xapian(struct matcher *matcher, const struct xs_search *asked, struct matched *found,
                                    struct failure *failure)
{
    const struct xs_reader *reader;
    struct xs_search search = *asked;
    search.data_later = true;
    enum status status = matcher_xapian(matcher, &reader, failure);
    if (!status)
        status = xs_search(reader, &search, &found->by_xapian, failure);
    if (!status)
        found->shown = *found->by_xapian;
    return status;
}

static void empty(struct matched *found)
{
    if (found->by_xapian)
        xs_result_free(found->by_xapian);
    else
        free(found->shown.hits);
    free(found->docids);
    *found = (struct matched){ .by_xapian = NULL };
}

enum status matcher_search(struct matcher *matcher, const struct xs_search *asked, struct xs_result **result,
                           struct failure *failure)
{
    struct matched *found = calloc(1, sizeof *found);
    if (!found)
        return fail_no_memory(failure);
    bool here = matcher->database_count > 0 && asked->facet_count == 0 && matcher_knows(asked->query);
    enum status status = here ? search_here(matcher, asked, found, failure)
                              : search_by_xapian(matcher, asked, found, failure);
    if (status)
        matcher_result_free(&found->shown);
    else
        *result = &found->shown;
    return status;
}

void matcher_result_free(struct xs_result *result)
{
    struct matched *found = (struct matched *)result;
    if (found)
        empty(found);
    free(found);
}

static enum status note_value(uint32_t docid, struct bytes value, void *context)
{
    bool *has = context;
    (void)docid;
    *has = value.size > 0;
    return STATUS_OK;
}

enum status matcher_hit_has_value(struct matcher *matcher, const struct xs_result *result, size_t hit, uint32_t slot,
                                  bool *has, struct failure *failure)
{
    const struct matched *found = (const struct matched *)result;
    size_t databases = matcher->database_count;
    *has = false;
    if (databases) {
        uint32_t docid = result->hits[hit].docid - 1, own = (uint32_t)(docid / databases + 1);
        return glass_reader_values(matcher->databases[docid % databases].reader, slot, &own, 1, note_value, has,
                                   failure);
    }
    struct bytes value = { "", 0 };
    enum status status = xs_result_value(found->by_xapian, hit, slot, &value, failure);
    *has = value.size > 0;
    return status;
}
