/* The printers by name, and running one. */
#include "query/print/printer.h"

#include <string.h>

static const struct printer *const printers[] = {
    &printer_text, &printer_json, &printer_jsonl, &printer_csv, &printer_tsv, &printer_trec,
};

const struct printer *printer_at(size_t i)
{
    return i < sizeof printers / sizeof *printers ? printers[i] : NULL;
}

const struct printer *printer_find(const char *name)
{
    for (size_t i = 0; printer_at(i); i++)
        if (strcmp(printers[i]->name, name) == 0)
            return printers[i];
    return NULL;
}

void printer_end_part(struct buffer *part, struct buffer *out)
{
    if (part->failed && !out->failed)
        out->failed = part->failed;
    buffer_clear(part);
}

void printer_run(const struct printer *printer, const struct print_settings *settings,
                 const struct search_answer *answer, struct buffer *out)
{
    printer->begin(settings, answer, out);
    for (size_t i = 0; i < answer->hit_count; i++)
        printer->hit(settings, answer, &answer->hits[i], out);
    printer->end(settings, answer, out);
}
