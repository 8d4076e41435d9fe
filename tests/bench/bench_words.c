/* bench_words [-n ROUNDS] FILE...: nanoseconds a word that cutting texts into tokens takes, for perf and callgrind
 * too. A file holds texts with a NUL after each. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "language/analysis.h"
#include "tests/bench/bench_input.h"

struct tally {
    size_t texts, tokens, firsts;
    uint64_t sum; /* of the ids: the same before and after a change */
};

static enum status cut(struct analyzer *analyzer, struct bytes all, struct tally *tally, struct failure *failure)
{
    struct analysis analysis = ANALYSIS_EMPTY;
    enum status status = STATUS_OK;
    for (size_t at = 0; at < all.size && !status; tally->texts++) {
        const char *text = all.data + at, *end = memchr(text, '\0', all.size - at);
        size_t size = end ? (size_t)(end - text) : all.size - at;
        status = analysis_make(analyzer, (struct bytes){ text, size }, &analysis, failure);
        for (size_t i = 0; i < analysis.token_count; i++) {
            const struct token *token = &analysis.tokens[i];
            tally->firsts += token->first;
            tally->sum = tally->sum * 31 + token->offset + 3 * token->length + 5 * token->form + 7 * token->folded +
                         token->capital * 11U + token->upper * 13U + token->joined * 17U + token->first * 19U;
        }
        tally->tokens += analysis.token_count;
        analyzer_rest(analyzer);
        at += size + 1;
    }
    analysis_clear(&analysis);
    return status;
}

static enum status measure(const char *path, int rounds, struct failure *failure)
{
    struct buffer texts = BUFFER_EMPTY;
    struct analyzer *analyzer = NULL;
    enum status status;
    if ((status = files_read(path, SIZE_MAX, &texts, failure)))
        goto done;
    uint64_t best = UINT64_MAX;
    struct tally tally;
    for (int i = 0; i < rounds && !status; i++) {
        analyzer_free(analyzer);
        tally = (struct tally){ 0 };
        if ((status = analyzer_new(&analyzer, failure)))
            goto done;
        uint64_t begun = bench_processor_ns();
        status = cut(analyzer, buffer_view(&texts), &tally, failure);
        uint64_t taken = bench_processor_ns() - begun;
        best = taken < best ? taken : best;
    }
    printf("%s: %zu texts, %zu words, %zu strings: %.1f us a text, %.1f ns a word (%zu first, sum %016llx)\n", path,
           tally.texts, tally.tokens, interner_count(analyzer_interner(analyzer)),
           (double)best / 1e3 / (double)tally.texts, (double)best / (double)tally.tokens, tally.firsts,
           (unsigned long long)tally.sum);

done:
    analyzer_free(analyzer);
    buffer_clear(&texts);
    return status;
}

int main(int argc, char **argv)
{
    struct failure failure = FAILURE_NONE;
    int first = argc > 2 && strcmp(argv[1], "-n") == 0 ? 3 : 1;
    int rounds = first == 3 ? (int)strtol(argv[2], NULL, 10) : 3;
    for (int i = first; i < argc; i++) {
        if (measure(argv[i], rounds > 0 ? rounds : 1, &failure)) {
            fprintf(stderr, "bench_words: %s\n", failure.message);
            return 2;
        }
    }
    return 0;
}
