/* Completion for shells: bash, zsh and fish have a function each, which walks over the same tables. */
#include "base/completion.h"

#include <string.h>

enum value_kind { VALUE_NONE, VALUE_CHOICE, VALUE_FILE, VALUE_FOLDER, VALUE_FREE };

static const char *choices_of(const struct completion *completion, const struct option_line *option)
{
    for (const struct completion_choices *choices = completion->choices; choices->option; choices++)
        if (strcmp(choices->option, option->name) == 0)
            return choices->choices;
    return NULL;
}

static enum value_kind kind_of(const struct completion *completion, const struct option_line *option)
{
    if (!option->value)
        return VALUE_NONE;
    if (choices_of(completion, option))
        return VALUE_CHOICE;
    if (strcmp(option->value, "FILE") == 0)
        return VALUE_FILE;
    return strcmp(option->value, "DIR") == 0 ? VALUE_FOLDER : VALUE_FREE;
}

/* Text between single quotes, with a backslash before each of `special`. */
static void append_text(struct buffer *out, const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'') {
            buffer_append_text(out, "'\\''");
            continue;
        }
        if (strchr(special, *text))
            buffer_append_byte(out, '\\');
        buffer_append_byte(out, *text);
    }
}

/* The name of a function: the program's, with _ for -. */
static void append_function(struct buffer *out, const char *program)
{
    for (; *program; program++)
        buffer_append_byte(out, *program == '-' ? '_' : *program);
}

/* == bash ===================================================================================================== */

static void bash_words(const struct completion *completion, struct buffer *out)
{
    for (const struct option_line *option = completion->options; option->name; option++) {
        buffer_append_format(out, "%s--%s", option == completion->options ? "" : " ", option->name);
        if (option->letter)
            buffer_append_format(out, " -%c", option->letter);
    }
}

static void bash_value(const struct completion *completion, const struct option_line *option, struct buffer *out)
{
    static const char *const generators[] = {
        [VALUE_FILE] = "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")",
        [VALUE_FOLDER] = "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")",
        [VALUE_FREE] = ":",
    };
    enum value_kind kind = kind_of(completion, option);
    if (kind == VALUE_NONE)
        return;
    buffer_append_format(out, "    --%s", option->name);
    if (option->letter)
        buffer_append_format(out, " | -%c", option->letter);
    buffer_append_text(out, ") ");
    if (kind == VALUE_CHOICE)
        buffer_append_format(out, "mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$current\")",
                             choices_of(completion, option));
    else
        buffer_append_text(out, generators[kind]);
    buffer_append_text(out, "; return ;;\n");
}

/* bash cuts words at =, so --name=value comes as three of them. */
static void write_bash(const struct completion *completion, struct buffer *out)
{
    buffer_append_format(out, "# Completion of %s for bash, made from its options.\n_", completion->program);
    append_function(out, completion->program);
    buffer_append_text(out, "() {\n"
                            "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
                            "    COMPREPLY=()\n"
                            "    if [[ $current == = ]]; then\n"
                            "        current=\n"
                            "    elif [[ $before == = && $COMP_CWORD -ge 2 ]]; then\n"
                            "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
                            "    fi\n"
                            "    case $before in\n");
    for (const struct option_line *option = completion->options; option->name; option++)
        bash_value(completion, option, out);
    buffer_append_text(out, "    esac\n"
                            "    if [[ $current == -* ]]; then\n"
                            "        mapfile -t COMPREPLY < <(compgen -W '");
    bash_words(completion, out);
    buffer_append_text(out, "' -- \"$current\")\n");
    if (completion->verbs) {
        buffer_append_text(out, "    elif [[ $COMP_CWORD -eq 1 ]]; then\n"
                                "        mapfile -t COMPREPLY < <(compgen -W '");
        for (const struct completion_verb *verb = completion->verbs; verb->name; verb++)
            buffer_append_format(out, "%s%s", verb == completion->verbs ? "" : " ", verb->name);
        buffer_append_text(out, "' -- \"$current\")\n"
                                "    else\n"
                                "        compopt -o filenames\n"
                                "        mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n");
    }
    buffer_append_text(out, "    fi\n}\ncomplete -F _");
    append_function(out, completion->program);
    buffer_append_format(out, " %s\n", completion->program);
}

