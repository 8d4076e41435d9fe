/* Which documents are two versions of one release: the ways that bring them together, one after the other. */
#include "indexer/builder/twins.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/builder/twins_inside.h"
#include "indexer/facts/pair_key.h"

/* Figures from 845 releases of which each has its twin: the right one of the same day has a likeness over .3 nearly
 * always, a wrong one nearly never. */
static const struct twin_rule place_rule = { .lone = 0.05, .least = 0.25, .days = 3, .trusted = true };
static const struct twin_rule number_rule = { .lone = 0.05, .least = 0.25, .days = 45, .trusted = true };
static const struct twin_rule day_rule = { .lone = 0.25, .least = 0.3 };

/* == Documents ================================================================================================ */

enum status twins_new(struct twins **made, struct failure *failure)
{
    struct twins *twins = calloc(1, sizeof *twins);
    if (!twins)
        return fail_no_memory(failure);
    twins->uris = (struct buffer)BUFFER_EMPTY;
    *made = twins;
    return STATUS_OK;
}

void twins_free(struct twins *twins)
{
    if (!twins)
        return;
    free(twins->entries);
    free(twins->names);
    free(twins->frequencies);
    buffer_clear(&twins->uris);
    free(twins);
}

enum status twins_add(struct twins *twins, struct bytes packed, struct failure *failure)
{
    struct pair_key key;
    if (!pair_key_unpack(packed, &key) || key.uri.size > UINT32_MAX)
        key = (struct pair_key){ .language = LANGUAGE_UNKNOWN };
    if (twins->count >= NO_TWIN)
        return fail(failure, STATUS_LIMIT, "more documents than can be paired");
    if (!array_reserve((void **)&twins->entries, &twins->capacity, twins->count + 1, sizeof *twins->entries) ||
        !array_reserve((void **)&twins->names, &twins->name_capacity, twins->name_count + key.name_count,
                       sizeof *twins->names))
        return fail_no_memory(failure);
    twins->entries[twins->count] = (struct twin_entry){
        .address = key.address,
        .stated = key.stated,
        .number = key.number,
        .places = { key.places[0], key.places[1] },
        .uri = twins->uris.size,
        .uri_bytes = (uint32_t)key.uri.size,
        .names = (uint32_t)twins->name_count,
        .twin = NO_TWIN,
        .same = (uint32_t)twins->count,
        .date = key.date,
        .name_count = (unsigned char)key.name_count,
        .language = (unsigned char)key.language,
        .given = key.given,
    };
    twins->count++;
    if (key.name_count)
        memcpy(twins->names + twins->name_count, key.names, key.name_count * sizeof *key.names);
    twins->name_count += key.name_count;
    buffer_append(&twins->uris, key.uri.data, key.uri.size);
    return buffer_status(&twins->uris, "the addresses of all documents", failure);
}

/* == Groups =================================================================================================== */

/* A document under something that it shares with others. */
struct shared {
    uint64_t key;
    uint32_t member;
};

static int compare_shared(const void *left, const void *right)
{
    const struct shared *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->member < b->member ? -1 : a->member > b->member;
}

/* Up to two keys a document, 0 for none. */
typedef void (*keys_of)(const struct twin_entry *entry, uint64_t key[2]);

/* All documents that have a key, in the order of keys; `shared` has room for two each. */
static size_t sort_by(const struct twins *twins, keys_of of, struct shared *shared)
{
    size_t count = 0;
    for (size_t i = 0; i < twins->count; i++) {
        uint64_t keys[2] = { 0, 0 };
        of(&twins->entries[i], keys);
        for (size_t j = 0; j < 2; j++)
            if (keys[j] && (j == 0 || keys[1] != keys[0]))
                shared[count++] = (struct shared){ keys[j], (uint32_t)i };
    }
    qsort(shared, count, sizeof *shared, compare_shared);
    return count;
}

static enum status match_groups(struct twins *twins, const struct shared *shared, size_t count, uint32_t *members,
                                const struct twin_rule *rule, struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t from = 0, to; from < count && !status; from = to) {
        for (to = from; to < count && shared[to].key == shared[from].key; to++)
            members[to - from] = shared[to].member;
        if (to - from > 1)
            status = twins_match_group(twins, members, to - from, rule, failure);
    }
    return status;
}

