/* Are the tokens of a text its words, however much was kept of them from other texts? */
#ifndef DEPECHE_TESTS_UNIT_SAME_TOKENS_H
#define DEPECHE_TESTS_UNIT_SAME_TOKENS_H

#include "language/analysis.h"
#include "language/fold.h"
#include "language/sentences.h"
#include "language/words.h"

static inline bool begins_sentence(struct bytes text, size_t end, size_t offset)
{
    for (size_t at = end && text.data[end - 1] == '.' ? end - 1 : end; at < offset; at++)
        if (text.data[at] == ':' || sentence_ends(text, at))
            return true;
    return end == 0;
}

static inline bool is_word(struct analyzer *analyzer, const struct token *token, const struct word *word, bool first)
{
    struct interner *interner = analyzer_interner(analyzer);
    char folded[FOLDED_BYTES];
    struct bytes folding = { folded, fold_form(word->form, folded) };
    return token->offset == word->offset && token->length == word->length && token->capital == word->capital &&
           token->upper == word->upper && token->joined == word->joined && token->first == first &&
           bytes_equal(interner_text(interner, token->form), word->form) &&
           bytes_equal(interner_text(interner, token->folded), folding);
}

static inline bool same_tokens(struct analyzer *analyzer, const struct analysis *analysis)
{
    struct words words;
    struct word word;
    size_t count = 0, end = 0;
    words_begin(&words, analysis->text);
    for (; words_next(&words, &word); count++) {
        if (count == analysis->token_count ||
            !is_word(analyzer, &analysis->tokens[count], &word, begins_sentence(analysis->text, end, word.offset)))
            return false;
        end = word.offset + word.length;
    }
    return count == analysis->token_count;
}

#endif
