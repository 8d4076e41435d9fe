/* Reading a file from its beginning to its end, with a bounded look ahead. Runs come from processes that read hostile
 * files: whatever they claim is checked against what is there. */
#ifndef DEPECHE_GLASS_INPUT_H
#define DEPECHE_GLASS_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/files.h"

struct glass_input {
    int descriptor; /* -1 while closed */
    char *bytes;    /* those from `next` to `end` are read and not yet taken */
    size_t capacity, next, end;
    uint64_t unread_bytes; /* of the file */
    char path[FILES_PATH_BYTES];
};

enum status glass_input_open(struct glass_input *input, const char *path, struct failure *failure);
void glass_input_close(struct glass_input *input); /* also after a failed open */

/* Take a number, or `size` bytes, which stay valid until the next call. STATUS_CORRUPT when the file does not hold
 * them. */
enum status glass_input_long_number(struct glass_input *input, uint64_t *number, struct failure *failure);
static inline enum status glass_input_number(struct glass_input *input, uint64_t *number, struct failure *failure)
{
    if (input->next == input->end || (unsigned char)input->bytes[input->next] >= 0x80)
        return glass_input_long_number(input, number, failure);
    *number = (unsigned char)input->bytes[input->next++];
    return STATUS_OK;
}
enum status glass_input_bytes(struct glass_input *input, uint64_t size, struct bytes *bytes, struct failure *failure);

/* What was read ahead: a view until the next call, of which the caller takes as much as it likes with
 * `glass_input_pass`. `glass_input_ahead` reads on until there are `size` bytes, or all that the file has. */
static inline struct bytes glass_input_window(const struct glass_input *input)
{
    return (struct bytes){ input->bytes + input->next, input->end - input->next };
}
static inline void glass_input_pass(struct glass_input *input, size_t size)
{
    input->next += size;
}
enum status glass_input_ahead(struct glass_input *input, size_t size, struct failure *failure);

/* Nothing may stand behind the end: STATUS_CORRUPT. */
enum status glass_input_end(const struct glass_input *input, struct failure *failure);

/* The one message about a file that is not what was written. */
enum status glass_input_fail(const struct glass_input *input, struct failure *failure);

#endif
