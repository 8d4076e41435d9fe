/* Whom a request is counted for. */
#include "query/cgi/cgi_visitor.h"

#include <arpa/inet.h>
#include <string.h>

#include "tests/unit/scratch.h"

static void test_finding(void **state)
{
    (void)state;
    static const struct {
        const char *trusted, *remote, *forwarded, *visitor; /* NULL: none */
    } cases[] = {
        { "", "192.0.2.1", "", "::ffff:192.0.2.1" },
        { "", "::ffff:192.0.2.1", "", "::ffff:192.0.2.1" },
        { "", "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::" },
        { "", "", "", NULL },
        { "", "nobody", "", NULL },
        { "", "192.0.2.1", "198.51.100.7", "::ffff:192.0.2.1" }, /* anybody can say so */
        { "127.0.0.1", "192.0.2.1", "198.51.100.7", "::ffff:192.0.2.1" },
        { "127.0.0.1", "127.0.0.1", "198.51.100.7", "::ffff:198.51.100.7" },
        { "127.0.0.1, ::1", "::1", "2001:db8::1", "2001:db8::" },
        { "127.0.0.1", "127.0.0.1", "", "::ffff:127.0.0.1" },
        { "127.0.0.1", "127.0.0.1", "unknown", "::ffff:127.0.0.1" },
        { "127.0.0.1", "127.0.0.1", "1.2.3.4, 198.51.100.7", "::ffff:198.51.100.7" }, /* the first is the visitor's word */
        { "127.0.0.1,10.0.0.0/8", "127.0.0.1", "1.2.3.4, 198.51.100.7, 10.1.2.3", "::ffff:198.51.100.7" },
        { "10.0.0.0/8", "10.255.0.1", "10.0.0.1", "::ffff:10.0.0.1" },
        { "10.0.0.0/9", "10.128.0.1", "1.2.3.4", "::ffff:10.128.0.1" },
        { "fd00::/8", "fd12::1", "1.2.3.4:8080", "::ffff:1.2.3.4" },
        { "0.0.0.0/0", "1.2.3.4", "[2001:db8::1]:443", "2001:db8::" },
        { "0.0.0.0/0", "1.2.3.4", ",,,", "::ffff:1.2.3.4" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_networks trusted;
        struct cgi_visitor visitor;
        struct failure failure;
        unsigned char expected[16];
        assert_int_equal(cgi_networks_read(&trusted, cases[i].trusted, &failure), STATUS_OK);
        bool found = cgi_visitor_find(&trusted, cases[i].remote, cases[i].forwarded, &visitor);
        assert_int_equal(found, cases[i].visitor != NULL);
        if (!found)
            continue;
        assert_int_equal(inet_pton(AF_INET6, cases[i].visitor, expected), 1);
        assert_memory_equal(visitor.address, expected, sizeof expected);
    }
}

static void test_mistakes(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "localhost", "127.0.0.1/", "127.0.0.1/33", "::1/129", "1.2.3", ",", "127.0.0.1,,::1", "10.0.0.0/x", "/8", "1.2.3.4/99999999999",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_networks networks;
        struct failure failure;
        assert_int_equal(cgi_networks_read(&networks, cases[i], &failure), STATUS_INVALID);
        assert_non_null(strstr(failure.message, "no address"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
