/* What values decide: those that are compared with another, and blocks of a text that hold several words (SAME). */
#include "query/match/match_inside.h"

size_t match_docids(const uint64_t bits[GLASS_WINDOW_WORDS], uint32_t from, uint32_t docids[GLASS_WINDOW])
{
    size_t count = 0;
    for (size_t word = 0; word < GLASS_WINDOW_WORDS; word++)
        for (uint64_t left = bits[word]; left; left &= left - 1)
            docids[count++] = from + (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(left);
    return count;
}

/* == Comparing ================================================================================================ */

struct comparing {
    struct node *node;
    uint32_t from;
};

static enum status compare_value(uint32_t docid, struct bytes value, void *context)
{
    const struct comparing *comparing = context;
    struct node *node = comparing->node;
    int order = glass_compare_keys(value, node->term);
    size_t at = docid - comparing->from;
    if (value.size && (node->op == XS_VALUE_LE ? order <= 0 : order >= 0))
        node->bits[at / 64] |= UINT64_C(1) << (at % 64);
    return STATUS_OK;
}

enum status node_match_values(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    uint32_t docids[GLASS_WINDOW];
    struct comparing comparing = { node, from };
    size_t count = match_docids(wanted, from, docids);
    return glass_reader_values(tree->database->reader, node->slot, docids, count, compare_value, &comparing,
                               tree->failure);
}

/* == Blocks =================================================================================================== */

/* Rooms for positions, by what they hold. */
enum { WORD, BLOCKS, FIRSTS };

struct looking {
    struct tree *tree;
    struct node *node;
    uint32_t from;
    const uint32_t *docids;
    size_t next, count; /* of the documents: those before `next` are decided */
};

/* A block's first position is told as the distance from the one before. */
static bool read_firsts(struct bytes value, struct match_positions *firsts)
{
    uint32_t first = 0;
    uint64_t step;
    firsts->count = 0;
    while (bytes_read_varint(&value, &step)) {
        first += (uint32_t)step;
        if (!match_positions_add(firsts, &first, 1))
            return false;
    }
    return true;
}

/* From positions to the blocks they are in, each once: how many begin at or before it. */
static void make_blocks(struct match_positions *positions, const struct match_positions *firsts)
{
    size_t kept = 0, block = 0;
    for (size_t i = 0; i < positions->count; i++) {
        while (block < firsts->count && firsts->list[block] <= positions->list[i])
            block++;
        if (kept == 0 || positions->list[kept - 1] != block)
            positions->list[kept++] = (uint32_t)block;
    }
    positions->count = kept;
}

static void keep_common(struct match_positions *common, const struct match_positions *others)
{
    size_t kept = 0;
    for (size_t i = 0, j = 0; i < common->count && j < others->count;) {
        if (common->list[i] == others->list[j])
            common->list[kept++] = common->list[i];
        if (common->list[i] < others->list[j])
            i++;
        else
            j++;
    }
    common->count = kept;
}

/* A document without blocks is one block. */
static enum status decide(struct looking *looking, struct bytes value)
{
    struct tree *tree = looking->tree;
    struct node *node = looking->node;
    struct match_positions *rooms = tree->room->of;
    size_t at = looking->docids[looking->next++] - looking->from;
    enum status status = STATUS_OK;
    if (!read_firsts(value, &rooms[FIRSTS]))
        return fail_no_memory(tree->failure);
    for (size_t i = 0; i < node->child_count && !status && (i == 0 || rooms[BLOCKS].count); i++) {
        struct match_positions *into = i == 0 ? &rooms[BLOCKS] : &rooms[WORD];
        status = node_positions(tree, node->by_cost[i], looking->from, at, UINT32_MAX, into);
        make_blocks(into, &rooms[FIRSTS]);
        if (i > 0)
            keep_common(&rooms[BLOCKS], into);
    }
    if (rooms[BLOCKS].count == 0)
        node->bits[at / 64] &= ~(UINT64_C(1) << (at % 64));
    return status;
}

static const struct bytes no_value = { "", 0 };

static enum status look_at(uint32_t docid, struct bytes value, void *context)
{
    struct looking *looking = context;
    enum status status = STATUS_OK;
    while (!status && looking->docids[looking->next] < docid)
        status = decide(looking, no_value);
    return status ? status : decide(looking, value);
}

enum status node_check_same(struct tree *tree, struct node *node, uint32_t from)
{
    uint32_t docids[GLASS_WINDOW];
    struct looking looking = { .tree = tree, .node = node, .from = from, .docids = docids };
    looking.count = match_docids(node->bits, from, docids);
    enum status status = glass_reader_values(tree->database->reader, node->slot, docids, looking.count, look_at,
                                             &looking, tree->failure);
    while (!status && looking.next < looking.count)
        status = decide(&looking, no_value);
    return status;
}
