/* Byte strings as small numbers: equal strings get equal ids, so that words are compared and counted as integers. */
#ifndef DEPECHE_BASE_INTERNER_H
#define DEPECHE_BASE_INTERNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct interner;

/* An id no string has. */
#define INTERNER_NONE UINT32_MAX

enum status interner_new(struct interner **interner, struct failure *failure);
void interner_free(struct interner *interner);

/* The id of `text`, a new one (the number of strings so far) when it was not seen yet; INTERNER_NONE when memory is
 * exhausted. Amortised constant time. */
uint32_t interner_add(struct interner *interner, struct bytes text);

/* The ids of at most INTERNER_AT_ONCE strings, in their order, as `interner_add` gives them. A table of many strings
 * is larger than the processor's caches: the memory of one string arrives while the others are looked at. False when
 * memory is exhausted. */
enum { INTERNER_AT_ONCE = 32 };
bool interner_add_all(struct interner *interner, const struct bytes *texts, size_t count, uint32_t *ids);

/* The id of `text`, INTERNER_NONE when it is not there. */
uint32_t interner_find(const struct interner *interner, struct bytes text);

/* The string of an id, with a NUL after it that is not counted; a view that stays valid until the interner is
 * truncated or freed. */
struct bytes interner_text(const struct interner *interner, uint32_t id);
size_t interner_count(const struct interner *interner);

/* Forget every string whose id is `count` or more: what bounds the memory of a long run. */
void interner_truncate(struct interner *interner, size_t count);

#endif
