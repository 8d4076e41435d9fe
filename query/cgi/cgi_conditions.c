/* Conditions of a request: lists of tags, and moments. */
#include "query/cgi/cgi_conditions.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/bytes.h"

void cgi_moment_format(int64_t seconds, char moment[CGI_MOMENT_BYTES])
{
    static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    const int64_t year_10000 = INT64_C(253402300800);
    time_t time = (time_t)seconds;
    struct tm parts;
    *moment = '\0';
    if (seconds <= 0 || seconds >= year_10000 || !gmtime_r(&time, &parts))
        return;
    snprintf(moment, CGI_MOMENT_BYTES, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday % 7],
             parts.tm_mday % 100, months[parts.tm_mon % 12], (parts.tm_year + 1900) % 10000, parts.tm_hour % 100,
             parts.tm_min % 100, parts.tm_sec % 100);
}

/* What stands between the quotes; none: "". */
static struct bytes opaque_of(const char *tag)
{
    const char *open = strchr(tag, '"');
    const char *close = open ? strchr(open + 1, '"') : NULL;
    return close ? (struct bytes){ open + 1, (size_t)(close - open - 1) } : bytes_of("");
}

static bool is_same(struct bytes sent, struct bytes ours)
{
    static const char *const endings[] = { "", "-gzip", "-br", "-zstd", ";gzip", ";br" };
    if (sent.size < ours.size || memcmp(sent.data, ours.data, ours.size) != 0)
        return false;
    struct bytes ending = { sent.data + ours.size, sent.size - ours.size };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (bytes_equal(ending, bytes_of(endings[i])))
            return true;
    return false;
}

static bool names_tag(const char *header, const char *tag)
{
    struct bytes ours = opaque_of(tag);
    while (*header == ' ' || *header == '\t')
        header++;
    if (strcmp(header, "*") == 0)
        return true;
    while (ours.size > 0) {
        struct bytes sent = opaque_of(header);
        if (sent.size == 0)
            break;
        if (is_same(sent, ours))
            return true;
        header = sent.data + sent.size + 1;
    }
    return false;
}

bool cgi_is_unchanged(const struct cgi_environment *environment, const char *tag, int64_t modified_s)
{
    char modified[CGI_MOMENT_BYTES];
    if (!*tag)
        return false;
    if (*environment->if_none_match)
        return names_tag(environment->if_none_match, tag);
    cgi_moment_format(modified_s, modified);
    return *modified && strcmp(environment->if_modified_since, modified) == 0;
}
