/* "Did you mean": the query with its words spelt otherwise, when that finds more. Nothing is proposed that was not
 * counted: the whole corrected query, with its filters, has hits. */
#include <stdlib.h>
#include <string.h>

#include "language/fold.h"
#include "language/utf8.h"
#include "query/advice.h"
#include "query/count.h"
#include "query/searcher.h"

enum {
    SUSPECTS = 4,          /* a query with more such words is in no language of the archive */
    CANDIDATES = 3,        /* for one word */
    NEAREST = 24,          /* words looked at for them */
    TRIES = 10,            /* queries counted */
    FEW_HITS = 3,          /* with as many, a word may still be a slip that the archive has, too */
    MANY_TIMES = 20,       /* ... when the word meant is so much more frequent */
    SPLIT_LETTERS = 3,     /* at least, of either half of a word that lacks a space */
    CORRECTED_BYTES = 200, /* of a word */
};

struct suspect {
    const struct clause *clause;
    uint32_t documents; /* that hold it as it is typed */
    char spellings[CANDIDATES][CORRECTED_BYTES];
    double scores[CANDIDATES];
    size_t count;
};

struct spelling {
    const struct searcher *searcher;
    const struct search_request *request;
    struct search_answer *answer;
    struct suspect suspects[SUSPECTS];
    size_t count;
    struct failure *failure;
};

/* == Candidates =============================================================================================== */

/* How often a word is, in powers of two, against what each slip costs; few err in the first letter. */
static double score_of(const struct lexicon_like *like, struct bytes folded)
{
    static const double SLIP = 6, FIRST_LETTER = 3;
    double score = 0;
    for (uint32_t documents = like->document_count; documents > 1; documents /= 2)
        score++;
    return score - SLIP * like->slips - (like->folded.data[0] != folded.data[0] ? FIRST_LETTER : 0);
}

static void keep_spelling(struct suspect *suspect, struct bytes form, double score)
{
    size_t at = suspect->count;
    if (form.size >= CORRECTED_BYTES || (at == CANDIDATES && score <= suspect->scores[at - 1]))
        return;
    if (at < CANDIDATES)
        suspect->count++;
    else
        at--;
    for (; at > 0 && suspect->scores[at - 1] < score; at--) {
        memcpy(suspect->spellings[at], suspect->spellings[at - 1], CORRECTED_BYTES);
        suspect->scores[at] = suspect->scores[at - 1];
    }
    memcpy(suspect->spellings[at], form.data, form.size);
    suspect->spellings[at][form.size] = '\0';
    suspect->scores[at] = score;
}

static enum status find_near(struct spelling *spelling, struct suspect *suspect, struct bytes folded)
{
    struct lexicon_like likes[NEAREST];
    size_t count = 0;
    enum status status = lexicon_find_like(spelling->searcher->lexicon, folded, lexicon_slips_allowed(folded), likes,
                                           NEAREST, &count, spelling->failure);
    for (size_t i = 0; i < count && !status; i++) {
        bool other = !bytes_equal(likes[i].folded, folded) && lexicon_slips_allowed(likes[i].folded) > 0;
        if (other && likes[i].document_count / MANY_TIMES >= suspect->documents)
            keep_spelling(suspect, likes[i].form, score_of(&likes[i], folded));
    }
    return status;
}

/* The most frequent form of a folded word; false when there is none. */
static bool find_form(struct spelling *spelling, struct bytes folded, struct lexicon_forms *forms,
                      struct lexicon_form *form, enum status *status)
{
    forms->count = 0;
    *status = lexicon_find_folded(spelling->searcher->lexicon, folded, forms, spelling->failure);
    if (*status || forms->count == 0)
        return false;
    *form = forms->items[0];
    return true;
}

/* Two words typed as one: where to divide them so that the rarer is the most frequent. */
static enum status find_split(struct spelling *spelling, struct suspect *suspect, struct bytes folded)
{
    struct lexicon_forms forms = { .items = NULL };
    enum status status = STATUS_OK;
    uint32_t best = 1; /* a word of one document is no word to divide by */
    for (size_t at = SPLIT_LETTERS; at + SPLIT_LETTERS <= folded.size && !status; at++) {
        struct lexicon_form left, right;
        struct bytes head = { folded.data, at }, tail = { folded.data + at, folded.size - at };
        if (!find_form(spelling, head, &forms, &left, &status) || !find_form(spelling, tail, &forms, &right, &status))
            continue;
        uint32_t rarer = left.document_count < right.document_count ? left.document_count : right.document_count;
        char both[CORRECTED_BYTES];
        if (rarer <= best || left.form.size + 1 + right.form.size >= sizeof both)
            continue;
        best = rarer;
        memcpy(both, left.form.data, left.form.size);
        both[left.form.size] = ' ';
        memcpy(both + left.form.size + 1, right.form.data, right.form.size);
        suspect->count = 0;
        keep_spelling(suspect, (struct bytes){ both, left.form.size + 1 + right.form.size }, 0);
    }
    lexicon_forms_clear(&forms);
    return status;
}

