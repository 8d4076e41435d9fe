/* What text takes on a terminal: columns and colours. */
#ifndef DEPECHE_QUERY_PRINT_TERMINAL_H
#define DEPECHE_QUERY_PRINT_TERMINAL_H

#include "query/print/printer.h"

#define COLOUR_OFF "\033[0m"
#define COLOUR_TITLE "\033[1m"
#define COLOUR_MATCH "\033[1;33m"
#define COLOUR_FAINT "\033[2m"

/* Append the code, where colours are wanted. */
void terminal_colour(const struct print_settings *settings, struct buffer *out, const char *code);

/* The columns of harmless text: combining characters take none, wide ones two. */
size_t terminal_columns(struct bytes text);

/* The longest beginning and the longest end of a text that take at most `columns`; they never cut a character or
 * what combines with it. */
struct bytes terminal_beginning(struct bytes text, size_t columns);
struct bytes terminal_end(struct bytes text, size_t columns);

/* Spaces. */
void terminal_pad(struct buffer *out, size_t columns);

/* The text, or as much as has room beside an ellipsis. Returns the columns it took. */
size_t terminal_append_cut(struct buffer *out, struct bytes text, size_t columns);

#endif
