/* Time: a clock for durations and the day it is. */
#ifndef DEPECHE_BASE_CLOCK_H
#define DEPECHE_BASE_CLOCK_H

#include <stdint.h>

/* Nanoseconds of a clock that never goes back; only differences mean something. */
uint64_t clock_monotonic_ns(void);

/* Seconds since 1970 (UTC). SOURCE_DATE_EPOCH in the environment, when it is a number, replaces it, so that outputs
 * can be repeated. */
int64_t clock_now_s(void);

/* "2009-04-14T12:00:00Z" of such seconds; times outside the years 0 to 9999 become the nearest one inside. */
enum { CLOCK_STAMP_BYTES = 32 };
void clock_format_utc(int64_t seconds, char stamp[CLOCK_STAMP_BYTES]);

#endif
