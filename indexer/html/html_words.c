/* Words of classes and ids, in English and French, that tell what an element is for. */
#include "indexer/html/html_elements.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "indexer/page/page.h"

enum { DATE_WORD = 1 << 30 };

/* In the order of words. */
static const struct word {
    const char *word;
    unsigned regions;
} region_words[] = {
    { "abonnement", REGION_ASIDE },
    { "accessibilite", REGION_ASIDE },
    { "accessibility", REGION_ASIDE },
    { "ad", REGION_ASIDE },
    { "addthis", REGION_ASIDE },
    { "ads", REGION_ASIDE },
    { "adv", REGION_ASIDE },
    { "advert", REGION_ASIDE },
    { "advertisement", REGION_ASIDE },
    { "advertising", REGION_ASIDE },
    { "adverts", REGION_ASIDE },
    { "affiliate", REGION_ASIDE },
    { "alert", REGION_ASIDE },
    { "alerts", REGION_ASIDE },
    { "annonces", REGION_ASIDE },
    { "ariane", REGION_NAVIGATION },
    { "article", REGION_MAIN },
    { "articlebody", REGION_MAIN },
    { "articlecontent", REGION_MAIN },
    { "aside", REGION_ASIDE },
    { "auteur", REGION_ASIDE },
    { "author", REGION_ASIDE },
    { "authors", REGION_ASIDE },
    { "bandeau", REGION_HEADER },
    { "banner", REGION_ASIDE },
    { "bio", REGION_ASIDE },
    { "body", REGION_MAIN },
    { "bodytext", REGION_MAIN },
    { "bookmark", REGION_ASIDE },
    { "bookmarks", REGION_ASIDE },
    { "breadcrumb", REGION_NAVIGATION },
    { "breadcrumbs", REGION_NAVIGATION },
    { "byline", REGION_ASIDE },
    { "caption", REGION_ASIDE },
    { "captions", REGION_ASIDE },
    { "cloud", REGION_ASIDE },
    { "colophon", REGION_FOOTER },
    { "comment", REGION_ASIDE },
    { "commentaire", REGION_ASIDE },
    { "commentaires", REGION_ASIDE },
    { "commentform", REGION_ASIDE },
    { "commentlist", REGION_ASIDE },
    { "comments", REGION_ASIDE },
    { "communique", REGION_MAIN },
    { "communiques", REGION_MAIN },
    { "complementary", REGION_ASIDE },
    { "connexion", REGION_ASIDE },
    { "consent", REGION_ASIDE },
    { "contact", REGION_ASIDE },
    { "contacts", REGION_ASIDE },
    { "content", REGION_MAIN },
    { "contentinfo", REGION_FOOTER },
    { "contenu", REGION_MAIN },
    { "cookie", REGION_ASIDE },
    { "cookies", REGION_ASIDE },
    { "copy", REGION_MAIN },
    { "copyright", REGION_FOOTER },
    { "corps", REGION_MAIN },
    { "created", DATE_WORD },
    { "credit", REGION_FOOTER },
    { "credits", REGION_FOOTER },
    { "crumb", REGION_NAVIGATION },
    { "crumbs", REGION_NAVIGATION },
    { "date", DATE_WORD },
    { "dateline", DATE_WORD },
    { "dates", DATE_WORD },
    { "datetime", DATE_WORD },
    { "datum", DATE_WORD },
    { "disclaimer", REGION_ASIDE },
    { "disqus", REGION_ASIDE },
    { "entete", REGION_HEADER },
    { "entry", REGION_MAIN },
    { "feedback", REGION_ASIDE },
    { "follow", REGION_ASIDE },
    { "foot", REGION_FOOTER },
    { "footer", REGION_FOOTER },
    { "gdpr", REGION_ASIDE },
    { "header", REGION_HEADER },
    { "hentry", REGION_MAIN },
    { "imprimer", REGION_ASIDE },
    { "infolettre", REGION_ASIDE },
    { "infos", REGION_ASIDE },
    { "keywords", REGION_ASIDE },
    { "legende", REGION_ASIDE },
    { "lightbox", REGION_ASIDE },
    { "login", REGION_ASIDE },
    { "main", REGION_MAIN },
    { "maincontent", REGION_MAIN },
    { "mainmenu", REGION_NAVIGATION },
    { "mainnav", REGION_NAVIGATION },
    { "mainnavigation", REGION_NAVIGATION },
    { "marginal", REGION_ASIDE },
    { "masthead", REGION_HEADER },
    { "mega", REGION_NAVIGATION },
    { "menu", REGION_NAVIGATION },
    { "menubar", REGION_NAVIGATION },
    { "menus", REGION_NAVIGATION },
    { "meta", REGION_ASIDE },
    { "modal", REGION_ASIDE },
    { "nav", REGION_NAVIGATION },
    { "navbar", REGION_NAVIGATION },
    { "navi", REGION_NAVIGATION },
    { "navigation", REGION_NAVIGATION },
    { "navigations", REGION_NAVIGATION },
    { "newsletter", REGION_ASIDE },
    { "newsletters", REGION_ASIDE },
    { "newsrelease", REGION_MAIN },
    { "outils", REGION_ASIDE },
    { "overlay", REGION_ASIDE },
    { "pager", REGION_NAVIGATION },
    { "paginate", REGION_NAVIGATION },
    { "pagination", REGION_NAVIGATION },
    { "paragraph", REGION_MAIN },
    { "partage", REGION_ASIDE },
    { "partager", REGION_ASIDE },
    { "pied", REGION_FOOTER },
    { "piedpage", REGION_FOOTER },
    { "poll", REGION_ASIDE },
    { "populaire", REGION_ASIDE },
    { "popular", REGION_ASIDE },
    { "popup", REGION_ASIDE },
    { "post", REGION_MAIN },
    { "posted", DATE_WORD },
    { "postmeta", REGION_ASIDE },
    { "posts", REGION_MAIN },
    { "precedent", REGION_NAVIGATION },
    { "prev", REGION_NAVIGATION },
    { "previous", REGION_NAVIGATION },
    { "principal", REGION_MAIN },
    { "print", REGION_ASIDE },
    { "privacy", REGION_ASIDE },
    { "promo", REGION_ASIDE },
    { "promos", REGION_ASIDE },
    { "promotion", REGION_ASIDE },
    { "prose", REGION_MAIN },
    { "pub", REGION_ASIDE },
    { "pubdate", DATE_WORD },
    { "publication", REGION_MAIN },
    { "publicite", REGION_ASIDE },
    { "publish", DATE_WORD },
    { "published", DATE_WORD },
    { "pubs", REGION_ASIDE },
    { "rating", REGION_ASIDE },
    { "ratings", REGION_ASIDE },
    { "recommendations", REGION_ASIDE },
    { "recommended", REGION_ASIDE },
    { "related", REGION_ASIDE },
    { "release", REGION_MAIN },
    { "replies", REGION_ASIDE },
    { "reply", REGION_ASIDE },
    { "respond", REGION_ASIDE },
    { "rgpd", REGION_ASIDE },
    { "richtext", REGION_MAIN },
    { "rte", REGION_MAIN },
    { "share", REGION_ASIDE },
    { "sharedaddy", REGION_ASIDE },
    { "shares", REGION_ASIDE },
    { "sharing", REGION_ASIDE },
    { "sidebar", REGION_ASIDE },
    { "sidebars", REGION_ASIDE },
    { "sidenav", REGION_NAVIGATION },
    { "signup", REGION_ASIDE },
    { "similaires", REGION_ASIDE },
    { "sitemap", REGION_NAVIGATION },
    { "skip", REGION_NAVIGATION },
    { "skiplink", REGION_NAVIGATION },
    { "skiplinks", REGION_NAVIGATION },
    { "social", REGION_ASIDE },
    { "socialmedia", REGION_ASIDE },
    { "socials", REGION_ASIDE },
    { "sondage", REGION_ASIDE },
    { "sponsor", REGION_ASIDE },
    { "sponsored", REGION_ASIDE },
    { "story", REGION_MAIN },
    { "submenu", REGION_NAVIGATION },
    { "subnav", REGION_NAVIGATION },
    { "subscribe", REGION_ASIDE },
    { "subscription", REGION_ASIDE },
    { "suivant", REGION_NAVIGATION },
    { "suivez", REGION_ASIDE },
    { "tags", REGION_ASIDE },
    { "taxonomy", REGION_ASIDE },
    { "teasers", REGION_ASIDE },
    { "text", REGION_MAIN },
    { "texte", REGION_MAIN },
    { "textwidget", REGION_ASIDE },
    { "time", DATE_WORD },
    { "timestamp", DATE_WORD },
    { "toc", REGION_NAVIGATION },
    { "toolbar", REGION_ASIDE },
    { "tools", REGION_ASIDE },
    { "topbar", REGION_HEADER },
    { "topmenu", REGION_NAVIGATION },
    { "topnav", REGION_NAVIGATION },
    { "trending", REGION_ASIDE },
    { "vcard", REGION_ASIDE },
    { "widget", REGION_ASIDE },
    { "widgets", REGION_ASIDE },
};

