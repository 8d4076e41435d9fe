/* Omega's parameters: names as its forms send them, filter terms, spans of days. */
#include "query/cgi/cgi_omega.h"

#include <string.h>

#include "language/language.h"

/* == Names ==================================================================================================== */

static const struct {
    const char *name;
    enum cgi_parameter parameter;
} names[] = {
    { "B", PARAMETER_OMEGA_FILTER },    { "DEFAULTOP", PARAMETER_OMEGA_OPERATOR },
    { "HITSPERPAGE", PARAMETER_HITS },  { "TOPDOC", PARAMETER_OMEGA_TOP },
    { "SORT", PARAMETER_OMEGA_SORT },   { "SORTREVERSE", PARAMETER_OMEGA_REVERSE },
    { "START", PARAMETER_OMEGA_START }, { "END", PARAMETER_OMEGA_END },
    { "SPAN", PARAMETER_OMEGA_SPAN },   { "[", PARAMETER_OMEGA_PAGE },
    { "#", PARAMETER_OMEGA_PAGE },      { "<", PARAMETER_OMEGA_BACK },
    { ">", PARAMETER_OMEGA_FORWARD },   { "P", PARAMETER_QUERY },
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_numeric(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!is_digit(text.data[i]))
            return false;
    return text.size > 0;
}

static struct bytes cut(struct bytes text, size_t size)
{
    return (struct bytes){ text.data, size };
}

static struct bytes after(struct bytes text, size_t size)
{
    return (struct bytes){ text.data + size, text.size - size };
}

/* "START.10" is "START": whatever the slot, the date of publication is the one there is. */
static struct bytes without_slot(struct bytes name)
{
    const char *dot = name.size ? memchr(name.data, '.', name.size) : NULL;
    size_t size = dot ? (size_t)(dot - name.data) : 0;
    bool dated = bytes_equal(cut(name, size), bytes_of("START")) || bytes_equal(cut(name, size), bytes_of("END")) ||
                 bytes_equal(cut(name, size), bytes_of("SPAN"));
    return dot && dated && is_numeric(after(name, size + 1)) ? cut(name, size) : name;
}

enum cgi_parameter cgi_omega_find(struct bytes name, struct bytes *value)
{
    bool clicked = name.size > 2 && name.data[name.size - 2] == '.';
    if (clicked && name.data[name.size - 1] == 'y')
        return PARAMETER_COUNT;
    clicked = clicked && name.data[name.size - 1] == 'x';
    if (clicked)
        name = cut(name, name.size - 2);
    const char *blank = name.size ? memchr(name.data, ' ', name.size) : NULL;
    size_t size = blank ? (size_t)(blank - name.data) : name.size;
    if (clicked)
        *value = blank ? after(name, size + 1) : name;
    name = clicked && is_numeric(name) ? bytes_of("#") : without_slot(cut(name, size));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bytes_equal(name, bytes_of(names[i].name)))
            return names[i].parameter;
    return PARAMETER_COUNT;
}

/* == Filter terms ============================================================================================= */

enum { COMPACT_BYTES = 8 };

/* yyyy, yyyymm, yyyymmdd, or yyyymmddhhmm, of which the day counts, as "yyyy-mm-dd"; "" and false for what is none.
 */
static bool read_compact(const char *text, char iso[DATE_ISO_BYTES])
{
    size_t size = strlen(text);
    short digits[COMPACT_BYTES] = { 0 };
    *iso = '\0';
    if (!is_numeric(bytes_of(text)) || (size != 4 && size != 6 && size != COMPACT_BYTES && size != 12))
        return false;
    for (size_t i = 0; i < size && i < COMPACT_BYTES; i++)
        digits[i] = (short)(text[i] - '0');
    struct date date = {
        .year = (short)(digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]),
        .month = (unsigned char)(digits[4] * 10 + digits[5]),
        .day = (unsigned char)(digits[6] * 10 + digits[7]),
    };
    if (!date.year || !date_valid(date))
        return false;
    date_format_iso(date, iso);
    return true;
}

/* What follows the prefix; Omega puts a colon between where the prefix is long and the value begins with a capital.
 */
static const char *value_after(const char *term, const char *prefix)
{
    size_t size = strlen(prefix);
    if (strncmp(term, prefix, size) != 0)
        return NULL;
    const char *value = term + size;
    if (size > 1 && *value == ':')
        value++;
    return *value ? value : NULL;
}

