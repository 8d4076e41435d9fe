/* The goals a document speaks of: their wordings and cues, weighed by where they stand. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/facts/fact_rooms.h"
#include "language/phrases.h"

/* What an occurrence adds to a goal. A full wording is enough alone; a cue is, unless it stands far down. */
static const double TITLE_CUE = 1.0, LEAD_CUE = 0.6, TEXT_CUE = 0.35, WORDING = 1.0;
static const double ENOUGH = 0.5;

/* What each word of an occurrence past the first adds to its rank, as a part of its weight; four words are sure. */
static const double WORD_MORE = 1.5;
enum { WORDS_SURE = 4 };
enum { LEAD_BYTES = 1200 };

enum cue_kind {
    CUE_NAME, /* "Security": too wide a word, but for a document that has a heading for each of several goals */
    CUE_WORDING,
    CUE_PHRASE,
};

struct cue {
    uint32_t goal;
    enum cue_kind kind;
};

struct tally {
    double weight, best;
    double rank;       /* the weight, with longer cues weighing more: they mean the goal more surely */
    struct bytes text; /* that the best occurrence is in */
    size_t offset;
    bool heads; /* the goal's name begins a line of the text */
    size_t heading;
};

struct goal_finder {
    const struct authority *goals;
    struct phrases *phrases;
    struct cue *cues; /* by payload */
    size_t cue_count, cue_capacity;
    struct tally *tallies; /* by goal */
};

static enum status add_label(struct goal_finder *finder, uint32_t goal, const struct label *label,
                             struct failure *failure)
{
    enum cue_kind kind = label->role == LABEL_PREFERRED ? CUE_NAME
                         : label->role == LABEL_OTHER   ? CUE_WORDING
                                                        : CUE_PHRASE;
    if (!array_reserve((void **)&finder->cues, &finder->cue_capacity, finder->cue_count + 1, sizeof *finder->cues))
        return fail_no_memory(failure);
    finder->cues[finder->cue_count] = (struct cue){ goal, kind };
    return phrases_add(finder->phrases, label->language, bytes_of(label->text), (uint32_t)finder->cue_count++,
                       failure);
}

/* A heading repeats the article that a French name leaves out: "Identité et culture", "L'identité et la culture". */
static enum status add_with_articles(struct goal_finder *finder, uint32_t goal, const struct label *label,
                                     struct failure *failure)
{
    static const char *const articles[] = { "la", "le", "les" };
    static const char joint[] = " et ";
    const char *at = label->role == LABEL_PREFERRED && label->language == LANGUAGE_FRENCH ? strstr(label->text, joint)
                                                                                          : NULL;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof articles / sizeof *articles && at && !status; i++) {
        struct buffer text = BUFFER_EMPTY;
        buffer_append_format(&text, "%.*s%s%s%s", (int)(at - label->text), label->text, joint, articles[i],
                             at + sizeof joint - 2);
        if (!(status = buffer_status(&text, "the name of a goal", failure))) {
            const struct label variant = { .text = text.bytes, .language = LANGUAGE_FRENCH, .role = LABEL_PREFERRED };
            status = add_label(finder, goal, &variant, failure);
        }
        buffer_clear(&text);
    }
    return status;
}

enum status goal_finder_new(struct goal_finder **made, const struct authority *goals, struct analyzer *analyzer,
                            struct failure *failure)
{
    struct goal_finder *finder = calloc(1, sizeof *finder);
    enum status status = finder ? STATUS_OK : fail_no_memory(failure);
    if (status)
        return status;
    finder->goals = goals;
    finder->tallies = calloc(goals->concept_count + 1, sizeof *finder->tallies);
    status = finder->tallies ? phrases_new(&finder->phrases, analyzer, PHRASE_STEMMED, failure)
                             : fail_no_memory(failure);
    for (size_t i = 0; i < goals->concept_count && !status; i++)
        for (size_t j = 0; j < goals->concepts[i].label_count && !status; j++)
            if (!(status = add_label(finder, (uint32_t)i, &goals->concepts[i].labels[j], failure)))
                status = add_with_articles(finder, (uint32_t)i, &goals->concepts[i].labels[j], failure);
    if (status)
        goal_finder_free(finder);
    else
        *made = finder;
    return status;
}

