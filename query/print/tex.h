/* Text as TeX reads it. */
#ifndef DEPECHE_QUERY_PRINT_TEX_H
#define DEPECHE_QUERY_PRINT_TEX_H

#include "base/buffer.h"

/* Append UTF-8 so that TeX prints the same: its special characters are written as commands, accented letters of
 * French and its neighbours as accents over letters (any BibTeX sorts and cuts those right), quotes, dashes and
 * no-break spaces in TeX's own way. Braces come in pairs. Other characters stay as they are. */
void tex_append(struct buffer *out, struct bytes text);

#endif
