/* Forms that have a part in common: mot*, *mot, *mot*. */
#include <stdlib.h>
#include <string.h>

#include "language/lexicon_inside.h"

/* == The most frequent of many ================================================================================ */

/* Of two forms, the one that is rarer or, as frequent, later in the alphabet comes first in the heap. */
static bool is_before(const struct lexicon_form *left, const struct lexicon_form *right)
{
    if (left->document_count != right->document_count)
        return left->document_count < right->document_count;
    return lexicon_compare_bytes(left->form, right->form) > 0;
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
        if ((*status = lexicon_forms_append(forms, form, failure)))
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

/* Offer every form of a key's value. */
static enum status offer_all(struct lexicon_forms *forms, size_t first, size_t most, struct bytes value,
                             struct failure *failure)
{
    enum status status = STATUS_OK;
    bool wanted = true;
    while (wanted && value.size) {
        struct lexicon_form form;
        if (!lexicon_read_form(&value, &form))
            return lexicon_fail_damaged(failure);
        wanted = offer(forms, first, most, form, &status, failure);
    }
    return status;
}

static bool ends_with(struct bytes text, struct bytes end)
{
    return text.size >= end.size && memcmp(text.data + text.size - end.size, end.data, end.size) == 0;
}

/* Does the folded word of a key have the part where it is looked for? */
static bool has_part(struct bytes key, enum lexicon_part where, struct bytes part)
{
    struct bytes word = { key.data + 1, key.size - 1 };
    if (where == LEXICON_BEGINS || part.size == 0)
        return true; /* the walk stays inside the beginning */
    return where == LEXICON_ENDS ? ends_with(word, part) : memmem(word.data, word.size, part.data, part.size) != NULL;
}

enum status lexicon_find_part(const struct lexicon *lexicon, enum lexicon_part where, struct bytes part, size_t most,
                              struct lexicon_forms *forms, struct failure *failure)
{
    if (part.size > FOLDED_BYTES)
        return STATUS_OK;
    char bytes[KEY_BYTES];
    struct bytes beginning = where == LEXICON_BEGINS ? part : (struct bytes){ "", 0 };
    struct bytes key = lexicon_make_key(bytes, KEY_FOLDED, beginning);
    size_t first = forms->count;
    struct table_entry entry;

    for (size_t at = table_lower_bound(&lexicon->table, key); most && at < lexicon->table.entry_count; at++) {
        if (!table_entry_at(&lexicon->table, at, &entry))
            return lexicon_fail_damaged(failure);
        if (entry.key.size < key.size || memcmp(entry.key.data, key.data, key.size) != 0)
            break;
        if (!has_part(entry.key, where, part))
            continue;
        enum status status = offer_all(forms, first, most, entry.value, failure);
        if (status)
            return status;
    }
    if (forms->count > first)
        qsort(forms->items + first, forms->count - first, sizeof *forms->items, frequent_first);
    return STATUS_OK;
}
