/* Picks the variables we know out of an environment. */
#include "query/cgi/cgi_environment.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

void cgi_environment_read(struct cgi_environment *environment, char *const *strings)
{
    const struct {
        const char *name;
        const char **field;
    } variables[] = {
        { "REQUEST_METHOD", &environment->method },
        { "QUERY_STRING", &environment->query_string },
        { "HTTP_ACCEPT_LANGUAGE", &environment->accept_language },
        { "HTTP_IF_NONE_MATCH", &environment->if_none_match },
        { "HTTP_IF_MODIFIED_SINCE", &environment->if_modified_since },
        { "REMOTE_ADDR", &environment->remote },
        { "HTTP_X_FORWARDED_FOR", &environment->forwarded },
        { "SCRIPT_FILENAME", &environment->script },
        { "DEPECHE_INDEX", &environment->index },
        { "DEPECHE_CONF", &environment->configuration },
    };
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        *variables[i].field = "";
    for (; *strings; strings++) {
        const char *equals = strchr(*strings, '=');
        size_t size = equals ? (size_t)(equals - *strings) : 0;
        for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
            if (size && strlen(variables[i].name) == size && memcmp(variables[i].name, *strings, size) == 0)
                *variables[i].field = equals + 1;
    }
}

void cgi_environment_of_program(struct cgi_environment *environment, char *const *strings,
                                char program[CGI_PROGRAM_BYTES])
{
    ssize_t size = readlink("/proc/self/exe", program, CGI_PROGRAM_BYTES - 1);
    program[size > 0 ? size : 0] = '\0';
    cgi_environment_read(environment, strings);
    environment->script = program;
}
