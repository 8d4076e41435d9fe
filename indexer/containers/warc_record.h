/* The records of a web archive one after the other, and the way from one to the next where lengths are wrong. */
#ifndef DEPECHE_INDEXER_WARC_RECORD_H
#define DEPECHE_INDEXER_WARC_RECORD_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/containers/warc_header.h"
#include "indexer/containers/warc_stream.h"

struct warc_record {
    struct warc_place place;
    struct warc_header header; /* views into `head` */
    struct buffer head;
};

/* The head of the record that comes next. False where none begins. */
bool warc_record_read(struct warc_stream *stream, struct warc_record *record);

/* Look at the block of `record`, whose head was read. STATUS_INVALID, with how many bytes belong to it after all,
 * where it is cut short or another record begins inside it or not behind it. */
enum status warc_record_look(struct warc_stream *stream, const struct warc_record *record, struct bytes *block,
                             struct failure *failure);

/* The empty lines between records. */
void warc_record_pass_lines(struct warc_stream *stream);

/* To the next head, from here on. False at the end of the file. */
bool warc_record_resynchronise(struct warc_stream *stream);

#endif
