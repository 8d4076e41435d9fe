/* The table of readers. */
#include "indexer/readers/reader.h"

#include <stddef.h>

/* In the order asked; plain text takes what is left. */
static const struct reader *const readers[] = {
    &reader_eml, /* before those of what may be attached to it */
    &reader_pdf,
    &reader_docx,
    &reader_odt,
    &reader_rtf,
    &reader_foreign,
    &reader_xml,
    &reader_json,
    &reader_html,
    &reader_plain,
};
enum { READER_COUNT = sizeof readers / sizeof *readers };

const struct reader *reader_find(const struct reader_input *input)
{
    for (size_t i = 0; i < READER_COUNT; i++)
        if (readers[i]->recognises(input))
            return readers[i];
    return NULL;
}

void readers_prepare(void)
{
    for (size_t i = 0; i < READER_COUNT; i++)
        if (readers[i]->prepare)
            readers[i]->prepare();
}
