/* The statement of a search, as a paper's section on methods has it. */
#ifndef DEPECHE_QUERY_PRINT_STATEMENT_H
#define DEPECHE_QUERY_PRINT_STATEMENT_H

#include "query/print/printer.h"

/* What settings.statement tells. */
struct statement {
    const char *index;   /* its folder */
    int64_t made_s;      /* when its generation was; 0: not known */
    int64_t searched_s;
    const char *command; /* that repeats the search */
};

/* Not a --format: what --cite prints, from an answer with facets and years, and no hit. */
extern const struct printer printer_statement;

#endif
