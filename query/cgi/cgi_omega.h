/* The parameters of Omega's forms and links, in terms of ours: an old form goes on working, and its page links to the
 * same search in our own words. Omega's documentation of its CGI parameters tells what they mean. */
#ifndef DEPECHE_QUERY_CGI_OMEGA_H
#define DEPECHE_QUERY_CGI_OMEGA_H

#include "query/cgi/cgi_parameters.h"
#include "query/request.h"

/* What the parameters say that only means something together. Begin with all zero. */
struct cgi_omega {
    const char *start, *end, *top; /* as sent; NULL */
    const char *sort;
    uint32_t span_days;
    uint32_t page; /* a button of one */
    int turned;    /* < and > */
    bool reversed;
};

/* Which of Omega's parameters has this name, after the changes Omega makes to names: the place clicked in a picture
 * is dropped (">.x"), and what follows a blank is the value ("[ 3 ].x=17" is "[=3 ]"). `value` becomes that of the
 * name, where it has one; both borrowed from `name`. PARAMETER_COUNT for none that we know. */
enum cgi_parameter cgi_omega_find(struct bytes name, struct bytes *value);

/* Of B: a filter term of the index as a field and its value ("Nht" is the country "ht"), borrowed from `term`, or as
 * the date it stands for. False for a term that is neither. */
struct cgi_omega_term {
    enum field_id field; /* FIELD_DATE: `date` holds it */
    const char *value;
    char date[DATE_ISO_BYTES];
};
bool cgi_omega_read_term(const char *term, struct cgi_omega_term *read);

/* Remember the value of one of START, END, SPAN, SORT, SORTREVERSE, TOPDOC and the buttons. */
void cgi_omega_seen(struct cgi_omega *omega, enum cgi_parameter parameter, const char *value);

/* The dates and the order, where the request has none of its own. Strings live in the arena. */
enum status cgi_omega_settle(const struct cgi_omega *omega, struct search_request *search, struct arena *arena,
                             struct failure *failure);

/* The page, from 1, that TOPDOC and the buttons ask for; 0: none. */
uint32_t cgi_omega_page(const struct cgi_omega *omega, uint32_t hits_a_page);

#endif
