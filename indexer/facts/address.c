/* Addresses and paths: resolving a link, and seeing that two differ by their language only. */
#include "indexer/facts/address.h"

#include <string.h>
#include <strings.h>

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

/* == Resolving ================================================================================================ */

/* How many bytes "http:" takes at the front of an address; 0 for none. One letter is a drive: C:\. */
static size_t scheme_bytes(const char *address)
{
    size_t size = 0;
    while (byte_is_letter(address[size]) ||
           (size && (byte_is_digit(address[size]) || strchr("+-.", address[size])) && address[size]))
        size++;
    return size > 1 && address[size] == ':' ? size + 1 : 0;
}

static bool is_web(const char *address)
{
    return strncasecmp(address, "http://", 7) == 0 || strncasecmp(address, "https://", 8) == 0;
}

/* Where the path of an address begins: after the host. */
static size_t path_start(const char *address)
{
    size_t scheme = scheme_bytes(address);
    if (!scheme || strncmp(address + scheme, "//", 2) != 0)
        return 0;
    return scheme + 2 + strcspn(address + scheme + 2, "/?#");
}

/* Take the last segment off what was written since `start`. */
static void drop_segment(struct buffer *address, size_t start)
{
    size_t size = address->size;
    if (size > start && address->bytes[size - 1] == '/')
        size--;
    while (size > start && address->bytes[size - 1] != '/')
        size--;
    buffer_truncate(address, size);
}

/* Append a path segment by segment; `start` is where the first one of all stands. False for a path that climbs above
 * it, where `climbing` is not allowed. */
static bool append_path(struct buffer *address, size_t start, const char *path, size_t path_bytes, bool climbing)
{
    for (size_t at = 0; at < path_bytes;) {
        size_t end = at;
        while (end < path_bytes && path[end] != '/')
            end++;
        size_t size = end - at;
        bool slash = end < path_bytes;
        if (size == 2 && memcmp(path + at, "..", 2) == 0) {
            if (address->size <= start && !climbing)
                return false;
            drop_segment(address, start);
        } else if (size != 1 || path[at] != '.') {
            buffer_append(address, path + at, size + slash);
        }
        at = end + slash;
    }
    return true;
}

static size_t without_fragment(const char *reference)
{
    return strcspn(reference, "#");
}

/* In the path of a file '#' is no fragment: "news.zip#2009/1.html" is a member. */
static size_t document_bytes(const char *address)
{
    return is_web(address) ? without_fragment(address) : strlen(address);
}

static bool resolve_on_site(const char *base, const char *reference, size_t size, struct buffer *address)
{
    size_t path = path_start(base), scheme = scheme_bytes(base);
    size_t path_bytes = strcspn(reference, "?#");
    bool rooted = reference[0] == '/';
    if (strncmp(reference, "//", 2) == 0) {
        buffer_append(address, base, scheme);
        buffer_append(address, reference, size);
        return true;
    }
    buffer_append(address, base, path);
    buffer_append_byte(address, '/');
    size_t start = address->size;
    size_t base_bytes = strcspn(base + path, "?#");
    if (!rooted && base_bytes) {
        buffer_append(address, base + path + 1, base_bytes - 1);
        if (path_bytes) /* "?page=2" alone keeps the document */
            while (address->size > start && address->bytes[address->size - 1] != '/')
                buffer_truncate(address, address->size - 1);
    }
    append_path(address, start, reference + rooted, path_bytes - rooted, true);
    buffer_append(address, reference + path_bytes, size - path_bytes);
    return true;
}

static bool resolve_beside_file(const char *base, const char *reference, struct buffer *address)
{
    size_t path_bytes = strcspn(reference, "?#"), before = address->size;
    const char *member = strrchr(base, '#'), *name = strrchr(base, '/');
    if (reference[0] == '/' || path_bytes == 0)
        return false;
    size_t start = before + (member ? (size_t)(member - base) + 1 : base[0] == '/');
    if (!name || (member && name < member))
        name = member;
    if (name)
        buffer_append(address, base, (size_t)(name - base) + 1);
    if (append_path(address, start, reference, path_bytes, false) && address->size > before)
        return true;
    buffer_truncate(address, before);
    return false;
}

bool address_resolve(const char *base, const char *reference, struct buffer *address)
{
    reference += strspn(reference, " \t\r\n");
    size_t size = without_fragment(reference);
    if (size == 0)
        return false;
    if (is_web(reference)) {
        buffer_append(address, reference, size);
        return true;
    }
    if (scheme_bytes(reference))
        return false;
    return is_web(base) ? resolve_on_site(base, reference, size, address)
                        : resolve_beside_file(base, reference, address);
}

/* == Comparing ================================================================================================ */

/* Past scheme and "www.". */
static const char *skip_scheme(const char *address)
{
    size_t scheme = scheme_bytes(address);
    if (scheme && strncmp(address + scheme, "//", 2) == 0)
        address += scheme + 2;
    if (strncasecmp(address, "www.", 4) == 0)
        address += 4;
    return address;
}

