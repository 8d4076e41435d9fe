/* From all blocks of a page to the text of a record. */
#include "indexer/page/whole_text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "language/utf8.h"

enum { TITLE_BYTES = 500 /* a longer one is a paragraph in a heading's clothes */ };

enum status whole_text_take(struct page *page, struct record *record, struct failure *failure)
{
    for (size_t i = 0; i < page->block_count; i++)
        page->blocks[i].main = true;
    buffer_append(&record->text, page->text.bytes, page->text.size);
    return buffer_status(&record->text, "the text of a record", failure);
}

/* == Titles =================================================================================================== */

static bool ends_like_a_file(struct bytes title)
{
    static const char *const endings[] = { ".doc",  ".docx", ".pdf", ".rtf", ".odt",  ".xls", ".xlsx", ".ppt",
                                           ".pptx", ".wpd",  ".qxd", ".qxp", ".indd", ".pmd", ".p65",  ".txt",
                                           ".html", ".htm",  ".tif", ".eps", ".ai",   ".cdr" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);
        if (title.size > size && strncasecmp(title.data + title.size - size, endings[i], size) == 0)
            return true;
    }
    return false;
}

static bool begins_like_a_program(struct bytes title)
{
    static const char *const words[] = { "microsoft ",  "untitled", "sans titre",   "document",
                                         "(anonymous",  "layout ",  "mise en page", "présentation powerpoint",
                                         "powerpoint ", "slide ",   "page ",        "print ",
                                         "impression ", "file:",    "http:",        "https:",
                                         "c:\\",        "scan" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (title.size >= strlen(words[i]) && strncasecmp(title.data, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

bool whole_text_title_is_sensible(struct bytes title)
{
    enum { LEAST = 3 };
    size_t letters = 0;
    bool space = false;
    for (size_t i = 0; i < title.size; i++) {
        letters += isalpha((unsigned char)title.data[i]) != 0;
        space |= isspace((unsigned char)title.data[i]) && i > 0 && i + 1 < title.size;
    }
    return space && letters >= LEAST && !ends_like_a_file(title) && !begins_like_a_program(title);
}

/* Normal form C, each run of white space one blank, none at the ends. */
static void fold_white_space(struct bytes text, struct buffer *folded)
{
    struct buffer normal = BUFFER_EMPTY;
    bool space = false;
    utf8_append_nfc(&normal, text);
    struct bytes rest = { normal.bytes, normal.size };
    while (rest.size) {
        size_t used;
        bool blank = utf8_is_space(utf8_decode(rest, &used));
        if (!blank && space && folded->size)
            buffer_append_byte(folded, ' ');
        if (!blank)
            buffer_append(folded, rest.data, used);
        space = blank;
        rest.data += used;
        rest.size -= used;
    }
    if (normal.failed && !folded->failed)
        folded->failed = normal.failed;
    buffer_clear(&normal);
}

enum status whole_text_title(struct bytes title, struct record *record, struct failure *failure)
{
    struct buffer folded = BUFFER_EMPTY;
    enum status status;
    if (record->title)
        return STATUS_OK;
    fold_white_space(title, &folded);
    if (!(status = buffer_status(&folded, "a title", failure)))
        status = record_set(
            &record->title,
            (struct bytes){ folded.bytes, utf8_whole(buffer_view(&folded),
                                                     folded.size < TITLE_BYTES ? folded.size : TITLE_BYTES) },
            failure);
    buffer_clear(&folded);
    return status;
}

enum status whole_text_title_from_headings(const struct page *page, struct record *record, struct failure *failure)
{
    const struct block *best = NULL;
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        if (block->role == BLOCK_HEADING && (!best || block->level < best->level))
            best = block;
    }
    return best ? whole_text_title((struct bytes){ page->text.bytes + best->offset, best->length }, record, failure)
                : STATUS_OK;
}
