/* Reads an authority list from SKOS in RDF/XML: libxml2's SAX over memory, with no entity and no DTD. */
#include "record/authority.h"

#include <assert.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"
#include "language/utf8.h"
#include "record/authority_nodes.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"

/* == What is being read ======================================================================================= */

/* xml:lang where we are. */
struct spoken {
    enum language language;
    bool ours; /* French, English or any */
};

enum property { PROPERTY_OTHER, PROPERTY_NOTATION, PROPERTY_LABEL };

/* Elements by depth: rdf:RDF, a node, a property of it; deeper ones do not concern us. */
enum { DEPTH_ROOT, DEPTH_NODE, DEPTH_PROPERTY, DEPTH_COUNT };

struct reader {
    xmlParserCtxtPtr parser;
    struct failure *failure;
    enum status status; /* the first failure ends the parsing */

    size_t depth; /* elements open */
    struct spoken spoken[DEPTH_COUNT];
    bool in_node; /* in one that is, or may be, a concept */
    enum property property;
    enum label_role role;
    struct buffer text; /* of the property */

    struct nodes nodes;
};

struct element {
    const xmlChar *name, *uri;
    const xmlChar **attributes; /* as libxml2 gives them, five pointers each */
    int attribute_count;
};

static void stop(struct reader *reader, enum status status)
{
    reader->status = status;
    if (status)
        xmlStopParser(reader->parser);
}

static void refuse_at(struct reader *reader, enum status status, long line, const char *what, const char *which,
                      const char *hint)
{
    if (!reader->status)
        stop(reader, nodes_fail(&reader->nodes, status, line, what, bytes_of(which), hint,
                                reader->failure));
}

static void refuse(struct reader *reader, const char *what, const char *which, const char *hint)
{
    refuse_at(reader, STATUS_INVALID, xmlSAX2GetLineNumber(reader->parser), what, which, hint);
}

static void run_out_of_memory(struct reader *reader)
{
    if (!reader->status)
        stop(reader, fail_no_memory(reader->failure));
}

static struct node *current(struct reader *reader)
{
    return &reader->nodes.items[reader->nodes.count - 1];
}

static bool is_named(const struct element *element, const char *uri, const char *name)
{
    return element->uri && strcmp((const char *)element->uri, uri) == 0 &&
           strcmp((const char *)element->name, name) == 0;
}

/* The value of an attribute; `data` is NULL when there is none. */
static struct bytes attribute(const struct element *element, const char *uri, const char *name)
{
    for (int i = 0; i < element->attribute_count; i++) {
        const xmlChar **at = element->attributes + (ptrdiff_t)5 * i;
        if (at[2] && strcmp((const char *)at[2], uri) == 0 && strcmp((const char *)at[0], name) == 0)
            return (struct bytes){ (const char *)at[3], (size_t)(at[4] - at[3]) };
    }
    return (struct bytes){ NULL, 0 };
}

/* == Values =================================================================================================== */

static struct spoken spoken_in(const struct element *element, struct spoken around)
{
    struct bytes tag = attribute(element, (const char *)XML_XML_NAMESPACE, "lang");
    char primary[16];
    size_t size = 0;
    if (!tag.data)
        return around;
    while (size < tag.size && tag.data[size] != '-' && tag.data[size] != '_')
        size++;
    if (size >= sizeof primary)
        return (struct spoken){ LANGUAGE_UNKNOWN, false };

    memcpy(primary, tag.data, size);
    primary[size] = '\0';
    enum language language = language_from_code(primary);
    bool any = size == 0 || strcmp(primary, "und") == 0 || strcmp(primary, "mul") == 0;
    return (struct spoken){ language, any || language != LANGUAGE_UNKNOWN };
}

/* The text of the property as it is kept: normal form C, blanks and line ends of the file's layout made one space. */
static void tidy(const struct buffer *text, struct buffer *out)
{
    size_t kept = 0;
    utf8_append_nfc(out, buffer_view(text));
    for (size_t i = 0; i < out->size; i++) {
        char byte = out->bytes[i];
        bool blank = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
        if (!blank)
            out->bytes[kept++] = byte;
        else if (kept > 0 && out->bytes[kept - 1] != ' ')
            out->bytes[kept++] = ' ';
    }
    if (kept > 0 && out->bytes[kept - 1] == ' ')
        kept--;
    if (!out->failed)
        buffer_truncate(out, kept);
}

