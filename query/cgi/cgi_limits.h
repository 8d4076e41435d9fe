/* No request costs more than its share: limits of memory and processor, and a clock that answers in our place. */
#ifndef DEPECHE_QUERY_CGI_LIMITS_H
#define DEPECHE_QUERY_CGI_LIMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/buffer.h"
#include "base/cage.h"
#include "base/status.h"

enum {
    CGI_DEADLINE_MS = CAGE_SANITIZED ? 20000 : 2000,
    CGI_PROCESSOR_S = CAGE_SANITIZED ? 30 : 3,
    CGI_MEMORY_BYTES = 1 << 30,
};

/* Limit memory (what is written to: files of an index that are mapped do not count), core files and, of a process for
 * one request, processor time. What the system refuses is left as it is. */
void cgi_limits_process(bool one_request);

/* Unless it is disarmed within `deadline_ms`, `response` is written to `descriptor` and the process ends with status
 * 0. `alarm` and the bytes of `response` must stay where they are until then. One at a time. */
struct cgi_alarm {
    struct bytes response;
    int descriptor;
    timer_t timer;
};
enum status cgi_alarm_arm(struct cgi_alarm *alarm, unsigned deadline_ms, struct bytes response, int descriptor,
                          struct failure *failure);
void cgi_alarm_disarm(struct cgi_alarm *alarm);

#endif
