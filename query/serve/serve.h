/* depeche.cgi at work: one request of a CGI program, or one after the other of a FastCGI one. */
#ifndef DEPECHE_QUERY_SERVE_H
#define DEPECHE_QUERY_SERVE_H

/* Answer the request that the environment tells, on standard output. The exit status. */
int serve_cgi(void);

/* Answer requests that come in on the socket that standard input is, until the server ends us. */
int serve_fastcgi(void);

/* Whether standard input is such a socket. */
int serve_is_fastcgi(void);

#endif
