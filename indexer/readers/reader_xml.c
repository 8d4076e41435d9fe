/* XML by its root element: Dublin Core, feeds, news formats, else all its text. */
#include <strings.h>

#include "indexer/common/reason.h"
#include "indexer/html/html.h"
#include "indexer/page/whole_text.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/reader_text.h"
#include "indexer/readers/xml_events.h"
#include "indexer/readers/xml_page.h"
#include "indexer/readers/xml_root.h"
#include "indexer/readers/xml_vocabulary.h"

/* XHTML is HTML's to read. Without a declaration only what is known counts: any tag may begin a piece of HTML. */
static bool recognises_xml(const struct reader_input *input)
{
    struct xml_root root;
    if (!xml_root_find(input->content, &root) || strcasecmp(root.name, "html") == 0)
        return false;
    return root.declared || xml_vocabulary_find(root.name);
}

static enum status read_xml(const struct reader_input *input, struct page *page, struct record *record,
                            struct failure *failure)
{
    char label[HTML_LABEL_BYTES];
    bool declared = html_declared_charset(input->content, label);
    struct buffer text = BUFFER_EMPTY;
    struct xml_root root = { .declared = false };
    enum status status = reader_decode(input, declared ? label : NULL, &text, record, failure);
    xml_root_find(input->content, &root);
    const struct xml_vocabulary *known = xml_vocabulary_find(root.name);
    if (!status && known)
        status = xml_page_read(buffer_view(&text), known, page, record, failure);
    if (!status && !record->title && !record->text.size) {
        page_clear(page);
        page_init(page);
        if (!(status = xml_page_read(buffer_view(&text), &xml_vocabulary_any, page, record,
                                     failure)))
            status = whole_text_title_from_headings(page, record, failure);
    }
    if (!status && !record->title && !record->text.size)
        status = fail_reason(failure, REASON_NO_TEXT, "is XML without text");
    buffer_clear(&text);
    return status;
}

const struct reader reader_xml = { "xml", "application/xml", recognises_xml, read_xml, xml_events_prepare };
