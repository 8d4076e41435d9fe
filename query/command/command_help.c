/* What depeche-query says of itself. */
#include "query/command/command.h"

void command_help(struct buffer *out)
{
    buffer_append_text(out, "Usage: depeche-query [OPTION]... [QUERY]...\n"
                            "Search an archive of news releases in French and English.\n\n");
    options_help(command_options, out);
    buffer_append_text(out,
                       "\nA query is words; accents, endings and articles do not matter. All must match; where no\n"
                       "document has them all, those with the most are shown. Also:\n"
                       "  \"santé publique\"   these words side by side\n"
                       "  inond*  =côte      a beginning; this form and no other\n"
                       "  aid NEAR/5 Haiti   within five words of each other\n"
                       "  a OR b, a OU b     either; NOT, SAUF and - exclude; parentheses group\n");
    for (size_t i = 0; i < FIELD_COUNT; i++)
        buffer_append_format(out, "%s%s", i ? ", " : "  ", fields[i].example);
    buffer_append_text(out, "\n\nExamples:\n"
                            "  depeche-query education haiti\n"
                            "  depeche-query --country Brésil --from 2005 --to 2010\n"
                            "  depeche-query --format csv --goal solidarity écoles >schools.csv\n"
                            "\nExit status: 0 documents were found, 1 none was, 2 something went wrong.\n");
}

void command_version(struct buffer *out)
{
    buffer_append_format(out, "depeche-query " DEPECHE_VERSION " (xapian-core %s)\n", xs_version());
}
