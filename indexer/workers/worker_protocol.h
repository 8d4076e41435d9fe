/* What the indexer and its workers say to each other, jobs over a socket and answers through a pipe: frames of a length and bytes.
 *
 *     job     source with its NUL, size, mtime and content of the file, range, first member, sidecar; the open file travels with
 *             the frame's head
 *     begun   name: this document of the file is being read; left out where it has no name
 *     answer  member, status, reason, message, hint, name, address and time of capture, notes, record, document
 *     end     an empty frame: the file is done with
 *
 * A worker may have several jobs waiting; it answers them one after the other. */
#ifndef DEPECHE_INDEXER_WORKER_PROTOCOL_H
#define DEPECHE_INDEXER_WORKER_PROTOCOL_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/workers/worker.h"

enum { FRAME_HEAD_BYTES = 8 }; /* the size of what follows, little-endian */

void frame_head(size_t size, unsigned char head[FRAME_HEAD_BYTES]);
uint64_t frame_size(const unsigned char head[FRAME_HEAD_BYTES]);

/* Read so many bytes, waiting for them. False when the other end is gone. */
bool frame_read(int descriptor, void *into, size_t size);

/* What a job's frame holds; `job->file` is not part of it. The unpacked source is a view into the frame. */
void job_pack(const struct worker_job *job, uint64_t first_member, struct buffer *packed);
bool job_unpack(struct bytes packed, struct worker_job *job, uint64_t *first_member);

/* `begun_unpack` is false for a frame of another kind. The name is a view into the frame. */
void begun_pack(struct bytes name, struct buffer *packed);
bool begun_unpack(struct bytes packed, struct bytes *name);

void answer_pack(const struct worker_answer *answer, struct buffer *packed);
bool answer_unpack(struct bytes packed, struct worker_answer *answer);

/* The life of a worker process, in its sandbox. `finder` was made before the fork, whose copy is the worker's own. */
_Noreturn void worker_serve(int jobs, int answers, const struct worker_settings *settings, struct fact_finder *finder);

#endif