/* Ids are values of facets, which are divided by spaces. */
static bool id_fits(const char *id)
{
    size_t size = strlen(id);
    return size > 0 && size <= NODE_ID_BYTES && !strpbrk(id, " \t\r\n");
}

static const char id_hint[] = "give it a skos:notation of one word, at most 64 bytes";

static void take_notation(struct reader *reader, struct node *node, struct buffer *text)
{
    if (node->concept.id)
        return; /* other coding schemes number the same concept their way */
    if (!id_fits(text->bytes)) {
        node->refused = true;
        refuse(reader, "a skos:notation that is no id: ", text->bytes, id_hint);
    } else if (!(node->concept.id = buffer_detach(text)))
        run_out_of_memory(reader);
}

static void take_label(struct reader *reader, struct concept *concept, struct buffer *text)
{
    if (text->size == 0) {
        refuse(reader, "a label without text", "", "write the name between the tags, or remove the line");
        return;
    }
    uint32_t line = (uint32_t)xmlSAX2GetLineNumber(reader->parser);
    if (!array_reserve((void **)&concept->labels, &concept->label_capacity, concept->label_count + 1,
                       sizeof *concept->labels)) {
        run_out_of_memory(reader);
        return;
    }
    char *name = buffer_detach(text);
    if (!name) {
        run_out_of_memory(reader);
        return;
    }
    concept->labels[concept->label_count++] = (struct label){ name, reader->spoken[DEPTH_PROPERTY].language,
                                                              reader->role, line };
}

/* == Elements ================================================================================================= */

static void start_root(struct reader *reader, const struct element *element)
{
    if (!is_named(element, RDF, "RDF"))
        refuse(reader, "the file begins with another element than rdf:RDF: ", (const char *)element->name,
               "an authority file is SKOS written as RDF/XML; see the ones that come with Depeche");
}

static uint32_t add_uri(struct reader *reader, struct bytes uri)
{
    uint32_t id = INTERNER_NONE;
    if (uri.size > NODE_URI_BYTES)
        refuse(reader, "an address longer than 500 bytes", "", "shorten rdf:about and rdf:resource");
    else if ((id = interner_add(reader->nodes.uris, uri)) == INTERNER_NONE)
        run_out_of_memory(reader);
    return id;
}

static void start_node(struct reader *reader, const struct element *element)
{
    bool is_concept = is_named(element, SKOS, "Concept");
    if (!is_concept && !is_named(element, RDF, "Description"))
        return;
    long line = xmlSAX2GetLineNumber(reader->parser);
    if (reader->nodes.count == AUTHORITY_CONCEPTS) {
        refuse_at(reader, STATUS_LIMIT, line, "more than 100000 concepts", "", "leave out what is not needed");
        return;
    }
    if (!array_reserve((void **)&reader->nodes.items, &reader->nodes.capacity, reader->nodes.count + 1,
                       sizeof *reader->nodes.items)) {
        run_out_of_memory(reader);
        return;
    }
    struct bytes about = attribute(element, RDF, "about");
    reader->nodes.items[reader->nodes.count++] = (struct node){
        .uri = about.data ? add_uri(reader, about) : INTERNER_NONE,
        .broader = INTERNER_NONE,
        .concept = { .line = (uint32_t)line },
        .line = line,
        .is_concept = is_concept,
    };
    reader->in_node = true;
}

static void start_broader(struct reader *reader, struct node *node, const struct element *element)
{
    struct bytes resource = attribute(element, RDF, "resource");
    if (!resource.data)
        refuse(reader, "skos:broader without rdf:resource", "", "name the rdf:about of the wider concept there");
    else if (node->broader != INTERNER_NONE)
        refuse(reader, "a second skos:broader in one concept", "", "leave the one to the country it is in");
    else
        node->broader = add_uri(reader, resource);
}