static unsigned look_up(const char *word)
{
    size_t first = 0, end = sizeof region_words / sizeof *region_words;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const struct word *entry = &region_words[middle];
        /* The first letter decides most of the time, without a call. */
        int order = (unsigned char)*word - (unsigned char)*entry->word;
        if (!order && !(order = strcmp(word, entry->word)))
            return entry->regions;
        if (order < 0)
            end = middle;
        else
            first = middle + 1;
    }
    return 0;
}

/* Classes that tell of the layout, of other parts of the page, or of the topic of an article: "has-sidebar",
 * "margin-footer", "category-newsletter". */
static bool tells_nothing(const char *class)
{
    static const char *const starts[] = { "category-", "tag-", "has-",   "no-",     "with-",
                                          "without-",  "not-", "margin", "padding", "u-" };
    char first = (char)tolower((unsigned char)*class);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (*starts[i] == first && strncasecmp(class, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
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
        if ((at == words || at[-1] == ' ') && tells_nothing(at)) {
            at += strcspn(at, " ");
            letter = false;
        }
        if (!*at)
            return regions;
        if (letter && size < sizeof word)
            word[size++] = (char)tolower((unsigned char)*at);
    }
}

/* Classes that hide are whole: "label-hidden" hides a label that is elsewhere. */
static bool hides(const char *classes)
{
    static const char *const hiding[] = { "hidden",
                                          "hide",
                                          "d-none",
                                          "invisible",
                                          "visually-hidden",
                                          "visuallyhidden",
                                          "sr-only",
                                          "screen-reader-text",
                                          "element-invisible",
                                          "wb-inv",
                                          "offscreen" };
    for (const char *at = classes; *at; at += *at == ' ') {
        size_t size = strcspn(at, " ");
        for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
            if (*hiding[i] == *at && strlen(hiding[i]) == size && memcmp(at, hiding[i], size) == 0)
                return true;
        at += size;
    }
    return false;
}

unsigned html_regions_of_words(const char *words, bool *say_date)
{
    unsigned regions = read_words(words);
    *say_date |= (regions & DATE_WORD) != 0;
    return (regions & ~(unsigned)DATE_WORD) | (hides(words) ? REGION_HIDDEN : 0);
}
