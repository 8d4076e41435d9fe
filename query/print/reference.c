/* What a bibliography says of a document. */
#include "query/print/reference.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/crc64.h"
#include "language/fold.h"
#include "language/messages.h"
#include "language/stopwords.h"
#include "language/words.h"
#include "query/harmless.h"
#include "query/labels.h"

/* == The key ================================================================================================== */

enum { KEY_WORD_BYTES = 24 };

/* The first word of the title that says something, in ASCII. */
static size_t key_word(struct bytes title, char key[KEY_WORD_BYTES])
{
    struct words words;
    struct word word;
    char folded[FOLDED_BYTES];
    size_t size = 0;
    words_begin(&words, title);
    while (size == 0 && words_next(&words, &word)) {
        if (stopword_is(LANGUAGE_UNKNOWN, word.form))
            continue;
        size_t folded_bytes = fold_form(word.form, folded);
        for (size_t i = 0; i < folded_bytes && size < KEY_WORD_BYTES; i++)
            if ((folded[i] >= 'a' && folded[i] <= 'z') || (folded[i] >= '0' && folded[i] <= '9'))
                key[size++] = folded[i];
    }
    return size;
}

static void add_identity(struct crc64 *crc, const char *text)
{
    if (text)
        crc64_add(crc, text, strlen(text));
    crc64_add(crc, "", 1);
}

/* "quebec2004-3fa9c1d2b7e4": two documents of 100,000 share the last part once in 50,000 archives. A file and its
 * member are what the index knows a document by; the address makes it the same for an archive that moved. */
static void make_key(const struct record *record, char *key, size_t room)
{
    enum { HASH_BITS = 48 };
    struct crc64 crc;
    char word[KEY_WORD_BYTES];
    size_t size = key_word(bytes_of(record->title), word);
    crc64_init(&crc);
    add_identity(&crc, record->source);
    add_identity(&crc, record->member);
    add_identity(&crc, record->uri);
    uint64_t hash = crc64_sum(&crc) >> (64 - HASH_BITS);
    int written = snprintf(key, room, "%.*s", (int)size, size ? word : "");
    if (record->date.value.year)
        written += snprintf(key + written, room - (size_t)written, "%d", record->date.value.year);
    snprintf(key + written, room - (size_t)written, "%s%012" PRIx64, written ? "-" : "", hash);
}

/* == Addresses ================================================================================================ */

/* What no address may hold, or what would end it in one of the formats, is written as %XX. */
static void append_url(struct buffer *url, const char *uri)
{
    for (const unsigned char *byte = (const unsigned char *)uri; *byte; byte++) {
        if (*byte <= ' ' || *byte >= 0x7F || strchr("\"<>\\^`{|}", *byte))
            buffer_append_format(url, "%%%02X", *byte);
        else
            buffer_append_byte(url, (char)*byte);
    }
}

static void set_address(struct reference *reference, const char *uri)
{
    static const char *const schemes[] = { "https://", "http://" };
    for (size_t i = 0; uri && i < sizeof schemes / sizeof *schemes; i++) {
        size_t scheme = strlen(schemes[i]);
        if (strncmp(uri, schemes[i], scheme) != 0)
            continue;
        size_t host = strcspn(uri + scheme, "/:?#");
        append_url(&reference->url, uri);
        harmless_append(&reference->site, (struct bytes){ uri + scheme, host });
        return;
    }
    harmless_append_text(&reference->place, uri);
}

/* == The whole ================================================================================================ */

static const char *genre_of(const struct record *record)
{
    static const char *const genres[KIND_COUNT] = {
        [KIND_PAGE] = MESSAGE("Web page"),
        [KIND_RELEASE] = MESSAGE("Press release"),
        [KIND_REPORT] = MESSAGE("Report"),
    };
    return message_in(record->language, genres[record->kind]);
}

static void add_keywords(const struct print_settings *settings, const struct record *record, struct buffer *keywords)
{
    for (size_t i = 0; i < record->goal_count; i++) {
        struct bytes id = { record->goals[i].id, strlen(record->goals[i].id) };
        if (i)
            buffer_append_byte(keywords, '\n');
        harmless_append(keywords, label_of_value(settings->names, FIELD_GOAL, id, settings->request->ui));
    }
}

void reference_make(const struct print_settings *settings, const struct answer_hit *hit, struct reference *reference)
{
    const struct record *record = &hit->record;
    *reference = (struct reference){
        .kind = record->kind,
        .genre = genre_of(record),
        .title = BUFFER_EMPTY,
        .url = BUFFER_EMPTY,
        .place = BUFFER_EMPTY,
        .issuer = settings->issuer ? settings->issuer : "",
        .site = BUFFER_EMPTY,
        .date = record->date.value,
        .language = record->language,
        .keywords = BUFFER_EMPTY,
    };
    make_key(record, reference->key, sizeof reference->key);
    harmless_append_text(&reference->title, record->title);
    if (reference->title.size == 0)
        buffer_append_text(&reference->title, message_in(record->language, "Untitled"));
    set_address(reference, hit->address ? hit->address : record->uri);
    if (reference->url.size)
        reference->seen = settings->request->today;
    add_keywords(settings, record, &reference->keywords);
}

void reference_clear(struct reference *reference, struct buffer *out)
{
    printer_end_part(&reference->title, out);
    printer_end_part(&reference->url, out);
    printer_end_part(&reference->place, out);
    printer_end_part(&reference->site, out);
    printer_end_part(&reference->keywords, out);
}

const char *reference_publisher(const struct reference *reference)
{
    return *reference->issuer ? reference->issuer : reference->site.bytes;
}