static void start_property(struct reader *reader, const struct element *element)
{
    static const struct {
        const char *name;
        enum label_role role;
    } labels[] = {
        { "prefLabel", LABEL_PREFERRED },
        { "altLabel", LABEL_OTHER },
        { "hiddenLabel", LABEL_CUE },
    };
    struct node *node = current(reader);
    reader->property = PROPERTY_OTHER;
    buffer_truncate(&reader->text, 0);

    if (is_named(element, SKOS, "notation")) {
        reader->property = PROPERTY_NOTATION;
    } else if (is_named(element, SKOS, "broader")) {
        start_broader(reader, node, element);
    } else if (is_named(element, RDF, "type")) {
        struct bytes type = attribute(element, RDF, "resource");
        if (type.size == strlen(SKOS "Concept") && memcmp(type.data, SKOS "Concept", type.size) == 0)
            node->is_concept = true;
    }
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (reader->spoken[DEPTH_PROPERTY].ours && is_named(element, SKOS, labels[i].name)) {
            reader->property = PROPERTY_LABEL;
            reader->role = labels[i].role;
        }
    }
}

static void start_deeper(struct reader *reader, const struct element *element)
{
    if (is_named(element, SKOS, "Concept"))
        refuse(reader, "a concept inside a concept", "", "close the outer one first, and link them by skos:broader");
    else if (reader->property != PROPERTY_OTHER)
        refuse(reader, "markup inside a label: ", (const char *)element->name, "write the name as plain text");
}

/* The id of a concept without notation: what follows the last '/', '#' or ':' of its address. */
static char *id_of_uri(struct bytes uri)
{
    size_t start = uri.size;
    while (start > 0 && !strchr("/#:", uri.data[start - 1]))
        start--;
    return strndup(uri.data + start, uri.size - start);
}

static bool has_usual_name(const struct concept *concept)
{
    for (size_t i = 0; i < concept->label_count; i++)
        if (concept->labels[i].role == LABEL_PREFERRED)
            return true;
    return false;
}

/* A place needs no id: it ends up in its country. */
static void check_id(struct reader *reader, struct node *node)
{
    if (node->broader != INTERNER_NONE || node->refused)
        return;
    if (!node->concept.id && node->uri != INTERNER_NONE) {
        node->concept.id = id_of_uri(interner_text(reader->nodes.uris, node->uri));
        if (!node->concept.id) {
            run_out_of_memory(reader);
            return;
        }
    }
    if (!node->concept.id || !id_fits(node->concept.id)) {
        node->refused = true;
        refuse_at(reader, STATUS_INVALID, node->line, "a concept without an id", "", id_hint);
    }
}

static void end_node(struct reader *reader)
{
    struct node *node = current(reader);
    reader->in_node = false;
    if (!node->is_concept) {
        concept_clear(&node->concept);
        reader->nodes.count--;
        return;
    }
    check_id(reader, node);
    if (!has_usual_name(&node->concept))
        refuse_at(reader, STATUS_INVALID, node->line,
                  "a concept without a name: ", node->concept.id ? node->concept.id : "a place",
                  "give it a skos:prefLabel in English or French");
}

static void end_property(struct reader *reader)
{
    struct node *node = current(reader);
    struct buffer text = BUFFER_EMPTY;
    tidy(&reader->text, &text);
    if (text.failed || reader->text.failed == STATUS_NO_MEMORY)
        run_out_of_memory(reader);
    else if (reader->property == PROPERTY_NOTATION)
        take_notation(reader, node, &text);
    else
        take_label(reader, &node->concept, &text);
    reader->property = PROPERTY_OTHER;
    buffer_clear(&text);
}

/* == What libxml2 calls ======================================================================================= */

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count, int default_count,
                     const xmlChar **attributes)
{
    (void)prefix, (void)namespace_count, (void)namespaces, (void)default_count;
    struct reader *reader = context;
    if (reader->status)
        return;
    const struct element element = { name, uri, attributes, attribute_count };
    size_t depth = reader->depth++;
    if (depth < DEPTH_COUNT) {
        struct spoken around = depth ? reader->spoken[depth - 1] : (struct spoken){ LANGUAGE_UNKNOWN, true };
        reader->spoken[depth] = spoken_in(&element, around);
    }
    if (depth == DEPTH_ROOT)
        start_root(reader, &element);
    else if (depth == DEPTH_NODE)
        start_node(reader, &element);
    else if (reader->in_node && depth == DEPTH_PROPERTY)
        start_property(reader, &element);
    else if (reader->in_node)
        start_deeper(reader, &element);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct reader *reader = context;
    if (reader->status)
        return;
    if (reader->depth == 0)
        return; /* an end without a beginning, where reading goes on after mistakes */
    size_t depth = --reader->depth;
    if (depth == DEPTH_PROPERTY && reader->in_node && reader->property != PROPERTY_OTHER)
        end_property(reader);
    else if (depth == DEPTH_NODE && reader->in_node)
        end_node(reader);
}

