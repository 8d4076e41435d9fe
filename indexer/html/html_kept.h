/* Attributes that pass libxml2 by.
 *
 * The parser takes a hundred instructions for each byte of an attribute, most of which nobody asks for. Of a tag in
 * which nothing is unusual the guard keeps what the reader asks for, and the parser is given one short attribute in
 * place of all, a stand-in; where that comes out with an element, the reader has the kept ones. */
#ifndef DEPECHE_INDEXER_HTML_KEPT_H
#define DEPECHE_INDEXER_HTML_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Decoding makes line ends of carriage returns. */
static inline bool html_is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

/* The first byte from `at` on that is not blank, or the size of the text. */
static inline size_t html_past_blanks(struct bytes text, size_t at)
{
    while (at < text.size && html_is_blank(text.data[at]))
        at++;
    return at;
}

enum { HTML_KEPT_MOST = 16 /* of a tag; one with more is unusual */ };

/* A start tag, between '<' and '>'. */
struct html_tag {
    size_t name_bytes, size;
    bool closes_itself; /* "/>" */
    size_t count;       /* of its attributes, those that are kept */
    struct html_kept_attribute {
        unsigned char name; /* a number for it */
        struct bytes value; /* data is NULL where there is none */
    } kept[HTML_KEPT_MOST];
};

/* Reads the start tag whose name begins at `text`. False for one that is unusual in any way, or has no end: then it
 * is for the parser to make out what it means. */
bool html_tag_read(struct bytes text, struct html_tag *tag);

struct html_kept {
    struct buffer packed; /* the attributes of one tag after the other */
    size_t at;            /* of them, given out */
    size_t made, given;   /* tags */
};

#define HTML_KEPT_EMPTY                                                                                              \
    {                                                                                                                \
        .packed = BUFFER_EMPTY                                                                                       \
    }

/* Append the tag to `clean`, from '<' on and without '>', with a stand-in for its attributes if it has any. */
void html_kept_copy(struct html_kept *kept, struct bytes text, const struct html_tag *tag, struct buffer *clean);

/* May the parser find an attribute in `markup` that looks like a stand-in, or begins like one at its end? */
bool html_kept_may_be_in(struct bytes markup);

/* If `attributes`, as the parser gives them out, are a stand-in: the kept ones in its place, into `into`, valid as
 * long as `kept`. Else they are left as they are. */
enum { HTML_KEPT_ARRAY = 2 * HTML_KEPT_MOST + 1 };
const unsigned char **html_kept_next(struct html_kept *kept, const unsigned char **attributes,
                                     const unsigned char *into[HTML_KEPT_ARRAY]);

/* Has each stand-in come out, in its order? */
bool html_kept_are_whole(const struct html_kept *kept);

#endif
