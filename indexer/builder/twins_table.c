/* The twins of a generation, as a file of it. */
#include "indexer/builder/twins_table.h"

#include "base/table.h"
#include "record/fields.h"

struct gathering {
    struct twins *twins;
    struct failure *failure;
    enum status status;
};

static bool gather(uint32_t docid, struct bytes value, void *context)
{
    (void)docid;
    struct gathering *gathering = context;
    gathering->status = twins_add(gathering->twins, value, gathering->failure);
    return gathering->status == STATUS_OK;
}

/* The value ends with a NUL: of documents with one address each has its entry, and the first one counts. */
static enum status add_entry(const struct twins *twins, size_t document, struct buffer *value,
                             struct table_writer *writer, struct failure *failure)
{
    struct bytes uri = twins_uri(twins, document), twin;
    if (!twins_corrects(twins, document) || uri.size == 0 || uri.size > UINT16_MAX)
        return STATUS_OK;
    twins_of(twins, document, &twin);
    buffer_truncate(value, 0);
    buffer_append(value, twin.data, twin.size);
    buffer_append_byte(value, '\0');
    enum status status = buffer_status(value, "an address", failure);
    return status ? status : table_writer_add(writer, uri, buffer_view(value), failure);
}

enum status twins_table_write(const struct xs_reader *reader, const char *path, struct twins_counts *counts,
                              struct failure *failure)
{
    struct gathering gathering = { .failure = failure };
    struct table_writer *writer = NULL;
    struct buffer value = BUFFER_EMPTY;
    enum status status;
    if ((status = twins_new(&gathering.twins, failure)) || (status = table_writer_new(&writer, failure)) ||
        (status = xs_reader_values(reader, SLOT_PAIR, gather, &gathering, failure)) || (status = gathering.status) ||
        (status = twins_find(gathering.twins, failure)))
        goto done;
    for (size_t i = 0; i < twins_document_count(gathering.twins) && !status; i++)
        status = add_entry(gathering.twins, i, &value, writer, failure);
    *counts = twins_count(gathering.twins);
    if (!status)
        status = table_writer_save(writer, path, failure);

done:
    buffer_clear(&value);
    table_writer_free(writer);
    twins_free(gathering.twins);
    return status;
}
