/* PDF, page by page, through poppler. */
#include <ctype.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/clock.h"
#include "indexer/common/reason.h"
#include "indexer/page/page_writer.h"
#include "indexer/page/whole_text.h"
#include "indexer/readers/pdf_bomb.h"
#include "indexer/readers/pdf_outline.h"
#include "indexer/readers/pdf_paragraphs.h"
#include "indexer/readers/pdf_text.h"
#include "indexer/readers/reader.h"
#include "language/utf8.h"

enum {
    SIGNATURE_BYTES = 1024, /* programs write things of their own before it */
    TEXT_MOST_BYTES = 32 << 20,
    PAGES_MOST = 20000,
    RANGES_MOST = 20, /* of pages, in one warning */
};

/* A document of thousands of pages is read as far as this, so that it is not given up as a whole. */
static const uint64_t TIME_MOST_NS = UINT64_C(6000000000);

struct pdf_reading {
    PopplerDocument *document;
    struct pdf_text text;
    struct pdf_glyph *glyphs;
    size_t glyph_capacity;
    size_t *page_offsets;
    size_t page_count; /* as the document says; text.page_count are read */
    struct page *page;
    struct record *record;
    struct failure *failure;
};

static bool recognises_pdf(const struct reader_input *input)
{
    size_t size = input->content.size < SIGNATURE_BYTES ? input->content.size : SIGNATURE_BYTES;
    return memmem(input->content.data, size, "%PDF-", 5) != NULL;
}

/* == Pages ==================================================================================================== */

static bool is_bold(const PopplerTextAttributes *attributes)
{
    const char *name = attributes->font_name;
    return name && (strcasestr(name, "bold") || strcasestr(name, "black") || strcasestr(name, "heavy"));
}

/* `attributes` are runs of characters, in order. Poppler gives one box for each character. */
static size_t fill_glyphs(struct pdf_glyph *glyphs, struct bytes text, const PopplerRectangle *boxes,
                          size_t box_count, const GList *attributes)
{
    size_t count = 0, used;
    const PopplerTextAttributes *run = NULL;
    bool bold = false;
    for (; text.size && count < box_count; count++) {
        uint32_t character = utf8_decode(text, &used);
        while (attributes && (!run || (size_t)run->end_index < count)) {
            run = attributes->data;
            bold = is_bold(run);
            attributes = attributes->next;
        }
        glyphs[count] = (struct pdf_glyph){
            .character = character,
            .box = { (float)boxes[count].x1, (float)boxes[count].y1, (float)boxes[count].x2, (float)boxes[count].y2 },
            .font_size = run ? (float)run->font_size : 0,
            .bold = bold,
        };
        text.data += used;
        text.size -= used;
    }
    return count;
}

static enum status add_glyphs(struct pdf_reading *reading, struct bytes text, const PopplerRectangle *boxes,
                              size_t box_count, const GList *attributes, float height)
{
    if (!array_reserve((void **)&reading->glyphs, &reading->glyph_capacity, box_count + 1, sizeof *reading->glyphs))
        return fail_no_memory(reading->failure);
    size_t count = fill_glyphs(reading->glyphs, text, boxes, box_count, attributes);
    return pdf_text_add_page(&reading->text, reading->glyphs, count, height, reading->failure);
}

/* A page that cannot be found is one without text. */
static enum status read_page(struct pdf_reading *reading, int number)
{
    PopplerPage *page = poppler_document_get_page(reading->document, number);
    PopplerRectangle *boxes = NULL;
    guint box_count = 0;
    double width = 0, height = 0;
    if (!page)
        return pdf_text_add_page(&reading->text, NULL, 0, 0, reading->failure);
    char *text = poppler_page_get_text(page);
    GList *attributes = NULL;
    poppler_page_get_size(page, &width, &height);
    if (text && *text && poppler_page_get_text_layout(page, &boxes, &box_count))
        attributes = poppler_page_get_text_attributes(page);
    enum status status = add_glyphs(reading, bytes_of(text), boxes, box_count, attributes, (float)height);
    poppler_page_free_text_attributes(attributes);
    g_free(boxes);
    g_free(text);
    g_object_unref(page);
    return status;
}

static enum status read_pages(struct pdf_reading *reading)
{
    int count = poppler_document_get_n_pages(reading->document);
    uint64_t start = clock_monotonic_ns();
    enum status status = STATUS_OK;
    if (count <= 0)
        return fail_reason(reading->failure, REASON_DAMAGED, "is a PDF without pages");
    reading->page_count = (size_t)count;
    for (int i = 0; i < count && i < PAGES_MOST && !status && clock_monotonic_ns() - start < TIME_MOST_NS; i++)
        status = read_page(reading, i);
    return status;
}

/* == What it says of itself =================================================================================== */

