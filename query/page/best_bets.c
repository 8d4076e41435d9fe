/* Reads the editor's file, and finds in it. */
#include "query/page/best_bets.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/files.h"
#include "language/utf8.h"
#include "query/folded.h"
#include "query/html.h"

enum { FILE_BYTES = 4 << 20 };

struct best_bets {
    char *path;
    struct stat seen;
    struct best_bet *list; /* by words, then as they came */
    size_t count, capacity;
    struct arena arena;
};

struct reader {
    struct best_bets *bets;
    const char *path;
    int line;
    struct failure *failure;
};

/* == Reading ================================================================================================== */

static enum status refuse(struct reader *reader, const char *reason)
{
    fail(reader->failure, STATUS_INVALID, "%s:%d: %s", files_name(reader->path), reader->line, reason);
    return fail_hint(reader->failure, "write words = address | title, or words = address | title | fr");
}

/* Take what stands before `divider`, or all, off the front; without blanks at its ends. */
static struct bytes take(struct bytes *rest, char divider)
{
    const char *found = rest->size ? memchr(rest->data, divider, rest->size) : NULL;
    struct bytes taken = { rest->data, found ? (size_t)(found - rest->data) : rest->size };
    size_t passed = taken.size + (found ? 1 : 0);
    *rest = (struct bytes){ rest->data + passed, rest->size - passed };
    return bytes_trimmed(taken);
}

static enum status add(struct reader *reader, struct bytes words, const struct best_bet *bet)
{
    struct best_bets *bets = reader->bets;
    struct buffer folded = BUFFER_EMPTY;
    enum status status = STATUS_OK;
    folded_words(words, &folded);
    if (folded.size == 0) {
        status = refuse(reader, "there are no words");
    } else if (array_reserve((void **)&bets->list, &bets->capacity, bets->count + 1, sizeof *bets->list)) {
        struct best_bet *added = &bets->list[bets->count++];
        *added = *bet;
        added->place = bets->count;
        added->words = arena_copy(&bets->arena, buffer_view(&folded));
        status = added->words ? STATUS_OK : fail_no_memory(reader->failure);
    } else {
        status = fail_no_memory(reader->failure);
    }
    buffer_clear(&folded);
    return status;
}

static enum status read_language(struct reader *reader, struct bytes text, enum language *language)
{
    char code[16] = "";
    *language = LANGUAGE_UNKNOWN;
    if (text.size == 0)
        return STATUS_OK;
    if (text.size < sizeof code)
        memcpy(code, text.data, text.size);
    *language = language_from_code(code);
    return *language == LANGUAGE_UNKNOWN ? refuse(reader, "the language is neither fr nor en") : STATUS_OK;
}

static enum status read_line(struct reader *reader, struct bytes line)
{
    struct best_bet bet;
    struct bytes words = take(&line, '='), address = take(&line, '|'), title = take(&line, '|');
    bool path = address.size > 0 && *address.data == '/' && !(address.size > 1 && address.data[1] == '/');
    if (!path && !html_is_link(address))
        return refuse(reader, "no http address and no path that begins with /");
    if (title.size == 0)
        return refuse(reader, "there is no title");
    enum status status = read_language(reader, bytes_trimmed(line), &bet.language);
    if (status)
        return status;
    bet.address = arena_copy(&reader->bets->arena, address);
    bet.title = arena_copy(&reader->bets->arena, title);
    if (!bet.address || !bet.title)
        return fail_no_memory(reader->failure);
    do
        status = add(reader, take(&words, ';'), &bet);
    while (!status && words.size > 0);
    return status;
}

static enum status read_text(struct reader *reader, struct bytes text)
{
    enum status status = STATUS_OK;
    if (!utf8_valid(text) || memchr(text.data, '\0', text.size))
        return files_fail_because(reader->failure, STATUS_INVALID, "cannot read", reader->path, "it is not UTF-8 text");
    while (text.size > 0 && !status) {
        struct bytes line = take(&text, '\n');
        reader->line++;
        if (line.size > 0 && *line.data != '#')
            status = read_line(reader, line);
    }
    return status;
}

/* For the same words, the order of the file. */
static int compare(const void *left, const void *right)
{
    const struct best_bet *one = left, *other = right;
    int order = strcmp(one->words, other->words);
    return order ? order : (one->place > other->place) - (one->place < other->place);
}

/* == The whole ================================================================================================ */

enum status best_bets_open(struct best_bets **bets, const char *path, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    struct best_bets *opened = calloc(1, sizeof *opened);
    struct reader reader = { .bets = opened, .path = path, .failure = failure };
    enum status status;
    *bets = NULL;
    if (!opened)
        return fail_no_memory(failure);
    opened->arena = (struct arena)ARENA_EMPTY;
    opened->path = strdup(path);
    if (!opened->path) {
        status = fail_no_memory(failure);
        goto done;
    }
    if (stat(path, &opened->seen) != 0)
        memset(&opened->seen, 0, sizeof opened->seen); /* reading it tells why */
    if ((status = files_read(path, FILE_BYTES, &text, failure)) || (status = read_text(&reader, buffer_view(&text))))
        goto done;
    if (opened->count)
        qsort(opened->list, opened->count, sizeof *opened->list, compare);
    *bets = opened;
    opened = NULL;

done:
    best_bets_close(opened);
    buffer_clear(&text);
    return status;
}

void best_bets_close(struct best_bets *bets)
{
    if (!bets)
        return;
    free(bets->list);
    free(bets->path);
    arena_clear(&bets->arena);
    free(bets);
}

uint64_t best_bets_version(const struct best_bets *bets)
{
    enum { NS = 1000000000 };
    return bets ? (uint64_t)bets->seen.st_mtim.tv_sec * NS + (uint64_t)bets->seen.st_mtim.tv_nsec : 0;
}

bool best_bets_changed(const struct best_bets *bets)
{
    struct stat now;
    return stat(bets->path, &now) != 0 || now.st_ino != bets->seen.st_ino || now.st_size != bets->seen.st_size ||
           now.st_mtim.tv_sec != bets->seen.st_mtim.tv_sec || now.st_mtim.tv_nsec != bets->seen.st_mtim.tv_nsec;
}

size_t best_bets_find(const struct best_bets *bets, const char *query, const struct best_bet **found)
{
    struct buffer folded = BUFFER_EMPTY;
    size_t low = 0, high = bets ? bets->count : 0, count = 0;
    folded_words(bytes_of(query), &folded);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(bets->list[middle].words, folded.bytes) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    while (bets && low + count < bets->count && strcmp(bets->list[low + count].words, folded.bytes) == 0)
        count++;
    *found = count ? &bets->list[low] : NULL;
    buffer_clear(&folded);
    return count;
}
