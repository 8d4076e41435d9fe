/* The tables: Dublin Core, RSS, Atom, NewsML 1 and G2, NITF. Names of metas are those that facts are found on. */
#include "indexer/readers/xml_vocabulary.h"

#include <stddef.h>
#include <string.h>

static const struct xml_meaning dublin_core[] = {
    { "title", XML_TITLE, NULL, NULL },
    { "description", XML_BODY, NULL, NULL },
    { "abstract", XML_BODY, NULL, NULL },
    { "tableOfContents", XML_BODY, NULL, NULL },
    { "subject", XML_BODY, NULL, NULL },
    { "coverage", XML_BODY, NULL, NULL },
    { "spatial", XML_BODY, NULL, NULL },
    { "creator", XML_META, "dc.creator", NULL },
    { "publisher", XML_META, "dc.publisher", NULL },
    { "type", XML_META, "dc.type", NULL },
    { "issued", XML_META, "dcterms.issued", NULL },
    { "available", XML_META, "dcterms.issued", NULL },
    { "date", XML_META, "dc.date", NULL },
    { "created", XML_META, "dcterms.created", NULL },
    { "modified", XML_META, "dcterms.modified", NULL },
    { "language", XML_LANGUAGE, NULL, NULL },
    { "identifier", XML_URI, NULL, NULL },
    { "record", XML_ITEM, NULL, NULL },
    { "Description", XML_ITEM, NULL, NULL },
    { "header", XML_SKIP, NULL, NULL },
    { NULL, XML_PASS, NULL, NULL },
};

static const struct xml_meaning rss[] = {
    { "item", XML_ITEM, NULL, NULL },
    { "title", XML_TITLE, NULL, NULL },
    { "description", XML_SUMMARY, NULL, NULL },
    { "encoded", XML_CONTENT, NULL, NULL },
    { "pubDate", XML_META, "pubdate", NULL },
    { "date", XML_META, "dc.date", NULL },
    { "creator", XML_META, "dc.creator", NULL },
    { "category", XML_META, "category", NULL },
    { "language", XML_LANGUAGE, NULL, NULL },
    { "link", XML_URI, NULL, NULL },
    { "guid", XML_URI, NULL, NULL },
    { "image", XML_SKIP, NULL, NULL },
    { "textInput", XML_SKIP, NULL, NULL },
    { "textinput", XML_SKIP, NULL, NULL },
    { NULL, XML_PASS, NULL, NULL },
};

static const struct xml_meaning atom[] = {
    { "entry", XML_ITEM, NULL, NULL },
    { "title", XML_TITLE, NULL, NULL },
    { "summary", XML_SUMMARY, NULL, NULL },
    { "content", XML_CONTENT, NULL, NULL },
    { "published", XML_META, "pubdate", NULL },
    { "issued", XML_META, "pubdate", NULL },
    { "updated", XML_META, "dcterms.modified", NULL },
    { "modified", XML_META, "dcterms.modified", NULL },
    { "link", XML_URI, NULL, "href" },
    { "id", XML_URI, NULL, NULL },
    { "author", XML_SKIP, NULL, NULL },
    { "contributor", XML_SKIP, NULL, NULL },
    { "source", XML_SKIP, NULL, NULL },
    { NULL, XML_PASS, NULL, NULL },
};

/* Both NewsMLs carry NITF or XHTML inside, whose paragraphs are the body. */
static const struct xml_meaning newsml_g2[] = {
    { "newsItem", XML_ITEM, NULL, NULL },
    { "headline", XML_TITLE, NULL, NULL },
    { "contentCreated", XML_META, "dcterms.issued", NULL },
    { "firstCreated", XML_META, "pubdate", NULL },
    { "versionCreated", XML_META, "dcterms.modified", NULL },
    { "language", XML_LANGUAGE, NULL, "tag" },
    { "inlineXML", XML_BODY, NULL, NULL },
    { "inlineData", XML_CONTENT, NULL, NULL },
    { "header", XML_SKIP, NULL, NULL },
    { NULL, XML_PASS, NULL, NULL },
};

static const struct xml_meaning newsml_1[] = {
    { "NewsItem", XML_ITEM, NULL, NULL },
    { "HeadLine", XML_TITLE, NULL, NULL },
    { "SubHeadLine", XML_BODY, NULL, NULL },
    { "DateLine", XML_BODY, NULL, NULL },
    { "FirstCreated", XML_META, "dcterms.issued", NULL },
    { "DateId", XML_META, "pubdate", NULL },
    { "ThisRevisionCreated", XML_META, "dcterms.modified", NULL },
    { "Language", XML_LANGUAGE, NULL, "FormalName" },
    { "DataContent", XML_BODY, NULL, NULL },
    { "NewsEnvelope", XML_SKIP, NULL, NULL },
    { NULL, XML_PASS, NULL, NULL },
};

static const struct xml_meaning nitf[] = {
    { "title", XML_TITLE, NULL, NULL },
    { "hl1", XML_TITLE, NULL, NULL },
    { "hl2", XML_BODY, NULL, NULL },
    { "dateline", XML_BODY, NULL, NULL },
    { "abstract", XML_BODY, NULL, NULL },
    { "date.issue", XML_META, "dcterms.issued", "norm" },
    { "date.release", XML_META, "pubdate", "norm" },
    { "story.date", XML_META, "pubdate", "norm" },
    { "body.content", XML_BODY, NULL, NULL },
    { NULL, XML_PASS, NULL, NULL },
};

static const struct xml_meaning nothing[] = { { NULL, XML_PASS, NULL, NULL } };

static const struct xml_vocabulary vocabularies[] = {
    { "Dublin Core", { "dc", "record", "OAI-PMH", "metadata", "qualifieddc", NULL }, XML_PASS, dublin_core },
    { "RSS", { "rss", "channel", "item", NULL }, XML_PASS, rss },
    { "Atom", { "feed", "entry", NULL }, XML_PASS, atom },
    { "NewsML-G2", { "newsItem", "newsMessage", NULL }, XML_PASS, newsml_g2 },
    { "NewsML", { "NewsML", NULL }, XML_PASS, newsml_1 },
    { "NITF", { "nitf", NULL }, XML_PASS, nitf },
    { "RDF", { "RDF", NULL }, XML_PASS, dublin_core },
};

const struct xml_vocabulary xml_vocabulary_any = { "XML", { NULL }, XML_BODY, nothing };

const struct xml_vocabulary *xml_vocabulary_find(const char *root)
{
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
        for (size_t j = 0; vocabularies[i].roots[j]; j++)
            if (strcmp(vocabularies[i].roots[j], root) == 0)
                return &vocabularies[i];
    return NULL;
}

const struct xml_meaning *xml_vocabulary_meaning(const struct xml_vocabulary *vocabulary, const char *element)
{
    for (const struct xml_meaning *meaning = vocabulary->meanings; meaning->element; meaning++)
        if (strcmp(meaning->element, element) == 0)
            return meaning;
    return NULL;
}
