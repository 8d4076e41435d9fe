/* Reads depeche.conf. */
#include "query/cgi/cgi_settings.h"

#include <string.h>

#include "base/files.h"
#include "language/utf8.h"

enum { SETTINGS_FILE_BYTES = 65536 };

struct reader {
    struct cgi_settings *settings;
    const char *path; /* of the file */
    struct bytes folder;
    int line;
    struct failure *failure;
};

/* == Lines ==================================================================================================== */

/* The place before what was said of the line. */
static enum status add_place(struct reader *reader)
{
    struct failure said = *reader->failure;
    const char *path = reader->path;
    enum { SHOWN_BYTES = 200 };
    if (strlen(path) > SHOWN_BYTES)
        path = files_name(path);
    fail(reader->failure, said.status, "%.*s:%d: %s", SHOWN_BYTES, path, reader->line, said.message);
    return *said.hint ? fail_hint(reader->failure, "%s", said.hint) : said.status;
}

static enum status read_setting(struct reader *reader, struct bytes line)
{
    const char *equals = memchr(line.data, '=', line.size);
    size_t key_bytes = equals ? (size_t)(equals - line.data) : line.size;
    struct bytes key = bytes_trimmed((struct bytes){ line.data, key_bytes }), value = { "", 0 };
    if (equals)
        value = bytes_trimmed((struct bytes){ equals + 1, line.size - key_bytes - 1 });
    if (equals && value.size > 0)
        return cgi_settings_set(reader->settings, reader->folder, key, value, reader->failure);
    int shown = (int)utf8_whole(key, key.size < 60 ? key.size : 60);
    fail(reader->failure, STATUS_INVALID, "%.*s: %s", shown, key.data, equals ? "there is no value" : "there is no =");
    return fail_hint(reader->failure, "write key = value, or begin the line with # to make it a comment");
}

static enum status read_line(struct reader *reader, struct bytes line)
{
    line = bytes_trimmed(line);
    bool heading = line.size > 1 && *line.data == '[' && line.data[line.size - 1] == ']';
    if (line.size == 0 || *line.data == '#' || *line.data == ';' || heading)
        return STATUS_OK;
    return read_setting(reader, line) ? add_place(reader) : STATUS_OK;
}

static enum status read_text(struct reader *reader, struct bytes text)
{
    if (!utf8_valid(text) || memchr(text.data, '\0', text.size)) {
        files_fail_because(reader->failure, STATUS_INVALID, "cannot read", reader->path, "it is not UTF-8 text");
        return fail_hint(reader->failure, "save it as UTF-8");
    }
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
    reader.folder = (struct bytes){ path, (size_t)(files_name(path) - path) };
    settings->file = arena_copy(&settings->arena, bytes_of(path));
    if (!settings->file) {
        settings->file = "";
        return fail_no_memory(failure);
    }
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
    cgi_settings_init(settings);
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