static void add_meta(struct page_writer *writer, const char *name, char *content)
{
    if (content && *content)
        page_writer_meta(writer, bytes_of(name), bytes_of(content));
    g_free(content);
}

static char *day_of(GDateTime *moment)
{
    char *day = moment ? g_date_time_format(moment, "%Y-%m-%d") : NULL;
    if (moment)
        g_date_time_unref(moment);
    return day;
}

static enum status read_metas(struct pdf_reading *reading)
{
    PopplerDocument *document = reading->document;
    struct page_writer writer = { .page = reading->page };
    add_meta(&writer, "pdf-creationdate", day_of(poppler_document_get_creation_date_time(document)));
    add_meta(&writer, "pdf-moddate", day_of(poppler_document_get_modification_date_time(document)));
    add_meta(&writer, "pdf-author", poppler_document_get_author(document));
    add_meta(&writer, "pdf-subject", poppler_document_get_subject(document));
    add_meta(&writer, "pdf-keywords", poppler_document_get_keywords(document));
    if (writer.out_of_memory)
        return fail_no_memory(reading->failure);
    return buffer_status(&reading->page->strings, "the metas of a PDF", reading->failure);
}

static enum status read_title(struct pdf_reading *reading)
{
    struct buffer seen = BUFFER_EMPTY;
    char *stated = poppler_document_get_title(reading->document);
    enum status status = STATUS_OK;
    if (whole_text_title_is_sensible(bytes_of(stated)))
        status = whole_text_title(bytes_of(stated), reading->record, reading->failure);
    else if (!(status = pdf_title_find(&reading->text, &seen, reading->failure)))
        status = whole_text_title(buffer_view(&seen), reading->record, reading->failure);
    buffer_clear(&seen);
    g_free(stated);
    return status;
}

/* == Pages of the record ====================================================================================== */

typedef bool (*page_test)(const struct pdf_text *text, const struct pdf_page *page);

static bool is_empty(const struct pdf_text *text, const struct pdf_page *page)
{
    (void)text;
    return page->line_count == 0;
}

/* Fonts may lack the table that says which letters they show; what comes out then are other signs. */
static bool is_unreadable(const struct pdf_text *text, const struct pdf_page *page)
{
    enum { SIGNS_LEAST = 400, LETTERS_PERCENT = 30 };
    size_t letters = 0, signs = 0;
    for (size_t i = page->first_line; i < page->first_line + page->line_count; i++) {
        struct bytes words = pdf_line_bytes(text, &text->lines[i]);
        for (size_t j = 0; j < words.size; j++) {
            signs += (unsigned char)words.data[j] > ' ' && (words.data[j] & 0xC0) != 0x80;
            letters += isalpha((unsigned char)words.data[j]) || (unsigned char)words.data[j] >= 0xC3;
        }
    }
    return signs >= SIGNS_LEAST && letters * 100 < signs * LETTERS_PERCENT;
}

/* "3-7, 12": the pages for which the test holds. */
static size_t list_pages(const struct pdf_text *text, page_test test, struct buffer *list)
{
    size_t count = 0, ranges = 0;
    for (size_t i = 0; i < text->page_count; i++) {
        size_t first = i;
        while (i < text->page_count && test(text, &text->pages[i]))
            i++;
        if (i == first)
            continue;
        count += i - first;
        if (ranges++ < RANGES_MOST)
            buffer_append_format(list, i - first > 1 ? "%s%zu-%zu" : "%s%zu", ranges > 1 ? ", " : "", first + 1, i);
    }
    if (ranges > RANGES_MOST)
        buffer_append_text(list, " ...");
    return count;
}

static enum status warn_of(struct pdf_reading *reading, page_test test, const char *what)
{
    struct buffer list = BUFFER_EMPTY;
    size_t count = list_pages(&reading->text, test, &list);
    enum status status = buffer_status(&list, "a list of pages", reading->failure);
    if (!status && count)
        status = record_add_warning(reading->record, reading->failure, "%zu page%s %s: %s", count,
                                    count > 1 ? "s" : "", what, list.bytes);
    buffer_clear(&list);
    return status;
}

static enum status check_pages(struct pdf_reading *reading)
{
    size_t read = reading->text.page_count;
    enum status status = STATUS_OK;
    if (!reading->record->title && reading->text.line_count == 0)
        return fail_reason(reading->failure, REASON_NO_TEXT, "holds no text: %zu scanned page%s", read,
                           read == 1 ? "" : "s");
    if (read < reading->page_count)
        status = record_add_warning(reading->record, reading->failure, "only the first %zu of %zu pages were read",
                                    read, reading->page_count);
    if (status || (status = warn_of(reading, is_empty, "without text")))
        return status;
    return warn_of(reading, is_unreadable,
                   "with more signs than letters, as from fonts that do not say what they show");
}

