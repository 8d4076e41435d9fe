/* Compiling templates to steps, and writing pages with them. */
#include "query/templates/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/crc64.h"
#include "base/files.h"
#include "base/options.h"
#include "language/utf8.h"
#include "query/html.h"
#include "query/templates/template_context.h"

enum step_kind { STEP_LITERAL, STEP_VALUE, STEP_SECTION, STEP_INVERTED };

struct step {
    enum step_kind kind;
    struct bytes literal;
    size_t name;
    enum context_escape escape;
    size_t end; /* of a section: the step after its last */
};

struct template
{
    struct buffer text;
    const struct template_name *names;
    size_t name_count, step_count, step_capacity;
    struct step *steps;
    uint64_t version;
};

/* == Compiling ================================================================================================ */

struct level {
    size_t step;
    struct context context;
    unsigned line;
};

struct compiler {
    struct template *template;
    const char *file;
    unsigned line, tags;
    struct bytes rest;
    struct context context;
    struct level levels[TEMPLATE_LEVELS];
    size_t depth;
    struct failure *failure;
};

/* `hint` is ours. */
static enum status refuse(struct compiler *compiler, const char *what, struct bytes name, const char *hint)
{
    enum { SHOWN_BYTES = 60 };
    int shown = (int)utf8_whole(name, name.size < SHOWN_BYTES ? name.size : SHOWN_BYTES);
    fail(compiler->failure, STATUS_INVALID, "%s:%u: %s%s%.*s", compiler->file, compiler->line, what,
         name.size ? ": " : "", shown, name.data);
    return fail_hint(compiler->failure, "%s", hint);
}

static enum status add_step(struct compiler *compiler, struct step step)
{
    struct template *template = compiler->template;
    if (template->step_count == template->step_capacity) {
        size_t capacity = template->step_capacity ? template->step_capacity * 2 : 64;
        struct step *grown = realloc(template->steps, capacity * sizeof *grown);
        if (!grown)
            return fail_no_memory(compiler->failure);
        template->steps = grown;
        template->step_capacity = capacity;
    }
    template->steps[template->step_count++] = step;
    return STATUS_OK;
}

static enum status add_literal(struct compiler *compiler, struct bytes literal)
{
    for (size_t i = 0; i < literal.size; i++) {
        context_feed(&compiler->context, literal.data[i]);
        compiler->line += literal.data[i] == '\n';
    }
    return literal.size ? add_step(compiler, (struct step){ .kind = STEP_LITERAL, .literal = literal }) : STATUS_OK;
}

/* == Names ==================================================================================================== */

static enum status refuse_name(struct compiler *compiler, struct bytes name)
{
    enum { SLIPS_MOST = 3 };
    const struct template *template = compiler->template;
    const char *meant = NULL;
    char typed[32] = "", hint[128];
    size_t least = SLIPS_MOST;
    memcpy(typed, name.data, utf8_whole(name, name.size < sizeof typed ? name.size : sizeof typed - 1));
    for (size_t i = 0; i < template->name_count; i++) {
        size_t slips = options_slips(typed, template->names[i].name);
        if (slips < least) {
            least = slips;
            meant = template->names[i].name;
        }
    }
    snprintf(hint, sizeof hint, meant ? "did you mean {{%s}}?" : "depeche.cgi(8) has the list of names", meant);
    return refuse(compiler, "there is no such name", name, hint);
}

static bool in_list(const struct compiler *compiler, int list)
{
    for (size_t i = 0; i < compiler->depth; i++) {
        const struct step *step = &compiler->template->steps[compiler->levels[i].step];
        if (step->kind == STEP_SECTION && (int)step->name == list)
            return true;
    }
    return list == TEMPLATE_NO_LIST;
}

static enum status find_name(struct compiler *compiler, struct bytes typed, size_t *name)
{
    const struct template *template = compiler->template;
    for (size_t i = 0; i < template->name_count; i++) {
        if (!bytes_equal(typed, bytes_of(template->names[i].name)))
            continue;
        *name = i;
        if (in_list(compiler, template->names[i].list))
            return STATUS_OK;
        return refuse(compiler, "this stands for something of one item only", typed,
                      "put it inside the section of its list");
    }
    return refuse_name(compiler, typed);
}

/* == Tags ===================================================================================================== */

