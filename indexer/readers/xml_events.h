/* XML as a stream of elements and text: libxml2's SAX over memory, with no entity, no DTD and no network. */
#ifndef DEPECHE_INDEXER_XML_EVENTS_H
#define DEPECHE_INDEXER_XML_EVENTS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

/* An element that opens; all is borrowed for the call. */
struct xml_element {
    const char *name;        /* without prefix */
    const char *space;       /* address of its namespace; "" for none */
    const void **attributes; /* for xml_attribute */
    int attribute_count;
};

struct xml_handler {
    void (*start)(void *context, const struct xml_element *element);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, struct bytes text); /* in pieces of whole characters; CDATA too */
};

/* The raw value of the attribute of this name, whatever its namespace; empty when there is none. */
struct bytes xml_attribute(const struct xml_element *element, const char *name);
bool xml_attribute_is(const struct xml_element *element, const char *name, const char *value);

/* Once, before a process gives up its right to open files. */
void xml_events_prepare(void);

/* What is not well-formed is read as far as it makes sense: `damage_line` gets the first line where it does not, 0
 * for none. Named characters of HTML are known, other entities are left out. Levels past 256 end the reading. `end`
 * is called for every `start` but those open when reading ends. */
enum status xml_events_read(struct bytes utf8, const struct xml_handler *handler, void *context, long *damage_line,
                            struct failure *failure);

#endif
