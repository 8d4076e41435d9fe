/* The authority lists as a table of a generation: from what a person types to ids, and from ids to names.
 *
 * Keys, after the letter of the list ('c' countries, 'g' goals):
 *     i + id               the id; in the key in lower case
 *     n + folded words     rank byte, varint size and bytes of an id, once for each concept of that name
 *     l + language + id    the name to show, for each language; the id in lower case
 *     o + 32-bit number    the id, numbers as in the order of the list, big-endian
 * and "version". */
#include "record/authority.h"

#include <ctype.h>
#include <string.h>

#include "base/array.h"
#include "base/interner.h"
#include "language/fold.h"
#include "language/words.h"

static const char version_key[] = "version";
static const char version_value[] = "depeche names 1";

/* What a name is to a concept, best first. An id exactly as it is comes before all names, but an id folded ("U.S.")
 * after them: "R.-U." is the name of a country, and not the code of another. */
enum rank { RANK_USUAL, RANK_OTHER, RANK_ID, RANK_CUE, RANK_PLACE, RANK_COUNT };

/* A label, folded (ligatures open into two letters), with its letters before it. */
enum { KEY_BYTES = 2 * AUTHORITY_LABEL_BYTES + 64 };

struct key {
    char bytes[KEY_BYTES];
    size_t size; /* 0: there is none */
};

static struct bytes key_bytes(const struct key *key)
{
    return (struct bytes){ key->bytes, key->size };
}

/* Too long a key is none: it would be no name. */
static void key_add(struct key *key, const void *bytes, size_t size)
{
    if (key->size == 0 || size > KEY_BYTES - key->size) {
        key->size = 0;
        return;
    }
    memcpy(key->bytes + key->size, bytes, size);
    key->size += size;
}

static void key_begin(struct key *key, enum authority_list list, char what)
{
    key->bytes[0] = list == AUTHORITY_COUNTRIES ? 'c' : 'g';
    key->bytes[1] = what;
    key->size = 2;
}

static bool is_article(struct bytes folded)
{
    static const char *const articles[] = { "le", "la", "les", "the" };
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strlen(articles[i]) == folded.size && memcmp(articles[i], folded.data, folded.size) == 0)
            return true;
    return false;
}

/* "L’Île-du-Prince-Édouard" and "ile du prince edouard" have one key. An article before more words is left out. */
static void key_of_name(struct key *key, enum authority_list list, struct bytes text)
{
    struct words words;
    struct word word;
    size_t count = 0;
    bool article = false;
    key_begin(key, list, 'n');
    for (words_begin(&words, text); words_next(&words, &word); count++) {
        char folded[FOLDED_BYTES];
        size_t size = fold_form(word.form, folded);
        if (count == 1 && article)
            key_begin(key, list, 'n');
        else if (count > 0)
            key_add(key, " ", 1);
        if (count == 0)
            article = is_article((struct bytes){ folded, size });
        key_add(key, folded, size);
    }
    if (count == 0)
        key->size = 0;
}

static void key_add_lower(struct key *key, struct bytes id)
{
    for (size_t i = 0; i < id.size; i++) {
        char byte = (char)tolower((unsigned char)id.data[i]);
        key_add(key, &byte, 1);
    }
}

static void key_of_id(struct key *key, enum authority_list list, struct bytes id)
{
    key_begin(key, list, 'i');
    key_add_lower(key, id);
}

static void key_of_label(struct key *key, enum authority_list list, enum language language, struct bytes id)
{
    char digit = (char)('0' + language);
    key_begin(key, list, 'l');
    key_add(key, &digit, 1);
    key_add_lower(key, id);
}

static void key_of_number(struct key *key, enum authority_list list, size_t number)
{
    const unsigned char big_endian[] = { (unsigned char)(number >> 24), (unsigned char)(number >> 16),
                                         (unsigned char)(number >> 8), (unsigned char)number };
    key_begin(key, list, 'o');
    key_add(key, big_endian, sizeof big_endian);
}

