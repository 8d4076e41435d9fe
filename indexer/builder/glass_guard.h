/* Whether the Xapian that runs stores databases as glass/ writes them. */
#ifndef DEPECHE_INDEXER_GLASS_GUARD_H
#define DEPECHE_INDEXER_GLASS_GUARD_H

#include "base/status.h"

/* Make tiny databases through Xapian's API and by glass/, in memory or else in `directory`, which exists, and compare
 * them: byte by byte where the format leaves no choice, else as they are read. STATUS_INVALID, and what differs, when they are not
 * the same: build through the API then. Nothing is left in the directory. */
enum status glass_guard(const char *directory, struct failure *failure);

#endif
