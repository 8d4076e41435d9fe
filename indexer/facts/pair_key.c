/* What the other-language version of a document is recognised by. */
#include "indexer/facts/pair_key.h"

#include <string.h>

#include "indexer/facts/address.h"
#include "language/stopwords.h"

/* A document with a longer address is nobody's twin: it could not be told. */
enum { URI_BYTES = 2000 };

enum { KEY_VERSION = 1, GIVEN = 0x80 /* beside the language */ };

/* == Hashes =================================================================================================== */

/* FNV-1a, with a last mixing so that all bits depend on all bytes; never 0. */
static uint64_t hash_bytes(struct bytes bytes, uint64_t seed)
{
    uint64_t hash = 0xCBF29CE484222325u ^ seed;
    for (size_t i = 0; i < bytes.size; i++)
        hash = (hash ^ (unsigned char)bytes.data[i]) * 0x100000001B3u;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    return hash ? hash : 1;
}

static uint64_t hash_and_clear(struct buffer *text)
{
    uint64_t hash = text->size && !text->failed ? hash_bytes(buffer_view(text), 0) : 0;
    buffer_clear(text);
    return hash;
}

uint64_t pair_key_hash_address(const char *address)
{
    struct buffer normal = BUFFER_EMPTY;
    if (!address)
        return 0;
    address_normal(address, &normal);
    return hash_and_clear(&normal);
}

static uint64_t hash_place(const char *address, const char *member, enum language language)
{
    struct buffer rest = BUFFER_EMPTY;
    if (!address || language == LANGUAGE_UNKNOWN)
        return 0;
    address_without_language(address, language, &rest);
    if (member) {
        buffer_append_byte(&rest, '\n');
        address_without_language(member, language, &rest);
    }
    return hash_and_clear(&rest);
}

/* "12" is given anew each year; "2009-123" and "18-001" are not. */
static uint64_t hash_number(const char *number, struct date date)
{
    if (!number || !*number)
        return 0;
    uint64_t year = strpbrk(number, "-/.") ? 0 : (uint64_t)(date.year > 0 ? date.year : 0);
    return hash_bytes(bytes_of(number), year << 32);
}

/* == Names and figures ======================================================================================== */

/* Both languages write these alike: figures, and words with a capital that is not that of a sentence. */
static bool may_be_name(const struct token *token, struct bytes folded)
{
    enum { NAME_BYTES = 3 };
    return (folded.size >= 2 && byte_is_digit(*folded.data)) ||
           (token->capital && !token->first && folded.size >= NAME_BYTES);
}

static bool is_too_large(const struct pair_key *key, uint32_t hash)
{
    return key->name_count == PAIR_NAMES && hash >= key->names[PAIR_NAMES - 1];
}

/* Keep the smallest, in order, each once. */
static void keep_name(struct pair_key *key, uint32_t hash)
{
    size_t at = key->name_count;
    while (at > 0 && key->names[at - 1] > hash)
        at--;
    if (at == PAIR_NAMES || (at > 0 && key->names[at - 1] == hash))
        return;
    size_t moved = key->name_count < PAIR_NAMES ? key->name_count - at : PAIR_NAMES - 1 - at;
    memmove(key->names + at + 1, key->names + at, moved * sizeof *key->names);
    key->names[at] = hash;
    key->name_count += key->name_count < PAIR_NAMES;
}

static void keep_names(struct pair_key *key, const struct analysis *words, const struct interner *interner)
{
    for (size_t i = 0; i < words->token_count; i++) {
        const char first = words->text.data[words->tokens[i].offset];
        if (first >= 'a' && first <= 'z')
            continue; /* neither capital nor figure, and nearly every word */
        struct bytes folded = interner_text(interner, words->tokens[i].folded);
        if (!may_be_name(&words->tokens[i], folded))
            continue;
        uint32_t hash = (uint32_t)(hash_bytes(folded, 0) >> 32);
        if (is_too_large(key, hash)) /* what is a stopword is dear to find out */
            continue;
        if (byte_is_digit(*folded.data) || !stopword_is(LANGUAGE_UNKNOWN, folded))
            keep_name(key, hash);
    }
}

static void keep_countries(struct pair_key *key, const struct record *record)
{
    for (size_t i = 0; i < record->country_count; i++)
        keep_name(key, (uint32_t)(hash_bytes((struct bytes){ record->countries[i].code, 2 }, 1) >> 32));
}

/* == Bytes ==================================================================================================== */

