/* The concordance: from hits to occurrences, from occurrences to lines, sorted and written. */
#include "query/concordance/concordance.h"

#include <string.h>

#include "base/sorter.h"
#include "language/fold.h"
#include "language/messages.h"
#include "language/words.h"
#include "query/concordance/occurrences.h"
#include "query/harmless.h"

enum {
    PIECE_BYTES = 1 << 16,  /* are put together before they are written */
    SORT_MEMORY = 64 << 20, /* for lines in the order of words */
    KEY_WORDS = 6,          /* of a context decide on its place */
    KEY_WORD_BYTES = 40,
};

struct run {
    const struct concordance_printer *printer;
    const struct concordance_settings *settings;
    unsigned context; /* characters */
    print_write write;
    void *write_context;
    struct arena arena;
    struct occurrences occurrences;
    struct sorter *sorter; /* NULL while lines come in the order they are written */
    struct buffer out, left, match, right, key, value;
    struct concordance_counts counts;
    uint64_t written, passed; /* lines */
    uint32_t rank_begun;      /* of the hit that was announced last */
    bool rank_begun_valid;
};

/* == Names ==================================================================================================== */

bool concordance_order_from_name(const char *name, enum concordance_order *order)
{
    static const struct {
        const char *name;
        enum concordance_order order;
    } names[] = {
        { "left", CONCORDANCE_BY_LEFT },   { "right", CONCORDANCE_BY_RIGHT },
        { "match", CONCORDANCE_BY_MATCH }, { "document", CONCORDANCE_BY_DOCUMENT },
        { "gauche", CONCORDANCE_BY_LEFT }, { "droite", CONCORDANCE_BY_RIGHT },
        { "mot", CONCORDANCE_BY_MATCH },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, name) == 0) {
            *order = names[i].order;
            return true;
        }
    }
    return false;
}

bool concordance_by_document(const struct concordance_settings *settings)
{
    return settings->order == CONCORDANCE_BY_HIT || settings->order == CONCORDANCE_BY_DOCUMENT;
}

/* == Writing ================================================================================================== */

static enum status write_piece(struct run *run, size_t least_bytes, struct failure *failure)
{
    enum status status = buffer_status(&run->out, "the concordance", failure);
    if (status || run->out.size < least_bytes)
        return status;
    status = run->write(&run->out, run->write_context, failure);
    buffer_truncate(&run->out, 0);
    return status;
}

/* Is the next line one of those asked for? */
static bool wants_line(struct run *run)
{
    if (run->passed < run->settings->offset) {
        run->passed++;
        return false;
    }
    return run->written < run->settings->limit;
}

static void separate(struct run *run)
{
    if (run->written++)
        buffer_append_text(&run->out, run->printer->separator);
}

/* Is this the first line of its hit that is written? */
static bool begins_hit(struct run *run, uint32_t rank)
{
    bool begins = !run->rank_begun_valid || run->rank_begun != rank;
    run->rank_begun = rank;
    run->rank_begun_valid = true;
    return begins && run->printer->hit && concordance_by_document(run->settings);
}

static enum status write_line(struct run *run, const struct concordance_line *line, struct failure *failure)
{
    if (!wants_line(run))
        return STATUS_OK;
    separate(run);
    if (begins_hit(run, line->hit->rank))
        run->printer->hit(run->settings, line->hit, &run->out);
    run->printer->line(run->settings, line, &run->out);
    return write_piece(run, PIECE_BYTES, failure);
}

/* == Sorting ================================================================================================== */

/* Words as they are compared: folded, each ended by a byte that is smaller than any of theirs. */
static void add_key_word(struct buffer *key, struct bytes form)
{
    char folded[FOLDED_BYTES];
    size_t size = fold_form(form, folded);
    buffer_append(key, folded, size < KEY_WORD_BYTES ? size : KEY_WORD_BYTES);
    buffer_append_byte(key, '\1');
}

static void add_words_after(struct buffer *key, struct bytes text)
{
    struct words words;
    struct word word;
    words_begin(&words, text);
    for (size_t i = 0; i < KEY_WORDS && words_next(&words, &word); i++)
        add_key_word(key, word.form);
    buffer_append_byte(key, '\0');
}

static void add_words_before(struct buffer *key, struct bytes text)
{
    struct bytes last[KEY_WORDS];
    struct words words;
    struct word word;
    size_t count = 0;
    words_begin(&words, text);
    for (; words_next(&words, &word); count++)
        last[count % KEY_WORDS] = (struct bytes){ text.data + word.offset, word.length };
    for (size_t i = 0; i < count && i < KEY_WORDS; i++)
        add_key_word(key, last[(count - 1 - i) % KEY_WORDS]);
    buffer_append_byte(key, '\0');
}