static void on_text(void *context, const xmlChar *text, int size)
{
    struct reader *reader = context;
    if (reader->status || reader->property == PROPERTY_OTHER || size < 0 || reader->text.failed)
        return;
    buffer_append(&reader->text, text, (size_t)size);
    if (reader->text.failed == STATUS_LIMIT)
        refuse_at(reader, STATUS_LIMIT, xmlSAX2GetLineNumber(reader->parser), "a label longer than 1000 bytes", "",
                  "shorten it: it is a name or a phrase to look for");
}

/* Entities are declared in a DOCTYPE only; so there are none, and nothing to expand. */
static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    refuse(context, "a DOCTYPE, which authority files may not have", "",
           "remove it; xmllint --noent --dropdtd FILE writes the file without it and its entities");
}

static void on_error(void *context, xmlErrorPtr error)
{
    struct reader *reader = context;
    if (error->level < XML_ERR_ERROR)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        run_out_of_memory(reader);
        return;
    }
    char reason[200];
    snprintf(reason, sizeof reason, "%s", error->message ? error->message : "no reason given");
    reason[strcspn(reason, "\n")] = '\0';
    refuse_at(reader, STATUS_INVALID, error->line, "not well-formed XML: ", reason,
              "correct the line; xmllint --noout FILE shows the place");
}

static enum status read_nodes(struct reader *reader, struct bytes rdf)
{
    if (rdf.size == 0)
        return STATUS_OK; /* libxml2 makes no parser for nothing */
    reader->parser = xmlCreateMemoryParserCtxt(rdf.data, (int)rdf.size);
    if (!reader->parser)
        return fail_no_memory(reader->failure);
    *reader->parser->sax = (xmlSAXHandler){
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = on_doctype,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
    };
    reader->parser->userData = reader;
    xmlCtxtUseOptions(reader->parser, XML_PARSE_NONET | (reader->nodes.told ? XML_PARSE_RECOVER : 0));
    int result = xmlParseDocument(reader->parser);
    if (result != 0 && !reader->status && !reader->nodes.mistakes)
        refuse(reader, "not well-formed XML", "", "xmllint --noout FILE shows the place");

    xmlFreeDoc(reader->parser->myDoc);
    reader->parser->myDoc = NULL;
    xmlFreeParserCtxt(reader->parser);
    return reader->status;
}

/* == The whole ================================================================================================ */

enum status authority_parse_all(struct authority *authority, const char *name, struct bytes rdf,
                                authority_mistake told, void *context, struct failure *failure)
{
    struct reader reader = { .failure = failure, .text = BUFFER_LIMITED(AUTHORITY_LABEL_BYTES) };
    enum status status;
    assert(authority->concept_count == 0);

    if (rdf.size > AUTHORITY_FILE_BYTES)
        return fail(failure, STATUS_LIMIT, "%s is larger than an authority file may be", name);
    if ((status = nodes_init(&reader.nodes, name, failure)))
        goto done;
    reader.nodes.told = told;
    reader.nodes.context = context;
    if ((status = read_nodes(&reader, rdf)))
        goto done;
    if (reader.in_node)
        current(&reader)->refused = true; /* the file ends inside it */
    status = nodes_fold(&reader.nodes, authority, failure);

done:
    buffer_clear(&reader.text);
    nodes_clear(&reader.nodes);
    return status;
}

enum status authority_parse(struct authority *authority, const char *name, struct bytes rdf, struct failure *failure)
{
    return authority_parse_all(authority, name, rdf, NULL, NULL, failure);
}

enum status authority_load(struct authority *authority, const char *path, struct failure *failure)
{
    /* A message has room for its reason after this much. */
    enum { PATH_SHOWN_BYTES = 250 };
    struct buffer rdf = BUFFER_EMPTY;
    enum status status = files_read(path, AUTHORITY_FILE_BYTES, &rdf, failure);
    if (!status) {
        const char *name = strlen(path) > PATH_SHOWN_BYTES ? files_name(path) : path;
        status = authority_parse(authority, name, buffer_view(&rdf), failure);
    }
    buffer_clear(&rdf);
    return status;
}