void address_normal(const char *address, struct buffer *normal)
{
    bool web = is_web(address);
    const char *at = skip_scheme(address);
    size_t size = document_bytes(address) - (size_t)(at - address), host = web ? strcspn(at, "/?#") : 0;
    while (web && size > 1 && at[size - 1] == '/')
        size--;
    for (size_t i = 0; i < size; i++)
        buffer_append_byte(normal, i < host ? lower(at[i]) : at[i]);
}

/* A run of letters and digits in an address. */
struct piece {
    const char *bytes;
    size_t size;
};

static bool piece_is(struct piece piece, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == piece.size && strncasecmp(*words, piece.bytes, piece.size) == 0)
            return true;
    return false;
}

static bool names_language(struct piece piece, enum language language)
{
    static const char *const french[] = { "fr", "fra", "fre", "french", "francais", NULL };
    static const char *const english[] = { "en", "eng", "ang", "english", "anglais", NULL };
    return piece_is(piece, language == LANGUAGE_FRENCH ? french : english);
}

/* "_e.html", "-f.htm", "/e/": one letter counts where it stands alone at an end. */
static bool is_language_letter(struct piece piece, enum language language, bool begun)
{
    return begun && piece.size == 1 && lower(*piece.bytes) == (language == LANGUAGE_FRENCH ? 'f' : 'e') &&
           (piece.bytes[1] == '.' || piece.bytes[1] == '/' || piece.bytes[1] == '\0');
}

/* "c4321e.html": the letter after the last figure of the name. */
static bool ends_in_language_letter(struct piece piece, enum language language)
{
    const char *last = piece.bytes + piece.size - 1;
    return piece.size > 1 && byte_is_digit(last[-1]) && lower(*last) == (language == LANGUAGE_FRENCH ? 'f' : 'e') &&
           (last[1] == '.' || last[1] == '\0');
}

static bool is_region(struct piece piece)
{
    static const char *const regions[] = { "ca", "us", "gb", "uk", "fr", "be", "ch", NULL };
    return piece_is(piece, regions);
}

/* A piece, and what divides it from the one before, unless it is the first. */
static void append_piece(struct buffer *rest, struct piece piece, const char *separator)
{
    if (separator)
        buffer_append(rest, separator, (size_t)(piece.bytes - separator));
    for (size_t i = 0; i < piece.size; i++)
        buffer_append_byte(rest, lower(piece.bytes[i]));
}

static bool is_word(char byte)
{
    return byte_is_letter(byte) || byte_is_digit(byte) || (unsigned char)byte >= 0x80;
}

void address_without_language(const char *address, enum language language, struct buffer *rest)
{
    const char *at = skip_scheme(address);
    const char *end = address + document_bytes(address), *separator = NULL;
    size_t start = rest->size, before = start;
    bool after_language = false, first = true;
    while (at < end) {
        if (!is_word(*at)) {
            separator = separator ? separator : at;
            at++;
            continue;
        }
        struct piece piece = { at, 0 };
        while (at < end && is_word(*at))
            at++;
        piece.size = (size_t)(at - piece.bytes);
        bool joined = separator && piece.bytes - separator == 1 && (*separator == '-' || *separator == '_');
        bool skipped = names_language(piece, language) || is_language_letter(piece, language, !first) ||
                       (after_language && joined && is_region(piece));
        if (!skipped) {
            before = rest->size;
            piece.size -= ends_in_language_letter(piece, language);
            append_piece(rest, piece, rest->size > start ? separator : NULL);
        } else if (separator && *separator == '=') {
            buffer_truncate(rest, before); /* "lang=" */
        }
        after_language = skipped;
        /* The byte before a word that is taken out goes with it; of a first word, the byte after it. */
        separator = NULL;
        first = false;
    }
}

/* The last part of a path of `size` bytes, without the ending of a file. */
static struct piece last_part(const char *path, size_t size)
{
    size_t start = size;
    while (start > 0 && path[start - 1] != '/')
        start--;
    struct piece name = { path + start, 0 };
    while (start + name.size < size && path[start + name.size] != '.')
        name.size++;
    return name;
}

bool address_is_home(const char *address)
{
    static const char *const names[] = {
        "index", "default", "home", "accueil", "welcome", "bienvenue", "main", NULL
    };
    const char *path = address + path_start(address), *member = is_web(address) ? NULL : strrchr(address, '#');
    if (member)
        path = member + 1;
    size_t size = strcspn(path, "?#");
    if (piece_is(last_part(path, size), names))
        return true;
    /* "/", "/fr/": nothing but the language. */
    while (size > 0) {
        struct piece part = last_part(path, size);
        if (part.size > 0 && !names_language(part, LANGUAGE_FRENCH) && !names_language(part, LANGUAGE_ENGLISH))
            return false;
        size = (size_t)(part.bytes - path);
        size -= size > 0;
    }
    return true;
}
