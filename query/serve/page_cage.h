/* What a process that answers visitors gives up once its index is open. */
#ifndef DEPECHE_QUERY_PAGE_CAGE_H
#define DEPECHE_QUERY_PAGE_CAGE_H

#include "base/status.h"
#include "query/cgi/cgi_settings.h"

/* From here on the process reads files of the index, takes requests and writes to what is open, and that is all: no
 * other files, no programs, no other processes, no connections of its own making. What has to be opened anew for
 * another reason is opened by the process that takes its place. */
enum page_cage {
    PAGE_CAGE_STAYING, /* nothing is loaded any more */
    PAGE_CAGE_ONE,     /* answers once: Xapian is loaded only if that needs it, so libraries can still be */
};
enum status page_cage_enter(const struct cgi_settings *settings, enum page_cage kind, struct failure *failure);

#endif
