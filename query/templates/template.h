/* Templates of a web site's owner: HTML with names in it, and no logic. Like Mustache, of which there is
 *
 *     {{name}}                    the value, escaped for the place where it stands: text, attribute, or address
 *     {{#name}} ... {{/name}}     what is between, where the value is not empty; of a list, once for each of its
 * items
 *     {{^name}} ... {{/name}}     what is between, where it is empty
 *     {{! a remark }}
 *
 * and nothing else: no partials, no raw values, no other files. Where a value could do harm whatever is escaped (in a
 * script, a style, a comment, an attribute without quotes, the name of a tag) a template is refused when it is
 * compiled, and so is a section that does not end in the kind of place where it began. */
#ifndef DEPECHE_QUERY_TEMPLATE_H
#define DEPECHE_QUERY_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum template_kind {
    TEMPLATE_TEXT,
    TEMPLATE_ADDRESS, /* http, https, or of this site; "#" is written for anything else */
    TEMPLATE_MARKUP,  /* elements of ours: in text only, and as they are */
    TEMPLATE_FLAG,    /* for sections only */
    TEMPLATE_LIST,    /* likewise */
};

/* What a template may name. Of lists, items come in the section of the list only. */
enum { TEMPLATE_NO_LIST = -1, TEMPLATE_NAMES_MOST = 64 };
struct template_name {
    const char *name;
    enum template_kind kind;
    int list; /* the list, by its place in the table, of whose items this is told; TEMPLATE_NO_LIST */
};

enum { TEMPLATE_BYTES = 256 << 10, TEMPLATE_LEVELS = 8, TEMPLATE_TAGS = 2000 };

struct template;

/* The names are borrowed as long as the template lives. STATUS_INVALID or STATUS_LIMIT say "FILE:LINE: what is
 * wrong", and in the hint what to write. */
enum status template_compile(struct template **template, const char *file, struct bytes text,
                             const struct template_name *names, size_t name_count, struct failure *failure);
enum status template_load(struct template **template, const char *path, const struct template_name *names,
                          size_t name_count, struct failure *failure);
void template_free(struct template *template);

/* Changes with the text. */
uint64_t template_version(const struct template *template);

/* What the names stand for, in the order of their table; of a flag, any byte. `item` writes the values of the i-th
 * item of a list over those of its names, false past the last; they live until the next call. */
struct template_values {
    struct bytes values[TEMPLATE_NAMES_MOST];
    bool (*item)(struct template_values *values, size_t list, size_t i);
    void *context;
};
void template_render(const struct template *template, struct template_values *values, struct buffer *out);

#endif