static enum status add_value(struct compiler *compiler, struct bytes typed)
{
    size_t name;
    enum status status = find_name(compiler, typed, &name);
    if (status)
        return status;
    enum template_kind kind = compiler->template->names[name].kind;
    enum context_escape escape = context_escape(&compiler->context);
    if (kind == TEMPLATE_FLAG || kind == TEMPLATE_LIST)
        return refuse(compiler, "this has no text of its own", typed, "use it as a section: {{#name}} ... {{/name}}");
    if (escape == ESCAPE_NOWHERE)
        return refuse(compiler, "no value may stand here", typed,
                      "values stand in text and in attributes with quotes, not in scripts, styles, comments, "
                      "unquoted attributes, or where a tag loads something from");
    if (kind == TEMPLATE_MARKUP && compiler->context.state != CONTEXT_TEXT)
        return refuse(compiler, "this has elements in it", typed, "put it between tags, not inside of one");
    compiler->context.begun = true;
    compiler->context.in_query = compiler->context.in_query || escape == ESCAPE_ADDRESS;
    return add_step(compiler, (struct step){ .kind = STEP_VALUE, .name = name, .escape = escape });
}

static enum status open_section(struct compiler *compiler, struct bytes typed, enum step_kind kind)
{
    size_t name;
    enum status status = find_name(compiler, typed, &name);
    if (status)
        return status;
    if (compiler->depth == TEMPLATE_LEVELS)
        return refuse(compiler, "sections lie too deep in each other", typed, "at most 8 may");
    if (kind == STEP_SECTION && compiler->template->names[name].kind == TEMPLATE_LIST && in_list(compiler, (int)name))
        return refuse(compiler, "a list inside itself", typed, "close the section first");
    compiler->levels[compiler->depth++] = (struct level){ compiler->template->step_count, compiler->context,
                                                          compiler->line };
    return add_step(compiler, (struct step){ .kind = kind, .name = name });
}

static enum status close_section(struct compiler *compiler, struct bytes typed)
{
    struct template *template = compiler->template;
    if (compiler->depth == 0)
        return refuse(compiler, "no section is open here", typed, "take this away, or open it with {{#name}}");
    const struct level *level = &compiler->levels[compiler->depth - 1];
    struct step *section = &template->steps[level->step];
    const char *opened = template->names[section->name].name;
    if (!bytes_equal(typed, bytes_of(opened)))
        return refuse(compiler, "another section is to be closed first", bytes_of(opened),
                      "close sections in the other order than they were opened");
    if (!context_same(&level->context, &compiler->context))
        return refuse(compiler, "the section ends in another kind of place than it began", typed,
                      "let it hold whole elements, or whole words of an attribute");
    section->end = template->step_count;
    compiler->depth--;
    return STATUS_OK;
}

/* What stands between the braces. */
static enum status read_tag(struct compiler *compiler, struct bytes tag)
{
    char sign = tag.size ? tag.data[0] : '\0';
    bool signed_tag = sign && strchr("#^/!", sign);
    struct bytes name = bytes_trimmed(signed_tag ? (struct bytes){ tag.data + 1, tag.size - 1 } : tag);
    if (++compiler->tags > TEMPLATE_TAGS)
        return refuse(compiler, "too many names", name, "at most 2000 may be in a template");
    if (sign && strchr("{&>=", sign))
        return refuse(compiler, "raw values, other files and other braces are not for templates", tag,
                      "write {{name}}: what is escaped follows from the place");
    switch (sign) {
    case '#':
        return open_section(compiler, name, STEP_SECTION);
    case '^':
        return open_section(compiler, name, STEP_INVERTED);
    case '/':
        return close_section(compiler, name);
    case '!':
        return STATUS_OK;
    default:
        return add_value(compiler, name);
    }
}

static void count_lines(struct compiler *compiler, struct bytes passed)
{
    for (size_t i = 0; i < passed.size; i++)
        compiler->line += passed.data[i] == '\n';
}

static enum status compile(struct compiler *compiler)
{
    struct bytes nothing = { "", 0 };
    enum status status = STATUS_OK;
    while (compiler->rest.size > 0 && !status) {
        struct bytes *rest = &compiler->rest;
        const char *open = memmem(rest->data, rest->size, "{{", 2);
        size_t before = open ? (size_t)(open - rest->data) : rest->size;
        if ((status = add_literal(compiler, (struct bytes){ rest->data, before })) || !open)
            break;
        *rest = (struct bytes){ open + 2, rest->size - before - 2 };
        const char *close = memmem(rest->data, rest->size, "}}", 2);
        if (!close)
            return refuse(compiler, "{{ without }}", nothing, "close the braces");
        struct bytes tag = { rest->data, (size_t)(close - rest->data) };
        status = read_tag(compiler, tag);
        count_lines(compiler, tag);
        *rest = (struct bytes){ close + 2, rest->size - tag.size - 2 };
    }
    if (status)
        return status;
    if (compiler->depth > 0) {
        const struct level *level = &compiler->levels[compiler->depth - 1];
        compiler->line = level->line;
        return refuse(compiler, "a section is never closed",
                      bytes_of(compiler->template->names[compiler->template->steps[level->step].name].name),
                      "close it with {{/name}}");
    }
    if (compiler->context.state != CONTEXT_TEXT)
        return refuse(compiler, "the template ends inside a tag, a comment or a script", nothing, "close it");
    return STATUS_OK;
}

