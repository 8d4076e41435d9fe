/* make-dictionary FRENCH-ENGLISH ENGLISH-FRENCH TABLE: the bilingual dictionary from two texts of dictd's format. */
#include <stdio.h>

#include "base/files.h"
#include "language/dictionary.h"

enum { TEXT_BYTES = 64 << 20 };

static enum status add_file(struct table_writer *writer, struct stemmer *stemmer, enum language language,
                            const char *path, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    enum status status = files_read(path, TEXT_BYTES, &text, failure);
    if (!status)
        status = dictionary_add(writer, stemmer, language, buffer_view(&text), failure);
    buffer_clear(&text);
    return status;
}

int main(int argc, char **argv)
{
    struct failure failure = FAILURE_NONE;
    struct table_writer *writer = NULL;
    struct stemmer *stemmer = NULL;
    enum status status;
    if (argc != 4) {
        fputs("usage: make-dictionary FRENCH-ENGLISH ENGLISH-FRENCH TABLE\n", stderr);
        return 2;
    }
    if ((status = table_writer_new(&writer, &failure)) || (status = stemmer_new(&stemmer, &failure)) ||
        (status = add_file(writer, stemmer, LANGUAGE_FRENCH, argv[1], &failure)) ||
        (status = add_file(writer, stemmer, LANGUAGE_ENGLISH, argv[2], &failure)) ||
        (status = table_writer_save(writer, argv[3], &failure)))
        fprintf(stderr, "make-dictionary: %s\n", failure.message);
    stemmer_free(stemmer);
    table_writer_free(writer);
    return status ? 2 : 0;
}
