/* What the web site's owner decides: depeche.conf. */
#ifndef DEPECHE_QUERY_CGI_SETTINGS_H
#define DEPECHE_QUERY_CGI_SETTINGS_H

#include "base/arena.h"
#include "base/status.h"
#include "language/language.h"
#include "query/cgi/cgi_environment.h"

/* Strings are never NULL, "" for what is not set, but `index`, which is NULL when nobody names one. They live in the
 * arena or are literals. Paths that were relative to the file are so no more. */
struct cgi_settings {
    const char *file; /* the one these were read from; "": there is none */
    const char *index;
    const char *name[LANGUAGE_COUNT]; /* of the site, by language of the page */
    enum language home;               /* of the page, when the visitor asks for none */
    const char *country;              /* of the publisher, "CA": how its languages are written and read out */
    const char *address;              /* of the search page, absolute, for links from outside */
    const char *link_from,
        *link_to;           /* an uri that is a path and begins with the first is linked as the second + rest */
    const char *template;   /* file: the whole page, as a template */
    const char *header, *footer; /* files: what stands above and below ours, likewise */
    const char *best_bets;  /* file: what an editor puts above the hits */
    const char *log;        /* file: what was asked */
    const char *rate_file;  /* file: who asked how often; "": nobody is counted */
    const char *proxies;    /* addresses and networks whose word on the visitor's address is taken */
    unsigned rate_per_minute, rate_burst;
    unsigned workers, cache_mb, deadline_ms;
    struct arena arena;
};

/* DEPECHE_INDEX, and the file that DEPECHE_CONF names, else depeche.conf beside the program, else /etc/depeche.conf;
 * none of them need be there. An INI file: lines are `key = value`; # or ; begins a comment, and a line in brackets is
 * a heading for those who read it:
 *
 *     index = /var/lib/depeche/releases.index     (relative to the file)
 *     name_en = News releases
 *     name_fr = Communiqués
 *     language = fr
 *     address = https://www.example.org/search
 *     link_prefix = /srv/releases/ -> https://www.example.org/releases/
 *
 * `link_prefix = /releases/` puts that before every uri that is a relative path. STATUS_INVALID names file, line, key
 * and what to write instead. `settings` can be used after a failure too (it then has no index). */
enum status cgi_settings_read(struct cgi_settings *settings, const struct cgi_environment *environment,
                              struct failure *failure);
void cgi_settings_clear(struct cgi_settings *settings);

/* The keys there are, in the order of the manual; NULL after the last. */
const char *cgi_settings_key(size_t i);

/* One line's value, checked and kept (query/cgi/cgi_settings_keys.c). `folder` is that of the file, with its slash or
 * "". The failure says nothing of file and line. */
enum status cgi_settings_set(struct cgi_settings *settings, struct bytes folder, struct bytes key, struct bytes value,
                             struct failure *failure);

/* Before any line was read. */
void cgi_settings_init(struct cgi_settings *settings);

#endif
