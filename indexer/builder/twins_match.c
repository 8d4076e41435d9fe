/* Within a group of documents that may be twins: whose names and figures go together. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/builder/twins_inside.h"

/* The best must be so much better than the next. */
static const double MARGIN = 1.25;

/* A name that so many documents of a group have tells nothing there, and bounds the time it takes. */
enum { COMMON_IN_GROUP = 64 };

/* The winners of a round leave; those that only lost to them may win the next. */
enum { ROUNDS = 4 };

/* == Names ==================================================================================================== */

static size_t slot_of(const struct twins *twins, uint32_t name)
{
    return (uint32_t)(name * 0x9E3779B1u) >> twins->frequency_shift;
}

enum status twins_count_names(struct twins *twins, struct failure *failure)
{
    enum { LEAST_BITS = 12, MOST_BITS = 24 };
    unsigned bits = LEAST_BITS;
    while (bits < MOST_BITS && ((size_t)1 << bits) < 4 * twins->count)
        bits++;
    twins->frequency_shift = 32 - bits;
    twins->frequencies = calloc((size_t)1 << bits, sizeof *twins->frequencies);
    if (!twins->frequencies)
        return fail_no_memory(failure);
    for (size_t i = 0; i < twins->name_count; i++)
        twins->frequencies[slot_of(twins, twins->names[i])]++;
    return STATUS_OK;
}

/* 1 for a name that every document has. */
static double weight_of(const struct twins *twins, uint32_t name)
{
    uint32_t frequency = twins->frequencies[slot_of(twins, name)];
    return frequency < twins->count ? 1 + log((double)twins->count / (frequency ? frequency : 1)) : 1;
}

static double weight_of_all(const struct twins *twins, const struct twin_entry *entry)
{
    double weight = 0;
    for (size_t i = 0; i < entry->name_count; i++)
        weight += weight_of(twins, twins->names[entry->names + i]);
    return weight;
}

double twins_likeness(const struct twins *twins, uint32_t left, uint32_t right)
{
    const struct twin_entry *a = &twins->entries[left], *b = &twins->entries[right];
    const uint32_t *names = twins->names + a->names, *others = twins->names + b->names;
    double shared = 0, whole = sqrt(weight_of_all(twins, a) * weight_of_all(twins, b));
    for (size_t i = 0, j = 0; i < a->name_count && j < b->name_count;) {
        if (names[i] == others[j])
            shared += weight_of(twins, names[i]);
        size_t step = names[i] <= others[j];
        j += names[i] >= others[j];
        i += step;
    }
    return whole > 0 ? shared / whole : 0;
}

/* == Two alone ================================================================================================ */

static int days_between(struct date left, struct date right)
{
    enum { FAR = 1 << 20 };
    struct date from = date_first_day(left), to = date_first_day(right);
    int years = abs(left.year - right.year);
    if (years > 1)
        return FAR;
    if (date_compare(from, to) > 0) {
        struct date later = from;
        from = to;
        to = later;
    }
    int days = 0;
    while (date_compare(from, to) < 0) {
        from = date_add_days(from, 1);
        days++;
    }
    return days;
}

static bool lone_two_fit(const struct twins *twins, uint32_t left, uint32_t right, const struct twin_rule *rule)
{
    enum { FEW = 5 };
    const struct twin_entry *a = &twins->entries[left], *b = &twins->entries[right];
    bool dated = a->date.year && b->date.year, few = a->name_count < FEW || b->name_count < FEW;
    bool near = !dated || days_between(a->date, b->date) <= rule->days;
    if (near && few && rule->trusted)
        return true;
    return twins_likeness(twins, left, right) >= (near ? rule->lone : rule->least);
}

static void pair(struct twins *twins, uint32_t left, uint32_t right)
{
    twins->entries[left].twin = right;
    twins->entries[right].twin = left;
}

/* == Several ================================================================================================== */

struct posting {
    uint32_t name, member;
};

/* The two documents that are most like one; NO_TWIN while there is none. */
struct ranking {
    uint32_t best;
    double first, second;
};

struct match {
    struct twins *twins;
    const struct twin_rule *rule;
    uint32_t *french, *english;
    size_t french_count, english_count;
    struct posting *postings; /* the names of the French ones */
    size_t posting_count;
    double *weights; /* by French member: of all its names */
    double *shared;  /* with the English one in hand */
    uint32_t *touched;
    struct ranking *of_french, *of_english;
};

static int compare_postings(const void *left, const void *right)
{
    const struct posting *a = left, *b = right;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return a->member < b->member ? -1 : a->member > b->member;
}

static void index_names(struct match *match)
{
    const struct twins *twins = match->twins;
    match->posting_count = 0;
    for (size_t i = 0; i < match->french_count; i++) {
        const struct twin_entry *entry = &twins->entries[match->french[i]];
        for (size_t j = 0; j < entry->name_count; j++)
            match->postings[match->posting_count++] = (struct posting){ twins->names[entry->names + j], (uint32_t)i };
        match->weights[i] = weight_of_all(twins, entry);
        match->of_french[i] = (struct ranking){ .best = NO_TWIN };
        match->shared[i] = 0;
    }
    qsort(match->postings, match->posting_count, sizeof *match->postings, compare_postings);
}

