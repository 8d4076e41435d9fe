/* What a process that answers visitors gives up once its index is open. */
#ifndef DEPECHE_QUERY_PAGE_CAGE_H
#define DEPECHE_QUERY_PAGE_CAGE_H

#include "base/status.h"
#include "query/cgi/cgi_settings.h"

/* From here on the process reads files of the index and appends to its log, and that is all: no programs, no other
 * processes, no connections of its own making. */
enum status page_cage_enter(const struct cgi_settings *settings, struct failure *failure);

#endif