/* == Saving =================================================================================================== */

struct saving {
    struct table_writer *writer;
    enum authority_list list;
    struct interner *keys; /* the names of this list so far ... */
    size_t *last;          /* ... and the number, from 1, of the concept that had each last */
    size_t last_capacity;
};

/* Each name of a concept is kept once: as the best of what it is, since those are added first. */
static enum status save_name(struct saving *saving, size_t number, struct bytes id, enum rank rank, const char *name,
                             struct failure *failure)
{
    struct key key;
    key_of_name(&key, saving->list, bytes_of(name));
    if (key.size == 0)
        return STATUS_OK;

    size_t known = interner_count(saving->keys);
    uint32_t key_id = interner_add(saving->keys, key_bytes(&key));
    if (key_id == INTERNER_NONE ||
        !array_reserve((void **)&saving->last, &saving->last_capacity, key_id + (size_t)1, sizeof *saving->last))
        return fail_no_memory(failure);
    if (key_id < known && saving->last[key_id] == number)
        return STATUS_OK;
    saving->last[key_id] = number;

    struct buffer value = BUFFER_EMPTY;
    buffer_append_byte(&value, (char)rank);
    buffer_append_varint(&value, id.size);
    buffer_append(&value, id.data, id.size);
    enum status status = buffer_status(&value, name, failure);
    if (!status)
        status = table_writer_add(saving->writer, key_bytes(&key), (struct bytes){ value.bytes, value.size },
                                  failure);
    buffer_clear(&value);
    return status;
}

static enum status save_names(struct saving *saving, size_t number, const struct concept *concept,
                              struct failure *failure)
{
    static const enum rank rank_of[] = {
        [LABEL_PREFERRED] = RANK_USUAL,
        [LABEL_OTHER] = RANK_OTHER,
        [LABEL_CUE] = RANK_CUE,
        [LABEL_PLACE] = RANK_PLACE,
    };
    struct bytes id = bytes_of(concept->id);
    enum status status = STATUS_OK;
    for (enum rank rank = RANK_USUAL; rank < RANK_COUNT && !status; rank++) {
        if (rank == RANK_ID)
            status = save_name(saving, number, id, rank, concept->id, failure);
        for (size_t i = 0; i < concept->label_count && !status; i++)
            if (rank_of[concept->labels[i].role] == rank)
                status = save_name(saving, number, id, rank, concept->labels[i].text, failure);
    }
    return status;
}

static enum status save_concept(struct saving *saving, size_t number, const struct concept *concept,
                                struct failure *failure)
{
    struct key key;
    struct bytes id = bytes_of(concept->id);
    key_of_number(&key, saving->list, number);
    enum status status = table_writer_add(saving->writer, key_bytes(&key), id, failure);
    key_of_id(&key, saving->list, id);
    if (!status)
        status = table_writer_add(saving->writer, key_bytes(&key), id, failure);
    for (int language = 0; language < LANGUAGE_COUNT && !status; language++) {
        struct bytes name = bytes_of(concept_name(concept, (enum language)language));
        key_of_label(&key, saving->list, (enum language)language, id);
        status = table_writer_add(saving->writer, key_bytes(&key), name, failure);
    }
    return status ? status : save_names(saving, number, concept, failure);
}

static enum status save_list(struct table_writer *writer, enum authority_list list, const struct authority *authority,
                             struct failure *failure)
{
    struct saving saving = { .writer = writer, .list = list };
    enum status status = interner_new(&saving.keys, failure);
    for (size_t i = 0; i < authority->concept_count && !status; i++)
        status = save_concept(&saving, i + 1, &authority->concepts[i], failure);
    free(saving.last);
    interner_free(saving.keys);
    return status;
}

