/* Reading and making the bilingual dictionary.
 *
 *     f eau       a language's letter and a stem of that language
 *     water\0     folded words of the other, the same one perhaps more than once */
#include "language/dictionary.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "language/fold.h"
#include "language/stopwords.h"
#include "language/words.h"

const char *dictionary_path(void)
{
    const char *named = getenv("DEPECHE_DICTIONARY");
    if (named && *named)
        return named;
    static const char *const places[] = { DEPECHE_DICTIONARY_INSTALLED, DEPECHE_DICTIONARY_BUILT };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (access(places[i], R_OK) == 0)
            return places[i];
    return NULL;
}

/* == Keys ===================================================================================================== */

struct key {
    char bytes[FOLDED_BYTES + 1];
    size_t size;
};

static void make_key(struct key *key, struct stemmer *stemmer, enum language language, struct bytes folded)
{
    struct bytes stem = stem_folded(stemmer, language, folded);
    key->bytes[0] = language == LANGUAGE_FRENCH ? 'f' : 'e';
    key->size = 1 + (stem.size < FOLDED_BYTES ? stem.size : FOLDED_BYTES);
    memcpy(key->bytes + 1, stem.data, key->size - 1);
}

static struct bytes bytes_of_key(const struct key *key)
{
    return (struct bytes){ key->bytes, key->size };
}

/* == Finding ================================================================================================== */

static bool stands_before(struct bytes value, size_t at, struct bytes word)
{
    for (size_t i = 0; i < at; i += strnlen(value.data + i, at - i) + 1)
        if (strnlen(value.data + i, at - i) == word.size && memcmp(value.data + i, word.data, word.size) == 0)
            return true;
    return false;
}

enum status dictionary_find(const struct table *dictionary, struct stemmer *stemmer, enum language language,
                            struct bytes folded, dictionary_visit visit, void *context, struct failure *failure)
{
    struct key key;
    struct bytes value;
    enum status status = STATUS_OK;
    if (folded.size > FOLDED_BYTES || dictionary->entry_count == 0)
        return STATUS_OK;
    make_key(&key, stemmer, language, folded);
    if (!table_find(dictionary, bytes_of_key(&key), &value))
        return STATUS_OK;
    for (size_t at = 0; at < value.size && !status;) {
        struct bytes word = { value.data + at, strnlen(value.data + at, value.size - at) };
        if (word.size > 0 && word.size <= FOLDED_BYTES && !stands_before(value, at, word))
            status = visit(word, context, failure);
        at += word.size + 1;
    }
    return status;
}

/* == Making =================================================================================================== */

struct folded_word {
    char bytes[FOLDED_BYTES];
    size_t size;
};

/* The one word of `text` that is no stopword; false, and an empty word, when there are none or several. */
static bool single_word(enum language language, struct bytes text, struct folded_word *single)
{
    struct words words;
    struct word word;
    single->size = 0;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        if (stopword_is(language, word.form))
            continue;
        if (single->size) {
            single->size = 0;
            return false;
        }
        single->size = fold_form(word.form, single->bytes);
    }
    if (!stem_exists((struct bytes){ single->bytes, single->size }))
        single->size = 0; /* figures are the same in both languages */
    return single->size > 0;
}

static enum status add_pair(struct table_writer *writer, struct stemmer *stemmer, enum language language,
                            const struct folded_word *from, const struct folded_word *to, struct failure *failure)
{
    struct key key;
    char value[FOLDED_BYTES + 1];
    make_key(&key, stemmer, language, (struct bytes){ from->bytes, from->size });
    memcpy(value, to->bytes, to->size);
    value[to->size] = '\0';
    return table_writer_add(writer, bytes_of_key(&key), (struct bytes){ value, to->size + 1 }, failure);
}

/* A head word stands before its pronunciation: "bosse /bos/ <n, fem>". False for other lines. */
static bool head_of(struct bytes line, struct bytes *head)
{
    for (size_t i = 1; i + 2 < line.size; i++) {
        if (line.data[i - 1] == ' ' && line.data[i] == '/' && memchr(line.data + i + 1, '/', line.size - i - 1)) {
            *head = (struct bytes){ line.data, i - 1 };
            return true;
        }
    }
    return false;
}

/* The meanings of a line: "2. bawdy, house of ill fame". */
static enum status add_meanings(struct table_writer *writer, struct stemmer *stemmer, enum language language,
                                const struct folded_word *head, struct bytes line, struct failure *failure)
{
    enum language other = language == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    enum status status = STATUS_OK;
    size_t start = strspn(line.data, "0123456789");
    start = start && line.data[start] == '.' ? start + 1 : 0;
    for (size_t end = start; start < line.size && !status; start = end + 1) {
        struct folded_word meaning;
        for (end = start; end < line.size && line.data[end] != ',' && line.data[end] != ';';)
            end++;
        if (!single_word(other, (struct bytes){ line.data + start, end - start }, &meaning))
            continue;
        if (!(status = add_pair(writer, stemmer, language, head, &meaning, failure)))
            status = add_pair(writer, stemmer, other, &meaning, head, failure);
    }
    return status;
}

