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
#include "language/fold.h"
#include "language/lexicon_inside.h"

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

int lexicon_compare_bytes(struct bytes left, struct bytes right)
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
    return lexicon_compare_bytes(left->form, right->form);
}

struct bytes lexicon_make_key(char key[KEY_BYTES], char kind, struct bytes word)
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
    return table_writer_add(writer->table, lexicon_make_key(key, kind, word), value, failure);
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
    if (!status && !(status = stemmer_status(writer->stemmer, failure)))
        status = table_writer_save(writer->table, path, failure);
    interner_truncate(writer->forms, 0);
    buffer_clear(&value);
    return status;
}

/* == Reading ================================================================================================== */

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

enum status lexicon_fail_damaged(struct failure *failure)
{
    fail(failure, STATUS_CORRUPT, "the lexicon of the index is damaged");
    if (failure)
        fail_hint(failure, "go back to the generation before, or rebuild the index");
    return STATUS_CORRUPT;
}

bool lexicon_read_form(struct bytes *value, struct lexicon_form *form)
{
    uint64_t count, size;
    if (!bytes_read_varint(value, &count) || !bytes_read_varint(value, &size) || count > UINT32_MAX)
        return false;
    form->document_count = (uint32_t)count;
    return bytes_read(value, size, &form->form);
}

enum status lexicon_forms_append(struct lexicon_forms *forms, struct lexicon_form form, struct failure *failure)
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
    if (word.size > FOLDED_BYTES || !table_find(&lexicon->table, lexicon_make_key(key, kind, word), &value))
        return STATUS_OK;
    while (value.size && !status) {
        struct lexicon_form form;
        status = lexicon_read_form(&value, &form) ? lexicon_forms_append(forms, form, failure)
                                                  : lexicon_fail_damaged(failure);
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
