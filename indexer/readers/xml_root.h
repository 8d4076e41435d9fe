/* Before XML is decoded and parsed: what its root element is. */
#ifndef DEPECHE_INDEXER_XML_ROOT_H
#define DEPECHE_INDEXER_XML_ROOT_H

#include <stdbool.h>

#include "base/buffer.h"

enum { XML_ROOT_BYTES = 64, XML_SNIFFED_BYTES = 1 << 16 };

struct xml_root {
    char name[XML_ROOT_BYTES]; /* without prefix */
    bool declared;             /* by "<?xml" at the front */
};

/* The first bytes as ASCII: those of UTF-16 that are NUL fall out. Returns how many there are. */
size_t xml_ascii(struct bytes raw, char *ascii, size_t most);

/* False for what does not begin like XML, in any encoding. Looks at the first XML_SNIFFED_BYTES. */
bool xml_root_find(struct bytes raw, struct xml_root *root);

/* How many bytes the tag, comment, CDATA section, instruction or declaration takes that begins at `text` with '<';
 * all of it when it does not end. */
size_t xml_markup_bytes(struct bytes text);

/* The name of the element whose tag (opening, or closing after "</") `tag` is, without prefix: a view. Empty for
 * other markup. */
struct bytes xml_tag_name(struct bytes tag);

#endif