static uint64_t day_of(struct date date)
{
    return date.day ? ((uint64_t)date.year << 16 | (uint64_t)date.month << 8 | date.day) : 0;
}

static void keys_of_places(const struct twin_entry *entry, uint64_t keys[2])
{
    keys[0] = entry->places[0];
    keys[1] = entry->places[1];
}

/* Offices count each for themselves: of one number, those of one day go first. */
static void keys_of_number_and_day(const struct twin_entry *entry, uint64_t keys[2])
{
    if (entry->number && entry->date.day)
        keys[0] = entry->number ^ (day_of(entry->date) * 0x9E3779B97F4A7C15u);
}

static void keys_of_number(const struct twin_entry *entry, uint64_t keys[2])
{
    keys[0] = entry->number;
}

static void keys_of_day(const struct twin_entry *entry, uint64_t keys[2])
{
    keys[0] = day_of(entry->date);
}

static void keys_of_address(const struct twin_entry *entry, uint64_t keys[2])
{
    keys[0] = entry->address;
}

static void keys_of_statement(const struct twin_entry *entry, uint64_t keys[2])
{
    keys[0] = entry->stated;
}

/* == Links ==================================================================================================== */

/* One capture of a page and another? */
static bool are_one(const struct twin_entry *left, const struct twin_entry *right)
{
    return left->number == right->number && date_compare(left->date, right->date) == 0;
}

/* Several captures of one page are one: the first stands for them. Documents that only bear the same address, that of
 * the site or of both languages for example, cannot be told apart by it. */
static void join_group(struct twins *twins, const struct shared *addresses, size_t count)
{
    uint32_t first[LANGUAGE_COUNT] = { NO_TWIN, NO_TWIN, NO_TWIN };
    bool crowded = false;
    for (size_t i = 0; i < count; i++) {
        struct twin_entry *entry = &twins->entries[addresses[i].member];
        if (first[entry->language] == NO_TWIN)
            first[entry->language] = addresses[i].member;
        entry->same = first[entry->language];
        crowded |= !are_one(entry, &twins->entries[entry->same]);
    }
    crowded |= first[LANGUAGE_FRENCH] != NO_TWIN && first[LANGUAGE_ENGLISH] != NO_TWIN;
    for (size_t i = 0; i < count; i++)
        twins->entries[addresses[i].member].crowded = crowded;
}

static void join_same(struct twins *twins, const struct shared *addresses, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && addresses[to].key == addresses[from].key;)
            to++;
        join_group(twins, addresses + from, to - from);
    }
}

/* The document at this address in another language than `language`; NO_TWIN when there is none. `taken` says that
 * there is one, be it in the same language. */
static uint32_t find_address(const struct twins *twins, const struct shared *addresses, size_t count,
                             uint64_t address, unsigned char language, bool *taken)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (addresses[middle].key < address)
            low = middle + 1;
        else
            high = middle;
    }
    *taken = low < count && addresses[low].key == address;
    for (; low < count && addresses[low].key == address; low++) {
        const struct twin_entry *entry = &twins->entries[addresses[low].member];
        if (entry->same == addresses[low].member && !entry->crowded && entry->uri_bytes > 0 &&
            entry->language != language)
            return addresses[low].member;
    }
    return NO_TWIN;
}

/* A version that several documents state is the home page of the other language, or a list. */
static void mark_astray(struct twins *twins, const struct shared *statements, size_t count)
{
    for (size_t from = 0, to; from < count; from = to) {
        size_t documents = 0;
        for (to = from; to < count && statements[to].key == statements[from].key; to++)
            documents += twins->entries[statements[to].member].same == statements[to].member;
        for (size_t i = from; i < to; i++)
            twins->entries[statements[i].member].astray = documents > 1 &&
                                                          !twins->entries[statements[i].member].given;
    }
}

/* What somebody states beside the document is so, and whoever is named so has a twin, unless it is said to be
 * another. */
static void follow_given(struct twins *twins, const struct shared *addresses, size_t count)
{
    for (size_t i = 0; i < twins->count; i++) {
        struct twin_entry *entry = &twins->entries[i];
        bool taken;
        if (!entry->given || !entry->stated || entry->same != i || entry->crowded)
            continue;
        uint32_t found = find_address(twins, addresses, count, entry->stated, entry->language, &taken);
        if (found == NO_TWIN)
            continue;
        entry->twin = found;
        if (!twins->entries[found].given && twins->entries[found].twin == NO_TWIN)
            twins->entries[found].twin = (uint32_t)i;
    }
}

