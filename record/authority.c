/* Authority lists in memory; authority_rdf.c reads them, names.c puts them into a generation. */
#include "record/authority.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void concept_clear(struct concept *concept)
{
    for (size_t i = 0; i < concept->label_count; i++)
        free(concept->labels[i].text);
    free(concept->labels);
    free(concept->id);
    *concept = (struct concept){ .id = NULL };
}

void authority_clear(struct authority *authority)
{
    for (size_t i = 0; i < authority->concept_count; i++)
        concept_clear(&authority->concepts[i]);
    free(authority->concepts);
    *authority = (struct authority)AUTHORITY_EMPTY;
}

const struct concept *authority_find(const struct authority *authority, const char *id)
{
    for (size_t i = 0; i < authority->concept_count; i++)
        if (strcasecmp(authority->concepts[i].id, id) == 0)
            return &authority->concepts[i];
    return NULL;
}

const char *concept_name(const struct concept *concept, enum language language)
{
    const struct label *best = NULL;
    for (size_t i = 0; i < concept->label_count; i++) {
        const struct label *label = &concept->labels[i];
        if (label->role != LABEL_PREFERRED)
            continue;
        if (label->language == language)
            return label->text;
        if (!best || (best->language != LANGUAGE_UNKNOWN && label->language == LANGUAGE_UNKNOWN))
            best = label;
    }
    return best ? best->text : concept->id;
}
