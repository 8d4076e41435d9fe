/* What the indexer and its workers say to each other over a socket pair: frames of a length and bytes.
 *
 *     job      varint source size, source, varint file size, 64-bit mtime (zigzag varint), then the content
 *     answer   varint status, varint size + message, varint size + hint, varint size + record, varint size + document
 */
#ifndef DEPECHE_INDEXER_WORKER_PROTOCOL_H
#define DEPECHE_INDEXER_WORKER_PROTOCOL_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/worker.h"

enum { FRAME_HEAD_BYTES = 8 }; /* the size of what follows, little-endian */

void frame_head(size_t size, unsigned char head[FRAME_HEAD_BYTES]);
uint64_t frame_size(const unsigned char head[FRAME_HEAD_BYTES]);

/* A job without its content, which follows it in the same frame. */
void job_pack(const struct worker_job *job, struct buffer *packed);
bool job_unpack(struct bytes packed, struct worker_job *job);

void answer_pack(const struct worker_answer *answer, struct buffer *packed);
bool answer_unpack(struct bytes packed, struct worker_answer *answer);

/* The life of a worker process, in its sandbox. `finder` was made before the fork, whose copy is the worker's own. */
_Noreturn void worker_serve(int socket, const struct worker_settings *settings, struct fact_finder *finder);

#endif
