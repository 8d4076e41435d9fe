/* Updates beside what was there, against a model that is a plain list of which document is in which state: whatever
 * is added, replaced, gone and folded, each document is found once, in its last state. */
#include "indexer/builder/revise.h"

#include <string.h>
#include <sys/stat.h>

#include "record/fields.h"
#include "record/published.h"
#include "shim/xapian_shim.h"

#include "tests/unit/scratch.h"

enum { DOCUMENTS = 40, GONE = 0, NAME_BYTES = 64 };

/* In which state each document is, and the generation that holds them. */
struct model {
    struct scratch scratch;
    unsigned states[DOCUMENTS];
    unsigned long generation;
    struct parts parts;
    struct hidden hidden;
    uint64_t random;
};

static unsigned draw(struct model *model, unsigned below)
{
    model->random = model->random * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX generator */
    return (unsigned)(model->random >> 33) % below;
}

/* == Generations ============================================================================================== */

static void generation_path(const struct model *model, unsigned long number, const char *name,
                            char path[FILES_PATH_BYTES])
{
    char relative[NAME_BYTES];
    snprintf(relative, sizeof relative, "%06lu%s%s", number, *name ? "/" : "", name);
    scratch_path(&model->scratch, relative, path);
}

/* The document's number and state are values, to be read back by. */
static void add_document(struct spread *spread, unsigned document, unsigned state)
{
    char unique[NAME_BYTES], number[NAME_BYTES], version[NAME_BYTES];
    snprintf(unique, sizeof unique, "Q%03u", document);
    snprintf(number, sizeof number, "%u", document);
    snprintf(version, sizeof version, "%u", state);
    const struct xs_posting word = { .term = bytes_of("mot") };
    const struct xs_value values[] = { { SLOT_SOURCE, bytes_of(number) }, { SLOT_STAMP, bytes_of(version) } };
    const struct xs_document made = { .unique_term = bytes_of(unique),
                                      .data = bytes_of(version),
                                      .postings = &word,
                                      .posting_count = 1,
                                      .values = values,
                                      .value_count = 2 };
    assert_int_equal(spread_add(spread, &made, NULL), STATUS_OK);
}

static void write_stub(const struct model *model)
{
    char path[FILES_PATH_BYTES];
    struct buffer text = BUFFER_EMPTY;
    assert_int_equal(parts_stub_text(&model->parts, "", &text, NULL), STATUS_OK);
    generation_path(model, model->generation, PUBLISHED_STUB, path);
    assert_int_equal(files_write_atomically(path, text.bytes, text.size, NULL), STATUS_OK);
    buffer_clear(&text);
}

static void begin_generation(const struct model *model, unsigned long number, size_t shard_count,
                             struct spread *spread, char directory[FILES_PATH_BYTES])
{
    generation_path(model, number, "", directory);
    assert_int_equal(files_make_directory(directory, NULL), STATUS_OK);
    assert_int_equal(spread_open(spread, &builder_api, directory, shard_count, 0, NULL), STATUS_OK);
}

static void open_model(struct model *model, size_t shard_count)
{
    char directory[FILES_PATH_BYTES];
    struct spread spread;
    *model = (struct model){ .generation = 1, .random = shard_count };
    scratch_open(&model->scratch);
    begin_generation(model, 1, shard_count, &spread, directory);
    for (unsigned i = 0; i < DOCUMENTS; i++)
        add_document(&spread, i, model->states[i] = 1);
    assert_int_equal(spread_fill(&spread, NULL), STATUS_OK);
    assert_int_equal(spread_finish(&spread, NULL), STATUS_OK);
    for (size_t i = 0; i < shard_count; i++) {
        assert_int_equal(parts_add(&model->parts, i, 0, NULL), STATUS_OK);
        assert_int_equal(spread_take(&spread, i, model->parts.items[i].name, NULL), STATUS_OK);
    }
    spread_close(&spread);
    model->parts.shard_count = shard_count;
    write_stub(model);
}

static void close_model(struct model *model)
{
    parts_clear(&model->parts);
    hidden_clear(&model->hidden);
    scratch_close(&model->scratch);
}

/* == What is there ============================================================================================ */

/* Of each document its docid and its state; 0 for what is not found. */
struct found {
    uint32_t docids[DOCUMENTS];
    unsigned states[DOCUMENTS];
    unsigned document_of[100 * DOCUMENTS]; /* by docid */
};

static bool see_number(uint32_t docid, struct bytes value, void *context)
{
    struct found *found = context;
    unsigned document = (unsigned)strtoul(value.data, NULL, 10);
    assert_true(document < DOCUMENTS && docid < sizeof found->document_of / sizeof *found->document_of);
    assert_int_equal(found->docids[document], 0); /* once only */
    found->docids[document] = docid;
    found->document_of[docid] = document;
    return true;
}

static bool see_state(uint32_t docid, struct bytes value, void *context)
{
    struct found *found = context;
    found->states[found->document_of[docid]] = (unsigned)strtoul(value.data, NULL, 10);
    return true;
}

static void look(const struct model *model, struct found *found)
{
    char stub[FILES_PATH_BYTES];
    struct xs_reader *reader = NULL;
    *found = (struct found){ .docids = { 0 } };
    generation_path(model, model->generation, PUBLISHED_STUB, stub);
    assert_int_equal(xs_reader_open(&reader, stub, NULL), STATUS_OK);
    assert_int_equal(xs_reader_hide(reader, model->hidden.docids, model->hidden.count, NULL), STATUS_OK);
    assert_int_equal(xs_reader_values(reader, SLOT_SOURCE, see_number, found, NULL), STATUS_OK);
    assert_int_equal(xs_reader_values(reader, SLOT_STAMP, see_state, found, NULL), STATUS_OK);
    xs_reader_close(reader);
}

