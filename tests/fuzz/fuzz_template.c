/* Fuzzes query/templates: a template is refused, or what a value is made of never ends the place where it stands. */
#include <stdlib.h>
#include <string.h>

#include "query/templates/template.h"
#include "tests/fuzz/fuzz_target.h"

enum { TEXT, ADDRESS, MARKUP, FLAG, LIST, ITEM, NAME_COUNT };
static const struct template_name names[NAME_COUNT] = {
    [TEXT] = { "t", TEMPLATE_TEXT, TEMPLATE_NO_LIST },     [ADDRESS] = { "a", TEMPLATE_ADDRESS, TEMPLATE_NO_LIST },
    [MARKUP] = { "m", TEMPLATE_MARKUP, TEMPLATE_NO_LIST }, [FLAG] = { "f", TEMPLATE_FLAG, TEMPLATE_NO_LIST },
    [LIST] = { "l", TEMPLATE_LIST, TEMPLATE_NO_LIST },     [ITEM] = { "i", TEMPLATE_TEXT, LIST },
};

static const char hostile[] = "javascript:\"'<HOSTILE onx=1>&\t";

static bool item(struct template_values *values, size_t list, size_t i)
{
    values->values[ITEM] = bytes_of(hostile);
    return list == LIST && i < 2;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct template *template;
    struct failure failure = FAILURE_NONE;
    struct bytes text = { (const char *)data, size };
    if (template_compile(&template, "fuzz", text, names, NAME_COUNT, &failure)) {
        if (template || !*failure.message)
            abort();
        return 0;
    }
    struct buffer out = BUFFER_LIMITED(16 << 20);
    struct template_values values = { .item = item };
    for (size_t i = 0; i < NAME_COUNT; i++)
        values.values[i] = bytes_of(i == MARKUP ? "" : hostile);
    template_render(template, &values, &out);
    if (!memmem(data, size, "<HOSTILE", 8) && memmem(out.bytes, out.size, "<HOSTILE", 8))
        abort();
    if (!memmem(data, size, "javascript:\"", 12) && memmem(out.bytes, out.size, "javascript:\"", 12))
        abort();
    buffer_clear(&out);
    template_free(template);
    return 0;
}
