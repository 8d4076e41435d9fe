/* XML that holds several documents of one kind: feeds, harvested records, news packages. */
#ifndef DEPECHE_INDEXER_FEED_ITEMS_H
#define DEPECHE_INDEXER_FEED_ITEMS_H

#include <stdbool.h>

#include "base/buffer.h"

/* The name of the element that is one document where the root element has this name: "item" for "rss"; NULL where the
 * file is one document. RDF may have two, `other` is the second. */
const char *feed_item_name(const char *root, const char **other);

/* Do these first bytes begin such XML, with two items at least? */
bool feed_has_items(struct bytes head);

/* The items of a feed, in UTF-8, one after the other; all are views into it. */
struct feed_items {
    struct bytes rest;
    struct bytes root;     /* the tag that opens the root element */
    struct bytes language; /* an element <language> before the first item, tags included; empty for none */
    const char *names[2];
};

/* False when there is no item. */
bool feed_items_begin(struct feed_items *items, struct bytes utf8);

/* The next item, from its opening to its closing tag; one that is not closed ends with the feed. */
bool feed_items_next(struct feed_items *items, struct bytes *item);

#endif