/* What stands before the first head word tells of the dictionary itself. `text` ends in a NUL. */
enum status dictionary_add(struct table_writer *writer, struct stemmer *stemmer, enum language language,
                           struct bytes text, struct failure *failure)
{
    struct folded_word head = { .size = 0 };
    enum status status = STATUS_OK;
    for (size_t at = 0, end; at < text.size && !status; at = end + 1) {
        const char *newline = memchr(text.data + at, '\n', text.size - at);
        end = newline ? (size_t)(newline - text.data) : text.size;
        struct bytes line = { text.data + at, end - at }, typed;
        if (head_of(line, &typed))
            single_word(language, typed, &head);
        else if (head.size)
            status = add_meanings(writer, stemmer, language, &head, line, failure);
    }
    return status;
}

/* == Lists ==================================================================================================== */

/* Both directions of a pair of labels, where each is one word. */
static enum status add_labels(struct table_writer *writer, struct stemmer *stemmer, struct bytes english,
                              struct bytes french, struct failure *failure)
{
    struct folded_word left, right;
    if (!single_word(LANGUAGE_ENGLISH, english, &left) || !single_word(LANGUAGE_FRENCH, french, &right))
        return STATUS_OK;
    enum status status = add_pair(writer, stemmer, LANGUAGE_ENGLISH, &left, &right, failure);
    return status ? status : add_pair(writer, stemmer, LANGUAGE_FRENCH, &right, &left, failure);
}

static struct bytes line_at(struct bytes text, size_t at)
{
    const char *newline = memchr(text.data + at, '\n', text.size - at);
    return (struct bytes){ text.data + at, newline ? (size_t)(newline - text.data) - at : text.size - at };
}

enum status dictionary_add_terms(struct table_writer *writer, struct stemmer *stemmer, struct bytes text,
                                 struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t at = 0; at < text.size && !status;) {
        struct bytes line = line_at(text, at);
        const char *tab = memchr(line.data, '\t', line.size);
        at += line.size + 1;
        if (!tab || *line.data == '#')
            continue;
        size_t size = (size_t)(tab - line.data);
        status = add_labels(writer, stemmer, (struct bytes){ line.data, size },
                            (struct bytes){ tab + 1, line.size - size - 1 }, failure);
    }
    return status;
}

enum { LABELS_OF_A_CONCEPT = 64 };

struct labels {
    struct bytes kind[LABELS_OF_A_CONCEPT], text[LABELS_OF_A_CONCEPT]; /* "prefLabel", "Haiti" */
    enum language language[LABELS_OF_A_CONCEPT];
    size_t count;
};

/* Each line of ours has one element: <skos:prefLabel xml:lang="en">Haiti</skos:prefLabel>. */
static void read_label(struct bytes line, struct labels *labels)
{
    static const char mark[] = "Label xml:lang=\"", open[] = "<skos:";
    const char *found = memmem(line.data, line.size, mark, sizeof mark - 1);
    const char *start = memmem(line.data, line.size, open, sizeof open - 1);
    const char *end = line.data + line.size, *text = found ? found + sizeof mark - 1 : NULL;
    if (!start || !text || start > found || end - text < 5 || labels->count == LABELS_OF_A_CONCEPT)
        return;
    const char *after = memchr(text + 4, '<', (size_t)(end - text) - 4);
    if (!after || (memcmp(text, "en\">", 4) != 0 && memcmp(text, "fr\">", 4) != 0))
        return;
    labels->language[labels->count] = *text == 'e' ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    labels->kind[labels->count] = (struct bytes){ start, (size_t)(found - start) };
    labels->text[labels->count++] = (struct bytes){ text + 4, (size_t)(after - text) - 4 };
}

static enum status add_concept(struct table_writer *writer, struct stemmer *stemmer, const struct labels *labels,
                               struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < labels->count; i++)
        for (size_t j = 0; j < labels->count && !status; j++)
            if (labels->language[i] == LANGUAGE_ENGLISH && labels->language[j] == LANGUAGE_FRENCH &&
                bytes_equal(labels->kind[i], labels->kind[j]))
                status = add_labels(writer, stemmer, labels->text[i], labels->text[j], failure);
    return status;
}

enum status dictionary_add_labels(struct table_writer *writer, struct stemmer *stemmer, struct bytes text,
                                  struct failure *failure)
{
    static const char end[] = "</skos:Concept>";
    struct labels labels = { .count = 0 };
    enum status status = STATUS_OK;
    for (size_t at = 0; at < text.size && !status;) {
        struct bytes line = line_at(text, at);
        at += line.size + 1;
        read_label(line, &labels);
        if (!memmem(line.data, line.size, end, sizeof end - 1))
            continue;
        status = add_concept(writer, stemmer, &labels, failure);
        labels.count = 0;
    }
    return status;
}
