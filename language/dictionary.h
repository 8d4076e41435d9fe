/* The bilingual dictionary: from a word of one language to words that say the same in the other.
 *
 * A base/table.h file made when Depeche is built, from a list of the words of governments, the names of countries,
 * and the texts of a French-English and an English-French dictionary in the format of dictd where there are any.
 * Words are found by their stem; only single words are kept, stopwords beside them aside
 * ("to go" is go). */
#ifndef DEPECHE_LANGUAGE_DICTIONARY_H
#define DEPECHE_LANGUAGE_DICTIONARY_H

#include "base/table.h"
#include "language/language.h"
#include "language/stem.h"

/* Where the dictionary is: DEPECHE_DICTIONARY in the environment, else where it was installed, else where it was
 * built. NULL when there is none. Borrowed. */
const char *dictionary_path(void);

/* The words of the other language for a folded word of this one, folded, each once. `visit` is called for each. */
typedef enum status (*dictionary_visit)(struct bytes folded, void *context, struct failure *failure);
enum status dictionary_find(const struct table *dictionary, struct stemmer *stemmer, enum language language,
                            struct bytes folded, dictionary_visit visit, void *context, struct failure *failure);

/* Add the entries of one dictionary, whose head words are of `language`, in both directions. */
enum status dictionary_add(struct table_writer *writer, struct stemmer *stemmer, enum language language,
                           struct bytes text, struct failure *failure);

/* Add a list of ours, in both directions: lines of an English word, a tab, a French one; # begins a comment. */
enum status dictionary_add_terms(struct table_writer *writer, struct stemmer *stemmer, struct bytes text,
                                 struct failure *failure);

/* Add the names of one word of an authority file in SKOS with an element a line: those of one concept and one kind
 * (preferred, other, hidden) say the same. */
enum status dictionary_add_labels(struct table_writer *writer, struct stemmer *stemmer, struct bytes text,
                                  struct failure *failure);

#endif
