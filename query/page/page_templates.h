/* The owner's templates: a whole page, or what stands above and below ours. Read once, before the first request. */
#ifndef DEPECHE_QUERY_PAGE_TEMPLATES_H
#define DEPECHE_QUERY_PAGE_TEMPLATES_H

#include <stdint.h>

#include "query/cgi/cgi_settings.h"
#include "query/templates/template.h"

struct page_templates {
    struct template *page;            /* NULL: ours */
    struct template *header, *footer; /* within our page; NULL: our header, and no footer */
};

/* Those that the settings name. The failure names file, line and remedy; there are none then, and pages are ours.
 * What a check of the settings has to do is this, and closing again. */
enum status page_templates_open(struct page_templates *templates, const struct cgi_settings *settings,
                                struct failure *failure);
void page_templates_close(struct page_templates *templates);

/* Changes with any of them. */
uint64_t page_templates_version(const struct page_templates *templates);

#endif
