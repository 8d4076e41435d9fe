/* Reads depeche.conf. */
#include "query/cgi/cgi_settings.h"

#include <string.h>

#include "base/files.h"
#include "language/utf8.h"

enum { SETTINGS_FILE_BYTES = 65536 };

struct reader {
    struct cgi_settings *settings;
    const char *path; /* of the file */
    int line;
    struct failure *failure;
};

static enum status refuse(struct reader *reader, const char *reason, struct bytes what)
{
    int shown = (int)utf8_whole(what, what.size < 100 ? what.size : 100);
    return fail(reader->failure, STATUS_INVALID, "%s, line %d: %s: %.*s", reader->path, reader->line, reason, shown,
                what.data);
}

static enum status set(struct reader *reader, const char **field, struct bytes value)
{
    const char *copy = arena_copy(&reader->settings->arena, value);
    if (!copy)
        return fail_no_memory(reader->failure);
    *field = copy;
    return STATUS_OK;
}

/* == Values =================================================================================================== */

/* Relative to the folder of the file: a server starts us wherever it likes. */
static enum status set_index(struct reader *reader, struct bytes value)
{
    struct buffer path = BUFFER_EMPTY;
    size_t folder = (size_t)(files_name(reader->path) - reader->path);
    if (*value.data != '/')
        buffer_append(&path, reader->path, folder);
    buffer_append(&path, value.data, value.size);
    enum status status = buffer_status(&path, "a path", reader->failure);
    if (!status)
        status = set(reader, &reader->settings->index, buffer_view(&path));
    buffer_clear(&path);
    return status;
}

static enum status set_language(struct reader *reader, struct bytes value)
{
    char code[16] = "";
    if (value.size < sizeof code)
        memcpy(code, value.data, value.size);
    enum language language = language_from_code(code);
    if (language == LANGUAGE_UNKNOWN)
        return refuse(reader, "neither fr nor en", value);
    reader->settings->home = language;
    return STATUS_OK;
}

static enum status set_link_prefix(struct reader *reader, struct bytes value)
{
    static const char arrow[] = "->";
    const char *found = memmem(value.data, value.size, arrow, sizeof arrow - 1);
    struct bytes from = { "", 0 }, to = value;
    if (found) {
        from = bytes_trimmed((struct bytes){ value.data, (size_t)(found - value.data) });
        size_t passed = (size_t)(found - value.data) + sizeof arrow - 1;
        to = bytes_trimmed((struct bytes){ value.data + passed, value.size - passed });
    }
    bool web = to.size > 8 && (memcmp(to.data, "http://", 7) == 0 || memcmp(to.data, "https://", 8) == 0);
    bool path = to.size > 0 && to.data[0] == '/' && (to.size == 1 || to.data[1] != '/');
    if (!web && !path)
        return refuse(reader, "neither an http address nor a path that begins with /", to);
    enum status status = set(reader, &reader->settings->link_from, from);
    return status ? status : set(reader, &reader->settings->link_to, to);
}

static enum status set_value(struct reader *reader, struct bytes key, struct bytes value)
{
    struct cgi_settings *settings = reader->settings;
    const struct {
        const char *name;
        const char **field; /* NULL: see below */
        enum status (*set)(struct reader *, struct bytes);
    } keys[] = {
        { "index", NULL, set_index },
        { "name_en", &settings->name[LANGUAGE_ENGLISH], NULL },
        { "name_fr", &settings->name[LANGUAGE_FRENCH], NULL },
        { "language", NULL, set_language },
        { "address", &settings->address, NULL },
        { "link_prefix", NULL, set_link_prefix },
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strlen(keys[i].name) != key.size || memcmp(keys[i].name, key.data, key.size) != 0)
            continue;
        return keys[i].set ? keys[i].set(reader, value) : set(reader, keys[i].field, value);
    }
    return refuse(reader, "there is no such key", key);
}

/* == Lines ==================================================================================================== */

static enum status read_line(struct reader *reader, struct bytes line)
{
    line = bytes_trimmed(line);
    if (line.size == 0 || *line.data == '#')
        return STATUS_OK;
    const char *equals = memchr(line.data, '=', line.size);
    if (!equals)
        return refuse(reader, "not of the form key = value", line);
    size_t key_bytes = (size_t)(equals - line.data);
    struct bytes value = bytes_trimmed((struct bytes){ equals + 1, line.size - key_bytes - 1 });
    if (value.size == 0)
        return refuse(reader, "a key without a value", line);
    return set_value(reader, bytes_trimmed((struct bytes){ line.data, key_bytes }), value);
}

static enum status read_text(struct reader *reader, struct bytes text)
{
    if (!utf8_valid(text) || memchr(text.data, '\0', text.size))
        return fail(reader->failure, STATUS_INVALID, "%s is not UTF-8 text", reader->path);
    while (text.size > 0) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size;
        reader->line++;
        enum status status = read_line(reader, (struct bytes){ text.data, size });
        if (status)
            return status;
        size += end ? 1 : 0;
        text = (struct bytes){ text.data + size, text.size - size };
    }
    return STATUS_OK;
}

static enum status read_file(struct cgi_settings *settings, const char *path, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    struct reader reader = { .settings = settings, .path = path, .failure = failure };
    enum status status = files_read(path, SETTINGS_FILE_BYTES, &text, failure);
    if (!status)
        status = read_text(&reader, buffer_view(&text));
    buffer_clear(&text);
    return status;
}

/* == Which file =============================================================================================== */

/* A place where the file may be, but need not. */
static enum status try_file(struct cgi_settings *settings, const char *path, bool *found, struct failure *failure)
{
    *found = files_exist(path);
    return *found ? read_file(settings, path, failure) : STATUS_OK;
}

static enum status read_configuration(struct cgi_settings *settings, const struct cgi_environment *environment,
                                      struct failure *failure)
{
    static const char name[] = "depeche.conf", system_wide[] = "/etc/depeche.conf";
    char beside[FILES_PATH_BYTES];
    bool found = false;
    if (*environment->configuration)
        return read_file(settings, environment->configuration, failure);

    size_t folder = (size_t)(files_name(environment->script) - environment->script);
    if (folder > 0 && folder + sizeof name <= sizeof beside) {
        memcpy(beside, environment->script, folder);
        memcpy(beside + folder, name, sizeof name);
        enum status status = try_file(settings, beside, &found, failure);
        if (status || found)
            return status;
    }
    return try_file(settings, system_wide, &found, failure);
}

enum status cgi_settings_read(struct cgi_settings *settings, const struct cgi_environment *environment,
                              struct failure *failure)
{
    *settings = (struct cgi_settings){ .name = { "Depeche", "Dépêche", "Depeche" }, .arena = ARENA_EMPTY };
    settings->address = settings->link_from = settings->link_to = "";
    enum status status = read_configuration(settings, environment, failure);
    if (!status && *environment->index) {
        settings->index = arena_copy(&settings->arena,
                                     bytes_of(environment->index));
        status = settings->index ? STATUS_OK : fail_no_memory(failure);
    }
    if (!status && !settings->index) {
        fail(failure, STATUS_NOT_FOUND, "no index is named");
        status = fail_hint(failure, "set DEPECHE_INDEX, or write index = FOLDER in depeche.conf beside the program");
    }
    if (status)
        settings->index = NULL;
    return status;
}

void cgi_settings_clear(struct cgi_settings *settings)
{
    arena_clear(&settings->arena);
    settings->index = NULL;
}
