/* The title of a PDF: what its metadata say when it makes sense, else what the first page shows. */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "indexer/readers/pdf_text.h"
#include "language/fold.h"
#include "language/utf8.h"

enum {
    LETTERS_LEAST = 4,
    TITLE_LEAST = 15, /* bytes: shorter lines are labels */
    TITLE_MOST = 300,
    LINES_LOOKED_AT = 40,
    SIZES_MOST = 200, /* points */
};

static const float SAME_RANK = 0.75F; /* letters of one title differ by no more */
static const float LINE_GAP = 1.6F;   /* between its lines, in letters */
static const float LARGER = 1.15F;    /* than the text: a title's letters */
static const float LARGEST = 3.0F;    /* more says no more */

/* == The first page =========================================================================================== */

float pdf_body_size(const struct pdf_text *text)
{
    size_t bytes[SIZES_MOST] = { 0 };
    size_t best = 0;
    for (size_t i = 0; i < text->line_count; i++) {
        float size = roundf(text->lines[i].font_size);
        if (size > 0 && size < SIZES_MOST)
            bytes[(size_t)size] += text->lines[i].size;
    }
    for (size_t i = 1; i < SIZES_MOST; i++)
        if (bytes[i] > bytes[best])
            best = i;
    return (float)best;
}

/* Who writes, as it stands above the title. */
static bool is_letterhead(struct bytes words)
{
    static const char *const starts[] = { "republique ",
                                          "un peuple",
                                          "ministere d",
                                          "ministry of",
                                          "department of",
                                          "government of",
                                          "gouvernement d",
                                          "province of",
                                          "republic of",
                                          "cabinet d",
                                          "news release",
                                          "press release",
                                          "communique de presse",
                                          "communique\n",
                                          "for immediate release",
                                          "pour diffusion immediate",
                                          "primature" };
    char folded[FOLDED_BYTES + 2];
    if (words.size > 80)
        return false;
    size_t size = fold_form(words, folded);
    folded[size] = '\n';
    folded[size + 1] = '\0';
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(folded, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static size_t letters_of(struct bytes words)
{
    size_t letters = 0;
    for (size_t i = 0; i < words.size; i++)
        letters += isalpha((unsigned char)words.data[i]) || (words.data[i] & 0xC0) == 0xC0;
    return letters;
}

/* "2023", which covers show in letters of another size. */
static bool is_year(struct bytes words)
{
    return words.size == 4 && (*words.data == '1' || *words.data == '2') && strspn(words.data, "0123456789") >= 4;
}

/* Lines that may be the title, one below the other in letters of one kind. */
struct candidate {
    size_t first, count;
    float size;
    bool bold;
    size_t bytes;
};

static bool goes_on(const struct pdf_text *text, const struct pdf_line *last, const struct pdf_line *line)
{
    float large = fmaxf(last->font_size, line->font_size), small = fminf(last->font_size, line->font_size);
    if (line->running || line->row || line->page != last->page || line->box.bottom < last->box.bottom ||
        line->box.top - last->box.bottom > large * LINE_GAP)
        return false;
    return (small > large * SAME_RANK && line->bold == last->bold) || is_year(pdf_line_bytes(text, line));
}

static struct candidate candidate_at(const struct pdf_text *text, size_t first)
{
    const struct pdf_line *line = &text->lines[first];
    struct candidate candidate = { first, 1, line->font_size, line->bold, line->size };
    while (first + candidate.count < text->line_count) {
        const struct pdf_line *next = line + candidate.count;
        if (is_letterhead(pdf_line_bytes(text, next - 1)) || !goes_on(text, next - 1, next) ||
            candidate.bytes + next->size > TITLE_MOST)
            break;
        candidate.bytes += next->size;
        candidate.count++;
    }
    return candidate;
}

/* Large letters count most, then bold ones; a lone word is a label. */
static float rank(const struct candidate *candidate, float body)
{
    float rank = body > 0 && candidate->size > body * LARGER ? fminf(candidate->size / body, LARGEST) : 1;
    if (candidate->bold)
        rank += 0.2F;
    return candidate->bytes < TITLE_LEAST ? rank / LARGEST : rank;
}

enum status pdf_title_find(const struct pdf_text *text, struct buffer *title, struct failure *failure)
{
    float body = pdf_body_size(text), best_rank = 0;
    struct candidate best = { .count = 0 };
    for (size_t i = 0; i < text->line_count && i < LINES_LOOKED_AT && text->lines[i].page == text->lines[0].page;) {
        struct candidate candidate = candidate_at(text, i);
        const struct pdf_line *line = &text->lines[i];
        struct bytes words = pdf_line_bytes(text, line);
        i += candidate.count;
        if (line->row || is_letterhead(words) || candidate.bytes > TITLE_MOST ||
            letters_of((struct bytes){ words.data, candidate.bytes }) < LETTERS_LEAST)
            continue;
        if (rank(&candidate, body) > best_rank) {
            best = candidate;
            best_rank = rank(&candidate, body);
        }
    }
    for (size_t i = best.first; i < best.first + best.count; i++) {
        struct bytes words = pdf_line_bytes(text, &text->lines[i]);
        if (title->size)
            buffer_append_byte(title, ' ');
        buffer_append(title, words.data, words.size);
    }
    return buffer_status(title, "a title", failure);
}
