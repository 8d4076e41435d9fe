/* Answers as lines of a TREC run, which trec_eval reads: query Q0 document rank score tag. */
#include "query/print/printer.h"

#include <inttypes.h>
#include <string.h>

/* Blanks divide the columns: in a name they are written as in an address. */
static void write_name(struct buffer *out, const char *name)
{
    for (const unsigned char *byte = (const unsigned char *)name; *byte; byte++) {
        if (*byte <= ' ' || *byte == 0x7F)
            buffer_append_format(out, "%%%02X", *byte);
        else
            buffer_append_byte(out, (char)*byte);
    }
}

static void trec_nothing(const struct print_settings *settings, const struct search_answer *answer,
                         struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)out;
}

static void trec_hit(const struct print_settings *settings, const struct search_answer *answer,
                     const struct answer_hit *hit, struct buffer *out)
{
    (void)answer;
    write_name(out, settings->topic && *settings->topic ? settings->topic : "1");
    buffer_append_text(out, " Q0 ");
    write_name(out, hit->record.uri && *hit->record.uri ? hit->record.uri : "-");
    buffer_append_format(out, " %" PRIu32 " %.6f depeche\n", hit->rank, hit->score);
}

const struct printer printer_trec = {
    .name = "trec",
    .mime = "text/plain; charset=utf-8",
    .help = "a run for trec_eval",
    .begin = trec_nothing,
    .hit = trec_hit,
    .end = trec_nothing,
};
