/* The encodings of mail: quoted-printable, base64, words in headers. */
#ifndef DEPECHE_INDEXER_MAIL_TEXT_H
#define DEPECHE_INDEXER_MAIL_TEXT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

/* The bytes that were encoded; what is no code is passed over. */
void mail_decode_quoted(struct bytes text, bool header, struct buffer *bytes);
void mail_decode_base64(struct bytes text, struct buffer *bytes);

/* The value of a header as UTF-8 on one line: folded lines joined, =?charset?Q?words?= read, other bytes guessed. */
enum status mail_decode_header(struct bytes value, struct buffer *text, struct failure *failure);

/* == Headers ================================================================================================== */

/* The value of the first header of this name (any case) in a block of headers, lines still folded; empty for none. */
struct bytes mail_header(struct bytes headers, const char *name);

/* Does this line, with or without its end, begin a header ("Name:") or go on with one? */
bool mail_is_header_line(struct bytes line);

/* The line a mailbox puts before a message, with its end: "From press@example.org Tue Apr 14 08:00:00 2009". Its
 * size, 0 when `text` does not begin with one. */
size_t mail_envelope_line(struct bytes text);

/* Cut a message or a part into its headers and what follows the empty line. */
void mail_split(struct bytes message, struct bytes *headers, struct bytes *body);

/* A parameter of a structured header: charset, boundary, name. Cut at the size of `value`; "" for none. */
enum { MAIL_PARAMETER_BYTES = 128 };
void mail_parameter(struct bytes header, const char *name, char value[MAIL_PARAMETER_BYTES]);

/* Does the value of a structured header begin with this, in any case? "multipart/", "attachment". */
bool mail_begins(struct bytes header, const char *with);

#endif
