/* An HTML tokenizer, as far as places differ. */
#include "query/templates/template_context.h"

#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte | 0x20) : byte;
}

static bool is_letter(char byte)
{
    return lower(byte) >= 'a' && lower(byte) <= 'z';
}

static void add_to_name(char name[CONTEXT_NAME_BYTES], char byte)
{
    size_t size = strlen(name);
    if (size + 1 < CONTEXT_NAME_BYTES) {
        name[size] = lower(byte);
        name[size + 1] = '\0';
    }
}

static bool is_one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

/* == Tags ===================================================================================================== */

static void begin_tag(struct context *context, bool closing)
{
    context->state = CONTEXT_TAG_NAME;
    context->closing = closing;
    context->element[0] = context->attribute[0] = '\0';
}

static void end_tag(struct context *context)
{
    static const char *const raw[] = { "script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext", NULL };
    static const char *const titles[] = { "title", "textarea", NULL };
    context->matched = 0;
    if (!context->closing && is_one_of(context->element, raw))
        context->state = CONTEXT_RAW;
    else if (!context->closing && is_one_of(context->element, titles))
        context->state = CONTEXT_TITLE;
    else
        context->state = CONTEXT_TEXT;
}

static void begin_attribute(struct context *context, char byte)
{
    context->state = CONTEXT_ATTRIBUTE_NAME;
    context->attribute[0] = '\0';
    add_to_name(context->attribute, byte);
}

static void begin_value(struct context *context, enum context_state state)
{
    context->state = state;
    context->begun = state == CONTEXT_UNQUOTED;
    context->in_query = false;
}

static void feed_tag(struct context *context, char byte)
{
    if (byte == '>')
        end_tag(context);
    else if (context->state == CONTEXT_TAG_NAME && !is_blank(byte) && byte != '/')
        add_to_name(context->element, byte);
    else if (is_blank(byte) || byte == '/')
        context->state = context->state == CONTEXT_ATTRIBUTE_NAME || context->state == CONTEXT_AFTER_NAME
                             ? CONTEXT_AFTER_NAME
                             : CONTEXT_TAG;
    else if (byte == '=' && (context->state == CONTEXT_ATTRIBUTE_NAME || context->state == CONTEXT_AFTER_NAME))
        context->state = CONTEXT_BEFORE_VALUE;
    else if (context->state == CONTEXT_ATTRIBUTE_NAME)
        add_to_name(context->attribute, byte);
    else
        begin_attribute(context, byte);
}

static void feed_before_value(struct context *context, char byte)
{
    if (byte == '>')
        end_tag(context);
    else if (byte == '"')
        begin_value(context, CONTEXT_DOUBLE_QUOTED);
    else if (byte == '\'')
        begin_value(context, CONTEXT_SINGLE_QUOTED);
    else if (!is_blank(byte))
        begin_value(context, CONTEXT_UNQUOTED);
}

static void feed_value(struct context *context, char byte)
{
    bool unquoted = context->state == CONTEXT_UNQUOTED;
    if (unquoted && byte == '>') {
        end_tag(context);
    } else if ((unquoted && is_blank(byte)) || (context->state == CONTEXT_DOUBLE_QUOTED && byte == '"') ||
               (context->state == CONTEXT_SINGLE_QUOTED && byte == '\'')) {
        context->state = CONTEXT_TAG;
    } else {
        context->begun = true;
        context->in_query = context->in_query || byte == '?';
    }
}

/* == Between tags ============================================================================================= */

static void feed_tag_open(struct context *context, char byte)
{
    if (is_letter(byte)) {
        begin_tag(context, false);
        add_to_name(context->element, byte);
    } else if (byte == '/') {
        begin_tag(context, true);
    } else if (byte == '!' || byte == '?') {
        context->state = CONTEXT_DECLARATION;
        context->matched = byte == '!' ? 1 : 0;
    } else {
        context->state = byte == '<' ? CONTEXT_TAG_OPEN : CONTEXT_TEXT;
    }
}

/* "<!--" begins a comment, and a '>' ends any other. `matched`: 1 after "<!", 2 after "<!-". */
static void feed_declaration(struct context *context, char byte)
{
    if (byte == '>') {
        context->state = CONTEXT_TEXT;
    } else if (byte == '-' && context->matched == 1) {
        context->matched = 2;
    } else if (byte == '-' && context->matched == 2) {
        context->state = CONTEXT_COMMENT;
        context->matched = 2; /* "<!-->" is a whole comment */
    } else {
        context->matched = 0;
    }
}

