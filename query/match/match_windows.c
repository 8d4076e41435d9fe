/* Phrases and NEAR: where the words of a window stand in a document that has them all. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "query/match/match_inside.h"

void position_room_free(struct position_room *room)
{
    if (!room)
        return;
    for (size_t i = 0; i < MATCH_WINDOW_WORDS; i++)
        free(room->of[i].list);
    free(room->stands);
    free(room);
}

/* == Reading ================================================================================================== */

bool match_positions_add(struct match_positions *positions, const uint32_t *list, size_t count)
{
    if (positions->count + count > positions->capacity &&
        !array_reserve((void **)&positions->list, &positions->capacity, positions->count + count,
                       sizeof *positions->list))
        return false;
    if (count)
        memcpy(positions->list + positions->count, list, count * sizeof *list);
    positions->count += count;
    return true;
}

static int compare_positions(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void sort_positions(struct match_positions *positions)
{
    size_t kept = 0;
    qsort(positions->list, positions->count, sizeof *positions->list, compare_positions);
    for (size_t i = 0; i < positions->count; i++)
        if (kept == 0 || positions->list[i] != positions->list[kept - 1])
            positions->list[kept++] = positions->list[i];
    positions->count = kept;
}

static bool has(const struct node *node, size_t at)
{
    return node->bits[at / 64] >> (at % 64) & 1;
}

enum status node_positions(struct tree *tree, struct node *word, uint32_t from, size_t at, uint32_t most,
                           struct match_positions *positions)
{
    struct node **forms = word->op == XS_TERM ? &word : word->children;
    size_t count = word->op == XS_TERM ? 1 : word->child_count, found = 0;
    enum status status = STATUS_OK;
    positions->count = 0;
    for (size_t i = 0; i < count && !status; i++) {
        if (!has(forms[i], at) || !forms[i]->places)
            continue;
        const uint32_t *list;
        size_t stands;
        status = glass_places_find(forms[i]->places, from + (uint32_t)at, most, &list, &stands, tree->failure);
        if (!status && !match_positions_add(positions, list, stands))
            status = fail_no_memory(tree->failure);
        found++;
    }
    if (found > 1 && positions->count)
        sort_positions(positions);
    return status;
}

/* == Phrases ================================================================================================== */

static size_t place_of(const struct node *window, const struct node *word)
{
    size_t place = 0;
    while (window->children[place] != word)
        place++;
    return place;
}

/* Of the beginnings, leave those where `word` stands `place` further on. */
static void keep_beginnings(struct match_positions *beginnings, const struct match_positions *word, size_t place)
{
    size_t kept = 0;
    for (size_t i = 0, j = 0; i < beginnings->count && j < word->count;) {
        uint64_t expected = (uint64_t)beginnings->list[i] + place;
        if (word->list[j] < expected) {
            j++;
            continue;
        }
        if (word->list[j] == expected)
            beginnings->list[kept++] = beginnings->list[i];
        i++;
    }
    beginnings->count = kept;
}

/* The rarest word first: mostly its neighbour is another than the phrase's, and the rest need not be read. */
static enum status check_phrase(struct tree *tree, struct node *window, uint32_t from, size_t at, bool *fits)
{
    struct match_positions *beginnings = &tree->room->of[0], *others = &tree->room->of[1];
    enum status status = node_positions(tree, window->by_cost[0], from, at, UINT32_MAX, beginnings);
    size_t first = place_of(window, window->by_cost[0]), kept = 0;
    for (size_t i = 0; i < beginnings->count; i++)
        if (beginnings->list[i] >= first)
            beginnings->list[kept++] = (uint32_t)(beginnings->list[i] - first);
    beginnings->count = kept;
    for (size_t i = 1; i < window->child_count && !status && beginnings->count; i++) {
        size_t place = place_of(window, window->by_cost[i]);
        uint32_t last = beginnings->list[beginnings->count - 1];
        uint32_t most = last > UINT32_MAX - place ? UINT32_MAX : (uint32_t)(last + place);
        status = node_positions(tree, window->by_cost[i], from, at, most, others);
        keep_beginnings(beginnings, others, place);
    }
    *fits = beginnings->count > 0;
    return status;
}

/* == NEAR ===================================================================================================== */

static int compare_stands(const void *left, const void *right)
{
    const struct stand *a = left, *b = right;
    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    return (a->word > b->word) - (a->word < b->word);
}

static enum status gather_stands(struct tree *tree, const struct node *window, uint32_t from, size_t at)
{
    struct position_room *room = tree->room;
    room->stand_count = 0;
    for (size_t word = 0; word < window->child_count; word++) {
        struct match_positions *positions = &room->of[word];
        enum status status = node_positions(tree, window->children[word], from, at, UINT32_MAX, positions);
        if (status)
            return status;
        if (!array_reserve((void **)&room->stands, &room->stand_capacity, room->stand_count + positions->count + 1,
                           sizeof *room->stands))
            return fail_no_memory(tree->failure);
        for (size_t i = 0; i < positions->count; i++)
            room->stands[room->stand_count++] = (struct stand){ positions->list[i], word };
    }
    qsort(room->stands, room->stand_count, sizeof *room->stands, compare_stands);
    return STATUS_OK;
}

/* A place holds one word of the window only: give each word a place, and where it is taken, ask who took it for
 * another. */
struct seating {
    const struct stand *stands;
    size_t count;
    size_t holder[MATCH_WINDOW_WORDS]; /* of each word: the stand that seats it, or SIZE_MAX */
};

static bool is_free(const struct seating *seating, size_t stand, size_t *taken_by)
{
    for (size_t word = 0; word < MATCH_WINDOW_WORDS; word++) {
        if (seating->holder[word] == SIZE_MAX ||
            seating->stands[seating->holder[word]].position != seating->stands[stand].position)
            continue;
        *taken_by = word;
        return false;
    }
    return true;
}

static bool seat(struct seating *seating, size_t word, uint32_t *asked)
{
    *asked |= UINT32_C(1) << word;
    for (size_t i = 0; i < seating->count; i++) {
        size_t other = 0;
        if (seating->stands[i].word != word)
            continue;
        if (!is_free(seating, i, &other)) {
            if (*asked >> other & 1)
                continue;
            size_t held = seating->holder[other];
            if (!seat(seating, other, asked) || seating->holder[other] == held)
                continue;
        }
        seating->holder[word] = i;
        return true;
    }
    return false;
}

static bool can_be_seated(const struct stand *stands, size_t count, size_t words)
{
    struct seating seating = { .stands = stands, .count = count };
    for (size_t word = 0; word < MATCH_WINDOW_WORDS; word++)
        seating.holder[word] = SIZE_MAX;
    for (size_t word = 0; word < words; word++) {
        uint32_t asked = 0;
        if (!seat(&seating, word, &asked))
            return false;
    }
    return true;
}

static bool stands_fit(const struct position_room *room, const struct node *window)
{
    size_t inside[MATCH_WINDOW_WORDS] = { 0 }, different = 0, end = 0;
    for (size_t first = 0; first < room->stand_count; first++) {
        for (; end < room->stand_count && room->stands[end].position - room->stands[first].position < window->window;
             end++)
            different += inside[room->stands[end].word]++ == 0;
        if (different == window->child_count && can_be_seated(&room->stands[first], end - first, window->child_count))
            return true;
        different -= --inside[room->stands[first].word] == 0;
    }
    return false;
}

static enum status check_near(struct tree *tree, const struct node *window, uint32_t from, size_t at, bool *fits)
{
    enum status status = gather_stands(tree, window, from, at);
    *fits = !status && stands_fit(tree->room, window);
    return status;
}

/* == The whole ================================================================================================ */

enum status node_check_window(struct tree *tree, struct node *node, uint32_t from)
{
    enum status status = STATUS_OK;
    if (!tree->room && !(tree->room = calloc(1, sizeof *tree->room)))
        return fail_no_memory(tree->failure);
    if (node->op == XS_SAME)
        return node_check_same(tree, node, from);
    for (size_t word = 0; word < GLASS_WINDOW_WORDS; word++) {
        for (uint64_t left = node->bits[word]; left && !status; left &= left - 1) {
            size_t bit = (size_t)__builtin_ctzll(left);
            bool fits = false;
            status = node->op == XS_PHRASE ? check_phrase(tree, node, from, word * 64 + bit, &fits)
                                           : check_near(tree, node, from, word * 64 + bit, &fits);
            if (!fits)
                node->bits[word] &= ~(UINT64_C(1) << bit);
        }
    }
    return status;
}