bool cgi_omega_read_term(const char *term, struct cgi_omega_term *read)
{
    static const enum field_id facets[] = { FIELD_GOAL, FIELD_KIND, FIELD_COUNTRY, FIELD_LANGUAGE };
    static const char *const dates[] = { PREFIX_YEAR, PREFIX_MONTH, "D" };
    for (size_t i = 0; i < sizeof facets / sizeof *facets; i++)
        if ((read->value = value_after(term, fields[facets[i]].prefix))) {
            read->field = facets[i];
            return true;
        }
    read->field = FIELD_DATE;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        read->value = value_after(term, dates[i]);
        if (read->value && read_compact(read->value, read->date))
            return true;
    }
    return false;
}

/* == Dates and order ========================================================================================== */

/* Leading digits, at most `most`. */
static uint32_t read_number(const char *text, uint32_t most)
{
    uint32_t number = 0;
    while (*text == ' ')
        text++;
    for (; is_digit(*text) && number < most; text++)
        number = number * 10 + (uint32_t)(*text - '0');
    return number < most ? number : most;
}

void cgi_omega_seen(struct cgi_omega *omega, enum cgi_parameter parameter, const char *value)
{
    enum { DAYS_MOST = 100000, PAGES_MOST = 1000 };
    switch (parameter) {
    case PARAMETER_OMEGA_START:
        omega->start = value;
        break;
    case PARAMETER_OMEGA_END:
        omega->end = value;
        break;
    case PARAMETER_OMEGA_SPAN:
        omega->span_days = read_number(value, DAYS_MOST);
        break;
    case PARAMETER_OMEGA_SORT:
        omega->sort = value;
        break;
    case PARAMETER_OMEGA_REVERSE:
        omega->reversed = read_number(value, 1) > 0;
        break;
    case PARAMETER_OMEGA_TOP:
        omega->top = value;
        break;
    case PARAMETER_OMEGA_PAGE:
        omega->page = read_number(value, PAGES_MOST);
        break;
    case PARAMETER_OMEGA_BACK:
        omega->turned = -1;
        break;
    case PARAMETER_OMEGA_FORWARD:
        omega->turned = 1;
        break;
    default:
        break;
    }
}

static void shift(const char *from, int days, char iso[DATE_ISO_BYTES])
{
    struct date date;
    if (date_parse_iso(bytes_of(from), &date))
        date_format_iso(date_add_days(days > 0 ? date_first_day(date) : date_last_day(date), days), iso);
}

/* SPAN days up to END, or after START, or before today. */
static void add_span(int days, struct date today, char from[DATE_ISO_BYTES], char to[DATE_ISO_BYTES])
{
    if (*to) {
        shift(to, -days, from);
    } else if (*from) {
        shift(from, days, to);
    } else {
        date_format_iso(today, to);
        shift(to, -days, from);
        *to = '\0';
    }
}

/* The first slot of a list decides; a sign before it tells which end comes first. */
static enum request_sort order_of(const struct cgi_omega *omega)
{
    enum { OMINDEX_MODIFIED = 0, SLOTS_MOST = 1000 };
    bool ascending = *omega->sort == '+' || (*omega->sort != '-' && omega->reversed);
    const char *digits = omega->sort + (*omega->sort == '+' || *omega->sort == '-');
    uint32_t slot = read_number(digits, SLOTS_MOST);
    if (!is_digit(*digits) || (slot != SLOT_DATE && slot != OMINDEX_MODIFIED))
        return SORT_RELEVANCE;
    return ascending ? SORT_OLDEST : SORT_NEWEST;
}

enum status cgi_omega_settle(const struct cgi_omega *omega, struct search_request *search, struct arena *arena,
                             struct failure *failure)
{
    if (omega->sort && search->sort == SORT_RELEVANCE)
        search->sort = order_of(omega);
    if (!omega->start && !omega->end && !omega->span_days)
        return STATUS_OK;
    char *from = arena_take(arena, DATE_ISO_BYTES), *to = arena_take(arena, DATE_ISO_BYTES);
    if (!from || !to)
        return fail_no_memory(failure);
    read_compact(omega->start ? omega->start : "", from);
    read_compact(omega->end ? omega->end : "", to);
    if (omega->span_days)
        add_span((int)omega->span_days, search->today, from, to);
    if (!*search->from)
        search->from = from;
    if (!*search->to)
        search->to = to;
    return STATUS_OK;
}

uint32_t cgi_omega_page(const struct cgi_omega *omega, uint32_t hits_a_page)
{
    enum { TOP_MOST = 1000000 };
    uint32_t page = omega->top ? read_number(omega->top, TOP_MOST) / hits_a_page + 1 : 1;
    if (omega->turned)
        return omega->turned > 0 ? page + 1 : page > 1 ? page - 1 : 1;
    if (omega->page)
        return omega->page;
    return omega->top ? page : 0;
}
