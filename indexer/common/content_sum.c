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

uint64_t content_sum(int file, struct bytes sidecar, uint64_t stated)
{
    struct sha256_ctx sha;
    uint8_t bytes[1 << 15], digest[SHA256_DIGEST_SIZE];
    uint64_t sum = 0;
    ssize_t got;
    sha256_init(&sha);
    add_number(&sha, stated);
    add_number(&sha, sidecar.size);
    if (sidecar.size)
        sha256_update(&sha, sidecar.size, (const uint8_t *)sidecar.data);
    if (lseek(file, 0, SEEK_SET) != 0)
        return 0;
    while ((got = read(file, bytes, sizeof bytes)) > 0 || (got < 0 && errno == EINTR))
        sha256_update(&sha, got > 0 ? (size_t)got : 0, bytes);
    if (got < 0 || lseek(file, 0, SEEK_SET) != 0)
        return 0;
    sha256_digest(&sha, sizeof digest, digest);
    for (size_t i = 0; i < sizeof sum; i++)
        sum = sum << 8 | digest[i];
    return sum ? sum : 1;
}
