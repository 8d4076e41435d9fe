/* What the elements of the XML formats that archives hold say: titles, dates, text. */
#ifndef DEPECHE_INDEXER_XML_VOCABULARY_H
#define DEPECHE_INDEXER_XML_VOCABULARY_H

#include <stdbool.h>

enum xml_action {
    XML_PASS,  /* its elements are looked at, its own text is not */
    XML_SKIP,  /* nothing in it concerns us */
    XML_BODY,  /* all text in it is text of the document */
    XML_TITLE, /* a heading; the first is the title of the document */
    XML_META,  /* its text is a meta of the name given */
    XML_URI,   /* the address of the document, where it is one */
    XML_LANGUAGE,
    XML_SUMMARY, /* HTML as text: taken where there is no XML_CONTENT in the same item */
    XML_CONTENT, /* HTML as text */
    XML_ITEM,    /* one of several things in the document */
};

struct xml_meaning {
    const char *element;
    enum xml_action action;
    const char *meta;      /* XML_META: the name */
    const char *attribute; /* where the value stands, if it is not the text; NULL */
};

struct xml_vocabulary {
    const char *name;
    const char *roots[6];   /* without prefix; NULL ends them */
    enum xml_action others; /* of elements that are not listed */
    const struct xml_meaning *meanings;
};

/* By the name of the root element; NULL for none that is known. */
const struct xml_vocabulary *xml_vocabulary_find(const char *root);

/* All text of the document, in elements of any name. */
extern const struct xml_vocabulary xml_vocabulary_any;

/* NULL for an element that is not listed. */
const struct xml_meaning *xml_vocabulary_meaning(const struct xml_vocabulary *vocabulary, const char *element);

#endif
