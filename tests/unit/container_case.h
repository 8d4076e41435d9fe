/* What a container gives, as text: one line a member. */
#ifndef DEPECHE_TESTS_UNIT_CONTAINER_CASE_H
#define DEPECHE_TESTS_UNIT_CONTAINER_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "indexer/common/reason.h"
#include "indexer/containers/container.h"

#include <cmocka.h>

static inline void container_case_member(const struct member *member, struct buffer *lines)
{
    buffer_append(lines, member->name.data, member->name.size);
    if (member->uri)
        buffer_append_format(lines, " <%s>", member->uri);
    if (member->mime)
        buffer_append_format(lines, " %s", member->mime);
    if (member->charset)
        buffer_append_format(lines, " %s", member->charset);
    if (member->captured_s)
        buffer_append_format(lines, " @%lld", (long long)member->captured_s);
    if (member->modified)
        buffer_append_format(lines, " modified %s", member->modified);
    if (member->status)
        buffer_append_format(lines, " %s: %s", reason_name(reason_of(&member->failure)), member->failure.message);
    else if (member->content.size <= 200)
        buffer_append_format(lines, " [%.*s]", (int)member->content.size, member->content.data);
    else
        buffer_append_format(lines, " %zu bytes", member->content.size);
    if (member->warning)
        buffer_append_format(lines, " (%s)", member->warning);
    buffer_append_byte(lines, '\n');
}

static inline void container_case_lines(const struct container_kind *kind, struct bytes file, struct buffer *lines)
{
    struct input input = input_of_memory(file);
    struct container_file *container = NULL;
    struct member member = { .status = STATUS_OK };
    buffer_truncate(lines, 0);
    if (kind->open(&container, &input, &member.failure)) {
        buffer_append_format(lines, "cannot be opened: %s\n", member.failure.message);
        return;
    }
    while (member = (struct member){ .status = STATUS_OK }, kind->next(container, &member))
        container_case_member(&member, lines);
    kind->close(container);
}

/* The members of `file` are as told. */
static inline void container_case(const struct container_kind *kind, struct bytes file, const char *told)
{
    struct buffer lines = BUFFER_EMPTY;
    container_case_lines(kind, file, &lines);
    assert_string_equal(lines.bytes, told);
    buffer_clear(&lines);
}

/* Damaged copies: cut at every byte (of a small file), bytes changed. What is read is the sanitizers' to judge; here
 * it must come to an end. */
static inline void container_case_damage(const struct container_kind *kind, struct bytes file, size_t rounds)
{
    struct buffer copy = BUFFER_EMPTY, lines = BUFFER_EMPTY;
    uint32_t random = 12345;
    for (size_t size = 0; size < file.size; size += file.size / 400 + 1)
        container_case_lines(kind, (struct bytes){ file.data, size }, &lines);
    for (size_t round = 0; round < rounds; round++) {
        buffer_truncate(&copy, 0);
        buffer_append(&copy, file.data, file.size);
        for (int i = 0; i < 3; i++) {
            random = random * 1664525 + 1013904223;
            copy.bytes[(random >> 8) % copy.size] = (char)(random >> 24);
        }
        container_case_lines(kind, buffer_view(&copy), &lines);
    }
    buffer_clear(&copy);
    buffer_clear(&lines);
}

#endif
