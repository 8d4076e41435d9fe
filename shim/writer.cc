/* Writing a database: batches of documents, metadata, commits. */
#include "shim/guard.hh"

#include <algorithm>
#include <memory>

#include <xapian.h>

/* Everything between two commits is one transaction. Xapian 1.4 commits by itself every 10,000 documents (unless
 * XAPIAN_FLUSH_THRESHOLD says otherwise), and again when a database is closed. Inside a transaction it does
 * neither: at the threshold it only moves its changes from memory to blocks no reader sees, and closing cancels. */
struct xs_writer {
    std::string path;
    Xapian::WritableDatabase database;
    struct failure broken; /* the failure that voided what was not committed; STATUS_OK while there is none */
};

namespace
{

/* Run `work` unless the writer is broken; whatever fails breaks it. */
template <typename Work>
enum status change(struct xs_writer *writer, struct failure *failure, const Work &work) noexcept
{
    enum status status = writer->broken.status;
    if (!status)
        status = guard(&writer->broken, writer->path.c_str(), work);
    if (status && failure)
        *failure = writer->broken;
    return status;
}

/* == Terms ==================================================================================================== */

/* Enough of a term to know it by, cut at a character. */
std::string start_of(struct bytes term)
{
    size_t size = std::min<size_t>(term.size, 40);
    while (size < term.size && size > 0 && (term.data[size] & 0xC0) == 0x80)
        size--;
    return std::string(term.data, size);
}

enum status check_term(const struct xs_writer *writer, struct bytes term, struct failure *failure)
{
    size_t size = xs_term_size(term);
    if (size == 0)
        return fail(failure, STATUS_LIMIT, "an empty term cannot be indexed, in the database %s",
                    writer->path.c_str());
    if (size > XS_TERM_BYTES)
        return fail(failure, STATUS_LIMIT, "a term of %zu bytes (the limit is %d): \"%s...\", in the database %s",
                    size, int(XS_TERM_BYTES), start_of(term).c_str(), writer->path.c_str());
    return STATUS_OK;
}

enum status check_document(const struct xs_writer *writer, const struct xs_document &document,
                           struct failure *failure)
{
    enum status status = check_term(writer, document.unique_term, failure);
    for (size_t i = 0; i < document.posting_count && !status; i++)
        status = check_term(writer, document.postings[i].term, failure);
    return status;
}

/* One bad term found by Xapian in the middle of a batch would silently take the documents before it along. */
enum status check_batch(const struct xs_writer *writer, const struct xs_document *documents, size_t count,
                        struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = check_document(writer, documents[i], failure);
    return status;
}

/* == Documents ================================================================================================ */

void add_posting(Xapian::Document &built, const struct xs_posting &posting)
{
    std::string term = text_of(posting.term);
    if (!posting.positions || posting.position_count == 0)
        built.add_boolean_term(term);
    else
        for (size_t i = 0; i < posting.position_count; i++)
            built.add_posting(term, posting.positions[i]);
}

Xapian::Document build(const struct xs_document &document)
{
    Xapian::Document built;
    built.set_data(text_of(document.data));
    for (size_t i = 0; i < document.posting_count; i++)
        add_posting(built, document.postings[i]);
    built.add_boolean_term(text_of(document.unique_term));
    for (size_t i = 0; i < document.value_count; i++)
        built.add_value(document.values[i].slot, text_of(document.values[i].value));
    return built;
}

} // namespace

size_t xs_term_size(struct bytes term) noexcept
{
    size_t size = term.size;
    for (size_t i = 0; i < term.size; i++)
        size += term.data[i] == '\0';
    return size;
}

/* == The writer =============================================================================================== */

enum status xs_writer_open(struct xs_writer **writer, const char *path, enum xs_open how,
                           struct failure *failure) noexcept
{
    return guard(failure, path, [&] {
        int flags = (how == XS_CREATE ? Xapian::DB_CREATE : Xapian::DB_OPEN) | Xapian::DB_BACKEND_GLASS;
        auto opened = std::unique_ptr<xs_writer>(new xs_writer{ path, Xapian::WritableDatabase(path, flags), {} });
        opened->database.begin_transaction(false);
        /* The entry of a new directory is on disk only when its parent is. */
        enum status status = how == XS_CREATE ? files_sync((opened->path + "/..").c_str(), failure) : STATUS_OK;
        if (!status)
            *writer = opened.release();
        return status;
    });
}

enum status xs_writer_add(struct xs_writer *writer, const struct xs_document *documents, size_t document_count,
                          struct failure *failure) noexcept
{
    return change(writer, failure, [&] {
        enum status status = check_batch(writer, documents, document_count, &writer->broken);
        for (size_t i = 0; i < document_count && !status; i++)
            writer->database.add_document(build(documents[i]));
        return status;
    });
}

enum status xs_writer_replace(struct xs_writer *writer, const struct xs_document *documents, size_t document_count,
                              struct failure *failure) noexcept
{
    return change(writer, failure, [&] {
        enum status status = check_batch(writer, documents, document_count, &writer->broken);
        for (size_t i = 0; i < document_count && !status; i++)
            writer->database.replace_document(text_of(documents[i].unique_term), build(documents[i]));
        return status;
    });
}

enum status xs_writer_delete(struct xs_writer *writer, const struct bytes *terms, size_t term_count,
                             struct failure *failure) noexcept
{
    return change(writer, failure, [&] {
        enum status status = STATUS_OK;
        for (size_t i = 0; i < term_count && !status; i++)
            status = check_term(writer, terms[i], &writer->broken);
        for (size_t i = 0; i < term_count && !status; i++)
            writer->database.delete_document(text_of(terms[i]));
        return status;
    });
}

enum status xs_writer_delete_docids(struct xs_writer *writer, const uint32_t *docids, size_t docid_count,
                                    struct failure *failure) noexcept
{
    return change(writer, failure, [&] {
        for (size_t i = 0; i < docid_count; i++)
            writer->database.delete_document(docids[i]);
        return STATUS_OK;
    });
}

enum status xs_writer_set_metadata(struct xs_writer *writer, const char *key, struct bytes value,
                                   struct failure *failure) noexcept
{
    return change(writer, failure, [&] {
        writer->database.set_metadata(key, text_of(value));
        return STATUS_OK;
    });
}

/* Xapian syncs its files and renames the last one, but leaves out the directory: without this, power cuts lost or
 * corrupted the last commit in 53 of 70 trials, with it in none of 60. */
enum status xs_writer_commit(struct xs_writer *writer, struct failure *failure) noexcept
{
    return change(writer, failure, [&] {
        writer->database.commit_transaction();
        writer->database.commit();
        writer->database.begin_transaction(false);
        return files_sync(writer->path.c_str(), &writer->broken);
    });
}

/* Cancels the transaction. After a failed commit there is none, but then Xapian has dropped the changes itself. */
void xs_writer_close(struct xs_writer *writer) noexcept
{
    delete writer;
}
