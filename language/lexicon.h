/* The lexicon: which surface forms an index holds, found by what they have in common.
 *
 * Xapian's terms are surface forms (`École` is stored as école, never as ecol). The lexicon, written when a
 * generation is published and mapped read-only after, leads from a folded form, a folded stem or a folded beginning
 * to the forms that are in this index, with the number of documents each is in. It is a base/table.h file. Look-ups
 * cost O(log n) and touch no other page. */
#ifndef DEPECHE_LANGUAGE_LEXICON_H
#define DEPECHE_LANGUAGE_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "language/language.h"
#include "language/stem.h"

/* == Writing ================================================================================================== */

struct lexicon_writer;

enum status lexicon_writer_new(struct lexicon_writer **writer, struct failure *failure);
/* The counts of a form that is added again are added up. */
enum status lexicon_writer_add(struct lexicon_writer *writer, struct bytes form, uint32_t document_count,
                               struct failure *failure);
enum status lexicon_writer_save(struct lexicon_writer *writer, const char *path,
                                struct failure *failure); /* the writer is empty after */
void lexicon_writer_free(struct lexicon_writer *writer);

/* == Reading ================================================================================================== */

struct lexicon;

struct lexicon_form {
    struct bytes form;       /* a view into the lexicon */
    uint32_t document_count; /* documents that hold the form */
};

/* A list that grows; `lexicon_forms_clear` frees it. */
struct lexicon_forms {
    struct lexicon_form *items;
    size_t count, capacity;
};

enum status lexicon_open(struct lexicon **lexicon, const char *path, struct failure *failure);
void lexicon_close(struct lexicon *lexicon);

/* Each appends to `forms`, the most frequent form first; the forms of one call are distinct. STATUS_OK also when
 * there are none. */
enum status lexicon_find_folded(const struct lexicon *lexicon, struct bytes folded, struct lexicon_forms *forms,
                                struct failure *failure);
/* Of LANGUAGE_UNKNOWN, and of figures in every language, the stem is the folded form. */
enum status lexicon_find_stem(const struct lexicon *lexicon, enum language language, struct bytes stem,
                              struct lexicon_forms *forms, struct failure *failure);
/* Forms whose folding begins with, ends with or holds `part`, the `most` most frequent of them. Linear in the forms that
 * begin so; in all forms where the part is not the beginning (a million take some tens of milliseconds). */
enum lexicon_part { LEXICON_BEGINS, LEXICON_ENDS, LEXICON_HOLDS };
enum status lexicon_find_part(const struct lexicon *lexicon, enum lexicon_part where, struct bytes part, size_t most,
                              struct lexicon_forms *forms, struct failure *failure);
void lexicon_forms_clear(struct lexicon_forms *forms);

/* == Spelling ================================================================================================= */

/* A folded word that is spelt nearly like another. */
struct lexicon_like {
    struct bytes folded, form; /* views into the lexicon; `form`: its most frequent form, with its accents */
    unsigned slips;            /* letters put in, left out, changed, or swapped with their neighbour */
    uint32_t document_count;   /* of all its forms together */
};

/* The words at most `most_slips` (2 at the most) from `folded`, itself included, the `most` nearest of them: then those
 * that begin with the same letter, then the most frequent. */
enum status lexicon_find_like(const struct lexicon *lexicon, struct bytes folded, unsigned most_slips,
                              struct lexicon_like *likes, size_t most, size_t *count, struct failure *failure);

/* How many slips a word of this length may have: short ones would become any other, and numbers never may. */
unsigned lexicon_slips_allowed(struct bytes folded);

/* Check the whole file by its checksum. */
enum status lexicon_verify(const struct lexicon *lexicon, const char *path, struct failure *failure);

#endif
