/* make-dictionary TABLE [KIND FILE]...: the bilingual dictionary. KIND is what the file is: french or english, a
 * dictionary with head words of that language in dictd's format; terms, a list of ours; labels, an authority file. */
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "language/dictionary.h"

enum { TEXT_BYTES = 64 << 20 };

static enum status add_text(struct table_writer *writer, struct stemmer *stemmer, const char *kind, struct bytes text,
                            struct failure *failure)
{
    if (strcmp(kind, "french") == 0)
        return dictionary_add(writer, stemmer, LANGUAGE_FRENCH, text, failure);
    if (strcmp(kind, "english") == 0)
        return dictionary_add(writer, stemmer, LANGUAGE_ENGLISH, text, failure);
    if (strcmp(kind, "terms") == 0)
        return dictionary_add_terms(writer, stemmer, text, failure);
    if (strcmp(kind, "labels") == 0)
        return dictionary_add_labels(writer, stemmer, text, failure);
    return fail(failure, STATUS_USAGE, "there is no kind %s", kind);
}

static enum status add_file(struct table_writer *writer, struct stemmer *stemmer, const char *kind, const char *path,
                            struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    enum status status = files_read(path, TEXT_BYTES, &text, failure);
    if (!status)
        status = add_text(writer, stemmer, kind, buffer_view(&text), failure);
    buffer_clear(&text);
    return status;
}

int main(int argc, char **argv)
{
    struct failure failure = FAILURE_NONE;
    struct table_writer *writer = NULL;
    struct stemmer *stemmer = NULL;
    enum status status;
    if (argc < 2 || argc % 2) {
        fputs("usage: make-dictionary TABLE [KIND FILE]...\n", stderr);
        return 2;
    }
    if (!(status = table_writer_new(&writer, &failure)))
        status = stemmer_new(&stemmer, &failure);
    for (int i = 2; i < argc && !status; i += 2)
        status = add_file(writer, stemmer, argv[i], argv[i + 1], &failure);
    if (!status)
        status = table_writer_save(writer, argv[1], &failure);
    if (status)
        fprintf(stderr, "make-dictionary: %s\n", failure.message);
    stemmer_free(stemmer);
    table_writer_free(writer);
    return status ? 2 : 0;
}
