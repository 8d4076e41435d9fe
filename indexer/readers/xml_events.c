/* libxml2's SAX, with what documents from strangers may not do taken away. */
#include "indexer/readers/xml_events.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/common/reason.h"
#include "indexer/readers/xml_root.h"
#include "language/utf8.h"

struct reader {
    xmlParserCtxtPtr parser;
    const struct xml_handler *handler;
    void *context;
    xmlEntity entity; /* the named character at hand */
    xmlChar entity_text[UTF8_LONGEST + 1];
    long damage_line;
    bool out_of_memory;
};

struct bytes xml_attribute(const struct xml_element *element, const char *name)
{
    enum { POINTERS = 5, NAME = 0, VALUE = 3, VALUE_END = 4 };
    for (int i = 0; i < element->attribute_count; i++) {
        const void **at = element->attributes + (ptrdiff_t)POINTERS * i;
        if (strcmp(at[NAME], name) == 0)
            return (struct bytes){ at[VALUE], (size_t)((const char *)at[VALUE_END] - (const char *)at[VALUE]) };
    }
    return (struct bytes){ "", 0 };
}

bool xml_attribute_is(const struct xml_element *element, const char *name, const char *value)
{
    struct bytes found = xml_attribute(element, name);
    return bytes_are(found, value);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
                     int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted_count,
                     const xmlChar **attributes)
{
    struct reader *reader = context;
    struct xml_element element = { (const char *)name, space ? (const char *)space : "", (const void **)attributes,
                                   attribute_count };
    (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted_count;
    reader->handler->start(reader->context, &element);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
    struct reader *reader = context;
    (void)prefix, (void)space;
    reader->handler->end(reader->context, (const char *)name);
}

static void on_text(void *context, const xmlChar *text, int size)
{
    struct reader *reader = context;
    if (size > 0)
        reader->handler->text(reader->context, (struct bytes){ (const char *)text, (size_t)size });
}

/* No declared entity is ever kept; those that HTML knows by name are one character each, and cannot grow. */
static xmlEntityPtr on_entity(void *context, const xmlChar *name)
{
    struct reader *reader = context;
    xmlEntityPtr predefined = xmlGetPredefinedEntity(name);
    const htmlEntityDesc *known = predefined ? NULL : htmlEntityLookup(name);
    if (!known)
        return predefined;
    size_t size = utf8_encode(known->value, (char *)reader->entity_text);
    reader->entity_text[size] = '\0';
    reader->entity = (xmlEntity){ .type = XML_ENTITY_DECL,
                                  .name = name,
                                  .content = reader->entity_text,
                                  .orig = reader->entity_text,
                                  .length = (int)size,
                                  .etype = XML_INTERNAL_PREDEFINED_ENTITY };
    return &reader->entity;
}

static void on_error(void *context, xmlErrorPtr error)
{
    struct reader *reader = context;
    if (error->code == XML_ERR_NO_MEMORY)
        reader->out_of_memory = true;
    if (error->level >= XML_ERR_ERROR && !reader->damage_line)
        reader->damage_line = error->line > 0 ? error->line : 1;
}

/* libxml2 compares each attribute of an element with each other one: 100,000 of them take 10 s. */
static bool has_too_many_attributes(struct bytes utf8)
{
    enum { ATTRIBUTES_MOST = 1000 };
    while (utf8.size) {
        const char *at = memchr(utf8.data, '<', utf8.size);
        if (!at)
            return false;
        utf8 = (struct bytes){ at, utf8.size - (size_t)(at - utf8.data) };
        size_t size = xml_markup_bytes(utf8), signs = 0;
        for (size_t i = 0; size > ATTRIBUTES_MOST && at[1] != '!' && i < size; i++)
            signs += at[i] == '=';
        if (signs > ATTRIBUTES_MOST)
            return true;
        utf8 = (struct bytes){ utf8.data + size, utf8.size - size };
    }
    return false;
}

void xml_events_prepare(void)
{
    xmlInitParser();
}

enum status xml_events_read(struct bytes utf8, const struct xml_handler *handler, void *context, long *damage_line,
                            struct failure *failure)
{
    struct reader reader = { .handler = handler, .context = context };
    *damage_line = 0;
    if (utf8.size > INT_MAX)
        return fail(failure, STATUS_LIMIT, "XML of more than 2 GiB");
    if (has_too_many_attributes(utf8))
        return fail_reason(failure, REASON_TOO_LARGE, "holds an element of more than 1000 attributes");
    if (utf8.size == 0)
        return STATUS_OK; /* libxml2 makes no parser for nothing */
    if (!(reader.parser = xmlCreateMemoryParserCtxt(utf8.data, (int)utf8.size)))
        return fail_no_memory(failure);
    *reader.parser->sax = (xmlSAXHandler){
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .getEntity = on_entity,
        .serror = on_error,
    };
    reader.parser->userData = &reader;
    xmlCtxtUseOptions(reader.parser, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(reader.parser, XML_CHAR_ENCODING_UTF8);
    if (xmlParseDocument(reader.parser) != 0 && !reader.damage_line)
        reader.damage_line = 1;
    xmlFreeDoc(reader.parser->myDoc);
    reader.parser->myDoc = NULL;
    xmlFreeParserCtxt(reader.parser);
    *damage_line = reader.damage_line;
    return reader.out_of_memory ? fail_no_memory(failure) : STATUS_OK;
}
