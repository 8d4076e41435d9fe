/* The keys of depeche.conf, what their values may be, and what to write where one is wrong: one table. */
#include <stdint.h>
#include <string.h>

#include "base/options.h"
#include "language/utf8.h"
#include "query/cgi/cgi_limits.h"
#include "query/cgi/cgi_settings.h"

struct line {
    struct cgi_settings *settings;
    struct bytes folder, value;
    const struct key *key;
    struct failure *failure;
};

struct key {
    const char *name;
    enum status (*set)(struct line *line);
    size_t field;            /* offset in struct cgi_settings */
    unsigned least, most;    /* of a number */
    const char *remedy;
};

static enum status refuse(struct line *line, const char *reason)
{
    enum { SHOWN_BYTES = 100 };
    struct bytes value = line->value;
    int shown = (int)utf8_whole(value, value.size < SHOWN_BYTES ? value.size : SHOWN_BYTES);
    fail(line->failure, STATUS_INVALID, "%s: %s: %.*s", line->key->name, reason, shown, value.data);
    return fail_hint(line->failure, "%s", line->key->remedy);
}

static void *field_of(struct line *line)
{
    return (char *)line->settings + line->key->field;
}

static enum status keep(struct line *line, const char **field, struct bytes value)
{
    const char *copy = arena_copy(&line->settings->arena, value);
    if (!copy)
        return fail_no_memory(line->failure);
    *field = copy;
    return STATUS_OK;
}

/* == Values =================================================================================================== */

static enum status set_text(struct line *line)
{
    return keep(line, field_of(line), line->value);
}

/* Relative to the folder of the file: a server starts us wherever it likes. */
static enum status set_path(struct line *line)
{
    struct buffer path = BUFFER_EMPTY;
    if (*line->value.data != '/')
        buffer_append(&path, line->folder.data, line->folder.size);
    buffer_append(&path, line->value.data, line->value.size);
    enum status status = buffer_status(&path, "a path", line->failure);
    if (!status)
        status = keep(line, field_of(line), buffer_view(&path));
    buffer_clear(&path);
    return status;
}

static enum status set_number(struct line *line)
{
    unsigned *field = field_of(line);
    uint64_t number = 0;
    for (size_t i = 0; i < line->value.size; i++) {
        char digit = line->value.data[i];
        if (digit < '0' || digit > '9')
            return refuse(line, "no number");
        number = number * 10 + (uint64_t)(digit - '0');
        if (number > line->key->most)
            return refuse(line, "too large");
    }
    if (number < line->key->least)
        return refuse(line, "too small");
    *field = (unsigned)number;
    return STATUS_OK;
}

static enum status set_language(struct line *line)
{
    char code[16] = "";
    if (line->value.size < sizeof code)
        memcpy(code, line->value.data, line->value.size);
    enum language language = language_from_code(code);
    if (language == LANGUAGE_UNKNOWN)
        return refuse(line, "neither fr nor en");
    line->settings->home = language;
    return STATUS_OK;
}

static enum status set_country(struct line *line)
{
    char code[2];
    if (line->value.size != sizeof code)
        return refuse(line, "no code of a country");
    for (size_t i = 0; i < sizeof code; i++) {
        code[i] = line->value.data[i] & ~0x20;
        if (code[i] < 'A' || code[i] > 'Z')
            return refuse(line, "no code of a country");
    }
    return keep(line, field_of(line), (struct bytes){ code, sizeof code });
}

static bool is_web_address(struct bytes text)
{
    return text.size > 8 && (memcmp(text.data, "http://", 7) == 0 || memcmp(text.data, "https://", 8) == 0);
}

static enum status set_address(struct line *line)
{
    return is_web_address(line->value) ? set_text(line) : refuse(line, "no http address");
}

static enum status set_link_prefix(struct line *line)
{
    static const char arrow[] = "->";
    struct bytes value = line->value;
    const char *found = memmem(value.data, value.size, arrow, sizeof arrow - 1);
    struct bytes from = { "", 0 }, to = value;
    if (found) {
        from = bytes_trimmed((struct bytes){ value.data, (size_t)(found - value.data) });
        size_t passed = (size_t)(found - value.data) + sizeof arrow - 1;
        to = bytes_trimmed((struct bytes){ value.data + passed, value.size - passed });
    }
    bool path = to.size > 0 && to.data[0] == '/' && (to.size == 1 || to.data[1] != '/');
    if (!is_web_address(to) && !path)
        return refuse(line, "neither an http address nor a path that begins with /");
    enum status status = keep(line, &line->settings->link_from, from);
    return status ? status : keep(line, &line->settings->link_to, to);
}

