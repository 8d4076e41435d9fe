/* What a bibliography says of a document: the same facts for every format of references. */
#ifndef DEPECHE_QUERY_PRINT_REFERENCE_H
#define DEPECHE_QUERY_PRINT_REFERENCE_H

#include "query/print/printer.h"

/* Of one hit. What is not known is "". Views are borrowed from the hit and the settings; reference_clear frees the
 * rest. */
struct reference {
    char key[64];       /* letters, digits and hyphens: the same for a document in every search and every index */
    enum record_kind kind;
    const char *genre;  /* "Communiqué de presse", in the document's language */
    struct buffer title;
    struct buffer url;  /* http or https, without a blank; empty where the document has no such address */
    struct buffer place; /* where it is instead: the path of its file */
    const char *issuer; /* whom --issuer names */
    struct buffer site; /* the host of the url */
    struct date date;
    struct date seen;   /* the day it was read, where there is a url */
    enum language language;
    struct buffer keywords; /* the goals by name, divided by newlines */
};

void reference_make(const struct print_settings *settings, const struct answer_hit *hit, struct reference *reference);
void reference_clear(struct reference *reference, struct buffer *out);

/* Who answers for it: the issuer, else the site. */
const char *reference_publisher(const struct reference *reference);

#endif
