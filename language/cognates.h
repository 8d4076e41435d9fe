/* Words that French and English have of one root, told by their endings: sécurité, security; touristique, touristic.
 * Whether the other language has such a word is for its lexicon to say. */
#ifndef DEPECHE_LANGUAGE_COGNATES_H
#define DEPECHE_LANGUAGE_COGNATES_H

#include "language/dictionary.h"

/* What a folded word of `language` may be in the other, folded, maybe nothing that exists; at most one for each pair of
 * endings. `visit` is called for each. */
enum status cognates_find(enum language language, struct bytes folded, dictionary_visit visit, void *context,
                          struct failure *failure);

#endif
