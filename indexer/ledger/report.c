/* What the one who runs the indexer sees. */
#include "indexer/ledger/report.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"

enum { SHOW_EVERY_NS = 100000000, SECOND_NS = 1000000000 };

#define CLEAR_LINE "\r\033[K"

static double seconds_since(uint64_t started_ns)
{
    return (double)(clock_monotonic_ns() - started_ns) / SECOND_NS;
}

void report_format_size(uint64_t bytes, char text[SIZE_TEXT_BYTES])
{
    static const char *const units[] = { "bytes", "kB", "MB", "GB", "TB" };
    double size = (double)bytes;
    size_t unit = 0;
    while (size >= 999.5 && unit < 4) {
        size /= 1000;
        unit++;
    }
    snprintf(text, SIZE_TEXT_BYTES, "%.*f %s", unit && size < 10 ? 1 : 0, size, units[unit]);
}

enum status report_begin(struct report *report, FILE *messages, bool progress, const char *ledger_path,
                         struct run_counts *counts, struct failure *failure)
{
    *report = (struct report){
        .messages = messages,
        .progress = progress,
        .started_ns = clock_monotonic_ns(),
        .counts = counts,
    };
    return ledger_open(&report->ledger, ledger_path, failure);
}

/* May a progress line be written now? */
static bool is_time(struct report *report)
{
    if (!report->progress)
        return false;
    uint64_t now = clock_monotonic_ns();
    if (now - report->shown_ns < SHOW_EVERY_NS)
        return false;
    report->shown_ns = now;
    report->line_open = true;
    return true;
}

void report_scanned(struct report *report, uint64_t files, uint64_t bytes)
{
    char size[SIZE_TEXT_BYTES];
    report->files_expected = files;
    report->bytes_expected = bytes;
    if (!is_time(report))
        return;
    report_format_size(bytes, size);
    fprintf(report->messages, CLEAR_LINE "looking for files: %" PRIu64 ", %s", files, size);
    fflush(report->messages);
}

/* The time left goes by bytes: files differ in size more than bytes differ in cost. */
void report_done(struct report *report, uint64_t bytes)
{
    report->files_done++;
    report->bytes_done += bytes;
    if (!is_time(report))
        return;
    double elapsed = seconds_since(report->started_ns);
    double share = report->bytes_expected ? (double)report->bytes_done / (double)report->bytes_expected : 1;
    double left = share > 0 ? elapsed / share - elapsed : 0;
    fprintf(report->messages, CLEAR_LINE "%" PRIu64 " of %" PRIu64 " files (%.0f %%), %.0f a second, %d:%02d left",
            report->files_done, report->files_expected, 100 * share, (double)report->files_done / elapsed,
            (int)left / 60, (int)left % 60);
    fflush(report->messages);
}

void report_stage(struct report *report, const char *what)
{
    if (!report->progress)
        return;
    report->line_open = true;
    fprintf(report->messages, CLEAR_LINE "%s", what);
    fflush(report->messages);
}

void report_end(struct report *report)
{
    if (report->line_open)
        fputs(CLEAR_LINE, report->messages);
    report->line_open = false;
}

/* Paths and names of members are whatever somebody made them: nothing in them may do anything to a terminal. */
void report_append_tame(struct buffer *line, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        bool is_control = byte < 0x20 || byte == 0x7F ||
                          (byte >= 0x80 && byte < 0xA0 && i > 0 && (unsigned char)text.data[i - 1] == 0xC2);
        buffer_append_byte(line, is_control ? '?' : text.data[i]);
    }
}

static void write_rejected(struct report *report, const struct ledger_row *row)
{
    struct buffer line = BUFFER_EMPTY;
    report_end(report);
    report_append_tame(&line, bytes_of(row->source));
    if (row->member.size)
        buffer_append_text(&line, ": ");
    report_append_tame(&line, row->member);
    fprintf(report->messages, "rejected: %s: %s\n", line.bytes, row->failure->message);
    buffer_clear(&line);
}

void report_document(struct report *report, const struct ledger_row *row)
{
    switch (row->status) {
    case LEDGER_REJECTED:
        report->counts->rejected++;
        report->counts->reasons[reason_of(row->failure)]++;
        write_rejected(report, row);
        break;
    case LEDGER_OLDER_CAPTURE:
        report->counts->older_captures++;
        break;
    case LEDGER_REVISIT:
        report->counts->revisits++;
        break;
    case LEDGER_INDEXED:
    case LEDGER_UNCHANGED:
        break;
    }
    ledger_add(&report->ledger, row);
    if (row->status == LEDGER_INDEXED)
        name_counts_add(&report->names, row->source, row->notes);
}

void report_clear(struct report *report)
{
    ledger_clear(&report->ledger);
    name_counts_clear(&report->names);
}

void report_warn(struct report *report, const struct failure *what)
{
    report_end(report);
    fprintf(report->messages, "warning: %s\n", what->message);
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void write_counts(FILE *out, const struct run_counts *counts)
{
    fprintf(out,
            "%" PRIu64 " file%s: %" PRIu64 " added, %" PRIu64 " changed, %" PRIu64 " unchanged, %" PRIu64
            " gone, %" PRIu64 " rejected",
            counts->files, plural(counts->files), counts->added, counts->changed, counts->unchanged, counts->gone,
            counts->rejected);
    const char *between = " (";
    for (size_t i = 0; i < REASON_COUNT; i++) {
        if (!counts->reasons[i])
            continue;
        fprintf(out, "%s%" PRIu64 " %s", between, counts->reasons[i], reason_name((enum reason)i));
        between = ", ";
    }
    if (counts->rejected)
        fputc(')', out);
    if (counts->kept)
        fprintf(out, ", %" PRIu64 " gone and kept", counts->kept);
    if (counts->older_captures)
        fprintf(out, ", %" PRIu64 " older capture%s", counts->older_captures, plural(counts->older_captures));
    if (counts->revisits)
        fprintf(out, ", %" PRIu64 " revisit%s", counts->revisits, plural(counts->revisits));
}

/* What to do about what was rejected: once for each reason, not for each document. */
static void write_remedies(FILE *out, const struct run_counts *counts)
{
    for (size_t i = 0; i < REASON_COUNT; i++)
        if (counts->reasons[i])
            fprintf(out, "  %s: %s\n", reason_name((enum reason)i), reason_remedy((enum reason)i));
}

void report_summary(struct report *report, const struct run_counts *counts)
{
    char size[SIZE_TEXT_BYTES];
    report_end(report);
    write_counts(report->messages, counts);
    report_format_size(counts->index_bytes, size);
    if (counts->generation)
        fprintf(report->messages, "; generation %lu: %" PRIu32 " documents, %s", counts->generation,
                counts->documents, size);
    else
        fputs("; nothing to publish", report->messages);
    if (counts->paired)
        fprintf(report->messages, "; %" PRIu32 " with a twin in the other language, %" PRIu32 " without",
                counts->paired, counts->unpaired);
    fprintf(report->messages, "; %.1f s\n", (double)counts->nanoseconds / SECOND_NS);
    write_remedies(report->messages, counts);
}
