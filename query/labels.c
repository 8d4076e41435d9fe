/* The names by which values of fields are shown. */
#include "query/labels.h"

#include <string.h>

#include "language/messages.h"

static struct bytes kind_label(struct bytes value, enum language ui)
{
    static const char *const labels[KIND_COUNT] = {
        [KIND_PAGE] = MESSAGE("Page"),
        [KIND_RELEASE] = MESSAGE("Release"),
        [KIND_REPORT] = MESSAGE("Report"),
    };
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        const char *name = record_kind_name((enum record_kind)kind);
        if (strlen(name) == value.size && memcmp(name, value.data, value.size) == 0) {
            const char *label = message_in(ui, labels[kind]);
            return bytes_of(label);
        }
    }
    return value;
}

static struct bytes language_label(struct bytes value, enum language ui)
{
    for (enum language language = LANGUAGE_FRENCH; language <= LANGUAGE_ENGLISH; language++) {
        const char *code = language_code(language);
        if (strlen(code) == value.size && memcmp(code, value.data, value.size) == 0) {
            const char *label = message_in(ui, language == LANGUAGE_FRENCH ? MESSAGE("French") : MESSAGE("English"));
            return bytes_of(label);
        }
    }
    return value;
}

struct bytes label_of_value(const struct names *names, enum field_id field, struct bytes value, enum language ui)
{
    enum language language = ui == LANGUAGE_UNKNOWN ? LANGUAGE_ENGLISH : ui;
    switch (field) {
    case FIELD_COUNTRY:
    case FIELD_ABOUT:
        return names_label(names, AUTHORITY_COUNTRIES, value, language);
    case FIELD_GOAL:
        return names_label(names, AUTHORITY_GOALS, value, language);
    case FIELD_LANGUAGE:
        return language_label(value, language);
    case FIELD_KIND:
        return kind_label(value, language);
    default:
        return value;
    }
}

const char *label_of_field(enum field_id field, enum language ui)
{
    static const char *const messages[FIELD_COUNT] = {
        [FIELD_GOAL] = MESSAGE("Goals"),         [FIELD_COUNTRY] = MESSAGE("Countries"),
        [FIELD_LANGUAGE] = MESSAGE("Languages"), [FIELD_KIND] = MESSAGE("Kinds"),
        [FIELD_DATE] = MESSAGE("Years"),         [FIELD_ABOUT] = MESSAGE("Countries"),
    };
    return message_in(ui, messages[field]);
}
