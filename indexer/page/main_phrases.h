/* Lines that stand in the midst of texts without belonging to them: photo credits, "read also". */
#ifndef DEPECHE_INDEXER_MAIN_PHRASES_H
#define DEPECHE_INDEXER_MAIN_PHRASES_H

#include <stdbool.h>

#include "base/buffer.h"

/* Is the whole block such a line? English and French, and what German and Spanish pages share with them. */
bool main_phrase_is_boilerplate(struct bytes text);

#endif
