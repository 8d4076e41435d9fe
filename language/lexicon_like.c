/* Words that are spelt nearly alike.
 *
 * The keys of the lexicon are sorted, so they are a tree of letters without a file of its own: walking along them,
 * the rows of the table of distances are kept for each letter of the way, and when no word that begins like the
 * present one can be near enough, all that begin so are passed over at once. */
#include <stdlib.h>
#include <string.h>

#include "language/lexicon_inside.h"

/* A longer word is no slip of the fingers. Letters are counted as bytes: folded, ours have one each. */
enum { LONGEST = 48, MOST_SLIPS = 2, DEEPEST = LONGEST + MOST_SLIPS + 1 };

/* However large the lexicon, no look-up takes longer than this many entries take. */
enum { MOST_ENTRIES = 400000 };

enum { TOO_FAR = 100 };

struct walk {
    const struct table *table;
    struct bytes word;
    unsigned most_slips;
    unsigned char way[DEEPEST]; /* the letters the rows stand for */
    size_t depth;
    unsigned char rows[DEEPEST + 1][LONGEST + 1]; /* rows[d][j]: from d letters of the way to j of the word */
    struct lexicon_like *likes;
    size_t most, count;
};

/* == Distances ================================================================================================ */

static unsigned least(unsigned left, unsigned right)
{
    return left < right ? left : right;
}

/* Go one letter on; the least distance any word that begins so can have is returned. A letter put in, left out,
 * changed, or swapped with its neighbour is one slip. Only what is within `most_slips` of the diagonal is reckoned,
 * with TOO_FAR on both sides of it. */
static unsigned add_letter(struct walk *walk, unsigned char letter)
{
    size_t depth = walk->depth++, most = walk->most_slips, last = depth + 1 + most;
    const unsigned char *word = (const unsigned char *)walk->word.data, *above = walk->rows[depth];
    unsigned char *row = walk->rows[depth + 1];
    size_t first = depth + 1 > most ? depth + 1 - most : 0;
    unsigned nearest = TOO_FAR;
    walk->way[depth] = letter;
    if (first == 0)
        nearest = row[0] = (unsigned char)(depth + 1);
    else if (first <= LONGEST)
        row[first - 1] = TOO_FAR;
    for (size_t j = first ? first : 1; j <= walk->word.size && j <= last; j++) {
        unsigned slips = least(least(above[j], row[j - 1]) + 1U, above[j - 1] + (unsigned)(word[j - 1] != letter));
        bool swapped = depth > 0 && j > 1 && letter == word[j - 2] && walk->way[depth - 1] == word[j - 1];
        if (swapped)
            slips = least(slips, walk->rows[depth - 1][j - 2] + 1U);
        row[j] = (unsigned char)slips;
        nearest = least(nearest, slips);
    }
    if (last < LONGEST)
        row[last + 1] = TOO_FAR;
    return nearest;
}

/* Go back to where the word parts from the way, and on along it. How many of its letters lead to words that may be
 * near enough: all of them, or fewer. */
static size_t follow(struct walk *walk, struct bytes word)
{
    size_t common = 0;
    while (common < walk->depth && common < word.size && walk->way[common] == (unsigned char)word.data[common])
        common++;
    walk->depth = common;
    while (walk->depth < word.size)
        if (walk->depth + 1 >= DEEPEST || add_letter(walk, (unsigned char)word.data[walk->depth]) > walk->most_slips)
            return walk->depth;
    return word.size + 1;
}

/* == The walk ================================================================================================= */

static bool begins_so(const struct table *table, size_t at, struct bytes beginning)
{
    struct table_entry entry;
    return at < table->entry_count && table_entry_at(table, at, &entry) && entry.key.size >= beginning.size &&
           memcmp(entry.key.data, beginning.data, beginning.size) == 0;
}

/* The first entry after `at` that begins otherwise: few steps when it is near, as it nearly always is. */
static size_t pass_over(const struct table *table, size_t at, struct bytes beginning)
{
    size_t inside = at, step = 1;
    while (begins_so(table, inside + step, beginning)) {
        inside += step;
        step *= 2;
    }
    for (; step > 0; step /= 2)
        if (begins_so(table, inside + step, beginning))
            inside += step;
    return inside + 1;
}

