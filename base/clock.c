/* Time: a clock for durations and the day it is. */
#include "base/clock.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

uint64_t clock_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Only digits count: what strtoll takes besides (blanks, a sign, nothing at all) is no date anybody meant. */
static bool read_seconds(const char *text, int64_t *seconds)
{
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    errno = 0;
    *seconds = strtoll(text, &end, 10);
    return errno == 0 && *end == '\0';
}

int64_t clock_now_s(void)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    return fixed && read_seconds(fixed, &seconds) ? seconds : (int64_t)time(NULL);
}

/* The first and the last second whose year has four digits; times outside are shown as these. */
#define YEAR_0_S INT64_C(-62167219200)
#define YEAR_9999_S INT64_C(253402300799)

void clock_format_utc(int64_t seconds, char stamp[CLOCK_STAMP_BYTES])
{
    time_t shown = seconds < YEAR_0_S ? YEAR_0_S : seconds > YEAR_9999_S ? YEAR_9999_S : seconds;
    struct tm utc;
    gmtime_r(&shown, &utc);
    int year_bytes = snprintf(stamp, CLOCK_STAMP_BYTES, "%04d", utc.tm_year + 1900);
    strftime(stamp + year_bytes, CLOCK_STAMP_BYTES - (size_t)year_bytes, "-%m-%dT%H:%M:%SZ", &utc);
}
