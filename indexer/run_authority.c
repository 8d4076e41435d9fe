/* `authority check`: what is wrong with a list of countries or goals; `authority test` is in authority_test.c. */
#include "indexer/run_authority.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/files.h"
#include "indexer/authority_test.h"
#include "record/authority.h"
#include "record/authority_check.h"

static void write_findings(const char *path, const struct authority_findings *findings, FILE *output)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct authority_finding *finding = &findings->items[i];
        fprintf(output, "%s:%ld: %s: %s\n", path, finding->line, finding->mistake ? "mistake" : "warning",
                finding->what);
        if (*finding->remedy)
            fprintf(output, "    %s\n", finding->remedy);
    }
    fprintf(output, "%s: %zu concepts, %zu labels; %zu mistakes, %zu warnings\n", path, findings->concepts,
            findings->labels, findings->mistakes, findings->warnings);
}

static enum status check(const struct run_settings *settings, const char *path, struct run_counts *counts,
                         struct failure *failure)
{
    struct authority_findings findings = AUTHORITY_FINDINGS_EMPTY;
    struct buffer rdf = BUFFER_EMPTY;
    enum status status;
    if ((status = files_read(path, AUTHORITY_FILE_BYTES, &rdf, failure)) ||
        (status = authority_check(path, buffer_view(&rdf), &findings, failure)))
        goto done;
    write_findings(path, &findings, settings->output);
    counts->rejected = findings.mistakes;
    if (fflush(settings->output) != 0)
        status = fail(failure, STATUS_IO, "cannot write the findings: %s", strerror(errno));

done:
    authority_findings_clear(&findings);
    buffer_clear(&rdf);
    return status;
}

enum status run_authority(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    const char *what = settings->source_count > 0 ? settings->sources[0] : "";
    size_t operands = settings->source_count;
    *counts = (struct run_counts){ .files = 0 };
    if (strcmp(what, "check") == 0 && operands == 2)
        return check(settings, settings->sources[1], counts, failure);
    if (strcmp(what, "test") == 0 && operands > 2) {
        struct run_settings reading = *settings;
        reading.sources += 2;
        reading.source_count -= 2;
        return authority_test(&reading, settings->sources[1], counts, failure);
    }
    fail(failure, STATUS_USAGE, "authority takes check and a file, or test, a file and sources");
    return fail_hint(failure, "try: depeche-index authority check goals.rdf");
}
