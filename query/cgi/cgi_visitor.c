/* Addresses of visitors and of proxies. */
#include "query/cgi/cgi_visitor.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/bytes.h"

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF };

static bool is_mapped(const unsigned char address[16])
{
    return memcmp(address, mapped, sizeof mapped) == 0;
}

/* Proxies write 192.0.2.1:8080 and [2001:db8::1]:8080, too. */
static bool read_address(struct bytes text, unsigned char address[16])
{
    char copy[INET6_ADDRSTRLEN + 16];
    if (text.size == 0 || text.size >= sizeof copy)
        return false;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    char *begin = copy, *colon = strchr(copy, ':');
    if (*copy == '[') {
        begin++;
        copy[strcspn(copy, "]")] = '\0';
    } else if (colon && !strchr(colon + 1, ':')) {
        *colon = '\0';
    }
    memcpy(address, mapped, sizeof mapped);
    return inet_pton(AF_INET, begin, address + sizeof mapped) == 1 || inet_pton(AF_INET6, begin, address) == 1;
}

/* == Networks ================================================================================================= */

static bool read_network(struct bytes text, struct cgi_network *network)
{
    const char *slash = memchr(text.data, '/', text.size);
    struct bytes address = { text.data, slash ? (size_t)(slash - text.data) : text.size };
    if (!read_address(address, network->address))
        return false;
    unsigned before = memchr(address.data, ':', address.size) ? 0 : 96, bits = 0;
    network->bits = 128;
    if (!slash)
        return true;
    for (size_t i = address.size + 1; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || bits > 128)
            return false;
        bits = bits * 10 + (unsigned)(text.data[i] - '0');
    }
    network->bits = before + bits;
    return address.size + 1 < text.size && network->bits <= 128;
}

enum status cgi_networks_read(struct cgi_networks *networks, const char *text, struct failure *failure)
{
    networks->count = 0;
    while (*text) {
        size_t size = strcspn(text, ",");
        struct bytes one = bytes_trimmed((struct bytes){ text, size });
        if (networks->count == CGI_NETWORKS_MOST)
            return fail(failure, STATUS_LIMIT, "more than %d networks", CGI_NETWORKS_MOST);
        if (one.size == 0 || !read_network(one, &networks->list[networks->count++]))
            return fail(failure, STATUS_INVALID, "no address and no network: %.*s", one.size < 60 ? (int)one.size : 60,
                        one.data);
        text += size + (text[size] ? 1 : 0);
    }
    return STATUS_OK;
}

static bool is_inside(const struct cgi_network *network, const unsigned char address[16])
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    unsigned mask = rest ? 0xFFu << (8 - rest) & 0xFFu : 0;
    return memcmp(network->address, address, whole) == 0 &&
           (!rest || ((network->address[whole] ^ address[whole]) & mask) == 0);
}

static bool is_trusted(const struct cgi_networks *trusted, const unsigned char address[16])
{
    for (size_t i = 0; i < trusted->count; i++)
        if (is_inside(&trusted->list[i], address))
            return true;
    return false;
}

/* == The visitor ============================================================================================== */

/* Each proxy adds to the end whom it got the request from: from there on backwards, as long as they are trusted. */
bool cgi_visitor_find(const struct cgi_networks *trusted, const char *remote, const char *forwarded,
                      struct cgi_visitor *visitor)
{
    size_t end = strlen(forwarded);
    if (!read_address(bytes_trimmed(bytes_of(remote)), visitor->address))
        return false;
    while (end > 0 && is_trusted(trusted, visitor->address)) {
        unsigned char before[16];
        size_t begin = end;
        while (begin > 0 && forwarded[begin - 1] != ',')
            begin--;
        if (!read_address(bytes_trimmed((struct bytes){ forwarded + begin, end - begin }), before))
            break;
        memcpy(visitor->address, before, sizeof before);
        end = begin > 0 ? begin - 1 : 0;
    }
    if (!is_mapped(visitor->address))
        memset(visitor->address + 8, 0, 8);
    return true;
}
