/* Folds the words of a text. */
#include "query/folded.h"

#include <stdbool.h>

#include "language/fold.h"
#include "language/words.h"

void folded_words(struct bytes text, struct buffer *out)
{
    struct words words;
    struct word word;
    bool first = true;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        char folded[FOLDED_BYTES];
        size_t size = fold_form(word.form, folded);
        if (!first)
            buffer_append_byte(out, ' ');
        first = false;
        buffer_append(out, folded, size);
    }
}
