/* Tags in their deflated form, where that is smaller. */
#ifndef DEPECHE_GLASS_DEFLATE_H
#define DEPECHE_GLASS_DEFLATE_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

enum { GLASS_LEAST_DEFLATED_BYTES = 18 }; /* tags up to this size stay as they are */

struct glass_deflater;

enum status glass_deflater_new(struct glass_deflater **deflater, struct failure *failure);
void glass_deflater_free(struct glass_deflater *deflater);

/* The tag as it is to be stored, valid until the next call or as long as `tag`. */
enum status glass_deflate(struct glass_deflater *deflater, struct bytes tag, struct bytes *stored, bool *compressed,
                          struct failure *failure);

#endif
