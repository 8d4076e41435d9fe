/* What a process that answers visitors gives up once its index is open. */
#ifndef DEPECHE_QUERY_PAGE_CAGE_H
#define DEPECHE_QUERY_PAGE_CAGE_H

#include "base/status.h"
#include "query/cgi/cgi_settings.h"

/* From here on the process reads files of the index, takes requests and writes to what is open, and that is all: no
 * other files, no programs, no other processes, no connections of its own making. What has to be opened anew for
 * another reason is opened by the process that takes its place. */
enum status page_cage_enter(const struct cgi_settings *settings, struct failure *failure);

#endif
