/* bench_html [-n ROUNDS] FILE...: megabytes of pages a second of one processor that each stage takes, beside libxml2
 * alone, whose events go nowhere. Processor time: a busy machine disturbs it less. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/files.h"
#include "indexer/decode/decode.h"
#include "indexer/html/html.h"
#include "indexer/page/main_text.h"

enum { FILE_MOST_BYTES = 64 << 20, ROUNDS = 5 };

enum stage { STAGE_SAX, STAGE_DECODE, STAGE_HTML, STAGE_TEXT, STAGE_COUNT };
static const char *const names[STAGE_COUNT] = { "libxml2 SAX alone", "decoding", "guard, SAX, blocks",
                                                "choosing the text" };

struct tally {
    uint64_t ns[STAGE_COUNT];
    uint64_t bytes;
    size_t events, pages, text_bytes;
};

static uint64_t processor_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Ends a stage that began at `*from`, and begins the next. */
static void end_stage(struct tally *tally, enum stage stage, uint64_t *from)
{
    uint64_t now = processor_ns();
    tally->ns[stage] += now - *from;
    *from = now;
}

static void on_text(void *context, const xmlChar *text, int size)
{
    (void)text;
    (void)size;
    ++*(size_t *)context;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    (void)name;
    (void)attributes;
    ++*(size_t *)context;
}

static void parse_alone(struct bytes utf8, size_t *events)
{
    htmlSAXHandler handler = { .startElement = on_start, .characters = on_text, .cdataBlock = on_text };
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(utf8.data, (int)utf8.size);
    if (!parser)
        return;
    *parser->sax = handler;
    parser->userData = events;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                   HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    htmlFreeParserCtxt(parser);
}

static enum status read_page(struct bytes raw, struct tally *tally, struct failure *failure)
{
    struct decoded decoded = { .text = BUFFER_EMPTY };
    struct record record;
    struct page page;
    char label[HTML_LABEL_BYTES];
    enum status status;
    page_init(&page);
    record_init(&record);
    uint64_t from = processor_ns();
    bool declared = html_declared_charset(raw, label);
    if ((status = decode(raw, declared ? label : NULL, &decoded, failure)))
        goto done;
    end_stage(tally, STAGE_DECODE, &from);
    struct bytes utf8 = { decoded.text.bytes, decoded.text.size };
    parse_alone(utf8, &tally->events);
    end_stage(tally, STAGE_SAX, &from);
    if ((status = html_read(utf8, &page, failure)))
        goto done;
    end_stage(tally, STAGE_HTML, &from);
    main_text_choose(&page);
    status = main_text_take(&page, &record, NULL, failure);
    end_stage(tally, STAGE_TEXT, &from);
    tally->pages++;
    tally->bytes += raw.size;
    tally->text_bytes += record.text.size;

done:
    buffer_clear(&decoded.text);
    record_clear(&record);
    page_clear(&page);
    return status;
}

static void print_speed(const char *what, const struct tally *tally, uint64_t ns)
{
    printf("%-20s %7.1f MB/s\n", what, (double)tally->bytes * 1e3 / (double)(ns ? ns : 1));
}

int main(int argc, char **argv)
{
    struct tally tally = { .bytes = 0 };
    struct failure failure = FAILURE_NONE;
    int first = argc > 2 && strcmp(argv[1], "-n") == 0 ? 3 : 1;
    long rounds = first == 3 ? strtol(argv[2], NULL, 10) : ROUNDS;
    if (argc <= first || decode_prepare(&failure)) {
        fprintf(stderr, "usage: bench_html [-n ROUNDS] FILE...\n");
        return 2;
    }
    html_prepare();
    for (long round = 0; round < rounds; round++)
        for (int i = first; i < argc; i++) {
            struct buffer raw = BUFFER_EMPTY;
            if (files_read(argv[i], FILE_MOST_BYTES, &raw, &failure) ||
                read_page((struct bytes){ raw.bytes, raw.size }, &tally, &failure))
                fprintf(stderr, "%s: %s\n", argv[i], failure.message);
            buffer_clear(&raw);
        }
    for (enum stage stage = 0; stage < STAGE_COUNT; stage++)
        print_speed(names[stage], &tally, tally.ns[stage]);
    print_speed("the whole of ours", &tally, tally.ns[STAGE_DECODE] + tally.ns[STAGE_HTML] + tally.ns[STAGE_TEXT]);
    printf("%zu pages, %.1f MB, %.1f MB of text\n", tally.pages, (double)tally.bytes / 1e6,
           (double)tally.text_bytes / 1e6);
    return 0;
}
