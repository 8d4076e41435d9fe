/* Command line options from one table. Not getopt_long: it tells neither which name was meant nor the choices of an
 * ambiguous one, and prints by itself. */
#include "base/options.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* == Slips of the fingers ===================================================================================== */

/* Longer names than this are not compared. */
enum { LONGEST_NAME = 32 };

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

static bool same_letter(char left, char right)
{
    return tolower((unsigned char)left) == tolower((unsigned char)right);
}

/* The edit distance that counts a swap of neighbours as one (optimal string alignment), by the usual table:
 * distance[i][j] sets the first i letters of `typed` apart from the first j of `name`. */
size_t options_slips(const char *typed, const char *name)
{
    size_t distance[LONGEST_NAME + 1][LONGEST_NAME + 1] = { { 0 } };
    size_t typed_size = strlen(typed), name_size = strlen(name);
    if (typed_size > LONGEST_NAME || name_size > LONGEST_NAME)
        return SIZE_MAX;

    for (size_t i = 0; i <= typed_size; i++) {
        for (size_t j = 0; j <= name_size; j++) {
            if (i == 0 || j == 0) {
                distance[i][j] = i + j;
                continue;
            }
            size_t changed = distance[i - 1][j - 1] + !same_letter(typed[i - 1], name[j - 1]);
            size_t moved = least(distance[i - 1][j], distance[i][j - 1]) + 1;
            distance[i][j] = least(changed, moved);
            if (i > 1 && j > 1 && same_letter(typed[i - 1], name[j - 2]) && same_letter(typed[i - 2], name[j - 1]))
                distance[i][j] = least(distance[i][j], distance[i - 2][j - 2] + 1);
        }
    }
    /* One slip for every three letters begun, so that short words do not resemble everything. */
    size_t slips = distance[typed_size][name_size];
    return slips <= (least(typed_size, name_size) + 2) / 3 ? slips : SIZE_MAX;
}

__attribute__((format_arg(2))) static const char *option_say(option_words words, const char *english)
{
    return words ? words(english) : english;
}

/* == Parsing ================================================================================================== */

struct parse {
    const struct option_line *table;
    option_words words;
    int argc;
    char **argv;
    int next; /* the first argument not looked at */
    option_seen seen;
    void *context;
};

static enum status fail_unknown_name(const struct parse *parse, const char *name, struct failure *failure)
{
    const char *nearest = NULL;
    size_t fewest = SIZE_MAX;
    for (const struct option_line *line = parse->table; line->name; line++) {
        size_t slips = options_slips(name, line->name);
        if (slips < fewest) {
            fewest = slips;
            nearest = line->name;
        }
    }
    fail(failure, STATUS_USAGE, option_say(parse->words, "unknown option --%s"), name);
    if (failure && nearest)
        fail_hint(failure, option_say(parse->words, "did you mean --%s?"), nearest);
    else if (failure)
        fail_hint(failure, "%s", option_say(parse->words, "--help lists the options"));
    return STATUS_USAGE;
}

static enum status fail_ambiguous(const struct parse *parse, const char *name, struct failure *failure)
{
    struct buffer choices = BUFFER_EMPTY;
    for (const struct option_line *line = parse->table; line->name; line++) {
        if (strncmp(line->name, name, strlen(name)) == 0)
            buffer_append_format(&choices, "%s--%s", choices.size ? ", " : "", line->name);
    }
    fail(failure, STATUS_USAGE, option_say(parse->words, "the option --%s can be several"), name);
    if (failure)
        fail_hint(failure, option_say(parse->words, "choose one of %s"), choices.bytes);
    buffer_clear(&choices);
    return STATUS_USAGE;
}

/* `name` whole, or the only one it begins. */
static enum status find_name(const struct parse *parse, const char *name, const struct option_line **found,
                             struct failure *failure)
{
    size_t candidates = 0;
    for (const struct option_line *line = parse->table; line->name; line++) {
        if (strcmp(line->name, name) == 0) {
            *found = line;
            return STATUS_OK;
        }
        if (*name && strncmp(line->name, name, strlen(name)) == 0) {
            *found = line;
            candidates++;
        }
    }
    if (candidates == 0)
        return fail_unknown_name(parse, name, failure);
    return candidates == 1 ? STATUS_OK : fail_ambiguous(parse, name, failure);
}

/* The next argument is `line`'s value, whatever it looks like. */
static enum status take_value(struct parse *parse, const struct option_line *line, const char **value,
                              struct failure *failure)
{
    if (parse->next < parse->argc) {
        *value = parse->argv[parse->next++];
        return STATUS_OK;
    }
    fail(failure, STATUS_USAGE, option_say(parse->words, "the option --%s needs a value"), line->name);
    if (failure)
        fail_hint(failure, option_say(parse->words, "write --%s=%s"), line->name, line->value);
    return STATUS_USAGE;
}

static enum status parse_long(struct parse *parse, const char *argument, struct failure *failure)
{
    struct buffer name = BUFFER_EMPTY;
    const struct option_line *line = NULL;
    const char *equals = strchr(argument, '=');
    const char *value = equals ? equals + 1 : NULL;
    enum status status;

