/* From one file to its records. */
#include "indexer/workers/extract.h"

#include <unistd.h>

#include "indexer/common/reason.h"
#include "indexer/containers/container.h"
#include "indexer/decode/decode.h"
#include "indexer/readers/reader.h"
#include "indexer/workers/read_document.h"

enum status extract_prepare(struct failure *failure)
{
    readers_prepare();
    containers_prepare();
    return decode_prepare(failure);
}

/* An archive may hold an archive; what is in that one is not opened. */
enum { NESTED_MOST = 1 };

struct extraction {
    struct fact_finder *finder;
    const struct item *item;
    const struct extract_taker *taker;
    uint64_t number; /* of the document that comes next */
};

/* Make a record of one document and hand it over. */
static enum status extract_document(struct extraction *extraction, const struct member *member,
                                    struct failure *failure)
{
    struct extracted extracted = { .member = extraction->number++,
                                   .name = member->name,
                                   .status = member->status,
                                   .failure = member->failure,
                                   .uri = member->uri,
                                   .captured_s = member->captured_s };
    struct buffer notes = BUFFER_EMPTY;
    struct record record;
    enum status status;

    if (extracted.member < extraction->item->first_member)
        return STATUS_OK;
    if ((status = extraction->taker->begin(&extracted, extraction->taker->context, failure)))
        return status;
    record_init(&record);
    if (!extracted.status)
        extracted.status = read_document(extraction->finder, extraction->item, member, &record, &notes,
                                         &extracted.failure);
    extracted.record = extracted.status ? NULL : &record;
    extracted.notes = buffer_view(&notes);
    status = extraction->taker->take(&extracted, extraction->taker->context, failure);
    record_clear(&record);
    buffer_clear(&notes);
    return status;
}

/* == Containers =============================================================================================== */

static enum status extract_container(struct extraction *extraction, const struct container_kind *kind,
                                     struct input *input, struct bytes outer, unsigned depth,
                                     struct failure *failure);

static const struct container_kind *container_in(struct bytes content)
{
    if (content.size > CONTAINER_HEAD_BYTES)
        content.size = CONTAINER_HEAD_BYTES;
    return container_find(content);
}

/* A member is a document, or an archive of them. A compressed file is one member without a name: itself. */
static enum status extract_member(struct extraction *extraction, const struct container_kind *kind,
                                  struct member *member, unsigned depth, struct failure *failure)
{
    const struct container_kind *inner = !member->status && kind->holds_files ? container_in(member->content) : NULL;
    unsigned inner_depth = depth + (member->name.size > 0 || depth > 0);
    if (inner && inner_depth <= NESTED_MOST) {
        struct input input = input_of_memory(member->content);
        return extract_container(extraction, inner, &input, member->name, inner_depth, failure);
    }
    if (inner)
        member->status = fail_reason(&member->failure, REASON_NESTING, "an archive in an archive in an archive");
    return extract_document(extraction, member, failure);
}

/* `outer`: the name of the member that the container is. */
static enum status extract_container(struct extraction *extraction, const struct container_kind *kind,
                                     struct input *input, struct bytes outer, unsigned depth, struct failure *failure)
{
    struct container_file *container = NULL;
    struct buffer name = BUFFER_EMPTY;
    struct member member = { .name = outer, .status = STATUS_OK };
    enum status status = STATUS_OK;

    if ((member.status = kind->open(&container, input, &member.failure)))
        status = extract_document(extraction, &member, failure);
    for (;;) {
        member = (struct member){ .status = STATUS_OK };
        if (status || !container || !kind->next(container, &member))
            break;
        if (outer.size) {
            buffer_truncate(&name, 0);
            buffer_append(&name, outer.data, outer.size);
            buffer_append_text(&name, ": ");
            buffer_append(&name, member.name.data, member.name.size);
            member.name = buffer_view(&name);
        }
        status = extract_member(extraction, kind, &member, depth, failure);
    }
    if (container)
        kind->close(container);
    buffer_clear(&name);
    return status;
}

static enum status extract_whole(struct extraction *extraction, struct input *input, struct failure *failure)
{
    struct buffer content = BUFFER_LIMITED(MEMBER_MOST_BYTES);
    struct member member = { .status = STATUS_OK, .content = extraction->item->content };
    enum status status;
    if (extraction->item->first_member > 0)
        return STATUS_OK;
    if (input_size(input) > MEMBER_MOST_BYTES)
        member.status = fail_reason(&member.failure, REASON_TOO_LARGE, "is larger than %d bytes", MEMBER_MOST_BYTES);
    else if (!member.content.data) {
        member.status = input_read_all(input, &content, &member.failure);
        member.content = buffer_view(&content);
    }
    status = extract_document(extraction, &member, failure);
    buffer_clear(&content);
    return status;
}

/* Every file is told, also one that holds nothing to tell. */
static enum status extract_nothing(struct extraction *extraction, struct failure *failure)
{
    struct member member = { .status = STATUS_OK };
    member.status = fail_reason(&member.failure, REASON_EMPTY, "holds no document");
    return extract_document(extraction, &member, failure);
}

/* What the file is, if not one document. */
static const struct container_kind *container_of(const struct item *item)
{
    char head[CONTAINER_HEAD_BYTES];
    if (item->content.data)
        return container_in(item->content);
    ssize_t size = pread(item->file, head, sizeof head, 0);
    return size > 0 ? container_find((struct bytes){ head, (size_t)size }) : NULL;
}

enum status extract(struct fact_finder *finder, const struct item *item, const struct extract_taker *taker,
                    struct failure *failure)
{
    struct extraction extraction = { finder, item, taker, 0 };
    struct input input = item->content.data ? input_of_memory(item->content) : input_of_file(item->file);
    const struct bytes no_name = { "", 0 };
    const struct container_kind *kind = container_of(item);
    if (kind != &container_jsonl && item->range.begin > 0)
        return STATUS_OK;
    if (!kind)
        return extract_whole(&extraction, &input, failure);
    if (kind == &container_jsonl &&
        !input_restrict(&input, item->range.begin, item->range.end, item->range.lines_before))
        return fail(failure, STATUS_IO, "cannot be read from its middle");
    enum status status = extract_container(&extraction, kind, &input, no_name, 0, failure);
    return status || extraction.number || item->range.begin ? status : extract_nothing(&extraction, failure);
}
