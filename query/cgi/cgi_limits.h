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

/* Unless it is disarmed within `deadline_ms`, the response is written, then the note to where there is one, and the
 * process ends with status 0. The caller sets all but `timer`; `alarm` and the bytes must stay where they are until
 * then. One at a time. */
struct cgi_alarm {
    struct bytes response, note;
    int descriptor, note_descriptor; /* -1: none */
    timer_t timer;
};
enum status cgi_alarm_arm(struct cgi_alarm *alarm, unsigned deadline_ms, struct failure *failure);
void cgi_alarm_disarm(struct cgi_alarm *alarm);

#endif