/* == zsh ====================================================================================================== */

static void zsh_option(const struct completion *completion, const struct option_line *option, struct buffer *out)
{
    enum value_kind kind = kind_of(completion, option);
    const char *equals = kind == VALUE_NONE ? "" : "=", *joined = kind == VALUE_NONE ? "" : "+";
    buffer_append_text(out, "    '*'");
    if (option->letter)
        buffer_append_format(out, "{-%c%s,--%s%s}", option->letter, joined, option->name, equals);
    else
        buffer_append_format(out, "--%s%s", option->name, equals);
    buffer_append_text(out, "'[");
    append_text(out, option->help, "[]\\:");
    buffer_append_byte(out, ']');
    if (kind != VALUE_NONE)
        buffer_append_format(out, ":%s:", option->value);
    if (kind == VALUE_CHOICE)
        buffer_append_format(out, "(%s)", choices_of(completion, option));
    else if (kind == VALUE_FILE || kind == VALUE_FOLDER)
        buffer_append_text(out, kind == VALUE_FILE ? "_files" : "_files -/");
    buffer_append_text(out, "' \\\n");
}

static void write_zsh(const struct completion *completion, struct buffer *out)
{
    buffer_append_format(out, "#compdef %s\n# Completion of %s for zsh, made from its options.\n_arguments -s -S \\\n",
                         completion->program, completion->program);
    for (const struct option_line *option = completion->options; option->name; option++)
        zsh_option(completion, option, out);
    if (!completion->verbs) {
        buffer_append_text(out, "    '*:query:'\n");
        return;
    }
    buffer_append_text(out, "    '1:verb:((");
    for (const struct completion_verb *verb = completion->verbs; verb->name; verb++) {
        buffer_append_format(out, "%s%s\\:\"", verb == completion->verbs ? "" : " ", verb->name);
        append_text(out, verb->help, "\"\\:()");
        buffer_append_byte(out, '"');
    }
    buffer_append_text(out, "))' \\\n    '*:file:_files'\n");
}

/* == fish ===================================================================================================== */

static void fish_option(const struct completion *completion, const struct option_line *option, struct buffer *out)
{
    static const char *const values[] = {
        [VALUE_NONE] = "", [VALUE_FILE] = " -r -F", [VALUE_FOLDER] = " -x -a '(__fish_complete_directories)'",
        [VALUE_FREE] = " -x",
    };
    enum value_kind kind = kind_of(completion, option);
    buffer_append_format(out, "complete -c %s", completion->program);
    if (option->letter)
        buffer_append_format(out, " -s %c", option->letter);
    buffer_append_format(out, " -l %s", option->name);
    if (kind == VALUE_CHOICE)
        buffer_append_format(out, " -x -a '%s'", choices_of(completion, option));
    else
        buffer_append_text(out, values[kind]);
    buffer_append_text(out, " -d '");
    append_text(out, option->help, "\\");
    buffer_append_text(out, "'\n");
}

static void write_fish(const struct completion *completion, struct buffer *out)
{
    buffer_append_format(out, "# Completion of %s for fish, made from its options.\n", completion->program);
    if (!completion->verbs)
        buffer_append_format(out, "complete -c %s -f\n", completion->program);
    for (const struct completion_verb *verb = completion->verbs; verb && verb->name; verb++) {
        buffer_append_format(out, "complete -c %s -n __fish_use_subcommand -f -a %s -d '", completion->program,
                             verb->name);
        append_text(out, verb->help, "\\");
        buffer_append_text(out, "'\n");
    }
    for (const struct option_line *option = completion->options; option->name; option++)
        fish_option(completion, option, out);
}

bool completion_write(const struct completion *completion, const char *shell, struct buffer *out)
{
    static const struct {
        const char *shell;
        void (*write)(const struct completion *completion, struct buffer *out);
    } writers[] = { { "bash", write_bash }, { "zsh", write_zsh }, { "fish", write_fish } };
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (strcmp(writers[i].shell, shell) == 0) {
            writers[i].write(completion, out);
            return true;
        }
    }
    return false;
}
