/* From the concepts of an authority file to a list: places go into their country, ids must be unique. */
#include "record/authority_nodes.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/array.h"

/* skos:broader over skos:broader: a part of a town in a town in a region in a country, and room. */
enum { LEVELS = 16 };

enum status nodes_init(struct nodes *nodes, const char *file_name, struct failure *failure)
{
    *nodes = (struct nodes){ .file_name = file_name };
    return interner_new(&nodes->uris, failure);
}

void nodes_clear(struct nodes *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        concept_clear(&nodes->items[i].concept);
    free(nodes->items);
    interner_free(nodes->uris);
    *nodes = (struct nodes){ .items = NULL };
}

enum status nodes_fail(struct nodes *nodes, enum status status, long line, const char *what, struct bytes which,
                       const char *hint, struct failure *failure)
{
    if (nodes->told && nodes->mistakes++ < AUTHORITY_MISTAKES) {
        struct failure made;
        fail(&made, status, "%s%.*s", what, (int)which.size, which.data);
        nodes->told(line, made.message, hint, nodes->context);
    }
    if (nodes->told)
        return STATUS_OK;
    fail(failure, status, "%s:%ld: %s%.*s", nodes->file_name, line, what, (int)which.size, which.data);
    if (failure)
        fail_hint(failure, "%s", hint);
    return status;
}

static enum status refuse(struct nodes *nodes, const struct node *node, const char *what, struct bytes which,
                          const char *hint, struct failure *failure)
{
    return nodes_fail(nodes, STATUS_INVALID, node->line, what, which, hint, failure);
}

/* == Places =================================================================================================== */

/* Fill in which node has which uri: `node_of` has an element for each id of the interner of uris. */
static enum status find_uris(struct nodes *nodes, uint32_t *node_of, struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < interner_count(nodes->uris); i++)
        node_of[i] = INTERNER_NONE;
    for (size_t i = 0; i < nodes->count && !status; i++) {
        const struct node *node = &nodes->items[i];
        if (node->uri == INTERNER_NONE)
            continue;
        if (node_of[node->uri] == INTERNER_NONE)
            node_of[node->uri] = (uint32_t)i;
        else
            status = refuse(nodes, node,
                            "an address that another concept has already: ", interner_text(nodes->uris, node->uri),
                            "change its rdf:about, or join the two", failure);
    }
    return status;
}

static const char *name_of(const struct concept *concept)
{
    const char *name = concept_name(concept, LANGUAGE_ENGLISH);
    return name ? name : "a place";
}

static enum status find_topmost(struct nodes *nodes, const uint32_t *node_of, struct node *node, struct node **top,
                                struct failure *failure)
{
    *top = node;
    for (size_t level = 0; (*top)->broader != INTERNER_NONE; level++) {
        uint32_t above = node_of[(*top)->broader];
        if (above == INTERNER_NONE)
            return refuse(nodes, *top, "skos:broader to what is no concept of the file: ",
                          interner_text(nodes->uris, (*top)->broader), "add that concept, or correct the address",
                          failure);
        if (level == LEVELS)
            return refuse(nodes, node, "skos:broader that leads in a circle or over 16 levels: ",
                          bytes_of(name_of(&node->concept)), "let one of these concepts have no skos:broader",
                          failure);
        *top = &nodes->items[above];
    }
    return STATUS_OK;
}

static enum status move_labels(struct concept *place, struct concept *country, struct failure *failure)
{
    if (!array_reserve((void **)&country->labels, &country->label_capacity, country->label_count + place->label_count,
                       sizeof *country->labels))
        return fail_no_memory(failure);
    for (size_t i = 0; i < place->label_count; i++) {
        struct label *label = &country->labels[country->label_count++];
        *label = place->labels[i];
        label->role = LABEL_PLACE;
    }
    place->label_count = 0;
    return STATUS_OK;
}

static enum status fold_places(struct nodes *nodes, struct failure *failure)
{
    uint32_t *node_of = malloc((interner_count(nodes->uris) + 1) * sizeof *node_of);
    if (!node_of)
        return fail_no_memory(failure);
    enum status status = find_uris(nodes, node_of, failure);
    for (size_t i = 0; i < nodes->count && !status; i++) {
        struct node *node = &nodes->items[i], *top;
        status = find_topmost(nodes, node_of, node, &top, failure);
        if (!status && top != node)
            status = move_labels(&node->concept, &top->concept, failure);
    }
    free(node_of);
    return status;
}

/* == The list ================================================================================================= */

/* Two ids that differ in case only would be one term of the index. */
static enum status check_id(struct nodes *nodes, const struct node *node, struct interner *seen,
                            struct failure *failure)
{
    char lower[NODE_ID_BYTES];
    struct bytes id = bytes_of(node->concept.id);
    size_t count = interner_count(seen);
    assert(id.size <= sizeof lower);
    for (size_t i = 0; i < id.size; i++)
        lower[i] = (char)tolower((unsigned char)id.data[i]);

    uint32_t number = interner_add(seen, (struct bytes){ lower, id.size });
    if (number == INTERNER_NONE)
        return fail_no_memory(failure);
    if (number < count)
        return refuse(nodes, node, "an id that another concept has already: ", id,
                      "change the skos:notation of one of them", failure);
    return STATUS_OK;
}

static enum status take_concepts(struct nodes *nodes, struct authority *authority, struct interner *seen,
                                 struct failure *failure)
{
    for (size_t i = 0; i < nodes->count; i++) {
        struct node *node = &nodes->items[i];
        if (node->broader != INTERNER_NONE || node->refused)
            continue;
        enum status status = check_id(nodes, node, seen, failure);
        if (status)
            return status;
        if (!array_reserve((void **)&authority->concepts, &authority->concept_capacity, authority->concept_count + 1,
                           sizeof *authority->concepts))
            return fail_no_memory(failure);
        authority->concepts[authority->concept_count++] = node->concept;
        node->concept = (struct concept){ .id = NULL };
    }
    return STATUS_OK;
}

enum status nodes_fold(struct nodes *nodes, struct authority *authority, struct failure *failure)
{
    struct interner *seen = NULL;
    enum status status;
    if (nodes->count == 0)
        return nodes_fail(nodes, STATUS_INVALID, 1, "no skos:Concept in the file", bytes_of(""),
                          "an authority file is SKOS written as RDF/XML; see the ones that come with Depeche",
                          failure);

    if (!(status = interner_new(&seen, failure)) && !(status = fold_places(nodes, failure)))
        status = take_concepts(nodes, authority, seen, failure);
    if (status)
        authority_clear(authority);
    interner_free(seen);
    return status;
}
