/* No request costs more than its share: limits of memory and processor, and a clock that answers in our place. */
#ifndef DEPECHE_QUERY_CGI_LIMITS_H
#define DEPECHE_QUERY_CGI_LIMITS_H

#include <stddef.h>
#include <time.h>

#include "base/buffer.h"
#include "base/status.h"

/* Sanitizers make everything slower and reserve terabytes of addresses. */
#if defined(__SANITIZE_ADDRESS__)
#define CGI_SANITIZED 1
#else
#define CGI_SANITIZED 0
#endif

enum {
    CGI_DEADLINE_MS = CGI_SANITIZED ? 20000 : 2000,
    CGI_PROCESSOR_S = CGI_SANITIZED ? 30 : 3,
    CGI_MEMORY_BYTES = 1 << 30,
};

/* Limit addresses, processor time and core files of this process. What the system refuses is left as it is. */
void cgi_limits_process(void);

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
