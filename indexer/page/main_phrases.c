/* How such lines begin. */
#include "indexer/page/main_phrases.h"

#include <string.h>

#include "language/fold.h"
#include "language/utf8.h"

enum {
    LINE_MOST = 200,   /* bytes of such a line */
    OPENING_MOST = 40, /* bytes of it that are compared */
};

/* A line that begins so, folded, is no part of the text if it is not longer than `bytes_most`. */
static const struct opening {
    const char *start;
    size_t bytes_most;
} openings[] = {
    { "©", 200 },
    { "(c) ", 120 },
    { "copyright", 200 },
    { "photo:", 160 },
    { "photo :", 160 },
    { "photo by", 160 },
    { "photos:", 160 },
    { "(photo", 160 },
    { "foto:", 160 },
    { "(foto", 160 },
    { "image:", 160 },
    { "bild:", 160 },
    { "credit photo", 160 },
    { "credit:", 160 },
    { "source photo", 160 },
    { "read more", 120 },
    { "read also", 160 },
    { "also read", 160 },
    { "see also", 160 },
    { "see more", 120 },
    { "related:", 160 },
    { "related articles", 60 },
    { "related stories", 60 },
    { "related links", 60 },
    { "you may also", 80 },
    { "you might also", 80 },
    { "more from", 80 },
    { "share this", 60 },
    { "sign up", 160 },
    { "subscribe", 160 },
    { "follow us", 120 },
    { "click here to", 100 },
    { "advertisement", 40 },
    { "back to top", 40 },
    { "print this", 40 },
    { "lire aussi", 160 },
    { "lire la suite", 60 },
    { "a lire aussi", 160 },
    { "lire egalement", 160 },
    { "a lire egalement", 160 },
    { "voir aussi", 160 },
    { "articles connexes", 60 },
    { "sur le meme sujet", 80 },
    { "partager", 60 },
    { "abonnez-vous", 160 },
    { "inscrivez-vous", 160 },
    { "suivez-nous", 120 },
    { "retour en haut", 40 },
    { "haut de page", 40 },
    { "imprimer", 40 },
    { "publicite", 40 },
    { "lesen sie auch", 160 },
    { "auch interessant", 160 },
    { "das konnte", 80 },
    { "mehr zum thema", 80 },
    { "weiterlesen", 60 },
    { "lea tambien", 160 },
    { "veja tambem", 160 },
};

/* The caption of a photo that names its owner in the end. */
static bool ends_with_credit(struct bytes text)
{
    enum { CAPTION_MOST = 300, CREDIT_MOST = 60 };
    if (text.size > CAPTION_MOST)
        return false;
    size_t tail = text.size < CREDIT_MOST ? text.size : CREDIT_MOST;
    const char *end = text.data + text.size - tail;
    return memmem(end, tail, "©", strlen("©")) || memmem(end, tail, "(Photo", 6) || memmem(end, tail, "(Foto", 5);
}

bool main_phrase_is_boilerplate(struct bytes text)
{
    if (ends_with_credit(text))
        return true;
    if (text.size > LINE_MOST)
        return false;
    char folded[FOLDED_BYTES];
    size_t folded_size = fold_form((struct bytes){ text.data, utf8_whole(text, OPENING_MOST) }, folded);
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t size = strlen(openings[i].start);
        if (folded_size >= size && text.size <= openings[i].bytes_most &&
            memcmp(folded, openings[i].start, size) == 0)
            return true;
    }
    return false;
}
