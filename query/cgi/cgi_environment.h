/* What the web server tells a CGI program, as far as we listen. */
#ifndef DEPECHE_QUERY_CGI_ENVIRONMENT_H
#define DEPECHE_QUERY_CGI_ENVIRONMENT_H

/* All borrowed, "" for what is not set. HTTP_PROXY, which a visitor can set, is not among them. */
struct cgi_environment {
    const char *method;            /* REQUEST_METHOD */
    const char *query_string;      /* QUERY_STRING */
    const char *accept_language;   /* HTTP_ACCEPT_LANGUAGE */
    const char *if_none_match;     /* HTTP_IF_NONE_MATCH */
    const char *if_modified_since; /* HTTP_IF_MODIFIED_SINCE */
    const char *remote;            /* REMOTE_ADDR */
    const char *forwarded;         /* HTTP_X_FORWARDED_FOR: only as good as who says so */
    const char *script;            /* SCRIPT_FILENAME */
    const char *index;             /* DEPECHE_INDEX */
    const char *configuration;     /* DEPECHE_CONF */
};

/* From "NAME=VALUE" strings that end with NULL: `environ` of a CGI program, or those of one FastCGI request. */
void cgi_environment_read(struct cgi_environment *environment, char *const *strings);

/* Of the program itself, before there is a request: its settings are found by where it lies. `program` gets its path
 * and must outlive the environment. */
enum { CGI_PROGRAM_BYTES = 4096 };
void cgi_environment_of_program(struct cgi_environment *environment, char *const *strings,
                                char program[CGI_PROGRAM_BYTES]);

#endif
