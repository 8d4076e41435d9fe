/* Where the words of a query stand in a text. */
#include "query/concordance/occurrences.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "language/words.h"

/* == What to look for ========================================================================================= */

/* "santé publique", or "aide NEAR/5 haïti". */
static const char *typed_of(const struct plan *plan, const struct pattern *pattern, struct arena *arena)
{
    struct buffer typed = BUFFER_EMPTY;
    for (size_t i = 0; i < pattern->count; i++) {
        if (i && pattern->near)
            buffer_append_format(&typed, " NEAR/%u ", pattern->near);
        else if (i)
            buffer_append_byte(&typed, ' ');
        buffer_append_text(&typed, plan->list[pattern->first + i].typed);
    }
    const char *copy = typed.failed ? NULL : arena_copy(arena, buffer_view(&typed));
    buffer_clear(&typed);
    return copy;
}

/* Do the words of this clause occur together? Those of one paragraph, say, do not. */
static bool is_window(const struct clause *clause)
{
    return clause && (clause->kind == CLAUSE_PHRASE || clause->kind == CLAUSE_NEAR);
}

/* How many words of the list, from `first` on, belong together. */
static size_t words_together(const struct plan *plan, size_t first)
{
    const struct clause *window = plan->list[first].window;
    size_t count = 1;
    while (is_window(window) && first + count < plan->word_count && plan->list[first + count].window == window)
        count++;
    return count;
}

static bool has_required(const struct plan *plan)
{
    for (size_t i = 0; i < plan->word_count; i++)
        if (!plan->list[i].optional)
            return true;
    return false;
}

static enum status add_patterns(struct occurrences *occurrences, struct arena *arena, struct failure *failure)
{
    const struct plan *plan = occurrences->plan;
    bool required = has_required(plan);
    for (size_t i = 0, count; i < plan->word_count; i += count) {
        const struct plan_word *word = &plan->list[i];
        struct pattern *pattern = &occurrences->patterns[occurrences->pattern_count];
        count = words_together(plan, i);
        if (required && word->optional)
            continue;
        *pattern = (struct pattern){ .first = i, .count = count, .title = word->title };
        if (is_window(word->window) && word->window->kind == CLAUSE_NEAR)
            pattern->near = word->window->distance;
        if (!(pattern->typed = typed_of(plan, pattern, arena)))
            return fail_no_memory(failure);
        occurrences->pattern_count++;
    }
    return STATUS_OK;
}

enum status occurrences_init(struct occurrences *occurrences, const struct plan *plan, struct arena *arena,
                             struct failure *failure)
{
    *occurrences = (struct occurrences){ .plan = plan };
    size_t forms = interner_count(plan->marked);
    occurrences->words_of_form = arena_take(arena, (forms + 1) * sizeof *occurrences->words_of_form);
    if (!occurrences->words_of_form)
        return fail_no_memory(failure);
    for (size_t i = 0; i < plan->word_count && i < REQUEST_WORDS; i++) {
        for (size_t j = 0; j < plan->list[i].form_count; j++) {
            uint32_t form = interner_find(plan->marked, plan->list[i].forms[j].form);
            if (form != INTERNER_NONE)
                occurrences->words_of_form[form] |= UINT32_C(1) << i;
        }
    }
    return add_patterns(occurrences, arena, failure);
}

void occurrences_clear(struct occurrences *occurrences)
{
    free(occurrences->items);
    *occurrences = (struct occurrences){ .plan = NULL };
}

/* == Finding ================================================================================================== */

/* The words read last: enough for the widest NEAR. */
enum { RING_WORDS = 128 };

struct place {
    size_t begin, end; /* bytes */
    uint32_t words;    /* of the query, that it is a form of */
};

struct scan {
    struct occurrences *occurrences;
    struct place ring[RING_WORDS];
    size_t read; /* words of the text so far */
    struct failure *failure;
};

static const struct place *place_back(const struct scan *scan, size_t back)
{
    return &scan->ring[(scan->read - 1 - back) % RING_WORDS];
}