enum status names_save(const struct authority *countries, const struct authority *goals, const char *path,
                       struct failure *failure)
{
    struct table_writer *writer = NULL;
    enum status status;
    if ((status = table_writer_new(&writer, failure)) ||
        (status = table_writer_add(writer, bytes_of(version_key), bytes_of(version_value), failure)) ||
        (status = save_list(writer, AUTHORITY_COUNTRIES, countries, failure)) ||
        (status = save_list(writer, AUTHORITY_GOALS, goals, failure)))
        goto done;
    status = table_writer_save(writer, path, failure);

done:
    table_writer_free(writer);
    return status;
}

/* == Asking =================================================================================================== */

enum status names_open(struct names *names, const char *path, struct failure *failure)
{
    struct bytes version;
    enum status status = table_open(&names->table, path, failure);
    if (status)
        return status;
    if (table_find(&names->table, bytes_of(version_key), &version) && bytes_equal(version, bytes_of(version_value)))
        return STATUS_OK;

    names_close(names);
    fail(failure, STATUS_CORRUPT, "%s is no table of names, or one of another version", path);
    if (failure)
        fail_hint(failure, "make the index anew with depeche-index rebuild");
    return STATUS_CORRUPT;
}

void names_close(struct names *names)
{
    table_close(&names->table);
}

/* The next id of a name and what the name is to it. False at the end, or where the table is damaged. */
static bool read_id(struct bytes *value, enum rank *rank, struct bytes *id)
{
    struct bytes byte;
    uint64_t size;
    if (!bytes_read(value, 1, &byte) || !bytes_read_varint(value, &size) || size > value->size ||
        !bytes_read(value, (size_t)size, id))
        return false;
    *rank = (unsigned char)byte.data[0] < RANK_COUNT ? (enum rank)(unsigned char)byte.data[0] : RANK_PLACE;
    return true;
}

static struct bytes without_blanks_around(struct bytes text)
{
    while (text.size > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
        text.data++, text.size--;
    while (text.size > 0 && (text.data[text.size - 1] == ' ' || text.data[text.size - 1] == '\t'))
        text.size--;
    return text;
}

/* The ids of a name, those of the best rank alone; but usual and other names are both names. */
static size_t best_ids(struct bytes value, struct bytes *ids, size_t most)
{
    struct bytes id;
    enum rank found;
    size_t count = 0;
    for (enum rank rank = RANK_USUAL; rank < RANK_COUNT; rank++) {
        if (count > 0 && rank != RANK_OTHER)
            break;
        for (struct bytes rest = value; read_id(&rest, &found, &id);) {
            if (found != rank)
                continue;
            if (count < most)
                ids[count] = id;
            count++;
        }
    }
    return count;
}

size_t names_find(const struct names *names, enum authority_list list, struct bytes typed, struct bytes *ids,
                  size_t most)
{
    struct key key;
    struct bytes value;
    key_of_id(&key, list, without_blanks_around(typed));
    if (key.size > 0 && table_find(&names->table, key_bytes(&key), &value)) {
        if (most > 0)
            ids[0] = value;
        return 1;
    }
    key_of_name(&key, list, typed);
    return key.size > 0 && table_find(&names->table, key_bytes(&key), &value) ? best_ids(value, ids, most) : 0;
}

struct bytes names_label(const struct names *names, enum authority_list list, struct bytes id, enum language language)
{
    struct key key;
    struct bytes label;
    key_of_label(&key, list, language, id);
    return key.size > 0 && table_find(&names->table, key_bytes(&key), &label) ? label : id;
}

size_t names_all(const struct names *names, enum authority_list list, struct bytes *ids, size_t most)
{
    struct key key;
    struct table_entry entry;
    size_t count = 0;
    key_begin(&key, list, 'o');
    for (size_t at = table_lower_bound(&names->table, key_bytes(&key));
         table_entry_at(&names->table, at, &entry) && entry.key.size >= key.size &&
         memcmp(entry.key.data, key.bytes, key.size) == 0;
         at++) {
        if (count < most)
            ids[count] = entry.value;
        count++;
    }
    return count;
}