/* Links both ways are believed first; then one way, where the other document says nothing against it. */
static void follow_links(struct twins *twins, const struct shared *addresses, size_t count, bool mutual)
{
    for (size_t i = 0; i < twins->count; i++) {
        struct twin_entry *entry = &twins->entries[i];
        bool taken;
        if (!entry->stated || entry->given || entry->twin != NO_TWIN || entry->same != i || entry->crowded ||
            (entry->astray && !mutual))
            continue;
        uint32_t found = find_address(twins, addresses, count, entry->stated, entry->language, &taken);
        if (found == NO_TWIN && taken)
            entry->astray = true; /* to a page in its own language */
        if (found == NO_TWIN || twins->entries[found].twin != NO_TWIN)
            continue;
        struct twin_entry *other = &twins->entries[found];
        if (mutual ? other->stated != entry->address : other->stated != 0 && !other->astray)
            continue;
        entry->twin = found;
        other->twin = (uint32_t)i;
    }
}

/* == The whole ================================================================================================ */

static enum status find_in(struct twins *twins, struct shared *shared, uint32_t *members, struct failure *failure)
{
    static const struct {
        keys_of of;
        const struct twin_rule *rule;
    } ways[] = {
        { keys_of_places, &place_rule },
        { keys_of_number_and_day, &number_rule },
        { keys_of_number, &number_rule },
        { keys_of_day, &day_rule },
    };
    size_t count = sort_by(twins, keys_of_address, shared);
    join_same(twins, shared, count);
    count = sort_by(twins, keys_of_statement, shared);
    mark_astray(twins, shared, count);
    count = sort_by(twins, keys_of_address, shared);
    follow_given(twins, shared, count);
    follow_links(twins, shared, count, true);
    follow_links(twins, shared, count, false);

    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !status; i++) {
        count = sort_by(twins, ways[i].of, shared);
        status = match_groups(twins, shared, count, members, ways[i].rule, failure);
    }
    for (size_t i = 0; i < twins->count; i++) {
        twins->entries[i].twin = twins->entries[twins->entries[i].same].twin;
        twins->entries[i].astray |= twins->entries[twins->entries[i].same].astray;
    }
    return status;
}

enum status twins_find(struct twins *twins, struct failure *failure)
{
    struct shared *shared = calloc(2 * twins->count + 1, sizeof *shared);
    uint32_t *members = calloc(2 * twins->count + 1, sizeof *members);
    enum status status = shared && members ? twins_count_names(twins, failure) : fail_no_memory(failure);
    if (!status)
        status = find_in(twins, shared, members, failure);
    free(shared);
    free(members);
    return status;
}

/* == The answer =============================================================================================== */

size_t twins_document_count(const struct twins *twins)
{
    return twins->count;
}

struct bytes twins_uri(const struct twins *twins, size_t document)
{
    const struct twin_entry *entry = &twins->entries[document];
    return (struct bytes){ twins->uris.bytes + entry->uri, entry->uri_bytes };
}

bool twins_corrects(const struct twins *twins, size_t document)
{
    struct bytes uri;
    enum twin_state state = twins_of(twins, document, &uri);
    return state == TWIN_FOUND || (state == TWIN_NONE && twins->entries[document].stated);
}

enum twin_state twins_of(const struct twins *twins, size_t document, struct bytes *uri)
{
    const struct twin_entry *entry = &twins->entries[document];
    *uri = (struct bytes){ "", 0 };
    if (entry->given && entry->stated)
        return TWIN_STATED;
    if (entry->twin == NO_TWIN)
        return entry->stated && !entry->astray ? TWIN_STATED : TWIN_NONE;
    *uri = twins_uri(twins, entry->twin);
    return twins->entries[entry->twin].address == entry->stated ? TWIN_STATED : TWIN_FOUND;
}

struct twins_counts twins_count(const struct twins *twins)
{
    struct twins_counts counts = { 0, 0 };
    struct bytes uri;
    for (size_t i = 0; i < twins->count; i++) {
        if (twins->entries[i].language == LANGUAGE_UNKNOWN)
            continue;
        if (twins_of(twins, i, &uri) == TWIN_NONE)
            counts.unpaired++;
        else
            counts.paired++;
    }
    return counts;
}
