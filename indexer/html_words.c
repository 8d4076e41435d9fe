/* Words of classes and ids, in English and French, that tell what an element is for. */
#include "indexer/html_elements.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/page.h"

enum { DATE_WORD = 1 << 30 };

/* In the order of words, for bsearch. */
static const struct word {
    const char *word;
    unsigned regions;
} region_words[] = {
    { "ad", REGION_ASIDE },
    { "ads", REGION_ASIDE },
    { "advert", REGION_ASIDE },
    { "advertisement", REGION_ASIDE },
    { "ariane", REGION_NAVIGATION },
    { "article", REGION_MAIN },
    { "articlebody", REGION_MAIN },
    { "aside", REGION_ASIDE },
    { "bandeau", REGION_HEADER },
    { "banner", REGION_HEADER },
    { "body", REGION_MAIN },
    { "bottom", REGION_FOOTER },
    { "breadcrumb", REGION_NAVIGATION },
    { "breadcrumbs", REGION_NAVIGATION },
    { "comment", REGION_ASIDE },
    { "commentaires", REGION_ASIDE },
    { "comments", REGION_ASIDE },
    { "communique", REGION_MAIN },
    { "contact", REGION_ASIDE },
    { "contacts", REGION_ASIDE },
    { "content", REGION_MAIN },
    { "contenu", REGION_MAIN },
    { "cookie", REGION_ASIDE },
    { "cookies", REGION_ASIDE },
    { "copyright", REGION_FOOTER },
    { "corps", REGION_MAIN },
    { "date", DATE_WORD },
    { "entete", REGION_HEADER },
    { "entry", REGION_MAIN },
    { "foot", REGION_FOOTER },
    { "footer", REGION_FOOTER },
    { "header", REGION_HEADER },
    { "hidden", REGION_HIDDEN },
    { "main", REGION_MAIN },
    { "masthead", REGION_HEADER },
    { "menu", REGION_NAVIGATION },
    { "nav", REGION_NAVIGATION },
    { "navbar", REGION_NAVIGATION },
    { "navigation", REGION_NAVIGATION },
    { "newsletter", REGION_ASIDE },
    { "pagination", REGION_NAVIGATION },
    { "partage", REGION_ASIDE },
    { "pied", REGION_FOOTER },
    { "post", REGION_MAIN },
    { "posted", DATE_WORD },
    { "published", DATE_WORD },
    { "related", REGION_ASIDE },
    { "release", REGION_MAIN },
    { "share", REGION_ASIDE },
    { "sidebar", REGION_ASIDE },
    { "social", REGION_ASIDE },
    { "sommaire", REGION_NAVIGATION },
    { "story", REGION_MAIN },
    { "tags", REGION_ASIDE },
    { "texte", REGION_MAIN },
    { "widget", REGION_ASIDE },
};

static int compare_word(const void *key, const void *word)
{
    return strcmp(key, ((const struct word *)word)->word);
}

static unsigned look_up(const char *word)
{
    const struct word *found = bsearch(word, region_words, sizeof region_words / sizeof *region_words,
                                       sizeof *region_words, compare_word);
    return found ? found->regions : 0;
}

/* All that the words say together. A capital after a small letter begins a word too: "mainContent". */
static unsigned read_words(const char *words)
{
    char word[24];
    size_t size = 0;
    unsigned regions = 0;
    for (const char *at = words;; at++) {
        bool letter = isalpha((unsigned char)*at);
        bool begins = isupper((unsigned char)*at) && at > words && islower((unsigned char)at[-1]);
        if ((!letter || begins) && size > 0) {
            word[size < sizeof word ? size : 0] = '\0';
            regions |= look_up(word);
            size = 0;
        }
        if (!*at)
            return regions;
        if (letter && size < sizeof word)
            word[size++] = (char)tolower((unsigned char)*at);
    }
}

unsigned html_regions_of_words(const char *words)
{
    return read_words(words) & ~(unsigned)DATE_WORD;
}

bool html_words_say_date(const char *words)
{
    return read_words(words) & DATE_WORD;
}