/* Every page is there, those without text too: its place in the list is its number in the file. */
static enum status add_record_page(struct pdf_reading *reading, size_t index)
{
    PopplerPage *page = poppler_document_get_page(reading->document, (int)index);
    char *label = page ? poppler_page_get_label(page) : NULL;
    struct buffer normal = BUFFER_EMPTY;
    size_t offset = reading->page_offsets[index], most = reading->record->text.size;
    utf8_append_nfc(&normal, bytes_of(label));
    enum status status = buffer_status(&normal, "the label of a page", reading->failure);
    if (!status)
        status = record_add_page(reading->record, buffer_view(&normal),
                                 offset < most ? offset : most, reading->failure);
    buffer_clear(&normal);
    g_free(label);
    if (page)
        g_object_unref(page);
    return status;
}

static enum status write_text(struct pdf_reading *reading)
{
    enum status status;
    if (!(reading->page_offsets = calloc(reading->text.page_count + 1, sizeof *reading->page_offsets)))
        return fail_no_memory(reading->failure);
    if ((status = pdf_running_mark(&reading->text, reading->failure)) ||
        (status = pdf_paragraphs_write(&reading->text, reading->page, reading->page_offsets, reading->failure)) ||
        (status = pdf_outline_mark(reading->document, reading->page, reading->failure)) ||
        (status = whole_text_take(reading->page, reading->record, reading->failure)))
        return status;
    for (size_t i = 0; i < reading->text.page_count && !status; i++)
        status = add_record_page(reading, i);
    return status;
}

/* == The whole ================================================================================================ */

static enum status open_document(struct pdf_reading *reading, struct bytes content)
{
    GError *error = NULL;
    GBytes *bytes = g_bytes_new_static(content.data, content.size);
    enum status status = STATUS_OK;
    reading->document = poppler_document_new_from_bytes(bytes, NULL, &error);
    g_bytes_unref(bytes);
    if (!reading->document && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        status = fail_reason(reading->failure, REASON_ENCRYPTED, "is a PDF that needs a password");
    else if (!reading->document)
        status = fail_reason(reading->failure, REASON_DAMAGED, "is a damaged PDF: %s",
                             error ? error->message : "it cannot be opened");
    g_clear_error(&error);
    return status;
}

static enum status read_pdf(const struct reader_input *input, struct page *page, struct record *record,
                            struct failure *failure)
{
    struct pdf_reading reading = { .page = page, .record = record, .failure = failure };
    enum status status;
    pdf_text_init(&reading.text, TEXT_MOST_BYTES);
    if ((status = pdf_refuse_bombs(input->content, failure)) ||
        (status = open_document(&reading, input->content)) || (status = read_pages(&reading)) ||
        (status = read_title(&reading)) || (status = check_pages(&reading)) || (status = write_text(&reading)))
        goto done;
    status = read_metas(&reading);

done:
    pdf_text_clear(&reading.text);
    free(reading.glyphs);
    free(reading.page_offsets);
    if (reading.document)
        g_object_unref(reading.document);
    return status;
}

/* == Before the sandbox closes ================================================================================ */

/* The C library unloads the module of a conversion that nobody has open, and a sandboxed process cannot load it
 * again: without these, titles and labels of pages are lost. */
static GIConv kept_open[2];

/* Poppler's tables live as long as any document is open. */
static PopplerDocument *kept_document;

/* What poppler thinks of a document is not for the terminal. */
static void drop_message(const char *domain, GLogLevelFlags level, const char *message, void *context)
{
    (void)domain, (void)level, (void)message, (void)context;
}

static void prepare_pdf(void)
{
    static const char smallest[] = "%PDF-1.4\n"
                                   "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                                   "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
                                   "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources"
                                   "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
                                   "4 0 obj<</Length 30>>stream\nBT /F 1 Tf 1 1 Td (x) Tj ET    \nendstream endobj\n"
                                   "trailer<</Root 1 0 R>>\n";
    static const char *const encodings[] = { "UTF-16BE", "UTF-16LE" };
    struct pdf_reading reading = { .failure = NULL };
    if (kept_document)
        return;
    g_log_set_default_handler(drop_message, NULL);
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        kept_open[i] = g_iconv_open("UTF-8", encodings[i]);
    pdf_text_init(&reading.text, TEXT_MOST_BYTES);
    if (!open_document(&reading, (struct bytes){ smallest, sizeof smallest - 1 }))
        read_pages(&reading);
    kept_document = reading.document;
    pdf_text_clear(&reading.text);
    free(reading.glyphs);
}

const struct reader reader_pdf = { "pdf", "application/pdf", recognises_pdf, read_pdf, prepare_pdf };
