/* Folding: what makes `ecole` meet `École`. */
#ifndef DEPECHE_LANGUAGE_FOLD_H
#define DEPECHE_LANGUAGE_FOLD_H

#include <stddef.h>

#include "base/buffer.h"

enum { FOLDED_BYTES = 4 * 240 /* the longest folding of WORD_FORM_BYTES bytes, with room */ };

/* Fold a surface form (or any UTF-8): lower case, no diacritics, œ -> oe, æ -> ae, ß -> ss, ø -> o, ł -> l, đ -> d,
 * ligatures opened. Returns the size written; what does not fit is cut at a character. */
size_t fold_form(struct bytes form, char folded[FOLDED_BYTES]);

#endif
