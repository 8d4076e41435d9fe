/* Fuzzes base/table.c and what is read from such files: names and lexicons. A byte before the file's own is the key.
 */
#include "base/table.h"
#include "language/lexicon.h"
#include "record/authority.h"
#include "tests/fuzz/fuzz_file.h"

static unsigned add_up(struct bytes bytes)
{
    unsigned sum = 0;
    for (size_t i = 0; i < bytes.size; i++)
        sum += (unsigned char)bytes.data[i];
    return sum;
}

static unsigned look_up(const char *path, struct bytes key)
{
    struct table table;
    struct table_entry entry;
    struct bytes value;
    struct failure failure = FAILURE_NONE;
    unsigned sum = 0;
    if (table_open(&table, path, &failure))
        return *failure.message ? 0 : (abort(), 0);
    if (table_find(&table, key, &value))
        sum += add_up(value);
    if (table_lower_bound(&table, key) > table.entry_count)
        abort();
    for (size_t i = 0; i <= table.entry_count; i++)
        if (table_entry_at(&table, i, &entry))
            sum += add_up(entry.key) + add_up(entry.value);
    table_verify(&table, path, &failure);
    table_close(&table);
    return sum;
}

static unsigned look_up_names(const char *path, struct bytes key)
{
    enum { MOST = 8 };
    struct names names;
    struct bytes ids[MOST];
    struct failure failure;
    unsigned sum = 0;
    if (names_open(&names, path, &failure))
        return 0;
    size_t count = names_find(&names, AUTHORITY_COUNTRIES, key, ids, MOST);
    for (size_t i = 0; i < count && i < MOST; i++)
        sum += add_up(ids[i]) + add_up(names_label(&names, AUTHORITY_COUNTRIES, ids[i], LANGUAGE_FRENCH));
    count = names_all(&names, AUTHORITY_GOALS, ids, MOST);
    for (size_t i = 0; i < count && i < MOST; i++)
        sum += add_up(ids[i]);
    names_close(&names);
    return sum;
}

static unsigned look_up_words(const char *path, struct bytes key)
{
    enum { MOST = 5 };
    struct lexicon *lexicon = NULL;
    struct lexicon_forms forms = { .items = NULL };
    struct lexicon_like likes[MOST];
    size_t like_count;
    struct failure failure;
    unsigned sum = 0;
    if (lexicon_open(&lexicon, path, &failure))
        return 0;
    lexicon_find_folded(lexicon, key, &forms, &failure);
    lexicon_find_stem(lexicon, LANGUAGE_FRENCH, key, &forms, &failure);
    lexicon_find_part(lexicon, LEXICON_BEGINS, key, MOST, &forms, &failure);
    lexicon_find_part(lexicon, LEXICON_HOLDS, (struct bytes){ key.data, 1 }, MOST, &forms, &failure);
    lexicon_find_like(lexicon, key, 1, likes, MOST, &like_count, &failure);
    for (size_t i = 0; i < forms.count; i++)
        sum += add_up(forms.items[i].form);
    lexicon_verify(lexicon, path, &failure);
    lexicon_forms_clear(&forms);
    lexicon_close(lexicon);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { KEY_BYTES = 4 };
    char path[FUZZ_PATH_BYTES];
    if (size < KEY_BYTES)
        return 0;
    struct bytes key = { (const char *)data, KEY_BYTES };
    int file = fuzz_file((struct bytes){ (const char *)data + KEY_BYTES, size - KEY_BYTES }, path);
    volatile unsigned sum = look_up(path, key) + look_up_names(path, key) + look_up_words(path, key);
    (void)sum;
    close(file);
    return 0;
}
