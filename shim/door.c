/* The functions of xapian_shim.h for programs that only search: each is the module's, which is loaded by the first. A
 * program that links this in place of the library needs neither Xapian nor C++ to start. */
#include "shim/door.h"

#include <dlfcn.h>

#ifdef __SANITIZE_ADDRESS__
/* As in shim/databases.cc, which is not part of this program. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);

const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}

const char *__lsan_default_suppressions(void)
{
    return "leak:libxapian.so";
}
#endif

/* The module stays loaded; the loader itself remembers that it is. */
static const struct door_functions *door(struct failure *failure)
{
    void *module = dlopen(DOOR_MODULE, RTLD_NOW | RTLD_LOCAL);
    const struct door_functions *functions = module ? dlsym(module, DOOR_SYMBOL) : NULL;
    if (!functions) {
        fail(failure, STATUS_IO, "cannot load " DOOR_MODULE ": %s", dlerror());
        fail_hint(failure, "It is installed beside this program: install all of Depeche anew.");
    }
    return functions;
}

enum status xs_reader_open(struct xs_reader **reader, const char *path, struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->reader_open(reader, path, failure) : STATUS_IO;
}

void xs_reader_close(struct xs_reader *reader)
{
    struct failure unsaid;
    const struct door_functions *through = reader ? door(&unsaid) : NULL;
    if (through)
        through->reader_close(reader);
}

enum status xs_reader_hide(struct xs_reader *reader, const uint32_t *docids, size_t docid_count,
                           struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->reader_hide(reader, docids, docid_count, failure) : STATUS_IO;
}

enum status xs_reader_facts(const struct xs_reader *reader, struct xs_reader_facts *facts, struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->reader_facts(reader, facts, failure) : STATUS_IO;
}

enum status xs_reader_frequencies(const struct xs_reader *reader, const struct bytes *terms, size_t term_count,
                                  uint32_t *frequencies, struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->reader_frequencies(reader, terms, term_count, frequencies, failure) : STATUS_IO;
}

enum status xs_reader_terms(const struct xs_reader *reader, struct bytes prefix, xs_term_visit visit, void *context,
                            struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->reader_terms(reader, prefix, visit, context, failure) : STATUS_IO;
}

enum status xs_reader_places(const struct xs_reader *reader, const uint32_t *docids, size_t docid_count,
                             const struct bytes *terms, size_t term_count, uint32_t most, xs_place_visit visit,
                             void *context, struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through
               ? through->reader_places(reader, docids, docid_count, terms, term_count, most, visit, context, failure)
               : STATUS_IO;
}

enum status xs_reader_data(const struct xs_reader *reader, uint32_t docid, struct buffer *data,
                           struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->reader_data(reader, docid, data, failure) : STATUS_IO;
}

enum status xs_search(const struct xs_reader *reader, const struct xs_search *search, struct xs_result **result,
                      struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->search(reader, search, result, failure) : STATUS_IO;
}

enum status xs_result_value(struct xs_result *result, size_t hit, uint32_t slot, struct bytes *value,
                            struct failure *failure)
{
    const struct door_functions *through = door(failure);
    return through ? through->result_value(result, hit, slot, value, failure) : STATUS_IO;
}

void xs_result_free(struct xs_result *result)
{
    struct failure unsaid;
    const struct door_functions *through = result ? door(&unsaid) : NULL;
    if (through)
        through->result_free(result);
}

const char *xs_version(void)
{
    struct failure unsaid;
    const struct door_functions *through = door(&unsaid);
    return through ? through->version() : "?";
}