static void make_key(const struct concordance_line *line, enum concordance_order order, struct buffer *key)
{
    buffer_truncate(key, 0);
    if (order == CONCORDANCE_BY_DOCUMENT) {
        buffer_append_text(key, line->hit->record.uri ? line->hit->record.uri : "");
        return;
    }
    if (order == CONCORDANCE_BY_LEFT)
        add_words_before(key, line->left);
    if (order == CONCORDANCE_BY_MATCH)
        add_words_after(key, line->match);
    add_words_after(key, line->right);
}

/* A line that waits: the rank of its hit, how many bytes announce the hit, these, the line. */
static enum status sort_line(struct run *run, const struct concordance_line *line, struct failure *failure)
{
    struct buffer announced = BUFFER_EMPTY;
    if (run->printer->hit && concordance_by_document(run->settings))
        run->printer->hit(run->settings, line->hit, &announced);
    buffer_truncate(&run->value, 0);
    buffer_append_varint(&run->value, line->hit->rank);
    buffer_append_varint(&run->value, announced.size);
    buffer_append(&run->value, announced.bytes, announced.size);
    printer_end_part(&announced, &run->value);
    run->printer->line(run->settings, line, &run->value);
    make_key(line, run->settings->order, &run->key);
    enum status status;
    if ((status = buffer_status(&run->value, "a line", failure)) ||
        (status = buffer_status(&run->key, "a line", failure)))
        return status;
    return sorter_add(run->sorter, buffer_view(&run->key), buffer_view(&run->value), failure);
}

static enum status write_sorted_line(struct run *run, struct bytes value, struct failure *failure)
{
    uint64_t rank = 0, size = 0;
    struct bytes announced = { "", 0 };
    bool whole = bytes_read_varint(&value, &rank) && bytes_read_varint(&value, &size) &&
                 bytes_read(&value, (size_t)size, &announced);
    if (!whole)
        return fail(failure, STATUS_IO, "a temporary file was changed while it was read");
    if (!wants_line(run))
        return STATUS_OK;
    separate(run);
    if (begins_hit(run, (uint32_t)rank))
        buffer_append(&run->out, announced.data, announced.size);
    buffer_append(&run->out, value.data, value.size);
    return write_piece(run, PIECE_BYTES, failure);
}

static enum status write_sorted(struct run *run, struct failure *failure)
{
    enum status status;
    struct bytes value;
    bool more = true;
    while (!(status = sorter_next(run->sorter, &value, &more, failure)) && more)
        if ((status = write_sorted_line(run, value, failure)))
            break;
    return status;
}

/* == Contexts ================================================================================================= */

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Raw text has more characters than what is shown of it: line ends and indentation. */
static size_t raw_characters(unsigned context)
{
    return (size_t)context * 2 + 16;
}

/* What stands before byte `at`: folded together with a letter in the place of the match, so that the space between
 * them stays; then cut to `context` characters, at a word. */
static void fill_left(struct buffer *left, struct bytes text, size_t at, unsigned context)
{
    struct buffer raw = BUFFER_EMPTY;
    size_t begin = at, characters = raw_characters(context);
    while (begin > 0 && characters)
        characters -= !is_continuation(text.data[--begin]);
    buffer_append(&raw, text.data + begin, at - begin);
    buffer_append_byte(&raw, 'x');
    buffer_truncate(left, 0);
    harmless_append(left, buffer_view(&raw));
    printer_end_part(&raw, left);
    if (left->failed)
        return;
    size_t size = left->size - 1, cut = size;
    for (characters = context; cut > 0 && characters;)
        characters -= !is_continuation(left->bytes[--cut]);
    const char *space = cut > 0 && left->bytes[cut - 1] != ' ' ? memchr(left->bytes + cut, ' ', size - cut) : NULL;
    if (space && (size_t)(space + 1 - left->bytes) < size)
        cut = (size_t)(space + 1 - left->bytes);
    memmove(left->bytes, left->bytes + cut, size - cut);
    buffer_truncate(left, size - cut);
}

/* What stands after byte `at`, in the same way. */
static void fill_right(struct buffer *right, struct bytes text, size_t at, unsigned context)
{
    struct buffer raw = BUFFER_EMPTY;
    size_t end = at, characters = raw_characters(context);
    buffer_append_byte(&raw, 'x');
    while (end < text.size && (characters || is_continuation(text.data[end])))
        characters -= !is_continuation(text.data[end++]) && characters;
    buffer_append(&raw, text.data + at, end - at);
    buffer_truncate(right, 0);
    harmless_append(right, buffer_view(&raw));
    printer_end_part(&raw, right);
    if (right->failed)
        return;
    size_t cut = 1;
    for (characters = context; cut < right->size && (characters || is_continuation(right->bytes[cut])); cut++)
        characters -= !is_continuation(right->bytes[cut]) && characters;
    if (cut < right->size && right->bytes[cut] != ' ') {
        size_t space = cut;
        while (space > 1 && right->bytes[space] != ' ')
            space--;
        cut = space > 1 ? space : cut;
    }
    memmove(right->bytes, right->bytes + 1, cut - 1);
    buffer_truncate(right, cut - 1);
}

