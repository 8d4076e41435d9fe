/* Headers, footers and page numbers: what stands at the same height on page after page. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/interner.h"
#include "indexer/readers/pdf_text.h"

static const float MARGIN = 0.12F; /* of the height of a page, at its head and at its foot */

enum {
    KEY_BYTES = 120,
    STRIP_POINTS = 12, /* lines that stand this near are at the same height */
    REPEATED = 3,      /* on so many pages it is no accident */
};

/* What a line is recognised by on another page: figures are alike, and so are small Roman numbers alone. */
struct key {
    char bytes[KEY_BYTES];
    size_t size;
    bool number; /* nothing but the number of the page */
};

static bool is_roman(struct bytes words)
{
    if (words.size == 0 || words.size > 7)
        return false;
    for (size_t i = 0; i < words.size; i++)
        if (!memchr("ivxlcIVXLC", words.data[i], 10))
            return false;
    return true;
}

/* "12", "- 12 -", "12/40", "Page 12", "page 12 sur 40". */
static bool is_number(const char *folded, size_t size)
{
    static const char *const words[] = { "page", "of", "sur", "de", "p" };
    bool figures = false;
    for (size_t at = 0; at < size;) {
        size_t word = 0;
        while (at + word < size && isalpha((unsigned char)folded[at + word]))
            word++;
        bool known = word == 0;
        for (size_t i = 0; i < sizeof words / sizeof *words && !known; i++)
            known = word == strlen(words[i]) && memcmp(folded + at, words[i], word) == 0;
        if (!known || (unsigned char)folded[at] >= 0x80)
            return false;
        figures |= folded[at] == '#';
        at += word ? word : 1;
    }
    return figures;
}

static bool make_key(struct bytes words, bool foot, int strip, struct key *key)
{
    if (words.size == 0 || words.size > KEY_BYTES - 16)
        return false;
    bool roman = is_roman(words), digit = false;
    char folded[KEY_BYTES];
    size_t size = 0;
    for (size_t i = 0; i < words.size; i++) {
        char byte = words.data[i];
        bool is_digit = isdigit((unsigned char)byte);
        if (is_digit && digit)
            continue;
        digit = is_digit;
        if (byte != ' ')
            folded[size++] = is_digit ? '#' : (char)tolower((unsigned char)byte);
    }
    key->number = roman || is_number(folded, size);
    if (roman) {
        folded[0] = '#';
        size = 1;
    }
    int prefix = snprintf(key->bytes, sizeof key->bytes, "%d %d ", foot, strip);
    memcpy(key->bytes + prefix, folded, size);
    key->size = (size_t)prefix + size;
    return true;
}

/* How often each key was seen: on how many pages, and on which one last. */
struct tally {
    struct interner *keys;
    struct seen {
        uint32_t pages, last_page;
        bool kept;
    } * seen;
};

static bool at_edge(const struct pdf_page *page, const struct pdf_line *line, bool *foot)
{
    float middle = (line->box.top + line->box.bottom) / 2;
    *foot = middle > page->height / 2;
    return middle < page->height * MARGIN || middle > page->height * (1 - MARGIN);
}

static bool key_of(const struct pdf_text *text, const struct pdf_line *line, struct key *key)
{
    const struct pdf_page *page = &text->pages[line->page];
    bool foot;
    if (!(page->height > 0) || page->height > 1e6F || !at_edge(page, line, &foot))
        return false;
    float from_edge = foot ? page->height - line->box.bottom : line->box.top;
    if (!(from_edge > -1000 && from_edge < 1e6F))
        return false;
    return make_key(pdf_line_bytes(text, line), foot, (int)from_edge / STRIP_POINTS, key);
}

static enum status count_keys(const struct pdf_text *text, struct tally *tally, struct failure *failure)
{
    struct key key;
    for (size_t i = 0; i < text->line_count; i++) {
        uint32_t page = text->lines[i].page;
        if (!key_of(text, &text->lines[i], &key))
            continue;
        uint32_t id = interner_add(tally->keys, (struct bytes){ key.bytes, key.size });
        if (id == INTERNER_NONE)
            return fail_no_memory(failure);
        struct seen *seen = &tally->seen[id];
        seen->pages += seen->pages == 0 || seen->last_page != page;
        seen->last_page = page;
    }
    return STATUS_OK;
}

static bool is_repeated(const struct pdf_text *text, const struct key *key, const struct seen *seen)
{
    size_t least = REPEATED;
    if (key->number && text->page_count < REPEATED)
        least = text->page_count > 1 ? 2 : REPEATED;
    else if (key->number && text->page_count / 3 > least)
        least = text->page_count / 3; /* a column of figures ends there on some pages */
    return seen->pages >= least;
}

static void mark_lines(struct pdf_text *text, struct tally *tally)
{
    struct key key;
    for (size_t i = 0; i < text->line_count; i++) {
        struct pdf_line *line = &text->lines[i];
        if (!key_of(text, line, &key))
            continue;
        uint32_t id = interner_find(tally->keys, (struct bytes){ key.bytes, key.size });
        if (id == INTERNER_NONE || !is_repeated(text, &key, &tally->seen[id]))
            continue;
        line->running = key.number || tally->seen[id].kept;
        tally->seen[id].kept = true;
    }
}

static void keep_lonely_text(struct pdf_text *text)
{
    for (size_t i = 0; i < text->page_count; i++) {
        const struct pdf_page *page = &text->pages[i];
        const size_t end = page->first_line + page->line_count;
        size_t running = 0;
        for (size_t j = page->first_line; j < end; j++)
            running += text->lines[j].running;
        for (size_t j = page->first_line; j < end && running == page->line_count; j++)
            text->lines[j].running = false;
    }
}

enum status pdf_running_mark(struct pdf_text *text, struct failure *failure)
{
    struct tally tally = { .seen = calloc(text->line_count + 1, sizeof *tally.seen) };
    enum status status;
    if (!tally.seen)
        return fail_no_memory(failure);
    if ((status = interner_new(&tally.keys, failure)) || (status = count_keys(text, &tally, failure)))
        goto done;
    mark_lines(text, &tally);
    keep_lonely_text(text);

done:
    interner_free(tally.keys);
    free(tally.seen);
    return status;
}
