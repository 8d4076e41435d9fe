/* What a file holds, as a number. */
#include "indexer/common/content_sum.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <sys/types.h>
#include <unistd.h>

static void add_number(struct sha256_ctx *sha, uint64_t number)
{
    uint8_t bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
    sha256_update(sha, sizeof bytes, bytes);
}

/* What is summed up before the content. */
static void begin(struct sha256_ctx *sha, struct bytes sidecar, uint64_t stated)
{
    sha256_init(sha);
    add_number(sha, stated);
    add_number(sha, sidecar.size);
    if (sidecar.size)
        sha256_update(sha, sidecar.size, (const uint8_t *)sidecar.data);
}

static uint64_t end(struct sha256_ctx *sha)
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    uint64_t sum = 0;
    sha256_digest(sha, sizeof digest, digest);
    for (size_t i = 0; i < sizeof sum; i++)
        sum = sum << 8 | digest[i];
    return sum ? sum : 1;
}

uint64_t content_sum(int file, struct bytes sidecar, uint64_t stated)
{
    struct sha256_ctx sha;
    uint8_t bytes[1 << 15];
    off_t at = 0;
    ssize_t got;
    begin(&sha, sidecar, stated);
    while ((got = pread(file, bytes, sizeof bytes, at)) > 0 || (got < 0 && errno == EINTR)) {
        sha256_update(&sha, got > 0 ? (size_t)got : 0, bytes);
        at += got > 0 ? got : 0;
    }
    return got < 0 ? 0 : end(&sha);
}

uint64_t content_sum_of(struct bytes content, struct bytes sidecar, uint64_t stated)
{
    struct sha256_ctx sha;
    begin(&sha, sidecar, stated);
    if (content.size)
        sha256_update(&sha, content.size, (const uint8_t *)content.data);
    return end(&sha);
}