/* The nearest first; of equally near ones those with the same first letter, then the most frequent. */
static bool is_better(const struct walk *walk, const struct lexicon_like *left, const struct lexicon_like *right)
{
    bool left_begins = walk->word.size && left->folded.size && left->folded.data[0] == walk->word.data[0];
    bool right_begins = walk->word.size && right->folded.size && right->folded.data[0] == walk->word.data[0];
    if (left->slips != right->slips)
        return left->slips < right->slips;
    if (left_begins != right_begins)
        return left_begins;
    return left->document_count > right->document_count;
}

/* The best `most` are kept in order; few are, so they are sorted by insertion. */
static void keep(struct walk *walk, struct lexicon_like like)
{
    size_t at = walk->count;
    if (walk->count == walk->most && !is_better(walk, &like, &walk->likes[at - 1]))
        return;
    if (walk->count < walk->most)
        walk->count++;
    else
        at--;
    for (; at > 0 && is_better(walk, &like, &walk->likes[at - 1]); at--)
        walk->likes[at] = walk->likes[at - 1];
    walk->likes[at] = like;
}

static enum status take(struct walk *walk, const struct table_entry *entry, struct failure *failure)
{
    struct lexicon_like like = { .folded = { entry->key.data + 1, entry->key.size - 1 } };
    struct bytes value = entry->value;
    size_t apart = walk->depth > walk->word.size ? walk->depth - walk->word.size : walk->word.size - walk->depth;
    if (apart > walk->most_slips)
        return STATUS_OK;
    like.slips = walk->rows[walk->depth][walk->word.size];
    if (like.slips > walk->most_slips)
        return STATUS_OK;
    while (value.size) {
        struct lexicon_form form;
        if (!lexicon_read_form(&value, &form))
            return lexicon_fail_damaged(failure);
        if (!like.form.size)
            like.form = form.form;
        like.document_count += form.document_count;
    }
    keep(walk, like);
    return STATUS_OK;
}

enum status lexicon_find_like(const struct lexicon *lexicon, struct bytes folded, unsigned most_slips,
                              struct lexicon_like *likes, size_t most, size_t *count, struct failure *failure)
{
    struct walk *walk = NULL;
    enum status status = STATUS_OK;
    *count = 0;
    if (folded.size == 0 || folded.size > LONGEST || most == 0)
        return STATUS_OK;
    if (!(walk = calloc(1, sizeof *walk)))
        return fail_no_memory(failure);
    walk->table = &lexicon->table;
    walk->word = folded;
    walk->most_slips = most_slips < MOST_SLIPS ? most_slips : MOST_SLIPS;
    walk->likes = likes;
    walk->most = most;
    for (size_t j = 0; j <= folded.size; j++)
        walk->rows[0][j] = (unsigned char)j;

    char bytes[KEY_BYTES];
    size_t at = table_lower_bound(walk->table, lexicon_make_key(bytes, KEY_FOLDED, (struct bytes){ "", 0 }));
    for (size_t seen = 0; at < walk->table->entry_count && seen < MOST_ENTRIES && !status; seen++) {
        struct table_entry entry;
        if (!table_entry_at(walk->table, at, &entry)) {
            status = lexicon_fail_damaged(failure);
            break;
        }
        if (entry.key.size == 0 || entry.key.data[0] != KEY_FOLDED)
            break;
        size_t letters = follow(walk, (struct bytes){ entry.key.data + 1, entry.key.size - 1 });
        if (letters < entry.key.size) {
            at = pass_over(walk->table, at, (struct bytes){ entry.key.data, 1 + letters });
            continue;
        }
        status = take(walk, &entry, failure);
        at++;
    }
    *count = walk->count;
    free(walk);
    return status;
}

unsigned lexicon_slips_allowed(struct bytes folded)
{
    enum { ONE_FROM = 4, TWO_FROM = 8 };
    for (size_t i = 0; i < folded.size; i++)
        if (folded.data[i] >= '0' && folded.data[i] <= '9')
            return 0; /* another number is another thing */
    return folded.size >= TWO_FROM ? 2 : folded.size >= ONE_FROM ? 1 : 0;
}