static enum status add(struct scan *scan, size_t begin, size_t end, size_t pattern)
{
    struct occurrences *occurrences = scan->occurrences;
    if (!array_reserve((void **)&occurrences->items, &occurrences->capacity, occurrences->count + 1,
                       sizeof *occurrences->items))
        return fail_no_memory(scan->failure);
    occurrences->items[occurrences->count++] = (struct occurrence){ begin, end - begin, pattern };
    return STATUS_OK;
}

/* Do the words of the pattern, side by side, end with the one just read? */
static bool ends_phrase(const struct scan *scan, const struct pattern *pattern)
{
    if (pattern->count > scan->read)
        return false;
    for (size_t i = 0; i < pattern->count; i++)
        if (!(place_back(scan, pattern->count - 1 - i)->words & (UINT32_C(1) << (pattern->first + i))))
            return false;
    return true;
}

/* Do the words of the pattern, in any order, end with the one just read? Each takes the nearest place that no other
 * has; `begin` is set to the first byte of them all. */
static bool ends_near(const struct scan *scan, const struct pattern *pattern, size_t *begin)
{
    uint32_t all = (uint32_t)(((UINT64_C(1) << pattern->count) - 1) << pattern->first), left = all;
    size_t window = pattern->near + 1 > pattern->count ? pattern->near + 1 : pattern->count;
    if (!(place_back(scan, 0)->words & all))
        return false;
    for (size_t back = 0; back < window && back < scan->read && back < RING_WORDS && left; back++) {
        const struct place *place = place_back(scan, back);
        uint32_t taken = place->words & left;
        if (taken) {
            left &= ~(taken & -taken); /* one word a place */
            *begin = place->begin;
        }
    }
    return !left;
}

static enum status see_word(struct scan *scan, bool is_title)
{
    const struct occurrences *occurrences = scan->occurrences;
    const struct place *last = place_back(scan, 0);
    enum status status = STATUS_OK;
    for (size_t i = 0; last->words && i < occurrences->pattern_count && !status; i++) {
        const struct pattern *pattern = &occurrences->patterns[i];
        size_t begin = last->begin;
        if (pattern->title && !is_title)
            continue;
        if (pattern->near && pattern->count > 1) {
            if (ends_near(scan, pattern, &begin))
                status = add(scan, begin, last->end, i);
        } else if (ends_phrase(scan, pattern)) {
            status = add(scan, place_back(scan, pattern->count - 1)->begin, last->end, i);
        }
    }
    return status;
}

/* By their beginnings, the longer of two first. */
static int compare_occurrences(const void *left, const void *right)
{
    const struct occurrence *a = left, *b = right;
    if (a->offset != b->offset)
        return a->offset < b->offset ? -1 : 1;
    if (a->length != b->length)
        return a->length > b->length ? -1 : 1;
    return (a->pattern > b->pattern) - (a->pattern < b->pattern);
}

static void keep_outermost(struct occurrences *occurrences)
{
    size_t kept = 0, end = 0;
    if (occurrences->count)
        qsort(occurrences->items, occurrences->count, sizeof *occurrences->items, compare_occurrences);
    for (size_t i = 0; i < occurrences->count; i++) {
        struct occurrence occurrence = occurrences->items[i];
        if (kept && occurrence.offset + occurrence.length <= end)
            continue;
        end = occurrence.offset + occurrence.length;
        occurrences->items[kept++] = occurrence;
    }
    occurrences->count = kept;
}

enum status occurrences_find(struct occurrences *occurrences, struct bytes text, bool is_title,
                             struct failure *failure)
{
    struct scan scan = { .occurrences = occurrences, .failure = failure };
    struct words words;
    struct word word;
    enum status status = STATUS_OK;
    occurrences->count = 0;
    words_begin(&words, text);
    while (!status && words_next(&words, &word)) {
        uint32_t form = interner_find(occurrences->plan->marked, word.form);
        scan.ring[scan.read++ % RING_WORDS] = (struct place){
            word.offset, word.offset + word.length, form == INTERNER_NONE ? 0 : occurrences->words_of_form[form]
        };
        status = see_word(&scan, is_title);
    }
    keep_outermost(occurrences);
    return status;
}
