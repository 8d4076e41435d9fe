/* Dates with the months of other languages. */
#include "record/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text, *iso; /* "" when it is no date */
} dates[] = {
    { "17 de marzo de 2020", "2020-03-17" },
    { "jueves 2 de abril de 2020", "2020-04-02" },
    { "5. Oktober 2013", "2013-10-05" },
    { "1. Jänner 2014", "2014-01-01" },
    { "3. März 2011", "2011-03-03" },
    { "20 septembrie 2020 16:20", "2020-09-20" },
    { "9 oktober 2020", "2020-10-09" },
    { "29 giugno 2007", "2007-06-29" },
    { "7 de outubro de 2019", "2019-10-07" },
    { "12 Şubat 2020", "2020-02-12" },
    { "12 Kasım 2020", "2020-11-12" },
    { "12 października 2020", "2020-10-12" },
    { "24 декабря 2019 г.", "2019-12-24" },
    { "5 мая 2018", "2018-05-05" },
    { "14 avril 2009", "2009-04-14" },
    { "Marco 2009", "" },
    { "Mart 2009", "" },
    { "14 de la 2009", "" },
};

static void finds_foreign_months(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct date_found found = { .date = DATE_NONE };
        char iso[DATE_ISO_BYTES];
        bool any = date_scan(bytes_of(dates[i].text), 0, &found);
        date_format_iso(any ? found.date : (struct date)DATE_NONE, iso);
        if (strcmp(iso, dates[i].iso) != 0)
            fail_msg("%s: %s, not %s", dates[i].text, iso, dates[i].iso);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_foreign_months),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
