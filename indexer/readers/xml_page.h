/* From XML to a page: what the vocabulary says is title, date, address, text. */
#ifndef DEPECHE_INDEXER_XML_PAGE_H
#define DEPECHE_INDEXER_XML_PAGE_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/page/page.h"
#include "indexer/readers/xml_vocabulary.h"
#include "record/record.h"

/* Fills an empty page, and title, address and text of the record. The record warns of damage. */
enum status xml_page_read(struct bytes utf8, const struct xml_vocabulary *vocabulary, struct page *page,
                          struct record *record, struct failure *failure);

#endif