void goal_finder_free(struct goal_finder *finder)
{
    if (!finder)
        return;
    phrases_free(finder->phrases);
    free(finder->cues);
    free(finder->tallies);
    free(finder);
}

static double weigh(const struct cue *cue, bool title, size_t offset)
{
    if (cue->kind == CUE_WORDING)
        return WORDING;
    return title ? TITLE_CUE : offset < LEAD_BYTES ? LEAD_CUE : TEXT_CUE;
}

/* "Security: neighbours first", "La sécurité", "3. Solidarité": the words before the name on its line are few and
 * small, and after it the line ends or a colon stands. */
static bool heads_line(const struct analysis *words, const struct phrase_match *match)
{
    enum { BEFORE_MOST = 6 };
    const struct token *first = &words->tokens[match->first_token], *last = first + match->token_count - 1;
    const char *text = words->text.data;
    size_t end = last->offset + last->length,
           start = first->offset > BEFORE_MOST ? first->offset - BEFORE_MOST - 1 : 0;
    if (start > 0 && !memchr(text + start, '\n', first->offset - start))
        return false;
    while (end < words->text.size && (text[end] == ' ' || text[end] == '\xC2' || text[end] == '\xA0'))
        end++;
    return end == words->text.size || text[end] == '\n' || text[end] == ':';
}

static void note(struct goal_finder *finder, const struct analysis *words, const struct phrase_match *match,
                 bool title)
{
    size_t offset = words->tokens[match->first_token].offset;
    for (size_t i = 0; i < match->payload_count; i++) {
        const struct cue *cue = &finder->cues[match->payloads[i]];
        struct tally *tally = &finder->tallies[cue->goal];
        if (cue->kind == CUE_NAME) {
            if (!title && !tally->heads && heads_line(words, match)) {
                tally->heads = true;
                tally->heading = offset;
            }
            continue;
        }
        double weight = weigh(cue, title, offset);
        tally->weight += weight;
        size_t words_more = (match->token_count < WORDS_SURE ? match->token_count : WORDS_SURE) - 1;
        tally->rank += weight * (1 + WORD_MORE * (double)words_more);
        if (weight > tally->best) {
            tally->best = weight;
            tally->text = words->text;
            tally->offset = offset;
        }
    }
}

static void collect(struct goal_finder *finder, const struct analysis *words, enum language language, bool title)
{
    struct phrase_match match;
    for (size_t at = 0; phrases_next(finder->phrases, words, language, at, &match);) {
        note(finder, words, &match, title);
        at = match.first_token + match.token_count;
    }
}

/* A report with a part for each of several goals speaks of all of these. */
static void count_headings(struct goal_finder *finder, struct bytes text)
{
    enum { SEVERAL = 3 };
    size_t heads = 0;
    for (size_t i = 0; i < finder->goals->concept_count; i++)
        heads += finder->tallies[i].heads;
    for (size_t i = 0; heads >= SEVERAL && i < finder->goals->concept_count; i++) {
        struct tally *tally = &finder->tallies[i];
        if (!tally->heads)
            continue;
        tally->weight += WORDING;
        tally->rank += WORDING;
        if (tally->best < WORDING) {
            tally->best = WORDING;
            tally->text = text;
            tally->offset = tally->heading;
        }
    }
}

/* Grows with the rank and stays below 1. */
static double score(double rank)
{
    return rank / (rank + 1);
}

enum status fact_goals(struct goal_finder *finder, const struct fact_words *words, struct record *record,
                       struct failure *failure)
{
    if (record->goal_count > 0)
        return STATUS_OK;
    memset(finder->tallies, 0, finder->goals->concept_count * sizeof *finder->tallies);
    collect(finder, words->title, record->language, true);
    collect(finder, words->text, record->language, false);
    count_headings(finder, words->text->text);

    enum status status = STATUS_OK;
    while (!status) {
        struct tally *best = NULL;
        for (size_t i = 0; i < finder->goals->concept_count; i++)
            if (finder->tallies[i].weight >= ENOUGH && (!best || finder->tallies[i].rank > best->rank))
                best = &finder->tallies[i];
        if (!best)
            break;
        status = record_add_goal(record, finder->goals->concepts[best - finder->tallies].id, score(best->rank),
                                 analysis_sentence(best->text, best->offset, EVIDENCE_BYTES), failure);
        best->weight = 0;
    }
    return status;
}