/* `matched`: of "--". "--!>" ends it, too. */
static void feed_comment(struct context *context, char byte)
{
    if (byte == '-')
        context->matched = context->matched < 2 ? context->matched + 1 : 2;
    else if (byte == '>' && context->matched >= 2)
        context->state = CONTEXT_TEXT;
    else if (byte != '!' || context->matched < 2)
        context->matched = 0;
}

/* "</script" ends what <script> began. `matched`: of that. */
static void feed_raw(struct context *context, char byte)
{
    size_t size = strlen(context->element);
    if (context->matched == size + 2 && (is_blank(byte) || byte == '/' || byte == '>')) {
        begin_tag(context, true);
        context->state = CONTEXT_TAG;
        feed_tag(context, byte);
    } else if (byte == '<') {
        context->matched = 1;
    } else if (context->matched == 1 && byte == '/') {
        context->matched = 2;
    } else if (context->matched >= 2 && context->matched < size + 2 &&
               lower(byte) == context->element[context->matched - 2]) {
        context->matched++;
    } else {
        context->matched = 0;
    }
}

void context_feed(struct context *context, char byte)
{
    switch (context->state) {
    case CONTEXT_TEXT:
        context->state = byte == '<' ? CONTEXT_TAG_OPEN : CONTEXT_TEXT;
        break;
    case CONTEXT_TAG_OPEN:
        feed_tag_open(context, byte);
        break;
    case CONTEXT_DECLARATION:
        feed_declaration(context, byte);
        break;
    case CONTEXT_COMMENT:
        feed_comment(context, byte);
        break;
    case CONTEXT_RAW:
    case CONTEXT_TITLE:
        feed_raw(context, byte);
        break;
    case CONTEXT_TAG_NAME:
    case CONTEXT_TAG:
    case CONTEXT_ATTRIBUTE_NAME:
    case CONTEXT_AFTER_NAME:
        feed_tag(context, byte);
        break;
    case CONTEXT_BEFORE_VALUE:
        feed_before_value(context, byte);
        break;
    case CONTEXT_DOUBLE_QUOTED:
    case CONTEXT_SINGLE_QUOTED:
    case CONTEXT_UNQUOTED:
        feed_value(context, byte);
        break;
    }
}

/* == Places =================================================================================================== */

/* Attributes in which text runs, or sends the page elsewhere; the content of a <meta> may do so. */
static bool is_dangerous(const struct context *context)
{
    static const char *const attributes[] = { "style", "srcdoc", "srcset", "http-equiv", "imagesrcset", NULL };
    bool refresh = strcmp(context->element, "meta") == 0 && strcmp(context->attribute, "content") == 0;
    return strncmp(context->attribute, "on", 2) == 0 || is_one_of(context->attribute, attributes) || refresh;
}

static bool is_address(const struct context *context)
{
    static const char *const attributes[] = { "href",    "src",        "action",     "formaction", "cite",
                                              "data",    "poster",     "background", "longdesc",   "manifest",
                                              "ping",    "profile",    "usemap",     "codebase",   "classid",
                                              "archive", "xlink:href", "from",       "to",         "values",
                                              NULL };
    return is_one_of(context->attribute, attributes);
}

/* What the browser loads from there could do anything. */
static bool loads(const struct context *context)
{
    static const char *const elements[] = { "script", "iframe", "frame",  "object", "embed",
                                            "link",   "base",   "applet", "use",    NULL };
    return is_one_of(context->element, elements);
}

enum context_escape context_escape(const struct context *context)
{
    if (context->state == CONTEXT_TEXT || context->state == CONTEXT_TITLE)
        return ESCAPE_TEXT;
    bool quoted = context->state == CONTEXT_DOUBLE_QUOTED || context->state == CONTEXT_SINGLE_QUOTED;
    if (!quoted || is_dangerous(context) || (is_address(context) && loads(context)))
        return ESCAPE_NOWHERE;
    if (!is_address(context))
        return ESCAPE_ATTRIBUTE;
    return !context->begun ? ESCAPE_ADDRESS : context->in_query ? ESCAPE_ARGUMENT : ESCAPE_PATH;
}

bool context_same(const struct context *left, const struct context *right)
{
    if (left->state != right->state)
        return false;
    if (left->state == CONTEXT_TEXT)
        return true;
    bool alike = !is_address(left) || (left->begun == right->begun && left->in_query == right->in_query);
    return alike && strcmp(left->element, right->element) == 0 && strcmp(left->attribute, right->attribute) == 0 &&
           left->closing == right->closing && left->matched == right->matched;
}
