/* The lexicon: a table whose keys are a letter and a word, and whose values are lists of forms.
 *
 *     F ecole      the forms that fold to it, f ecol those with this French stem, e ecol with this English one
 *     value        for each form, the most frequent first: varint documents, varint size, bytes */
#include "language/lexicon.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/interner.h"
#include "base/table.h"
#include "language/fold.h"

enum { KEY_FOLDED = 'F', KEY_FRENCH = 'f', KEY_ENGLISH = 'e', KEY_BYTES = FOLDED_BYTES + 1 };

/* == Writing ================================================================================================== */

struct counted {
    struct bytes form; /* in the interner */
    uint64_t document_count;
};

struct lexicon_writer {
    struct interner *forms;
    struct counted *counted; /* by id in `forms` until they are sorted */
    size_t capacity;
    struct stemmer *stemmer;
    struct table_writer *table;
};

enum status lexicon_writer_new(struct lexicon_writer **writer, struct failure *failure)
{
    enum status status;
    if (!(*writer = calloc(1, sizeof **writer)))
        return fail_no_memory(failure);
    if ((status = interner_new(&(*writer)->forms, failure)) || (status = stemmer_new(&(*writer)->stemmer, failure)) ||
        (status = table_writer_new(&(*writer)->table, failure))) {
        lexicon_writer_free(*writer);
        *writer = NULL;
    }
    return status;
}

void lexicon_writer_free(struct lexicon_writer *writer)
{
    if (!writer)
        return;
    interner_free(writer->forms);
    free(writer->counted);
    stemmer_free(writer->stemmer);
    table_writer_free(writer->table);
    free(writer);
}

enum status lexicon_writer_add(struct lexicon_writer *writer, struct bytes form, uint32_t document_count,
                               struct failure *failure)
{
    size_t before = interner_count(writer->forms);
    if (!array_reserve((void **)&writer->counted, &writer->capacity, before + 1, sizeof *writer->counted))
        return fail_no_memory(failure);
    uint32_t id = interner_add(writer->forms, form);
    if (id == INTERNER_NONE)
        return fail_no_memory(failure);
    if (id == before)
        writer->counted[id] = (struct counted){ interner_text(writer->forms, id), 0 };
    writer->counted[id].document_count += document_count;
    return STATUS_OK;
}

static int compare_bytes(struct bytes left, struct bytes right)
{
    size_t common = left.size < right.size ? left.size : right.size;
    int order = common ? memcmp(left.data, right.data, common) : 0;
    return order ? order : (left.size > right.size) - (left.size < right.size);
}

static int most_frequent_first(const void *left_item, const void *right_item)
{
    const struct counted *left = left_item, *right = right_item;
    if (left->document_count != right->document_count)
        return left->document_count > right->document_count ? -1 : 1;
    return compare_bytes(left->form, right->form);
}

/* `word` is folded, so it fits. */
static struct bytes make_key(char key[KEY_BYTES], char kind, struct bytes word)
{
    key[0] = kind;
    if (word.size)
        memcpy(key + 1, word.data, word.size);
    return (struct bytes){ key, word.size + 1 };
}

static enum status add_key(struct lexicon_writer *writer, char kind, struct bytes word, struct bytes value,
                           struct failure *failure)
{
    char key[KEY_BYTES];
    return table_writer_add(writer->table, make_key(key, kind, word), value, failure);
}

/* The table keeps the values of one key in the order added: frequent forms are added first. */
static enum status add_form(struct lexicon_writer *writer, const struct counted *counted, struct buffer *value,
                            struct failure *failure)
{
    char letters[FOLDED_BYTES];
    struct bytes folded = { letters, fold_form(counted->form, letters) };
    buffer_truncate(value, 0);
    buffer_append_varint(value, counted->document_count < UINT32_MAX ? counted->document_count : UINT32_MAX);
    buffer_append_varint(value, counted->form.size);
    buffer_append(value, counted->form.data, counted->form.size);
    enum status status = buffer_status(value, "a form of the lexicon", failure);
    struct bytes entry = { value->bytes, value->size };

    if (status || (status = add_key(writer, KEY_FOLDED, folded, entry, failure)) || !stem_exists(folded))
        return status;
    struct bytes french = stem_folded(writer->stemmer, LANGUAGE_FRENCH, folded);
    if ((status = add_key(writer, KEY_FRENCH, french, entry, failure)))
        return status;
    struct bytes english = stem_folded(writer->stemmer, LANGUAGE_ENGLISH, folded);
    return add_key(writer, KEY_ENGLISH, english, entry, failure);
}

enum status lexicon_writer_save(struct lexicon_writer *writer, const char *path, struct failure *failure)
{
    struct buffer value = BUFFER_EMPTY;
    enum status status = STATUS_OK;
    size_t count = interner_count(writer->forms);
    if (count)
        qsort(writer->counted, count, sizeof *writer->counted, most_frequent_first);
    for (size_t i = 0; i < count && !status; i++)
        status = add_form(writer, &writer->counted[i], &value, failure);
    if (!status)
        status = table_writer_save(writer->table, path, failure);
    interner_truncate(writer->forms, 0);
    buffer_clear(&value);
    return status;
}

/* == Reading ================================================================================================== */

struct lexicon {
    struct table table;
};

enum status lexicon_open(struct lexicon **lexicon, const char *path, struct failure *failure)
{
    if (!(*lexicon = calloc(1, sizeof **lexicon)))
        return fail_no_memory(failure);
    enum status status = table_open(&(*lexicon)->table, path, failure);
    if (status) {
        free(*lexicon);
        *lexicon = NULL;
    }
    return status;
}

