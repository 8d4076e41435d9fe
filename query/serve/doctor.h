/* depeche.cgi --check: looks at all that a request needs, and tells what to do about what is wrong. */
#ifndef DEPECHE_QUERY_DOCTOR_H
#define DEPECHE_QUERY_DOCTOR_H

#include <stdbool.h>

#include "base/buffer.h"
#include "language/language.h"
#include "query/cgi/cgi_environment.h"

/* Append what was found to `out`, in the language `ui`, a line for each thing. True when all is well. */
bool doctor_run(const struct cgi_environment *environment, enum language ui, struct buffer *out);

#endif
