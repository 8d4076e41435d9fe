/* Authority lists: countries and goals, one concept each, with its names in both languages. Read from SKOS in
 * RDF/XML. */
#ifndef DEPECHE_RECORD_AUTHORITY_H
#define DEPECHE_RECORD_AUTHORITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "base/table.h"
#include "language/language.h"

/* == Concepts ================================================================================================= */

enum label_role {
    LABEL_PREFERRED, /* skos:prefLabel: the usual name, the one to show */
    LABEL_OTHER,     /* skos:altLabel: official, short, former names; the full wording of a goal */
    LABEL_CUE,       /* skos:hiddenLabel: demonyms and adjectives of a country; cue phrases of a goal */
    LABEL_PLACE,     /* a name of a narrower concept: a capital, a city, a region of the country */
};

struct label {
    char *text;
    enum language language; /* LANGUAGE_UNKNOWN: of any */
    enum label_role role;
    uint32_t line;            /* of the file */
};

struct concept {
    char *id;              /* skos:notation: "HT", "solidarity" */
    uint32_t line;
    struct label *labels;
    size_t label_count, label_capacity;
};

/* One list: all concepts of one file, in the order of the file. Places are folded into the country they are in. */
struct authority {
    struct concept *concepts;
    size_t concept_count, concept_capacity;
};

#define AUTHORITY_EMPTY { .concepts = NULL }

enum {
    AUTHORITY_FILE_BYTES = 64 << 20,
    AUTHORITY_CONCEPTS = 100000,
    AUTHORITY_LABEL_BYTES = 1000,
};

/* Parse RDF/XML from memory into `authority`, which is empty before, and after a failure. `name` is what messages
 * call it. libxml2's SAX, no network, no entities, no DTD. Each skos:Concept (or rdf:Description of that type) stands
 * right below rdf:RDF; all that is not named here is passed over.
 * - The id is the first skos:notation, or else the last part of rdf:about.
 * - xml:lang counts by its first part, so "fr-CA" is French, and may stand on an element around. Labels in a language
 *   other than French and English are passed over; without xml:lang they are LANGUAGE_UNKNOWN.
 * - A concept with skos:broader gives its labels, as LABEL_PLACE, to the topmost concept above it, and needs no id.
 * STATUS_INVALID names the line and what is wrong with it: no XML, a concept without id or usual name, one id given
 * twice, an id with a space, skos:broader to nothing, in a circle or to two, a concept inside a concept, a DOCTYPE.
 * STATUS_LIMIT: past one of the limits above. */
enum status authority_parse(struct authority *authority, const char *name, struct bytes rdf, struct failure *failure);

/* The same for a librarian who looks after a file: every mistake is told, and what is right is read. A STATUS other
 * than STATUS_OK is a failure to read at all. Past AUTHORITY_MISTAKES they are no longer told. */
enum { AUTHORITY_MISTAKES = 100 };
typedef void (*authority_mistake)(long line, const char *what, const char *hint, void *context);
enum status authority_parse_all(struct authority *authority, const char *name, struct bytes rdf, authority_mistake told,
                                void *context, struct failure *failure);

enum status authority_load(struct authority *authority, const char *path, struct failure *failure);
void authority_clear(struct authority *authority);
void concept_clear(struct concept *concept);

/* NULL when there is none. Case matters not. Linear in the list. */
const struct concept *authority_find(const struct authority *authority, const char *id);

/* The usual name in the language, else the one of any language, else in the other one, else the id. Borrowed. */
const char *concept_name(const struct concept *concept, enum language language);

/* == Names in a generation ==================================================================================== */

/* What the query side needs of the lists, as a base/table.h file of the generation: opening it costs nothing, and
 * the index is asked with the names it was made with. */

enum authority_list { AUTHORITY_COUNTRIES, AUTHORITY_GOALS };

enum status names_save(const struct authority *countries, const struct authority *goals, const char *path,
                       struct failure *failure);

struct names {
    struct table table;
};

enum status names_open(struct names *names, const char *path, struct failure *failure);
void names_close(struct names *names);

/* The ids that `typed` stands for. The best meaning counts alone: an id as it is ("ge", in any case); else, accents,
 * case, hyphens, elisions and a leading article (le, la, les, the) aside, names (usual names first, then the other
 * ones), an id with dots ("U.S."), cues such as demonyms, places. So "Georgia" is the country and not the American
 * state; "Congo" and "Dominican" are both of their countries, and whoever asked may say so. Ids are distinct, and
 * views into the table. Returns how many there are; at most `most` are written. */
size_t names_find(const struct names *names, enum authority_list list, struct bytes typed, struct bytes *ids,
                  size_t most);

/* The usual name of an id in any case; the id itself when it is unknown. */
struct bytes names_label(const struct names *names, enum authority_list list, struct bytes id,
                         enum language language);

/* Every id of a list, in the order of its file: the choices of a form. Returns how many there are; at most `most`
 * are written. */
size_t names_all(const struct names *names, enum authority_list list, struct bytes *ids, size_t most);

#endif