/* == Lines ==================================================================================================== */

static enum status add_line(struct run *run, const struct concordance_line *line, struct failure *failure)
{
    run->counts.occurrences++;
    return run->sorter ? sort_line(run, line, failure) : write_line(run, line, failure);
}

/* Every occurrence in the title or in the text of a hit. */
static enum status add_lines_of(struct run *run, const struct answer_hit *hit, struct bytes text, bool is_title,
                                struct failure *failure)
{
    struct occurrences *occurrences = &run->occurrences;
    size_t at = 0, characters = 0;
    enum status status = occurrences_find(occurrences, text, is_title, failure);
    for (size_t i = 0; i < occurrences->count && !status; i++) {
        const struct occurrence *occurrence = &occurrences->items[i];
        size_t end = occurrence->offset + occurrence->length;
        for (; at < occurrence->offset; at++)
            characters += !is_continuation(text.data[at]);
        fill_left(&run->left, text, occurrence->offset, run->context);
        fill_right(&run->right, text, end, run->context);
        buffer_truncate(&run->match, 0);
        harmless_append(&run->match, (struct bytes){ text.data + occurrence->offset, occurrence->length });
        if (run->left.failed || run->right.failed || run->match.failed)
            return fail_no_memory(failure);
        struct concordance_line line = {
            .hit = hit,
            .word = occurrences->patterns[occurrence->pattern].typed,
            .in_title = is_title,
            .offset = characters,
            .page = hit_page_at(&hit->record, is_title ? SIZE_MAX : occurrence->offset),
            .left = { run->left.bytes, run->left.size },
            .match = { run->match.bytes, run->match.size },
            .right = { run->right.bytes, run->right.size },
        };
        status = add_line(run, &line, failure);
    }
    return status;
}

/* == The whole ================================================================================================ */

static enum status begin(const struct search_answer *answer, void *context, struct failure *failure)
{
    struct run *run = context;
    enum language ui = run->settings->print->request->ui;
    if (answer->plan.word_count == 0) {
        fail(failure, STATUS_USAGE, "%s", message_in(ui, "a concordance shows words, and the query has none"));
        return fail_hint(failure, "%s", message_in(ui, "add a word, a \"phrase\" or the beginning of a word*"));
    }
    enum status status = occurrences_init(&run->occurrences, &answer->plan, &run->arena, failure);
    if (status)
        return status;
    run->printer->begin(run->settings, answer, &run->out);
    return write_piece(run, PIECE_BYTES, failure);
}

static enum status see_hit(const struct search_answer *answer, const struct answer_hit *hit, void *context,
                           struct failure *failure)
{
    struct run *run = context;
    const struct record *record = &hit->record;
    uint64_t before = run->counts.occurrences;
    (void)answer;
    enum status status = STATUS_OK;
    if (record->title)
        status = add_lines_of(run, hit, bytes_of(record->title), true, failure);
    if (!status)
        status = add_lines_of(run, hit, buffer_view(&record->text), false, failure);
    run->counts.documents += run->counts.occurrences > before;
    return status;
}

static enum status finish(struct run *run, struct failure *failure)
{
    enum status status = run->sorter ? write_sorted(run, failure) : STATUS_OK;
    if (status)
        return status;
    run->printer->end(run->settings, &run->counts, &run->out);
    return write_piece(run, 0, failure);
}

static void clear(struct run *run)
{
    struct buffer *buffers[] = { &run->out, &run->left, &run->match, &run->right, &run->key, &run->value };
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_clear(buffers[i]);
    occurrences_clear(&run->occurrences);
    sorter_free(run->sorter);
    arena_clear(&run->arena);
}

enum status concordance_run(struct searcher *searcher, const struct concordance_printer *printer,
                            const struct concordance_settings *settings, print_write write, void *context,
                            struct search_answer *answer, struct failure *failure)
{
    struct run run = {
        .printer = printer,
        .settings = settings,
        .write = write,
        .write_context = context,
        .out = BUFFER_EMPTY,
        .left = BUFFER_EMPTY,
        .match = BUFFER_EMPTY,
        .right = BUFFER_EMPTY,
        .key = BUFFER_EMPTY,
        .value = BUFFER_EMPTY,
        .arena = ARENA_EMPTY,
    };
    const struct search_sink sink = { begin, see_hit, &run };
    struct search_request request = *settings->print->request;
    request.limit = REQUEST_ALL_HITS;
    request.offset = 0;
    request.unmarked = true;
    run.context = settings->context ? settings->context : printer->context(settings);
    enum status status = STATUS_OK;
    *answer = (struct search_answer){ .arena = ARENA_EMPTY, .error_offset = SIZE_MAX };
    if (settings->order != CONCORDANCE_BY_HIT)
        status = sorter_new(&run.sorter, SORT_MEMORY, failure);
    if (!status)
        status = search_stream(searcher, &request, &sink, answer, failure);
    if (!status)
        status = finish(&run, failure);
    clear(&run);
    return status;
}
