/* Where the files of an index are, and which generation is the current one. */
#include "record/published.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "language/messages.h"

#define FIRST_LINE "# depeche generation "
#define ROLLED_BACK_LINE "# rolled back from generation "

/* A stub file has one line for each database; more than this was not written by us. */
enum { CURRENT_BYTES = 1 << 20 };

/* Unsigned long has 64 bits or 32: nine digits fit in either. */
enum { GENERATION_DIGITS = 9 };

static const char *environment(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

const char *published_index(const char *given)
{
    if (given && *given)
        return given;
    const char *named = environment("DEPECHE_INDEX");
    return named ? named : "depeche.index";
}

/* == The current generation =================================================================================== */

/* `line` and a number, "# depeche generation 000042"; an editor may have left blanks at its end. */
static bool read_numbered_line(const char **text, const char *line, unsigned long *generation)
{
    const char *at = *text;
    size_t length = strlen(line);
    if (strncmp(at, line, length) != 0)
        return false;

    size_t digits = 0;
    *generation = 0;
    for (at += length; isdigit((unsigned char)*at); at++, digits++) {
        if (digits == GENERATION_DIGITS)
            return false;
        *generation = *generation * 10 + (unsigned long)(*at - '0');
    }
    while (*at == ' ' || *at == '\t' || *at == '\r')
        at++;
    if (!digits || *at != '\n')
        return false;
    *text = at + 1;
    return true;
}

static bool read_lines(const struct buffer *text, struct published *published)
{
    const char *at = text->bytes;
    if (!read_numbered_line(&at, FIRST_LINE, &published->generation))
        return false;
    if (!read_numbered_line(&at, ROLLED_BACK_LINE, &published->newest))
        published->newest = published->generation;
    return published->newest >= published->generation;
}

static enum status fail_corrupt(enum language ui, const char *path, struct failure *failure)
{
    fail(failure, STATUS_CORRUPT, message_in(ui, "%s does not name a generation of an index"), path);
    if (failure)
        failure->code = PUBLISHED_CORRUPT;
    if (failure)
        fail_hint(failure, "%s",
                  message_in(ui, "go back to the last generation with depeche-index rollback, or make the index anew "
                                 "with depeche-index rebuild"));
    return STATUS_CORRUPT;
}

static enum status fail_missing(enum language ui, const char *index, struct failure *failure)
{
    fail(failure, STATUS_NOT_FOUND, message_in(ui, "there is no index in %s"), index);
    if (failure)
        failure->code = PUBLISHED_MISSING;
    if (failure)
        fail_hint(failure, "%s",
                  message_in(ui, "name its folder with --index or DEPECHE_INDEX, or make one with depeche-index "
                                 "update"));
    return STATUS_NOT_FOUND;
}

enum status published_tell(enum language ui, const char *index, struct failure *failure)
{
    if (ui != LANGUAGE_FRENCH)
        return failure->status;
    if (failure->code == PUBLISHED_MISSING)
        return fail_missing(ui, index, failure);
    if (failure->code == PUBLISHED_CORRUPT)
        return fail_corrupt(ui, index, failure);
    return failure->status;
}

enum status published_find(const char *index, struct published *published, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct buffer text = BUFFER_EMPTY;
    enum status status;

    if ((status = files_join(path, index, PUBLISHED_CURRENT, failure)))
        goto done;
    status = files_read(path, CURRENT_BYTES, &text, failure);
    if (status == STATUS_NOT_FOUND)
        status = fail_missing(LANGUAGE_ENGLISH, index, failure);
    else if (status == STATUS_INVALID || status == STATUS_LIMIT)
        status = fail_corrupt(LANGUAGE_ENGLISH, path, failure);
    else if (!status && !read_lines(&text, published))
        status = fail_corrupt(LANGUAGE_ENGLISH, path, failure);
    if (!status)
        status = published_directory(index, published->generation, published->directory, failure);

done:
    buffer_clear(&text);
    return status;
}

/* A manifest may list very many files; the facts stand before them. */
int64_t published_made(const struct published *published)
{
    enum { FACTS_BYTES = 1024 };
    char path[FILES_PATH_BYTES], facts[FACTS_BYTES + 1];
    int descriptor;
    if (files_join(path, published->directory, PUBLISHED_MANIFEST, NULL) || files_open(path, &descriptor, NULL))
        return 0;
    ssize_t size = read(descriptor, facts, FACTS_BYTES);
    close(descriptor);
    facts[size > 0 ? size : 0] = '\0';
    const char *made = strstr(facts, "\nmade ");
    return made ? strtoll(made + strlen("\nmade "), NULL, 10) : 0;
}

enum status published_directory(const char *index, unsigned long generation, char path[FILES_PATH_BYTES],
                                struct failure *failure)
{
    char name[64];
    snprintf(name, sizeof name, PUBLISHED_GENERATIONS "/%06lu", generation);
    return files_join(path, index, name, failure);
}

void published_first_line(unsigned long generation, struct buffer *text)
{
    buffer_append_format(text, FIRST_LINE "%06lu\n", generation);
}

void published_rolled_back_line(unsigned long newest, struct buffer *text)
{
    buffer_append_format(text, ROLLED_BACK_LINE "%06lu\n", newest);
}

/* == Authority files ========================================================================================== */

/* A folder that was named is meant: a file missing there is told, never replaced by the one that was installed. */
static enum status authority_named(const char *directory, const char *file_name, char path[FILES_PATH_BYTES],
                                   struct failure *failure)
{
    enum status status = files_join(path, directory, file_name, failure);
    if (status || files_exist(path))
        return status;
    fail(failure, STATUS_NOT_FOUND, "there is no %s in the folder DEPECHE_AUTHORITY names: %s", file_name, directory);
    if (failure)
        fail_hint(failure, "copy %s there from " DEPECHE_AUTHORITY_INSTALLED ", or unset DEPECHE_AUTHORITY",
                  file_name);
    return STATUS_NOT_FOUND;
}

enum status published_authority(const char *file_name, char path[FILES_PATH_BYTES], struct failure *failure)
{
    const char *named = environment("DEPECHE_AUTHORITY");
    if (named)
        return authority_named(named, file_name, path, failure);

    static const char *const places[] = { DEPECHE_AUTHORITY_INSTALLED, DEPECHE_AUTHORITY_SOURCE };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        enum status status = files_join(path, places[i], file_name, failure);
        if (status || files_exist(path))
            return status;
    }
    fail(failure, STATUS_NOT_FOUND, "there is no authority file %s in " DEPECHE_AUTHORITY_INSTALLED, file_name);
    if (failure)
        fail_hint(failure, "install Depeche again, or set DEPECHE_AUTHORITY to the folder that has the file");
    return STATUS_NOT_FOUND;
}