void lexicon_close(struct lexicon *lexicon)
{
    if (!lexicon)
        return;
    table_close(&lexicon->table);
    free(lexicon);
}

enum status lexicon_verify(const struct lexicon *lexicon, const char *path, struct failure *failure)
{
    return table_verify(&lexicon->table, path, failure);
}

void lexicon_forms_clear(struct lexicon_forms *forms)
{
    free(forms->items);
    *forms = (struct lexicon_forms){ .items = NULL };
}

static enum status fail_damaged(struct failure *failure)
{
    fail(failure, STATUS_CORRUPT, "the lexicon of the index is damaged");
    if (failure)
        fail_hint(failure, "go back to the generation before, or rebuild the index");
    return STATUS_CORRUPT;
}

/* Take one form off the front of a value. */
static bool read_form(struct bytes *value, struct lexicon_form *form)
{
    uint64_t count, size;
    if (!bytes_read_varint(value, &count) || !bytes_read_varint(value, &size) || count > UINT32_MAX)
        return false;
    form->document_count = (uint32_t)count;
    return bytes_read(value, size, &form->form);
}

static enum status append_form(struct lexicon_forms *forms, struct lexicon_form form, struct failure *failure)
{
    if (!array_reserve((void **)&forms->items, &forms->capacity, forms->count + 1, sizeof *forms->items))
        return fail_no_memory(failure);
    forms->items[forms->count++] = form;
    return STATUS_OK;
}

static enum status find(const struct lexicon *lexicon, char kind, struct bytes word, struct lexicon_forms *forms,
                        struct failure *failure)
{
    char key[KEY_BYTES];
    struct bytes value;
    enum status status = STATUS_OK;
    if (word.size > FOLDED_BYTES || !table_find(&lexicon->table, make_key(key, kind, word), &value))
        return STATUS_OK;
    while (value.size && !status) {
        struct lexicon_form form;
        status = read_form(&value, &form) ? append_form(forms, form, failure) : fail_damaged(failure);
    }
    return status;
}

enum status lexicon_find_folded(const struct lexicon *lexicon, struct bytes folded, struct lexicon_forms *forms,
                                struct failure *failure)
{
    return find(lexicon, KEY_FOLDED, folded, forms, failure);
}

enum status lexicon_find_stem(const struct lexicon *lexicon, enum language language, struct bytes stem,
                              struct lexicon_forms *forms, struct failure *failure)
{
    char kind = language == LANGUAGE_FRENCH ? KEY_FRENCH : language == LANGUAGE_ENGLISH ? KEY_ENGLISH : KEY_FOLDED;
    return find(lexicon, stem_exists(stem) ? kind : KEY_FOLDED, stem, forms, failure);
}

/* == The most frequent forms with one beginning =============================================================== */

/* Of two forms, the one that is rarer or, as frequent, later in the alphabet comes first in the heap. */
static bool is_before(const struct lexicon_form *left, const struct lexicon_form *right)
{
    if (left->document_count != right->document_count)
        return left->document_count < right->document_count;
    return compare_bytes(left->form, right->form) > 0;
}

static void swap(struct lexicon_form *left, struct lexicon_form *right)
{
    struct lexicon_form kept = *left;
    *left = *right;
    *right = kept;
}

static void sift_up(struct lexicon_form *heap, size_t at)
{
    while (at > 0 && is_before(&heap[at], &heap[(at - 1) / 2])) {
        swap(&heap[at], &heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

static void sift_down(struct lexicon_form *heap, size_t count, size_t at)
{
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++) {
            if (is_before(&heap[child], &heap[least]))
                least = child;
        }
        if (least == at)
            return;
        swap(&heap[at], &heap[least]);
        at = least;
    }
}

/* The heap is what stands in `forms` from `first` on. False: nothing rarer is wanted of this entry. */
static bool offer(struct lexicon_forms *forms, size_t first, size_t most, struct lexicon_form form,
                  enum status *status, struct failure *failure)
{
    size_t count = forms->count - first;
    if (count < most) {
        if ((*status = append_form(forms, form, failure)))
            return false;
        sift_up(forms->items + first, count);
        return true;
    }
    if (!is_before(&forms->items[first], &form))
        return false;
    forms->items[first] = form;
    sift_down(forms->items + first, count, 0);
    return true;
}

static int frequent_first(const void *left_item, const void *right_item)
{
    const struct lexicon_form *left = left_item, *right = right_item;
    return is_before(right, left) ? -1 : is_before(left, right);
}

enum status lexicon_find_prefix(const struct lexicon *lexicon, struct bytes prefix, size_t most,
                                struct lexicon_forms *forms, struct failure *failure)
{
    if (prefix.size > FOLDED_BYTES)
        return STATUS_OK;
    char bytes[KEY_BYTES];
    struct bytes key = make_key(bytes, KEY_FOLDED, prefix);
    size_t first = forms->count;
    struct table_entry entry;
    enum status status = STATUS_OK;

    for (size_t at = table_lower_bound(&lexicon->table, key); most && at < lexicon->table.entry_count; at++) {
        if (!table_entry_at(&lexicon->table, at, &entry))
            return fail_damaged(failure);
        if (entry.key.size < key.size || memcmp(entry.key.data, key.data, key.size) != 0)
            break;
        struct lexicon_form form;
        bool wanted = true;
        while (wanted && entry.value.size) {
            if (!read_form(&entry.value, &form))
                return fail_damaged(failure);
            wanted = offer(forms, first, most, form, &status, failure);
        }
        if (status)
            return status;
    }
    if (forms->count > first)
        qsort(forms->items + first, forms->count - first, sizeof *forms->items, frequent_first);
    return STATUS_OK;
}
