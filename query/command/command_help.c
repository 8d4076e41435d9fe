/* What depeche-query says of itself. */
#include "language/messages.h"
#include "query/command/command.h"

static void say(struct buffer *out, enum language ui, const char *english)
{
    buffer_append_text(out, message_in(ui, english));
}

void command_help(enum language ui, struct buffer *out)
{
    say(out, ui,
        MESSAGE("Usage: depeche-query [OPTION]... [QUERY]...\n"
                "Search an archive of news releases in French and English.\n\n"));
    options_help(command_options, ui == LANGUAGE_FRENCH ? message_in_french : NULL, out);
    say(out, ui,
        MESSAGE("\n"
                "A query is words; accents, endings and articles do not matter. All must match; where no\n"
                "document has them all, those with the most are shown. Also:\n"
                "  \"santé publique\"   these words side by side\n"
                "  inond*  *tion      a beginning; an ending\n"
                "  =côte  ~gouvermnt  this form and no other; what is spelt nearly so\n"
                "  aid NEAR/5 Haiti   within five words of each other\n"
                "  aid SAME Haiti     in one paragraph\n"
                "  a OR b, a OU b     either; NOT, SAUF and - exclude; parentheses group\n"));
    for (size_t i = 0; i < FIELD_COUNT; i++)
        buffer_append_format(out, "%s%s", i ? ", " : "  ", fields[i].example);
    say(out, ui,
        MESSAGE("\n"
                "\n"
                "Examples:\n"
                "  depeche-query education haiti\n"
                "  depeche-query --country Brésil --from 2005 --to 2010\n"
                "  depeche-query --format csv --goal solidarity écoles >schools.csv\n"
                "\n"
                "Exit status: 0 documents were found, 1 none was, 2 something went wrong.\n"));
}

void command_version(enum language ui, struct buffer *out)
{
    (void)ui;
    buffer_append_format(out, "depeche-query " DEPECHE_VERSION " (xapian-core %s)\n", xs_version());
}
