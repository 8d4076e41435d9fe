/* Finds runs of plain text and keeps them until their stand-ins come out of the parser. */
#include "indexer/html/html_runs.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/eight.h"
#include "language/utf8.h"

enum { RUN_LEAST = 4 /* bytes; the parser reads a shorter one as fast */ };

bool html_runs_may_be_made(struct bytes html)
{
    return !html.size || (!memchr(html.data, HTML_STAND_IN_WORDS, html.size) &&
                          !memchr(html.data, HTML_STAND_IN_BLANKS, html.size));
}

size_t html_plain_bytes(struct bytes text)
{
    size_t at = 0, used;
    while (at < text.size) {
        if (text.size - at >= EIGHT) {
            uint64_t eight = eight_at(text.data + at), special = eight_controls(eight) | eight_beyond_ascii(eight);
            at += special ? eight_first(special) : EIGHT;
            if (!special)
                continue;
        }
        if (text.data[at] & 0x80)
            used = utf8_settled((struct bytes){ text.data + at, text.size - at });
        else
            used = (unsigned char)text.data[at] >= ' ' || html_is_blank(text.data[at]);
        if (!used)
            break;
        at += used;
    }
    return at;
}

/* False where the run is to be copied: it is short, or there is no memory. */
static bool keep(struct html_runs *runs, struct bytes run)
{
    if (run.size < RUN_LEAST || runs->out_of_memory)
        return false;
    if (!array_reserve((void **)&runs->items, &runs->capacity, runs->count + 1, sizeof *runs->items)) {
        runs->out_of_memory = true;
        return false;
    }
    runs->items[runs->count++] = run;
    runs->spared += run.size - 1;
    return true;
}

void html_runs_copy(struct html_runs *runs, struct bytes text, struct buffer *clean)
{
    while (text.size) {
        struct bytes run = { text.data, html_plain_bytes(text) };
        if (!run.size)
            utf8_decode(text, &run.size);
        else if (keep(runs, run)) {
            buffer_append_byte(clean, html_past_blanks(run, 0) == run.size ? HTML_STAND_IN_BLANKS : HTML_STAND_IN_WORDS);
            run.data = NULL;
        }
        if (run.data)
            buffer_append(clean, run.data, run.size);
        text = (struct bytes){ text.data + run.size, text.size - run.size };
    }
}

static bool is_stand_in(char byte)
{
    return byte == HTML_STAND_IN_WORDS || byte == HTML_STAND_IN_BLANKS;
}

bool html_runs_next(struct html_runs *runs, struct bytes *text, struct bytes *piece)
{
    size_t size = 0;
    if (!text->size)
        return false;
    if (!runs->count)
        size = text->size;
    while (size < text->size && !is_stand_in(text->data[size]))
        size++;
    *piece = (struct bytes){ text->data, size };
    if (!size) {
        size = 1;
        if (runs->given < runs->count)
            *piece = runs->items[runs->given++];
        else
            runs->is_misleading = true;
    }
    *text = (struct bytes){ text->data + size, text->size - size };
    return true;
}

bool html_runs_are_whole(const struct html_runs *runs)
{
    return runs->given == runs->count && html_kept_are_whole(&runs->kept) && !runs->is_misleading;
}

void html_runs_clear(struct html_runs *runs)
{
    free(runs->items);
    buffer_clear(&runs->kept.packed);
    *runs = (struct html_runs)HTML_RUNS_EMPTY;
}
