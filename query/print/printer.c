/* The printers by name, and running one. */
#include "query/print/printer.h"

#include <string.h>

static const struct printer *const printers[] = {
    &printer_text,   &printer_json, &printer_jsonl, &printer_csv,      &printer_tsv,
    &printer_bibtex, &printer_ris,  &printer_csl,   &printer_citation, &printer_trec,
};

const struct printer *printer_at(size_t i)
{
    return i < sizeof printers / sizeof *printers ? printers[i] : NULL;
}

const struct printer *printer_find(const char *name)
{
    for (size_t i = 0; printer_at(i); i++)
        if (strcmp(printers[i]->name, name) == 0 ||
            (printers[i]->other_name && strcmp(printers[i]->other_name, name) == 0))
            return printers[i];
    return NULL;
}

void printer_end_part(struct buffer *part, struct buffer *out)
{
    if (part->failed && !out->failed)
        out->failed = part->failed;
    buffer_clear(part);
}

bool printer_is_first(const struct print_settings *settings, const struct answer_hit *hit)
{
    return hit->rank == settings->request->offset + 1;
}

void printer_run(const struct printer *printer, const struct print_settings *settings,
                 const struct search_answer *answer, struct buffer *out)
{
    printer->begin(settings, answer, out);
    for (size_t i = 0; i < answer->hit_count; i++)
        printer->hit(settings, answer, &answer->hits[i], out);
    printer->end(settings, answer, out);
}

/* == As it comes ============================================================================================== */

/* So much is put together before it is written. */
enum { PIECE_BYTES = 1 << 16 };

struct stream {
    const struct printer *printer;
    const struct print_settings *settings;
    print_write write;
    void *context;
    struct buffer out;
};

static enum status write_piece(struct stream *stream, size_t least_bytes, struct failure *failure)
{
    enum status status = buffer_status(&stream->out, "the answer", failure);
    if (status || stream->out.size < least_bytes)
        return status;
    status = stream->write(&stream->out, stream->context, failure);
    buffer_truncate(&stream->out, 0);
    return status;
}

static enum status stream_begin(const struct search_answer *answer, void *context, struct failure *failure)
{
    struct stream *stream = context;
    stream->printer->begin(stream->settings, answer, &stream->out);
    return write_piece(stream, PIECE_BYTES, failure);
}

static enum status stream_hit(const struct search_answer *answer, const struct answer_hit *hit, void *context,
                              struct failure *failure)
{
    struct stream *stream = context;
    stream->printer->hit(stream->settings, answer, hit, &stream->out);
    return write_piece(stream, PIECE_BYTES, failure);
}

enum status printer_stream(const struct printer *printer, const struct print_settings *settings,
                           struct searcher *searcher, print_write write, void *context, struct search_answer *answer,
                           struct failure *failure)
{
    struct stream stream = { printer, settings, write, context, BUFFER_EMPTY };
    const struct search_sink sink = { stream_begin, stream_hit, &stream };
    enum status status = search_stream(searcher, settings->request, &sink, answer, failure);
    if (!status) {
        printer->end(settings, answer, &stream.out);
        status = write_piece(&stream, 0, failure);
    }
    buffer_clear(&stream.out);
    return status;
}