static void pack_number(struct buffer *packed, uint64_t number, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++, number >>= 8)
        buffer_append_byte(packed, (char)(number & 0xFF));
}

static bool unpack_number(struct bytes *packed, uint64_t *number, size_t bytes)
{
    struct bytes taken;
    if (!bytes_read(packed, bytes, &taken))
        return false;
    *number = 0;
    for (size_t i = bytes; i > 0; i--)
        *number = *number << 8 | (unsigned char)taken.data[i - 1];
    return true;
}

/* The hashes that are there, after a byte that says which. */
static void pack_hashes(struct buffer *packed, const uint64_t *hashes, size_t count)
{
    unsigned present = 0;
    for (size_t i = 0; i < count; i++)
        present |= (unsigned)(hashes[i] != 0) << i;
    buffer_append_byte(packed, (char)present);
    for (size_t i = 0; i < count; i++)
        if (hashes[i])
            pack_number(packed, hashes[i], sizeof hashes[i]);
}

static bool unpack_hashes(struct bytes *packed, uint64_t *hashes, size_t count)
{
    uint64_t present;
    if (!unpack_number(packed, &present, 1))
        return false;
    for (size_t i = 0; i < count; i++) {
        hashes[i] = 0;
        if ((present >> i & 1) && !unpack_number(packed, &hashes[i], sizeof hashes[i]))
            return false;
    }
    return true;
}

enum { HASHES = 5 };

void pair_key_pack(const struct record *record, const struct pair_facts *facts, struct buffer *packed)
{
    struct pair_key key = { .language = record->language };
    struct date date = record->date.value;
    uint64_t of_uri = hash_place(record->uri, NULL, record->language);
    uint64_t of_source = hash_place(record->source, record->member, record->language);
    const uint64_t hashes[HASHES] = {
        pair_key_hash_address(record->uri),
        pair_key_hash_address(record->twin),
        hash_number(facts->number, date),
        of_uri,
        of_source,
    };
    keep_countries(&key, record);
    keep_names(&key, facts->title, facts->interner);
    keep_names(&key, facts->text, facts->interner);

    buffer_append_byte(packed, KEY_VERSION);
    buffer_append_byte(packed, (char)(key.language | (facts->twin_is_given ? GIVEN : 0)));
    pack_number(packed, date.year > 0 ? (uint64_t)date.year : 0, 2);
    buffer_append_byte(packed, (char)date.month);
    buffer_append_byte(packed, (char)date.day);
    pack_hashes(packed, hashes, HASHES);
    buffer_append_varint(packed, key.name_count);
    for (size_t i = 0; i < key.name_count; i++)
        pack_number(packed, key.names[i], sizeof key.names[i]);
    if (record->uri && strlen(record->uri) <= URI_BYTES)
        buffer_append_text(packed, record->uri);
}

static bool unpack_date(struct bytes *packed, struct date *date)
{
    uint64_t year, month, day;
    if (!unpack_number(packed, &year, 2) || !unpack_number(packed, &month, 1) || !unpack_number(packed, &day, 1))
        return false;
    *date = (struct date){ (short)(year <= 9999 ? year : 0), (unsigned char)month, (unsigned char)day };
    return year == 0 || date_valid(*date);
}

bool pair_key_unpack(struct bytes packed, struct pair_key *key)
{
    uint64_t version, language, count, hashes[HASHES];
    *key = (struct pair_key){ .language = LANGUAGE_UNKNOWN };
    if (!unpack_number(&packed, &version, 1) || version != KEY_VERSION || !unpack_number(&packed, &language, 1) ||
        (language & ~(uint64_t)GIVEN) >= LANGUAGE_COUNT || !unpack_date(&packed, &key->date) ||
        !unpack_hashes(&packed, hashes, HASHES) || !bytes_read_varint(&packed, &count) || count > PAIR_NAMES)
        return false;
    for (size_t i = 0; i < count; i++) {
        uint64_t name;
        if (!unpack_number(&packed, &name, sizeof key->names[i]))
            return false;
        if (i > 0 && name <= key->names[i - 1])
            return false;
        key->names[i] = (uint32_t)name;
    }
    key->name_count = (size_t)count;
    key->language = (enum language)(language & ~(uint64_t)GIVEN);
    key->given = (language & GIVEN) != 0;
    key->address = hashes[0];
    key->stated = hashes[1];
    key->number = hashes[2];
    key->places[0] = hashes[3];
    key->places[1] = hashes[4];
    key->uri = packed;
    return true;
}