    buffer_append(&name, argument, equals ? (size_t)(equals - argument) : strlen(argument));
    if ((status = buffer_status(&name, "an option", failure)) ||
        (status = find_name(parse, name.bytes, &line, failure)))
        goto done;
    if (value && !line->value) {
        status = fail(failure, STATUS_USAGE, option_say(parse->words, "the option --%s takes no value"), line->name);
        goto done;
    }
    if (line->value && !value && (status = take_value(parse, line, &value, failure)))
        goto done;
    status = parse->seen(line, value, parse->context, failure);

done:
    buffer_clear(&name);
    return status;
}

static const struct option_line *find_letter(const struct option_line *table, char letter)
{
    for (const struct option_line *line = table; line->name; line++) {
        if (line->letter && line->letter == letter)
            return line;
    }
    return NULL;
}

static enum status fail_unknown_letter(const struct parse *parse, const char *argument, struct failure *failure)
{
    fail(failure, STATUS_USAGE, option_say(parse->words, "unknown option %s"), argument);
    if (failure)
        fail_hint(failure, "%s",
                  option_say(parse->words, "put -- before words that start with -; --help lists the options"));
    return STATUS_USAGE;
}

/* "-n5", "-n 5" or the switches "-qv". All letters are looked up before the first is told: "-recession" is a word
 * somebody excludes, not an -r that happens to exist. */
static enum status parse_letters(struct parse *parse, const char *argument, struct failure *failure)
{
    for (const char *letter = argument + 1; *letter; letter++) {
        const struct option_line *line = find_letter(parse->table, *letter);
        if (!line)
            return fail_unknown_letter(parse, argument, failure);
        if (line->value)
            break;
    }
    for (const char *letter = argument + 1; *letter; letter++) {
        const struct option_line *line = find_letter(parse->table, *letter);
        const char *value = NULL;
        enum status status = STATUS_OK;
        if (line->value && letter[1])
            value = letter + 1;
        else if (line->value)
            status = take_value(parse, line, &value, failure);
        if (status || (status = parse->seen(line, value, parse->context, failure)) || line->value)
            return status;
    }
    return STATUS_OK;
}

enum status options_parse(const struct option_line *table, option_words words, int argc, char **argv,
                          size_t *operand_count, option_seen seen, void *context, struct failure *failure)
{
    struct parse parse = { table, words, argc, argv, 1, seen, context };
    bool ended = false;
    *operand_count = 0;
    while (parse.next < argc) {
        char *argument = argv[parse.next++];
        enum status status = STATUS_OK;
        if (ended || argument[0] != '-' || !argument[1])
            argv[1 + (*operand_count)++] = argument; /* never past what was looked at */
        else if (strcmp(argument, "--") == 0)
            ended = true;
        else if (argument[1] == '-')
            status = parse_long(&parse, argument + 2, failure);
        else
            status = parse_letters(&parse, argument, failure);
        if (status)
            return status;
    }
    return STATUS_OK;
}

/* == Help ===================================================================================================== */

/* Where the help lines start; a longer option has its help on the next line. */
enum { HELP_COLUMN_MOST = 32, HELP_GAP = 2 };

/* Columns of a terminal: characters of UTF-8, none of ours being wide. */
static size_t columns(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* A line as it is told. */
static struct option_line in_words(const struct option_line *line, option_words words)
{
    return (struct option_line){ line->name, line->letter, line->value ? option_say(words, line->value) : NULL,
                                 option_say(words, line->help) };
}

/* "  -n, --limit=N" */
static size_t left_columns(const struct option_line *line)
{
    return strlen("  -x, --") + columns(line->name) + (line->value ? 1 + columns(line->value) : 0);
}

static size_t help_column(const struct option_line *table, option_words words)
{
    size_t widest = 0;
    for (; table->name; table++) {
        struct option_line line = in_words(table, words);
        size_t wanted = left_columns(&line) + HELP_GAP;
        if (wanted > widest && wanted <= HELP_COLUMN_MOST)
            widest = wanted;
    }
    return widest ? widest : HELP_COLUMN_MOST;
}

static void help_line(const struct option_line *line, size_t column, struct buffer *out)
{
    if (line->letter)
        buffer_append_format(out, "  -%c, --%s", line->letter, line->name);
    else
        buffer_append_format(out, "      --%s", line->name);
    if (line->value)
        buffer_append_format(out, "=%s", line->value);
    size_t at = left_columns(line);
    if (at + HELP_GAP > column) {
        buffer_append_byte(out, '\n');
        at = 0;
    }
    buffer_append_format(out, "%*s%s\n", (int)(column - at), "", line->help);
}

void options_help(const struct option_line *table, option_words words, struct buffer *out)
{
    size_t column = help_column(table, words);
    for (; table->name; table++) {
        struct option_line line = in_words(table, words);
        help_line(&line, column, out);
    }
}
