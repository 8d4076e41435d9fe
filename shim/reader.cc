/* Reading a database without searching: facts, metadata, terms, values, documents. */
#include "shim/reader.hh"

#include "shim/all_terms.hh"
#include "shim/guard.hh"

#include <memory>

namespace
{

/* Xapian takes the empty term for "all documents", and no document has one that is too long. */
bool can_be_a_term(struct bytes term)
{
    size_t size = xs_term_size(term);
    return size > 0 && size <= XS_TERM_BYTES;
}

struct bytes bytes_of(const std::string &text)
{
    return { text.data(), text.size() };
}

enum status append(const std::string &content, const char *what, struct buffer *buffer, struct failure *failure)
{
    buffer_append(buffer, content.data(), content.size());
    return buffer_status(buffer, what, failure);
}

} // namespace

enum status xs_reader_open(struct xs_reader **reader, const char *path, struct failure *failure) noexcept
{
    return guard(failure, path, [&] {
        auto opened = std::unique_ptr<xs_reader>(new xs_reader{ path, Xapian::Database(path), nullptr });
        /* Xapian is content with an empty stub file, which for us can only be one that was cut off. */
        if (opened->database.size() == 0)
            return fail(failure, STATUS_CORRUPT, "the stub file %s names no database", path);
        *reader = opened.release();
        return STATUS_OK;
    });
}

void xs_reader_close(struct xs_reader *reader) noexcept
{
    delete reader;
}

enum status xs_reader_hide(struct xs_reader *reader, const uint32_t *docids, size_t docid_count,
                           struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        reader->hidden = nullptr;
        for (size_t i = 0; i < docid_count; i++)
            if (docids[i] == 0 || (i && docids[i] <= docids[i - 1]))
                return fail(failure, STATUS_INVALID, "hidden documents are out of order, in the database %s",
                            reader->path.c_str());
        if (docid_count && !hidden_documents_make(reader->database, docids, docid_count, reader->hidden))
            return fail(failure, STATUS_CORRUPT, "two databases of %s are one and the same", reader->path.c_str());
        return STATUS_OK;
    });
}

/* == The whole ================================================================================================ */

enum status xs_reader_facts(const struct xs_reader *reader, struct xs_reader_facts *facts,
                            struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        size_t hidden = reader->hidden ? reader->hidden->joined.size() : 0;
        Xapian::doccount all = reader->database.get_doccount();
        facts->document_count = hidden < all ? Xapian::doccount(all - hidden) : 0;
        facts->last_docid = reader->database.get_lastdocid();
        facts->average_length = reader->database.get_avlength();
        return STATUS_OK;
    });
}

enum status xs_reader_metadata(const struct xs_reader *reader, const char *key, struct buffer *value,
                               struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(),
                 [&] { return append(reader->database.get_metadata(key), key, value, failure); });
}

/* == Terms and values ========================================================================================= */

enum status xs_reader_frequencies(const struct xs_reader *reader, const struct bytes *terms, size_t term_count,
                                  uint32_t *frequencies, struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        for (size_t i = 0; i < term_count; i++)
            frequencies[i] = can_be_a_term(terms[i]) ? reader->database.get_termfreq(text_of(terms[i])) : 0;
        return STATUS_OK;
    });
}

enum status xs_reader_terms(const struct xs_reader *reader, struct bytes prefix, xs_term_visit visit, void *context,
                            struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        for (all_terms terms(reader->database, text_of(prefix)); !terms.at_end(); terms.next()) {
            std::string term = **terms;
            if (!visit(bytes_of(term), (*terms).get_termfreq(), context))
                break;
        }
        return STATUS_OK;
    });
}

enum status xs_reader_values(const struct xs_reader *reader, uint32_t slot, xs_value_visit visit, void *context,
                             struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        auto end = reader->database.valuestream_end(slot);
        for (auto i = reader->database.valuestream_begin(slot); i != end; ++i) {
            if (reader->hides(i.get_docid()))
                continue;
            std::string value = *i;
            if (!visit(i.get_docid(), bytes_of(value), context))
                break;
        }
        return STATUS_OK;
    });
}

/* Most documents lack most forms of a word: an empty list is no error. */
enum status xs_reader_places(const struct xs_reader *reader, const uint32_t *docids, size_t docid_count,
                             const struct bytes *terms, size_t term_count, uint32_t most, xs_place_visit visit,
                             void *context, struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        for (size_t term = 0; term < term_count; term++) {
            if (!can_be_a_term(terms[term]))
                continue;
            std::string name = text_of(terms[term]);
            for (size_t document = 0; document < docid_count; document++) {
                uint32_t count = 0;
                auto end = reader->database.positionlist_end(docids[document], name);
                for (auto i = reader->database.positionlist_begin(docids[document], name); i != end && count < most;
                     ++i, ++count) {
                    struct xs_place place = { document, term, *i };
                    visit(&place, context);
                }
            }
        }
        return STATUS_OK;
    });
}

/* == Documents ================================================================================================ */

enum status xs_reader_data_of(const struct xs_reader *reader, struct bytes unique_term, struct buffer *data,
                              struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        std::string term = can_be_a_term(unique_term) ? text_of(unique_term) : std::string();
        auto found = reader->database.postlist_begin(term), end = reader->database.postlist_end(term);
        while (found != end && reader->hides(*found))
            ++found;
        if (term.empty() || found == end)
            return fail(failure, STATUS_NOT_FOUND, "no document %.*s in the database %s", int(unique_term.size),
                        unique_term.data, reader->path.c_str());
        return append(reader->database.get_document(*found).get_data(), "a document", data, failure);
    });
}

enum status xs_reader_data(const struct xs_reader *reader, uint32_t docid, struct buffer *data,
                           struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        if (docid == 0) /* Xapian counts from 1, and calls 0 an invalid argument */
            return fail(failure, STATUS_NOT_FOUND, "no document 0 in the database %s", reader->path.c_str());
        return append(reader->database.get_document(docid).get_data(), "a document", data, failure);
    });
}

/* == Walking ================================================================================================== */

struct xs_walk {
    const struct xs_reader *reader;
    all_terms terms;
    std::string term, data;

    xs_walk(const struct xs_reader *of, struct bytes prefix) : reader(of), terms(of->database, text_of(prefix))
    {
    }
};

enum status xs_walk_open(struct xs_walk **walk, const struct xs_reader *reader, struct bytes prefix,
                         struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        *walk = new xs_walk(reader, prefix);
        return STATUS_OK;
    });
}

enum status xs_walk_next(struct xs_walk *walk, struct bytes *term, struct bytes *data, bool *more,
                         struct failure *failure) noexcept
{
    return guard(failure, walk->reader->path.c_str(), [&] {
        for (*more = false; !walk->terms.at_end() && !*more; walk->terms.next()) {
            walk->term = **walk->terms;
            const Xapian::Database &database = walk->reader->database;
            auto found = database.postlist_begin(walk->term), end = database.postlist_end(walk->term);
            while (found != end && walk->reader->hides(*found))
                ++found;
            if (found == end)
                continue;
            walk->data = database.get_document(*found).get_data();
            *more = true;
        }
        *term = bytes_of(walk->term);
        *data = bytes_of(walk->data);
        return STATUS_OK;
    });
}

void xs_walk_close(struct xs_walk *walk) noexcept
{
    delete walk;
}
