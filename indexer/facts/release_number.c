/* The number that an office gives its release. */
#include "indexer/facts/release_number.h"

#include <string.h>

#include "language/fold.h"

/* Longer lines are prose, in which a number may be that of anything. */
enum { LINE_BYTES = 120, METAS_MOST = 200 };

static bool is_letter(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

/* == The number itself ======================================================================================== */

/* "2009-123e", "18-001-fr": the language of the version. */
static size_t without_language(const char *value, size_t size)
{
    size_t letters = 0, digits;
    while (letters < size && is_letter(value[size - letters - 1]))
        letters++;
    const char *word = value + size - letters;
    bool language = (letters == 1 && strchr("ef", *word)) ||
                    (letters == 2 && (memcmp(word, "en", 2) == 0 || memcmp(word, "fr", 2) == 0));
    digits = size - letters;
    if (digits > 0 && strchr("-/.", value[digits - 1]))
        digits--;
    return language && digits > 0 && byte_is_digit(value[digits - 1]) ? digits : size;
}

/* 555-0142, 418-555-0142: groups of figures that end in 3 and 4. */
static bool is_telephone(const char *value, size_t size)
{
    const char *last = size > 8 ? value + size - 8 : value;
    if (size < 8 || (last > value && byte_is_digit(last[-1])))
        return false;
    for (size_t i = 0; i < 8; i++)
        if (i == 3 ? !strchr("-.", last[i]) : !byte_is_digit(last[i]))
            return false;
    return size == 8 || size == 12 || size == 14;
}

/* The number at the front of folded text: figures, with letters and - / . in it. How many bytes were read; 0 when it
 * is none. */
static size_t read_value(const char *text, char number[RELEASE_NUMBER_BYTES])
{
    size_t size = 0, digits = 0;
    while (is_letter(text[size]) || byte_is_digit(text[size]) ||
           (size > 0 && text[size] && strchr("-/.", text[size])))
        digits += byte_is_digit(text[size++]);
    size_t read = size;
    while (size > 0 && strchr("-/.", text[size - 1]))
        size--;
    if (digits == 0 || size >= RELEASE_NUMBER_BYTES || is_telephone(text, size))
        return 0;
    size = without_language(text, size);
    memcpy(number, text, size);
    number[size] = '\0';
    return read;
}

/* The text is the number and nothing else. */
static bool is_value(const char *text, char number[RELEASE_NUMBER_BYTES])
{
    size_t read = read_value(text, number);
    return read > 0 && text[read + strspn(text + read, " \t")] == '\0';
}

/* == Metas ==================================================================================================== */

static bool fold_line(struct bytes line, char folded[FOLDED_BYTES])
{
    if (line.size == 0 || line.size > LINE_BYTES)
        return false;
    size_t size = fold_form(line, folded);
    if (size >= FOLDED_BYTES || memchr(folded, '\0', size))
        return false;
    folded[size] = '\0';
    return true;
}

static bool is_number_meta(const char *name)
{
    static const char *const names[] = {
        "news_release_number",  "release_number",    "release-number",
        "releasenumber",        "release.number",    "newsid",
        "press_release_number", "numero_communique", "numero-communique",
        "communique_numero",    "communique.numero", "dcterms.identifier",
        "dc.identifier",        "identifier",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static bool find_in_metas(const struct page *page, char number[RELEASE_NUMBER_BYTES])
{
    size_t most = page->meta_count < METAS_MOST ? page->meta_count : METAS_MOST;
    char folded[FOLDED_BYTES];
    for (size_t i = 0; i < most; i++) {
        const char *content = page_string(page, page->metas[i].content);
        if (is_number_meta(page_string(page, page->metas[i].name)) &&
            fold_line(bytes_of(content), folded) && is_value(folded, number))
            return true;
    }
    return false;
}

/* == Lines ==================================================================================================== */

/* Past a word that announces a number: "no", "n°", "#", "number"; 0 when none stands there. */
static size_t skip_marker(const char *text)
{
    static const char *const markers[] = { "numero",    "number",    "num", "nos", "no",          "nr",
                                           "n\xC2\xB0", "n\xC2\xBA", "n",   "#",   "\xE2\x84\x96" };
    for (size_t i = 0; i < sizeof markers / sizeof *markers; i++) {
        size_t size = strlen(markers[i]);
        if (strncmp(text, markers[i], size) != 0)
            continue;
        if (is_letter(markers[i][size - 1]) && (is_letter(text[size]) || (size == 1 && text[size] != '.')))
            continue;
        return size + strspn(text + size, " \t.:#\xC2\xA0");
    }
    return 0;
}

static bool begins_word(const char *line, const char *at)
{
    return at == line || !(is_letter(at[-1]) || byte_is_digit(at[-1]));
}

static const char *find_word(const char *line, const char *word)
{
    for (const char *at = strstr(line, word); at; at = strstr(at + 1, word))
        if (begins_word(line, at))
            return at;
    return NULL;
}

/* What such numbers are of. */
static const char *const things[] = { "release",  "communique", "advisory", "avis",     "statement", "declaration",
                                      "bulletin", "news",       "press",    "dispatch", "reference" };

static bool names_thing(const char *line)
{
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (find_word(line, things[i]))
            return true;
    return false;
}

static bool fold_block(const struct page *page, size_t block, char folded[FOLDED_BYTES])
{
    if (block >= page->block_count)
        return false;
    return fold_line((struct bytes){ page->text.bytes + page->blocks[block].offset, page->blocks[block].length },
                     folded);
}

static bool is_next_line(const struct page *page, size_t block, char number[RELEASE_NUMBER_BYTES])
{
    char folded[FOLDED_BYTES];
    return fold_block(page, block + 1, folded) && is_value(folded, number);
}

/* After the word for number: "numero du communique : 18-001" has the thing there. */
static const char *skip_thing(const char *text)
{
    const char *colon = byte_is_digit(*text) ? NULL : strchr(text, ':');
    return colon ? colon + 1 + strspn(colon + 1, " \t\xC2\xA0") : text;
}

/* "News release #: 18-001"; or only its label, and then the number is the next line. */
static bool read_labelled(const struct page *page, size_t block, const char *line, char number[RELEASE_NUMBER_BYTES])
{
    if (!names_thing(line))
        return false;
    for (const char *at = line; *at; at++) {
        size_t marker = begins_word(line, at) ? skip_marker(at) : 0;
        if (!marker)
            continue;
        const char *value = skip_thing(at + marker);
        return *value ? read_value(value, number) > 0 : is_next_line(page, block, number);
    }
    return false;
}

/* "No 2009-123", alone on its line. */
static bool read_alone(const char *line, char number[RELEASE_NUMBER_BYTES])
{
    size_t marker = skip_marker(line);
    return marker > 0 && is_value(line + marker, number) && strpbrk(number, "-/");
}

/* Most lines have nothing to look at. */
static bool may_hold_number(struct bytes line)
{
    for (size_t i = 0; i < line.size && line.size <= LINE_BYTES; i++)
        if (byte_is_digit(line.data[i]) || line.data[i] == ':' || line.data[i] == '#')
            return true;
    return false;
}

bool release_number_find(const struct page *page, char number[RELEASE_NUMBER_BYTES])
{
    char line[FOLDED_BYTES];
    if (find_in_metas(page, number))
        return true;
    for (size_t i = 0; i < page->block_count; i++) {
        struct bytes block = { page->text.bytes + page->blocks[i].offset, page->blocks[i].length };
        if (may_hold_number(block) && fold_line(block, line) &&
            (read_labelled(page, i, line, number) || read_alone(line, number)))
            return true;
    }
    return false;
}
