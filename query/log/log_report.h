/* What a query log tells its owner: what is asked often, what finds nothing, what is slow. */
#ifndef DEPECHE_QUERY_LOG_REPORT_H
#define DEPECHE_QUERY_LOG_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "language/language.h"

struct log_report_settings {
    enum language ui;
    bool json;
    size_t most; /* lines of each list */
};

/* Append the report on the log in `path`. Memory does not grow with the log. */
enum status log_report_run(const char *path, const struct log_report_settings *settings, struct buffer *out,
                           struct failure *failure);

#endif
