/* Fuzzes indexer/html and what chooses the text of a page (indexer/page). A page must be the same whether stand-ins
 * are made for its runs of text or not. */
#include "indexer/decode/decode.h"
#include "indexer/html/html.h"
#include "tests/fuzz/fuzz_reader.h"
#include "tests/unit/page_print.h"

static void print_read(struct bytes html, struct buffer *out)
{
    struct failure failure = FAILURE_NONE;
    struct page page;
    page_init(&page);
    if (html_read(html, &page, &failure))
        abort();
    page_print_all(&page, out);
    page_clear(&page);
}

static void compare_without_stand_ins(struct bytes html)
{
    struct buffer slow_html = BUFFER_EMPTY, fast = BUFFER_EMPTY, slow = BUFFER_EMPTY;
    buffer_append_text(&slow_html, "<!--\x7F-->"); /* the byte of a stand-in: none are made */
    buffer_append(&slow_html, html.data, html.size);
    print_read(html, &fast);
    print_read(buffer_view(&slow_html), &slow);
    if (!bytes_equal(buffer_view(&fast), buffer_view(&slow)))
        abort();
    buffer_clear(&slow_html);
    buffer_clear(&fast);
    buffer_clear(&slow);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    struct bytes raw = { (const char *)data, size };
    struct decoded decoded;
    struct failure failure = FAILURE_NONE;
    if (!prepared && reader_html.prepare)
        reader_html.prepare();
    prepared = true;
    fuzz_reader(&reader_html, raw);
    if (!decode(raw, "utf-8", &decoded, &failure))
        compare_without_stand_ins(buffer_view(&decoded.text));
    buffer_clear(&decoded.text);
    return 0;
}
