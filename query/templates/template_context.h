/* Where in an HTML document a byte stands, and what may be put there: what a browser would make of it. */
#ifndef DEPECHE_QUERY_TEMPLATE_CONTEXT_H
#define DEPECHE_QUERY_TEMPLATE_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

enum context_state {
    CONTEXT_TEXT,
    CONTEXT_TITLE, /* of <title> and <textarea>: text without elements */
    CONTEXT_RAW,   /* of <script>, <style> and the like */
    CONTEXT_TAG_OPEN,
    CONTEXT_TAG_NAME,
    CONTEXT_TAG, /* between attributes */
    CONTEXT_ATTRIBUTE_NAME,
    CONTEXT_AFTER_NAME,
    CONTEXT_BEFORE_VALUE,
    CONTEXT_DOUBLE_QUOTED,
    CONTEXT_SINGLE_QUOTED,
    CONTEXT_UNQUOTED,
    CONTEXT_DECLARATION,
    CONTEXT_COMMENT,
};

enum { CONTEXT_NAME_BYTES = 16 };
struct context {
    enum context_state state;
    char element[CONTEXT_NAME_BYTES], attribute[CONTEXT_NAME_BYTES]; /* in lower case, cut */
    bool closing;
    bool begun, in_query; /* of a value: something stands in it; a ? */
    size_t matched;       /* of what ends a comment or raw text */
};

/* Begin with all zero: in text. */
void context_feed(struct context *context, char byte);

/* What a value has to become there. */
enum context_escape {
    ESCAPE_NOWHERE, /* no value may stand there */
    ESCAPE_TEXT,
    ESCAPE_ATTRIBUTE,
    ESCAPE_ADDRESS,  /* a whole one, or its beginning */
    ESCAPE_PATH,     /* a part of one */
    ESCAPE_ARGUMENT, /* after its ? */
};
enum context_escape context_escape(const struct context *context);

/* Would what follows be read alike in both? */
bool context_same(const struct context *left, const struct context *right);

#endif
