/* What the reader needs to know of each HTML element, and of the words in its class and id. */
#ifndef DEPECHE_INDEXER_HTML_ELEMENTS_H
#define DEPECHE_INDEXER_HTML_ELEMENTS_H

#include <stdbool.h>

enum html_flow {
    FLOW_INLINE,    /* also every element that is not known */
    FLOW_CONTAINER, /* holds blocks */
    FLOW_LEAF,      /* a block that is text: p, dt, figcaption ... */
    FLOW_HEADING,
    FLOW_ITEM, /* li, dt, dd */
    FLOW_ROW,
    FLOW_CELL,
    FLOW_QUOTE,
    FLOW_PRE,
    FLOW_BREAK,   /* br */
    FLOW_RULE,    /* hr: ends a block */
    FLOW_SKIP,    /* nothing in it is shown */
    FLOW_CONTROL, /* of a form; not shown, but a block inside it is: the end tag was forgotten */
    FLOW_SCRIPT,
    FLOW_TITLE,
    FLOW_META,
    FLOW_LINK, /* the link element */
    FLOW_ANCHOR,
    FLOW_TIME,
};

struct html_element {
    const char *name;
    enum html_flow flow;
    unsigned regions; /* enum block_region */
    bool empty;       /* has no end tag */
};

/* Never NULL. `name` is in lower case. */
const struct html_element *html_element_find(const char *name);

/* What the words of a class or an id say of the region: "menu-principal", "bloc_contenu", "page-footer". `*say_date` becomes
 * true where they say that a date stands there: "entry-date", "publishedAt". */
unsigned html_regions_of_words(const char *words, bool *say_date);

#endif
