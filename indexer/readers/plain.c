/* Plain text has no markup but line ends: which of them end a paragraph is read from how long the lines are. */
#include "indexer/readers/plain.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/page/page_writer.h"
#include "language/fold.h"
#include "language/utf8.h"

enum {
    WRAP_LEAST = 45, /* columns; text is not wrapped narrower, addresses are */
    WRAP_MOST = 130,
    WRAP_SLACK = 4,   /* columns a wrapped line may stay below the width though a word would have fitted */
    TITLE_LINES = 12, /* the title is among the first lines */
    TITLE_LEAST = 15, /* characters */
    TITLE_MOST = 250,
    LABEL_MOST = 70, /* columns of a letterhead or a dateline */
    ECHO_MOST = 60,  /* a menu entry is no longer */
    ECHO_LINES = 4,  /* and this near to the top and the foot */
};

struct line {
    struct bytes text; /* without white space around it */
    size_t columns;
    bool item;       /* starts with a bullet */
    bool underlines; /* made of === or --- */
};

struct lines {
    struct line *items;
    size_t count, capacity;
};

/* == Lines ==================================================================================================== */

static size_t columns_of(struct bytes text)
{
    size_t columns = 0;
    for (size_t i = 0; i < text.size; i++)
        columns += (text.data[i] & 0xC0) != 0x80;
    return columns;
}

/* How many bytes of bullet, with the space after it, `text` starts with: "- ", "• ", "* ", "– ". */
static size_t bullet_bytes(struct bytes text)
{
    static const char *const bullets[] = { "-", "*", "•", "–", "—", "·", "▪", "o", "§" };
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t size = strlen(bullets[i]);
        if (text.size > size + 1 && memcmp(text.data, bullets[i], size) == 0 &&
            (text.data[size] == ' ' || text.data[size] == '\t'))
            return size + 1;
    }
    return 0;
}

static bool is_rule(struct bytes text)
{
    if (text.size < 3 || !strchr("=-_*~", *text.data))
        return false;
    for (size_t i = 1; i < text.size; i++)
        if (text.data[i] != *text.data)
            return false;
    return true;
}

static bool split_lines(struct bytes text, struct lines *lines)
{
    while (text.size > 0) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size;
        if (!array_reserve((void **)&lines->items, &lines->capacity, lines->count + 1, sizeof *lines->items))
            return false;
        struct line line = { .text = bytes_trimmed((struct bytes){ text.data, size }) };
        line.columns = columns_of(line.text);
        line.item = bullet_bytes(line.text) > 0;
        line.underlines = is_rule(line.text);
        lines->items[lines->count++] = line;
        size += end != NULL;
        text.data += size;
        text.size -= size;
    }
    return true;
}

/* The column at which the text is wrapped: the length nine in ten of the lines stay within that another line follows
 * directly. 0 when each line is a paragraph. */
static size_t wrap_column(const struct lines *lines)
{
    size_t counts[WRAP_MOST + 2] = { 0 }, followed = 0, seen = 0;
    for (size_t i = 0; i + 1 < lines->count; i++) {
        size_t columns = lines->items[i].columns;
        if (!columns || !lines->items[i + 1].columns)
            continue;
        counts[columns <= WRAP_MOST ? columns : WRAP_MOST + 1]++;
        followed++;
    }
    for (size_t columns = WRAP_MOST + 1; columns >= WRAP_LEAST; columns--) {
        seen += counts[columns];
        if (seen * 10 >= followed && seen > 0)
            return columns <= WRAP_MOST ? columns : 0;
    }
    return 0;
}

/* == Paragraphs =============================================================================================== */

static size_t first_word_columns(struct bytes text)
{
    const char *end = memchr(text.data, ' ', text.size);
    return columns_of((struct bytes){ text.data, end ? (size_t)(end - text.data) : text.size });
}

/* Was `line` broken only because the next word did not fit? */
static bool is_wrapped(const struct line *line, const struct line *next, size_t wrap)
{
    return wrap && next->columns && !next->item && !next->underlines &&
           line->columns + 1 + first_word_columns(next->text) + WRAP_SLACK > wrap;
}

static bool stands_alone(const struct lines *lines, size_t i)
{
    bool after = i == 0 || !lines->items[i - 1].columns;
    bool before = i + 1 >= lines->count || !lines->items[i + 1].columns;
    return after && before;
}

static bool starts_with_word(struct bytes text, const char *const *words, size_t word_count)
{
    char folded[FOLDED_BYTES];
    size_t size = fold_form((struct bytes){ text.data, utf8_whole(text, LABEL_MOST) }, folded);
    for (size_t i = 0; i < word_count; i++) {
        size_t word_size = strlen(words[i]);
        if (size >= word_size && memcmp(folded, words[i], word_size) == 0)
            return true;
    }
    return false;
}

