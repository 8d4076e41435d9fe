/* Addresses and paths: resolving a link, and seeing that two differ by their language only. */
#ifndef DEPECHE_INDEXER_ADDRESS_H
#define DEPECHE_INDEXER_ADDRESS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "language/language.h"

/* Append where `reference` leads from the document at `base`, an address (RFC 3986, 5.2) or the path of a file. The
 * fragment is left out. False, with nothing appended, when it leads to no document that has an address: a script, a
 * mail, a place within the same page, "/x" of a site that is not known. */
bool address_resolve(const char *base, const char *reference, struct buffer *address);

/* Append what is left of an address or path when everything that says its language is taken out: "/en/plan.html",
 * "plan_e.html", "plan-eng.html", "plan.html?lang=en" and "plan.html" are the same. Only words for `language` are
 * taken out: an English page has no French ones. Neither scheme, "www.", case nor fragment make a difference. */
void address_without_language(const char *address, enum language language, struct buffer *rest);

/* The same address, whatever its scheme, "www.", case of the host, fragment or slash at the end. */
void address_normal(const char *address, struct buffer *normal);

/* The home page of a site or of one of its languages: "/", "/fr/", "/fr/index.html", "accueil.htm". */
bool address_is_home(const char *address);

#endif