static size_t first_posting(const struct match *match, uint32_t name)
{
    size_t low = 0, high = match->posting_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (match->postings[middle].name < name)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void rank(struct ranking *ranking, uint32_t member, double likeness)
{
    if (likeness > ranking->first) {
        ranking->second = ranking->first;
        ranking->first = likeness;
        ranking->best = member;
    } else if (likeness > ranking->second) {
        ranking->second = likeness;
    }
}

static void compare_one(struct match *match, size_t english)
{
    const struct twins *twins = match->twins;
    const struct twin_entry *entry = &twins->entries[match->english[english]];
    double weight = weight_of_all(twins, entry);
    size_t touched = 0;
    for (size_t i = 0; i < entry->name_count; i++) {
        uint32_t name = twins->names[entry->names + i];
        size_t from = first_posting(match, name), to = from;
        while (to < match->posting_count && match->postings[to].name == name && to - from <= COMMON_IN_GROUP)
            to++;
        if (to - from > COMMON_IN_GROUP)
            continue;
        for (size_t j = from; j < to; j++) {
            uint32_t member = match->postings[j].member;
            if (match->shared[member] == 0)
                match->touched[touched++] = member;
            match->shared[member] += weight_of(twins, name);
        }
    }
    match->of_english[english] = (struct ranking){ .best = NO_TWIN };
    for (size_t i = 0; i < touched; i++) {
        uint32_t member = match->touched[i];
        double likeness = match->shared[member] / sqrt(weight * match->weights[member]);
        rank(&match->of_english[english], member, likeness);
        rank(&match->of_french[member], (uint32_t)english, likeness);
        match->shared[member] = 0;
    }
}

static bool is_plain(const struct ranking *ranking, double least)
{
    return ranking->first >= least && ranking->first >= MARGIN * ranking->second;
}

static size_t pair_the_plain(struct match *match)
{
    size_t paired = 0;
    for (size_t i = 0; i < match->english_count; i++) {
        const struct ranking *ranking = &match->of_english[i];
        if (ranking->best == NO_TWIN || !is_plain(ranking, match->rule->least) ||
            match->of_french[ranking->best].best != i ||
            !is_plain(&match->of_french[ranking->best], match->rule->least))
            continue;
        pair(match->twins, match->english[i], match->french[ranking->best]);
        paired++;
    }
    return paired;
}

static size_t keep_unpaired(const struct twins *twins, uint32_t *members, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (twins->entries[members[i]].twin == NO_TWIN)
            members[kept++] = members[i];
    return kept;
}

static void match_several(struct match *match)
{
    for (size_t round = 0; round < ROUNDS; round++) {
        index_names(match);
        for (size_t i = 0; i < match->english_count; i++)
            compare_one(match, i);
        if (pair_the_plain(match) == 0)
            return;
        match->french_count = keep_unpaired(match->twins, match->french, match->french_count);
        match->english_count = keep_unpaired(match->twins, match->english, match->english_count);
    }
}

static bool has_room(const struct match *match)
{
    return match->postings && match->weights && match->shared && match->touched && match->of_french &&
           match->of_english;
}

static enum status make_room_and_match(struct match *match, struct failure *failure)
{
    size_t names = 0;
    for (size_t i = 0; i < match->french_count; i++)
        names += match->twins->entries[match->french[i]].name_count;
    match->postings = calloc(names + 1, sizeof *match->postings);
    match->weights = calloc(match->french_count, sizeof *match->weights);
    match->shared = calloc(match->french_count, sizeof *match->shared);
    match->touched = calloc(match->french_count, sizeof *match->touched);
    match->of_french = calloc(match->french_count, sizeof *match->of_french);
    match->of_english = calloc(match->english_count, sizeof *match->of_english);
    bool room = has_room(match);
    if (room)
        match_several(match);
    free(match->postings);
    free(match->weights);
    free(match->shared);
    free(match->touched);
    free(match->of_french);
    free(match->of_english);
    return room ? STATUS_OK : fail_no_memory(failure);
}

/* == The group ================================================================================================ */

static bool is_free(const struct twins *twins, uint32_t member, enum language language)
{
    const struct twin_entry *entry = &twins->entries[member];
    return entry->twin == NO_TWIN && entry->uri_bytes > 0 && !(entry->given && entry->stated) &&
           entry->same == member && !entry->crowded && entry->language == language;
}

/* Divide the group by language; without arrays only count. */
static void divide(struct match *match, const uint32_t *members, size_t count)
{
    match->french_count = match->english_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_free(match->twins, members[i], LANGUAGE_FRENCH)) {
            if (match->french)
                match->french[match->french_count] = members[i];
            match->french_count++;
        } else if (is_free(match->twins, members[i], LANGUAGE_ENGLISH)) {
            if (match->english)
                match->english[match->english_count] = members[i];
            match->english_count++;
        }
    }
}

enum status twins_match_group(struct twins *twins, const uint32_t *members, size_t count,
                              const struct twin_rule *rule, struct failure *failure)
{
    struct match match = { .twins = twins, .rule = rule };
    divide(&match, members, count);
    if (match.french_count == 0 || match.english_count == 0)
        return STATUS_OK;
    match.french = calloc(match.french_count, sizeof *match.french);
    match.english = calloc(match.english_count, sizeof *match.english);
    enum status status = match.french && match.english ? STATUS_OK : fail_no_memory(failure);
    if (!status) {
        divide(&match, members, count);
        if (match.french_count > 1 || match.english_count > 1)
            status = make_room_and_match(&match, failure);
        else if (lone_two_fit(twins, match.french[0], match.english[0], rule))
            pair(twins, match.french[0], match.english[0]);
    }
    free(match.french);
    free(match.english);
    return status;
}
