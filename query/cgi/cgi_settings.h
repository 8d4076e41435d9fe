/* What the web site's owner decides: depeche.conf. */
#ifndef DEPECHE_QUERY_CGI_SETTINGS_H
#define DEPECHE_QUERY_CGI_SETTINGS_H

#include "base/arena.h"
#include "base/status.h"
#include "language/language.h"
#include "query/cgi/cgi_environment.h"

/* Never NULL but `index`, which is NULL when nobody names one. Strings live in the arena or are literals. */
struct cgi_settings {
    const char *index;
    const char *name[LANGUAGE_COUNT]; /* of the site, by language of the page */
    enum language home;               /* of the page, when the visitor asks for none */
    const char *address;              /* of the search page, absolute, for links from outside; "" when unknown */
    const char *link_from,
        *link_to; /* an uri that is a path and begins with the first is linked as the second + rest */
    struct arena arena;
};

/* DEPECHE_INDEX, and the file that DEPECHE_CONF names, else depeche.conf beside the program, else /etc/depeche.conf;
 * none of them need be there. Lines are `key = value`; # begins a comment:
 *
 *     index = /var/lib/depeche/releases.index     (relative to the file)
 *     name_en = News releases
 *     name_fr = Communiqués
 *     language = fr
 *     address = https://www.example.org/search
 *     link_prefix = /srv/releases/ -> https://www.example.org/releases/
 *
 * `link_prefix = /releases/` puts that before every uri that is a relative path. STATUS_INVALID names file and line.
 * `settings` can be used after a failure too (it then has no index). */
enum status cgi_settings_read(struct cgi_settings *settings, const struct cgi_environment *environment,
                              struct failure *failure);
void cgi_settings_clear(struct cgi_settings *settings);

#endif
