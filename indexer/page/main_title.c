/* The heading that the title element names, or the first one of the highest rank; the title element without the
 * site's name where there is no heading. */
#include "indexer/page/main_title.h"

#include <ctype.h>
#include <string.h>

#include "indexer/page/main_blocks.h"
#include "language/utf8.h"

enum {
    AGREEING_LEAST = 12, /* bytes: a shorter heading may stand in the title element by chance */
    TITLE_LEAST = 20,
    STATED_MOST = 1000, /* bytes of a title element that are looked at */
};

static struct bytes string_of(const char *text)
{
    return text ? bytes_trimmed(bytes_of(text)) : (struct bytes){ "", 0 };
}

static struct bytes text_of(const struct page *page, const struct block *block)
{
    return (struct bytes){ page->text.bytes + block->offset, block->length };
}

/* What the page says its title is, apart from headings: looked up once, since hostile pages have many of both. */
struct stated {
    struct bytes title;  /* of the title element */
    struct bytes social; /* og:title */
};

static struct bytes shortened(struct bytes text)
{
    return (struct bytes){ text.data, utf8_whole(text, text.size < STATED_MOST ? text.size : STATED_MOST) };
}

static struct stated stated_titles(const struct page *page)
{
    return (struct stated){ .title = shortened(string_of(page_string(page, page->title))),
                            .social = shortened(string_of(page_meta(page, "og:title"))) };
}

static bool holds(struct bytes text, struct bytes part)
{
    return part.size && memmem(text.data, text.size, part.data, part.size) != NULL;
}

/* How well a heading suits as the title of the page; 0 not at all. */
static int suitability(const struct page *page, const struct block *block, const struct stated *stated)
{
    const unsigned against = MAIN_BOILERPLATE & ~(unsigned)REGION_HEADER;
    if (block->role != BLOCK_HEADING || (block->regions & REGION_HIDDEN))
        return 0;
    struct bytes text = text_of(page, block);
    bool agrees = block->length >= AGREEING_LEAST && (holds(stated->title, text) || holds(stated->social, text));
    if (block->level > 1 && !agrees)
        return 0;
    return 1 + 8 * agrees + 4 * !(block->regions & against) + 2 * (block->level == 1) +
           ((block->regions & REGION_MAIN) != 0);
}

size_t main_title_block(const struct page *page)
{
    const struct stated stated = stated_titles(page);
    size_t best = page->block_count;
    int best_suitability = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        int suits = suitability(page, &page->blocks[i], &stated);
        if (suits > best_suitability) {
            best = i;
            best_suitability = suits;
        }
    }
    return best;
}

/* The sign that divides title and site: a dash is one only where no bar is. NULL for none. */
static const char *dividing_sign(struct bytes title)
{
    static const char *const signs[] = { " | ", " :: ", " - ", " – ", " — " };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memmem(title.data, title.size, signs[i], strlen(signs[i])))
            return signs[i];
    return NULL;
}

/* "Title | Site", "Site - Title", "Title – Section – Site": the first part that is long enough for a title, else the
 * longest. */
static struct bytes without_site(struct bytes title)
{
    const char *sign = dividing_sign(title);
    struct bytes best = { title.data, 0 }, rest = title;
    if (!sign)
        return title;
    while (rest.size && best.size < TITLE_LEAST) {
        const char *at = memmem(rest.data, rest.size, sign, strlen(sign));
        size_t part = at ? (size_t)(at - rest.data) : rest.size;
        size_t step = at ? part + strlen(sign) : part;
        if (part > best.size)
            best = (struct bytes){ rest.data, part };
        rest.data += step;
        rest.size -= step;
    }
    return bytes_trimmed(best);
}

/* The white space of an attribute or a title element is as it was in the source. */
static enum status set_folded(struct record *record, struct bytes text, struct failure *failure)
{
    struct buffer folded = BUFFER_EMPTY;
    bool space = false;
    for (size_t i = 0; i < text.size; i++) {
        if (isspace((unsigned char)text.data[i])) {
            space = true;
            continue;
        }
        if (space)
            buffer_append_byte(&folded, ' ');
        space = false;
        buffer_append_byte(&folded, text.data[i]);
    }
    enum status status = buffer_status(&folded, "a title", failure);
    if (!status)
        status = record_set(&record->title, buffer_view(&folded), failure);
    buffer_clear(&folded);
    return status;
}

enum status main_title_take(const struct page *page, struct record *record, struct failure *failure)
{
    size_t block = main_title_block(page);
    if (block < page->block_count)
        return record_set(&record->title, text_of(page, &page->blocks[block]), failure);
    const struct stated stated = stated_titles(page);
    bool take_social = stated.social.size && (!stated.title.size || holds(stated.title, stated.social));
    return set_folded(record, take_social ? stated.social : without_site(stated.title), failure);
}
