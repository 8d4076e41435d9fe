/* Where words stand in documents. */
#include "query/places.h"

#include <string.h>

#include "base/files.h"

enum { STUB_BYTES = 65536 };

/* == Opening ================================================================================================== */

/* The directory on a line of the stub, beside which relative ones are; false for what is no local database. */
static bool directory_of(const char *stub, struct bytes line, char path[FILES_PATH_BYTES])
{
    static const char kind[] = "auto ";
    size_t head = sizeof kind - 1;
    char name[FILES_PATH_BYTES];
    struct failure failure;
    if (line.size <= head || line.size - head >= sizeof name || memcmp(line.data, kind, head) != 0)
        return false;
    memcpy(name, line.data + head, line.size - head);
    name[line.size - head] = '\0';
    const char *slash = strrchr(stub, '/');
    if (*name == '/' || !slash)
        return !files_join(path, *name == '/' ? "/" : ".", name + (*name == '/'), &failure);
    char beside[FILES_PATH_BYTES];
    size_t size = (size_t)(slash - stub);
    if (size >= sizeof beside)
        return false;
    memcpy(beside, stub, size);
    beside[size] = '\0';
    return !files_join(path, beside, name, &failure);
}

/* STATUS_INVALID for what is to be left to Xapian. */
static enum status open_line(struct places *places, const char *stub, struct bytes line, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    if (line.size == 0 || *line.data == '#')
        return STATUS_OK;
    if (places->database_count == PLACES_DATABASES || !directory_of(stub, line, path))
        return STATUS_INVALID;
    enum status status = glass_reader_open(&places->databases[places->database_count], path, failure);
    if (!status)
        places->database_count++;
    return status;
}

enum status places_open(struct places *places, const char *path, struct failure *failure)
{
    struct buffer stub = BUFFER_EMPTY;
    *places = (struct places){ .reader = NULL };
    enum status status = files_read(path, STUB_BYTES, &stub, failure);
    for (size_t at = 0, size; !status && at < stub.size; at += size + 1) {
        const char *end = memchr(stub.bytes + at, '\n', stub.size - at);
        size = end ? (size_t)(end - (stub.bytes + at)) : stub.size - at;
        status = open_line(places, path, (struct bytes){ stub.bytes + at, size }, failure);
    }
    buffer_clear(&stub);
    if (status)
        places_close(places);
    return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

void places_close(struct places *places)
{
    while (places->database_count)
        glass_reader_close(places->databases[--places->database_count]);
}

/* == Finding ================================================================================================== */

struct finding {
    struct xs_place place;
    xs_place_visit visit;
    void *context;
};

static void visit_position(uint32_t position, void *context)
{
    struct finding *finding = context;
    finding->place.position = position;
    finding->visit(&finding->place, finding->context);
}

/* Xapian numbers the documents of several databases by turns. */
enum status places_find(struct places *places, const uint32_t *docids, size_t docid_count, const struct bytes *terms,
                        size_t term_count, uint32_t most, xs_place_visit visit, void *context,
                        struct failure *failure)
{
    uint32_t databases = (uint32_t)places->database_count;
    struct finding finding = { .visit = visit, .context = context };
    enum status status = STATUS_OK;
    if (databases == 0)
        return xs_reader_places(places->reader, docids, docid_count, terms, term_count, most, visit, context,
                                failure);
    for (size_t term = 0; term < term_count; term++) {
        for (size_t document = 0; document < docid_count && !status; document++) {
            finding.place = (struct xs_place){ .document = document, .term = term };
            status = glass_reader_positions(places->databases[(docids[document] - 1) % databases], terms[term],
                                            (docids[document] - 1) / databases + 1, most, visit_position, &finding,
                                            failure);
        }
    }
    return status;
}
