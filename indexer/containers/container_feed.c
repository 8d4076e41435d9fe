/* Feeds and other XML of many documents: each item becomes a small XML of its own, under the same root element. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/common/reason.h"
#include "indexer/containers/container.h"
#include "indexer/containers/feed_items.h"
#include "indexer/decode/decode.h"
#include "indexer/html/html.h"
#include "indexer/readers/xml_events.h"
#include "indexer/readers/xml_root.h"

enum { FEED_MOST_BYTES = 64 << 20 };

struct container_file {
    struct buffer text; /* UTF-8 */
    struct feed_items items;
    struct buffer document; /* of the item at hand */
    uint64_t number;        /* of it, from 1 */
    char name[32];
};

static bool recognises(struct bytes head)
{
    return feed_has_items(head);
}

static void feed_close(struct container_file *feed)
{
    if (!feed)
        return;
    buffer_clear(&feed->text);
    buffer_clear(&feed->document);
    free(feed);
}

static enum status decode_feed(struct bytes raw, struct buffer *text, struct failure *failure)
{
    char label[HTML_LABEL_BYTES];
    bool declared = html_declared_charset(raw, label);
    struct decoded decoded = { .text = BUFFER_EMPTY };
    enum status status = decode(raw, declared ? label : NULL, &decoded, failure);
    if (status)
        buffer_clear(&decoded.text);
    else
        *text = decoded.text;
    return status;
}

/* Decoding needs the whole of it, and a feed is small. */
static enum status feed_open(struct container_file **made, struct input *input, struct failure *failure)
{
    struct buffer raw = BUFFER_LIMITED(FEED_MOST_BYTES);
    struct container_file *feed = calloc(1, sizeof *feed);
    enum status status;
    if (!feed)
        return fail_no_memory(failure);
    feed->text = feed->document = (struct buffer)BUFFER_EMPTY;
    if (!(status = input_read_all(input, &raw, failure)) &&
        !(status = decode_feed(buffer_view(&raw), &feed->text, failure)) &&
        !feed_items_begin(&feed->items, buffer_view(&feed->text)))
        status = fail_reason(failure, REASON_DAMAGED, "is a feed without items");
    buffer_clear(&raw);
    if (status)
        feed_close(feed);
    else
        *made = feed;
    return status;
}

/* The root's own tag declares the namespaces that the item uses. */
static enum status make_document(struct container_file *feed, struct bytes item, struct failure *failure)
{
    struct buffer *document = &feed->document;
    struct bytes root = feed->items.root, name = xml_tag_name(root);
    const char *prefixed = root.data + 1;
    buffer_truncate(document, 0);
    buffer_append(document, root.data, root.size);
    buffer_append(document, feed->items.language.data, feed->items.language.size);
    buffer_append(document, item.data, item.size);
    buffer_append_text(document, "</");
    buffer_append(document, prefixed, (size_t)(name.data + name.size - prefixed));
    buffer_append_text(document, ">\n");
    return buffer_status(document, "an item of a feed", failure);
}

static bool feed_next(struct container_file *feed, struct member *member)
{
    struct bytes item;
    if (!feed_items_next(&feed->items, &item))
        return false;
    int size = snprintf(feed->name, sizeof feed->name, "item %" PRIu64, ++feed->number);
    member->name = (struct bytes){ feed->name, size > 0 ? (size_t)size : 0 };
    member->mime = "application/xml";
    member->charset = "utf-8";
    if (!(member->status = make_document(feed, item, &member->failure)))
        member->content = buffer_view(&feed->document);
    return true;
}

const struct container_kind container_feed = { "feed", false, recognises, feed_open,
                                               feed_next, feed_close, xml_events_prepare };
