/* Fuzzes indexer/containers/container_feed.c; each item is read. */
#include "indexer/containers/container.h"
#include "tests/fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes content = { (const char *)data, size };
    struct input input = input_of_memory(content);
    struct container_file *feed = NULL;
    struct failure failure;

    container_feed.recognises(content);
    if (!container_feed.open(&feed, &input, &failure))
        for (struct member member = { .status = STATUS_OK }; container_feed.next(feed, &member);) {
            if (!member.status)
                fuzz_reader(&reader_xml, member.content);
            member = (struct member){ .status = STATUS_OK };
        }
    container_feed.close(feed);
    return 0;
}