/* == The table ================================================================================================ */

#define FIELD(name) offsetof(struct cgi_settings, name)

static const struct key keys[] = {
    { "index", set_path, FIELD(index), 0, 0, "name the folder that depeche-index writes" },
    { "name_en", set_text, FIELD(name[LANGUAGE_ENGLISH]), 0, 0, "" },
    { "name_fr", set_text, FIELD(name[LANGUAGE_FRENCH]), 0, 0, "" },
    { "language", set_language, 0, 0, 0, "write language = fr or language = en" },
    { "country", set_country, FIELD(country), 0, 0, "write the two letters of ISO 3166-1, such as country = CA" },
    { "address", set_address, FIELD(address), 0, 0, "write the whole address, such as https://www.example.org/search" },
    { "link_prefix", set_link_prefix, 0, 0, 0,
      "write link_prefix = /releases/, or link_prefix = /srv/releases/ -> https://www.example.org/releases/" },
    { "template", set_path, FIELD(template), 0, 0, "name the file of the page" },
    { "header", set_path, FIELD(header), 0, 0, "name a file of HTML" },
    { "footer", set_path, FIELD(footer), 0, 0, "name a file of HTML" },
    { "best_bets", set_path, FIELD(best_bets), 0, 0, "name the editor's file" },
    { "log", set_path, FIELD(log), 0, 0, "name a file in a folder that the server may write to" },
    { "rate_file", set_path, FIELD(rate_file), 0, 0, "name a file in a folder that the server may write to" },
    { "rate_per_minute", set_number, FIELD(rate_per_minute), 1, 60000, "write a number of 1 to 60000" },
    { "rate_burst", set_number, FIELD(rate_burst), 1, 60000, "write a number of 1 to 60000" },
    { "trusted_proxies", set_text, FIELD(proxies), 0, 0, "" },
    { "workers", set_number, FIELD(workers), 1, 64, "write a number of 1 to 64" },
    { "cache_mb", set_number, FIELD(cache_mb), 0, 1024, "write a number of 0 to 1024" },
    { "deadline_ms", set_number, FIELD(deadline_ms), 1, 60000, "write a number of 1 to 60000" },
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

const char *cgi_settings_key(size_t i)
{
    return i < KEY_COUNT ? keys[i].name : NULL;
}

static enum status refuse_key(struct bytes typed, struct failure *failure)
{
    enum { SLIPS_MOST = 3 };
    char name[64] = "";
    const char *meant = NULL;
    size_t least = SLIPS_MOST;
    memcpy(name, typed.data, utf8_whole(typed, typed.size < sizeof name ? typed.size : sizeof name - 1));
    for (size_t i = 0; i < KEY_COUNT; i++) {
        size_t slips = options_slips(name, keys[i].name);
        if (slips < least) {
            least = slips;
            meant = keys[i].name;
        }
    }
    fail(failure, STATUS_INVALID, "%s: there is no such key", name);
    return meant ? fail_hint(failure, "did you mean %s?", meant)
                 : fail_hint(failure, "depeche.cgi(8) has the list of keys");
}

enum status cgi_settings_set(struct cgi_settings *settings, struct bytes folder, struct bytes key, struct bytes value,
                             struct failure *failure)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        struct line line = { settings, folder, value, &keys[i], failure };
        if (strlen(keys[i].name) == key.size && memcmp(keys[i].name, key.data, key.size) == 0)
            return keys[i].set(&line);
    }
    return refuse_key(key, failure);
}

void cgi_settings_init(struct cgi_settings *settings)
{
    *settings = (struct cgi_settings){
        .file = "",
        .name = { "Depeche", "Dépêche", "Depeche" },
        .country = "",
        .address = "",
        .link_from = "",
        .link_to = "",
        .template = "",
        .header = "",
        .footer = "",
        .best_bets = "",
        .log = "",
        .rate_file = "",
        .proxies = "",
        .rate_per_minute = 60,
        .rate_burst = 60,
        .workers = 2,
        .cache_mb = 16,
        .deadline_ms = CGI_DEADLINE_MS,
        .arena = ARENA_EMPTY,
    };
}