/* What kind of document it is and whose, as it is printed above the title. */
static bool is_letterhead(const struct line *line)
{
    static const char *const words[] = {
        "communique",     "press release",    "news release",    "media release",  "for immediate",
        "pour diffusion", "pour publication", "avis aux medias", "media advisory", "fiche d'information",
        "backgrounder",   "gouvernement ",    "government of ",  "ministere ",     "ministry of ",
        "department of ", "cabinet d",        "bureau du ",      "office of "
    };
    return line->columns <= LABEL_MOST && starts_with_word(line->text, words, sizeof words / sizeof *words);
}

/* "Montréal, le 12 juin 2008", "June 1st, 2008": a number of one or two digits, and a year in the end. */
static bool is_dateline(struct bytes text)
{
    bool day = false;
    size_t digits = 0, last = 0;
    if (columns_of(text) > LABEL_MOST)
        return false;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && isdigit((unsigned char)text.data[i])) {
            digits++;
            continue;
        }
        if (digits > 0) {
            day = day || digits <= 2;
            last = digits;
        }
        digits = 0;
    }
    size_t end = text.size;
    while (end && !isalnum((unsigned char)text.data[end - 1]))
        end--;
    return day && last == 4 && end && isdigit((unsigned char)text.data[end - 1]);
}

/* A line between empty ones, near the top, longer than a label, and not a sentence; or one that is underlined. */
static size_t find_title(const struct lines *lines)
{
    for (size_t i = 0; i < lines->count && i < TITLE_LINES; i++) {
        const struct line *line = &lines->items[i];
        if (line->underlines || line->item || line->columns < TITLE_LEAST || line->columns > TITLE_MOST ||
            is_letterhead(line) || is_dateline(line->text))
            continue;
        if (i + 1 < lines->count && lines->items[i + 1].underlines)
            return i;
        char last = line->text.data[line->text.size - 1];
        if (stands_alone(lines, i) && last != '.' && last != ':' && last != ';' &&
            memchr(line->text.data, ' ', line->text.size))
            return i;
    }
    return lines->count;
}

static bool same_text(const struct line *one, const struct line *other)
{
    return bytes_equal(one->text, other->text);
}

/* A short line that stands both at the top and at the foot is a menu entry of the page that the text was copied from.
 */
static bool is_echo(const struct lines *lines, size_t i)
{
    const struct line *line = &lines->items[i];
    bool top = i < ECHO_LINES, foot = i + ECHO_LINES >= lines->count;
    if (line->columns > ECHO_MOST || top == foot)
        return false;
    size_t from = top ? lines->count - ECHO_LINES : 0;
    for (size_t other = from; other < from + ECHO_LINES; other++)
        if (same_text(line, &lines->items[other]))
            return true;
    return false;
}

static size_t write_paragraph(struct page_writer *writer, const struct lines *lines, size_t i, size_t wrap)
{
    while (true) {
        const struct line *line = &lines->items[i];
        size_t skipped = line->item ? bullet_bytes(line->text) : 0;
        page_writer_text(writer, (struct bytes){ line->text.data + skipped, line->text.size - skipped });
        i++;
        if (i >= lines->count || !is_wrapped(line, &lines->items[i], wrap))
            break;
        writer->space_pending = true;
    }
    page_writer_end_block(writer);
    return i;
}

static void write_lines(struct page_writer *writer, const struct lines *lines)
{
    size_t wrap = wrap_column(lines), title = find_title(lines);
    for (size_t i = 0; i < lines->count;) {
        const struct line *line = &lines->items[i];
        if (!line->columns || line->underlines) {
            i++;
            continue;
        }
        bool underlined = i + 1 < lines->count && lines->items[i + 1].underlines && line->columns <= TITLE_MOST;
        writer->place = (struct page_place){ .role = line->item ? BLOCK_LIST_ITEM : BLOCK_PARAGRAPH };
        if (i == title || underlined) {
            writer->place.role = BLOCK_HEADING;
            writer->place.level = i == title ? 1 : 2;
        }
        if (is_echo(lines, i))
            writer->place.regions = REGION_NAVIGATION;
        i = write_paragraph(writer, lines, i, i == title ? 0 : wrap);
    }
}

enum status plain_read(struct bytes utf8, struct page *page, struct failure *failure)
{
    struct lines lines = { .items = NULL };
    struct page_writer writer;

    page_writer_init(&writer, page);
    if (!split_lines(utf8, &lines))
        writer.out_of_memory = true;
    else
        write_lines(&writer, &lines);
    free(lines.items);
    return page_writer_finish(&writer, failure);
}
