/* depeche.cgi: answers requests of a web server, by CGI or by FastCGI; on a command line, looks whether it could. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "query/serve/doctor.h"
#include "query/serve/serve.h"

enum { EXIT_WELL = 0, EXIT_ILL = 1, EXIT_ERROR = 2 };

static int check(const char *file)
{
    struct cgi_environment environment;
    struct buffer out = BUFFER_EMPTY;
    char program[CGI_PROGRAM_BYTES];
    cgi_environment_of_program(&environment, environ, program);
    if (file)
        environment.configuration = file;
    bool well = doctor_run(&environment, language_of_messages(), &out);
    fwrite(out.bytes, 1, out.size, stdout);
    buffer_clear(&out);
    return well ? EXIT_WELL : EXIT_ILL;
}

/* Old servers hand the words of a query without = over as arguments, so these may be anybody's: but then there is a
 * request. */
int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    bool request = getenv("REQUEST_METHOD") != NULL;
    if (!request && argc > 1) {
        if (argc <= 3 && strcmp(argv[1], "--check") == 0)
            return check(argv[2]);
        fputs("depeche.cgi: a web server starts this program; depeche.cgi --check [FILE] looks whether all is well\n",
              stderr);
        return EXIT_ERROR;
    }
    return serve_is_fastcgi() ? serve_fastcgi() : serve_cgi();
}
