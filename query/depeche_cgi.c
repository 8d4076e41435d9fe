/* depeche.cgi: answers requests of a web server, by CGI or by FastCGI. */
#include <signal.h>

#include "query/serve/serve.h"

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    return serve_is_fastcgi() ? serve_fastcgi() : serve_cgi();
}
