/* What the parts of the lexicon share. Nobody else includes this. */
#ifndef DEPECHE_LANGUAGE_LEXICON_INSIDE_H
#define DEPECHE_LANGUAGE_LEXICON_INSIDE_H

#include <stdbool.h>

#include "base/table.h"
#include "language/fold.h"
#include "language/lexicon.h"

struct lexicon {
    struct table table;
};

enum { KEY_FOLDED = 'F', KEY_FRENCH = 'f', KEY_ENGLISH = 'e', KEY_BYTES = FOLDED_BYTES + 1 };

/* The key of a folded word, which fits. */
struct bytes lexicon_make_key(char key[KEY_BYTES], char kind, struct bytes word);

/* In the order of bytes. */
int lexicon_compare_bytes(struct bytes left, struct bytes right);

/* Take one form off the front of a value; false when it is damaged. */
bool lexicon_read_form(struct bytes *value, struct lexicon_form *form);

enum status lexicon_forms_append(struct lexicon_forms *forms, struct lexicon_form form, struct failure *failure);
enum status lexicon_fail_damaged(struct failure *failure);

#endif
