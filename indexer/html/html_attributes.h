/* What the attributes of an element say of it. Attributes are name, value, name, value ... NULL, as libxml2 gives
 * them. */
#ifndef DEPECHE_INDEXER_HTML_ATTRIBUTES_H
#define DEPECHE_INDEXER_HTML_ATTRIBUTES_H

#include <stdbool.h>

#include "indexer/html/html_elements.h"

/* The value of an attribute: NULL when it is not there, "" when it has none. */
const char *html_attribute(const unsigned char **attributes, const char *name);

/* Is it html or body? Their classes tell of the whole page and how it is laid out, not of a region. */
bool html_holds_the_page(const struct html_element *element);

/* The regions an element makes by its name, role, class, id and by being hidden. `says_date` is set when its class,
 * id or itemprop announces a date. */
unsigned html_regions(const struct html_element *element, const unsigned char **attributes, bool *says_date);

#endif
