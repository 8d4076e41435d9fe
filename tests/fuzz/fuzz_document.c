/* Fuzzes all that a worker does with one document: indexer/workers/read_document.c with its facts, and what is sent.
 */
#include <stdlib.h>
#include <string.h>

#include "indexer/builder/document.h"
#include "indexer/workers/read_document.h"
#include "tests/fuzz/fuzz_target.h"

static const char places[] =
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
    "xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">"
    "<skos:Concept rdf:about=\"HT\"><skos:prefLabel xml:lang=\"fr\">Haïti</skos:prefLabel>"
    "<skos:hiddenLabel>Haitian</skos:hiddenLabel></skos:Concept>"
    "<skos:Concept rdf:about=\"GE\"><skos:prefLabel xml:lang=\"en\">Georgia</skos:prefLabel></skos:Concept>"
    "</rdf:RDF>";

static const char goals[] =
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
    "xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">"
    "<skos:Concept rdf:about=\"solidarity\"><skos:prefLabel xml:lang=\"en\">Solidarity</skos:prefLabel>"
    "<skos:hiddenLabel xml:lang=\"en\">humanitarian aid</skos:hiddenLabel></skos:Concept></rdf:RDF>";

static struct fact_finder *make_finder(void)
{
    static struct authority countries = AUTHORITY_EMPTY, goal_list = AUTHORITY_EMPTY;
    const struct fact_settings settings = { .countries = &countries, .goals = &goal_list };
    struct fact_finder *finder = NULL;
    struct failure failure;
    if (authority_parse(&countries, "places", (struct bytes){ places, sizeof places - 1 }, &failure) ||
        authority_parse(&goal_list, "goals", (struct bytes){ goals, sizeof goals - 1 }, &failure) ||
        extract_prepare(&failure) || fact_finder_new(&finder, &settings, &failure))
        abort();
    return finder;
}

static void send(const struct record *record, struct fact_finder *finder)
{
    const struct stamp stamp = { .size = 1, .modified_ns = 1 };
    struct document_packer packer = DOCUMENT_PACKER_EMPTY;
    struct buffer packed = BUFFER_EMPTY;
    struct document document = DOCUMENT_EMPTY;
    struct failure failure = FAILURE_NONE;
    if (document_pack(&packer, record, finder, &stamp, 0, &packed, &failure) ||
        document_unpack((struct bytes){ packed.bytes, packed.size }, &document, &failure))
        abort();
    document_clear(&document);
    document_packer_clear(&packer);
    buffer_clear(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fact_finder *finder;
    const struct item item = { .source = "2009/fuzz.html", .file = -1, .sidecar = { "", 0 }, .explains = true };
    const struct member member = { .content = { (const char *)data, size },
                                   .modified = "Tue, 14 Apr 2009 08:00:00 GMT" };
    struct buffer notes = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct record record;
    if (!finder)
        finder = make_finder();
    record_init(&record);
    if (!read_document(finder, &item, &member, &record, &notes, &failure))
        send(&record, finder);
    else if (!*failure.message)
        abort();
    record_clear(&record);
    buffer_clear(&notes);
    return 0;
}