enum status template_compile(struct template **made, const char *file, struct bytes text,
                             const struct template_name *names, size_t name_count, struct failure *failure)
{
    *made = NULL;
    if (text.size > TEMPLATE_BYTES)
        return fail(failure, STATUS_LIMIT, "%s:1: the template has more than %d bytes", file, TEMPLATE_BYTES);
    if (!utf8_valid(text) || (text.size && memchr(text.data, '\0', text.size)))
        return fail(failure, STATUS_INVALID, "%s:1: the template is not UTF-8 text", file);
    struct template *template = calloc(1, sizeof *template);
    if (!template)
        return fail_no_memory(failure);
    template->text = (struct buffer)BUFFER_EMPTY;
    template->names = names;
    template->name_count = name_count;
    buffer_append(&template->text, text.data, text.size);
    struct crc64 crc;
    crc64_init(&crc);
    crc64_add(&crc, text.data, text.size);
    template->version = crc64_sum(&crc);
    struct compiler compiler = { .template = template, .file = file, .line = 1, .failure = failure };
    compiler.rest = buffer_view(&template->text);
    enum status status = buffer_status(&template->text, "a template", failure);
    if (!status)
        status = compile(&compiler);
    if (status)
        template_free(template);
    else
        *made = template;
    return status;
}

enum status template_load(struct template **template, const char *path, const struct template_name *names,
                          size_t name_count, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    *template = NULL;
    enum status status = files_read(path, TEMPLATE_BYTES, &text, failure);
    if (!status)
        status = template_compile(template, path, buffer_view(&text), names, name_count, failure);
    buffer_clear(&text);
    return status;
}

void template_free(struct template *template)
{
    if (!template)
        return;
    buffer_clear(&template->text);
    free(template->steps);
    free(template);
}

uint64_t template_version(const struct template *template)
{
    return template->version;
}

/* == Writing ================================================================================================== */

/* http and https, or an address of this site: a path, a query or a place in the page. */
static void write_address(struct buffer *out, struct bytes value)
{
    char first = value.size ? value.data[0] : '\0', second = value.size > 1 ? value.data[1] : '\0';
    bool own = first == '?' || first == '#' || (first == '/' && second != '/' && second != '\\');
    if (own)
        html_attribute(out, value);
    else
        html_link(out, value);
}

static void write_value(const struct template *template, const struct step *step, struct bytes value,
                        struct buffer *out)
{
    if (template->names[step->name].kind == TEMPLATE_MARKUP) {
        buffer_append(out, value.data, value.size);
        return;
    }
    switch (step->escape) {
    case ESCAPE_TEXT:
        html_text(out, value);
        break;
    case ESCAPE_ATTRIBUTE:
        html_attribute(out, value);
        break;
    case ESCAPE_ADDRESS:
        write_address(out, value);
        break;
    case ESCAPE_PATH:
        html_path(out, value);
        break;
    case ESCAPE_ARGUMENT:
        html_url_argument(out, value);
        break;
    case ESCAPE_NOWHERE:
        break;
    }
}

static void write_steps(const struct template *template, struct template_values *values, size_t from, size_t to,
                        struct buffer *out);

static void write_section(const struct template *template, struct template_values *values, size_t at,
                          struct buffer *out)
{
    const struct step *step = &template->steps[at];
    bool inverted = step->kind == STEP_INVERTED;
    if (template->names[step->name].kind != TEMPLATE_LIST) {
        if ((values->values[step->name].size > 0) != inverted)
            write_steps(template, values, at + 1, step->end, out);
        return;
    }
    size_t i = 0;
    if (inverted && !values->item(values, step->name, i))
        write_steps(template, values, at + 1, step->end, out);
    while (!inverted && values->item(values, step->name, i++))
        write_steps(template, values, at + 1, step->end, out);
}

static void write_steps(const struct template *template, struct template_values *values, size_t from, size_t to,
                        struct buffer *out)
{
    for (size_t i = from; i < to; i++) {
        const struct step *step = &template->steps[i];
        if (step->kind == STEP_LITERAL)
            buffer_append(out, step->literal.data, step->literal.size);
        else if (step->kind == STEP_VALUE)
            write_value(template, step, values->values[step->name], out);
        else {
            write_section(template, values, i, out);
            i = step->end - 1;
        }
    }
}

void template_render(const struct template *template, struct template_values *values, struct buffer *out)
{
    write_steps(template, values, 0, template->step_count, out);
}
