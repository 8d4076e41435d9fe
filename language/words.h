/* From text to words: the one function that both indexer and query use.
 *
 * A word's surface form is NFC and lower case, with the typographic apostrophe as ', without the elided article
 * before it and the English possessive 's after it, without soft hyphens. What becomes what (a table test keeps it):
 *
 *     l'École          école           l’, d', j', m', t', s', n', c', ç', qu', jusqu', lorsqu', puisqu', quoiqu' go;
 *                                      also in `l’« école »` and `l’ école`
 *     aujourd'hui      aujourd'hui     any other apostrophe between letters is the word's own: quelqu'un, O'Brien, don't
 *     Québec’s         québec
 *     rendez-vous      rendez, vous    two positions; `joined` is set on the second
 *     U.S., O.N.U.     us, onu         single letters with dots; with hyphens too: É.-U. is éu, N.-B. is nb
 *     1 250 000        1250000         so is 1,250,000; number_at tells more
 *     2,5              2.5
 *     2007-2008        2007, 2008
 *     œuvre, ﬁn        œuvre, fin      ligatures are opened, as are Mᵐᵉ and CO₂; œ and æ are letters, folding opens them
 *     km², note²       km2, note       a raised figure belongs to a unit, else it is the number of a note
 *
 * Whatever is neither letter nor digit divides words; so do no-break spaces and _. Scripts without spaces give a word
 * a character. */
#ifndef DEPECHE_LANGUAGE_WORDS_H
#define DEPECHE_LANGUAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* A longer form is cut there, at a character, on both sides alike: with a one-letter prefix it stays under Xapian's
 * 245 bytes. */
enum { WORD_FORM_BYTES = 240 };

struct word {
    struct bytes form;     /* valid until the next `words_next` on the same iterator */
    size_t offset, length; /* bytes of the original text that the form stands for, the elided article not included */
    bool capital;          /* its first letter is upper case */
    bool upper;            /* two letters or more, all upper case */
    bool joined;           /* only a hyphen stands between the word before and this one */
};

struct words {
    struct bytes text;
    size_t next; /* bytes read so far */
    char form[3 * WORD_FORM_BYTES + 16]; /* decomposed, no form is more than three times as long */
};

/* `text`: UTF-8 of any kind; it need not be normalised, and bytes that are not UTF-8 divide words. */
void words_begin(struct words *words, struct bytes text);

/* False at the end. Linear in the text; never allocates. */
bool words_next(struct words *words, struct word *word);

/* The same in two steps, for who may know the word already: where the next one begins (`offset`, of its elided article
 * when it has one, and `joined`), then all of it. Who needs no second step moves `next` on. */
bool words_seek(struct words *words, struct word *word);
bool words_take(struct words *words, struct word *word);

#endif