static void check_found(const struct model *model)
{
    struct found found;
    look(model, &found);
    for (unsigned i = 0; i < DOCUMENTS; i++)
        assert_int_equal(found.states[i], model->states[i]);
}

/* == Updates ================================================================================================== */

static int compare_docids(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* `states`: what the documents are to be in. What was found in another one is hidden, and added anew if not gone. */
static void update(struct model *model, const unsigned states[DOCUMENTS], enum fold fold)
{
    char from[FILES_PATH_BYTES], to[FILES_PATH_BYTES];
    struct spread added;
    struct found found;
    struct hidden hidden = HIDDEN_EMPTY, after = HIDDEN_EMPTY;
    struct parts parts = PARTS_EMPTY;
    look(model, &found);
    generation_path(model, model->generation, "", from);
    begin_generation(model, model->generation + 1, model->parts.shard_count, &added, to);
    for (size_t i = 0; i < model->hidden.count; i++)
        assert_int_equal(hidden_add(&hidden, model->hidden.docids[i], NULL), STATUS_OK);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        if (states[i] == model->states[i])
            continue;
        if (found.docids[i])
            assert_int_equal(hidden_add(&hidden, found.docids[i], NULL), STATUS_OK);
        if (states[i] != GONE)
            add_document(&added, i, states[i]);
        model->states[i] = states[i];
    }
    if (hidden.count)
        qsort(hidden.docids, hidden.count, sizeof *hidden.docids, compare_docids);
    assert_int_equal(spread_finish(&added, NULL), STATUS_OK);
    const struct revision revision = { .from = from,
                                       .to = to,
                                       .number = ++model->generation,
                                       .before = &model->parts,
                                       .hidden = &hidden,
                                       .added = &added,
                                       .fold = fold };
    assert_int_equal(revise(&revision, &parts, &after, NULL), STATUS_OK);
    spread_close(&added);
    hidden_clear(&hidden);
    hidden_clear(&model->hidden);
    parts_clear(&model->parts);
    model->parts = parts;
    model->hidden = after;
    write_stub(model);
}

static void update_some(struct model *model, unsigned percent, enum fold fold)
{
    unsigned states[DOCUMENTS];
    for (unsigned i = 0; i < DOCUMENTS; i++)
        if (draw(model, 100) >= percent)
            states[i] = model->states[i];
        else
            states[i] = draw(model, 4) ? (unsigned)model->generation + 1 : GONE;
    update(model, states, fold);
}

static ino_t inode_of(const struct model *model, unsigned long generation, const char *part)
{
    char name[NAME_BYTES], path[FILES_PATH_BYTES];
    struct stat found;
    snprintf(name, sizeof name, "%s/postlist.glass", part);
    generation_path(model, generation, name, path);
    assert_int_equal(stat(path, &found), 0);
    return found.st_ino;
}

/* == Tests ==================================================================================================== */

static void nothing_is_lost_whatever_is_folded(void **state)
{
    static const enum fold folds[] = { FOLD_NEVER, FOLD_NEVER, FOLD_AUTO, FOLD_NEVER, FOLD_ALWAYS };
    (void)state;
    for (size_t shards = 1; shards <= 3; shards += 2) {
        struct model model;
        open_model(&model, shards);
        check_found(&model);
        for (unsigned i = 0; i < 20; i++) {
            update_some(&model, i % 7 * 15, folds[i % 5]);
            check_found(&model);
        }
        close_model(&model);
    }
}

static void folding_leaves_one_database_a_shard(void **state)
{
    struct model model;
    (void)state;
    open_model(&model, 3);
    update_some(&model, 50, FOLD_NEVER);
    assert_true(model.parts.count > 3 && model.hidden.count > 0);
    update_some(&model, 0, FOLD_ALWAYS);
    assert_int_equal(model.parts.count, 3);
    assert_int_equal(model.hidden.count, 0);
    check_found(&model);
    close_model(&model);
}

static void what_stays_is_linked_and_not_written(void **state)
{
    struct model model;
    (void)state;
    open_model(&model, 1);
    ino_t first = inode_of(&model, 1, "database-0");
    update_some(&model, 30, FOLD_NEVER);
    assert_int_equal(inode_of(&model, 2, "database-0"), first);
    update_some(&model, 30, FOLD_ALWAYS);
    assert_int_not_equal(inode_of(&model, 3, "database-0"), first);
    assert_int_equal(inode_of(&model, 1, "database-0"), first); /* the generation before keeps its own */
    close_model(&model);
}

static void all_may_go_and_come_again(void **state)
{
    static const enum fold folds[] = { FOLD_NEVER, FOLD_AUTO, FOLD_ALWAYS };
    (void)state;
    for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
        struct model model;
        unsigned states[DOCUMENTS] = { GONE };
        open_model(&model, 2);
        update(&model, states, folds[i]);
        check_found(&model);
        for (unsigned j = 0; j < DOCUMENTS; j++)
            states[j] = 3;
        update(&model, states, folds[i]);
        check_found(&model);
        close_model(&model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_whatever_is_folded),
        cmocka_unit_test(folding_leaves_one_database_a_shard),
        cmocka_unit_test(what_stays_is_linked_and_not_written),
        cmocka_unit_test(all_may_go_and_come_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