/* == Suspects ================================================================================================= */

static const struct plan_word *planned(const struct plan *plan, const struct clause *clause)
{
    for (size_t i = 0; i < plan->word_count; i++)
        if (plan->list[i].clause == clause)
            return &plan->list[i];
    return NULL;
}

static enum status suspect_word(struct spelling *spelling, const struct clause *clause)
{
    char room[FOLDED_BYTES];
    struct bytes form = { clause->text, strlen(clause->text) };
    struct bytes folded = { room, fold_form(form, room) };
    const struct plan_word *word = planned(&spelling->answer->plan, clause);
    if (!word || word->optional || spelling->count > SUSPECTS)
        return STATUS_OK;
    uint64_t documents = 0;
    for (size_t i = 0; i < word->form_count; i++)
        documents += word->forms[i].document_count;
    if (documents > FEW_HITS)
        return STATUS_OK;
    struct suspect suspect = { .clause = clause, .documents = (uint32_t)documents };
    enum status status = find_near(spelling, &suspect, folded);
    if (!status && suspect.count == 0 && documents == 0 && lexicon_slips_allowed(folded))
        status = find_split(spelling, &suspect, folded);
    if (!status && suspect.count) {
        if (spelling->count < SUSPECTS)
            spelling->suspects[spelling->count] = suspect;
        spelling->count++;
    }
    return status;
}

static enum status suspect_clause(struct spelling *spelling, const struct clause *clause)
{
    enum status status = STATUS_OK;
    if (clause && (clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_LIKE))
        return suspect_word(spelling, clause);
    size_t count = !clause ? 0 : clause->kind == CLAUSE_WITHOUT ? 1 : clause->child_count;
    for (size_t i = 0; i < count && !status; i++)
        status = suspect_clause(spelling, clause->children[i]);
    return status;
}

/* == Trying =================================================================================================== */

/* The query with one of its spellings for each suspect; `chosen` says which. In the order of the query. */
static void correct(const struct spelling *spelling, const size_t chosen[SUSPECTS], struct buffer *query)
{
    const char *typed = spelling->request->query;
    size_t at = 0;
    buffer_truncate(query, 0);
    for (size_t i = 0; i < spelling->count; i++) {
        const struct clause *clause = spelling->suspects[i].clause;
        if (clause->offset < at)
            continue;
        buffer_append(query, typed + at, clause->offset - at);
        buffer_append_text(query, spelling->suspects[i].spellings[chosen[i]]);
        at = clause->offset + clause->length;
    }
    buffer_append_text(query, typed + at);
}

/* A query may be too long once it is corrected: that is no failure. */
static enum status count_corrected(const struct spelling *spelling, const struct buffer *query, uint32_t *total)
{
    struct failure unsaid;
    *total = 0;
    if (query->size > REQUEST_QUERY_BYTES)
        return STATUS_OK;
    enum status status = count_query(spelling->searcher, spelling->request, query->bytes, total, &unsaid);
    if (status == STATUS_USAGE || status == STATUS_LIMIT)
        return STATUS_OK;
    if (status)
        *spelling->failure = unsaid;
    return status;
}

/* The best spelling of each first; then, one word at a time, the others. */
static enum status try_spellings(struct spelling *spelling, struct buffer *query)
{
    size_t tries = 0;
    for (size_t rank = 0; rank < CANDIDATES; rank++) {
        for (size_t i = 0; i < spelling->count && tries < TRIES; i++) {
            size_t chosen[SUSPECTS] = { 0 };
            if (rank >= spelling->suspects[i].count || (rank == 0 && i > 0))
                continue;
            chosen[i] = rank;
            tries++;
            correct(spelling, chosen, query);
            uint32_t total = 0;
            enum status status = count_corrected(spelling, query, &total);
            bool better = spelling->answer->relaxed ? total > 0 : total > spelling->answer->total;
            if (status || better) {
                spelling->answer->suggestion_total = total;
                return status;
            }
        }
    }
    return STATUS_OK;
}

enum status spelling_fill(const struct searcher *searcher, const struct search_request *request,
                          struct search_answer *answer, struct failure *failure)
{
    struct spelling *spelling = calloc(1, sizeof *spelling);
    struct buffer query = BUFFER_EMPTY;
    if (!spelling)
        return fail_no_memory(failure);
    *spelling = (struct spelling){ .searcher = searcher, .request = request, .answer = answer, .failure = failure };
    enum status status = STATUS_OK;
    if (answer->total <= FEW_HITS || answer->relaxed)
        status = suspect_clause(spelling, answer->root);
    if (!status && spelling->count && spelling->count <= SUSPECTS)
        status = try_spellings(spelling, &query);
    if (!status)
        status = buffer_status(&query, "a suggestion", failure);
    if (!status && answer->suggestion_total) {
        answer->suggestion = arena_copy(&answer->arena, (struct bytes){ query.bytes, query.size });
        status = answer->suggestion ? STATUS_OK : fail_no_memory(failure);
    }
    buffer_clear(&query);
    free(spelling);
    return status;
}
