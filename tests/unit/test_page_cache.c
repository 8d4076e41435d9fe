/* What is kept, what is forgotten first, and that memory has an end. */
#include "query/page/page_cache.h"

#include <string.h>

#include "tests/unit/scratch.h"

static void keep(struct page_cache *cache, unsigned long generation, const char *key, const char *body)
{
    struct page_kept kept = { .response = CGI_RESPONSE(200, "text/html"), .total = (uint32_t)strlen(body) };
    buffer_append_text(&kept.response.body, body);
    page_cache_keep(cache, generation, bytes_of(key), &kept);
    buffer_clear(&kept.response.body);
}

/* NULL: nothing is kept. */
static void check(struct page_cache *cache, unsigned long generation, const char *key, const char *body)
{
    const struct page_kept *kept = page_cache_find(cache, generation, bytes_of(key));
    if (!body) {
        assert_null(kept);
        return;
    }
    assert_non_null(kept);
    assert_string_equal(kept->response.body.bytes, body);
    assert_int_equal(kept->response.body.size, strlen(body));
    assert_int_equal(kept->response.status, 200);
    assert_int_equal(kept->total, strlen(body));
}

static void test_keeping(void **state)
{
    (void)state;
    struct page_cache *cache = page_cache_new(1 << 16);
    assert_non_null(cache);
    check(cache, 1, "a", NULL);
    keep(cache, 1, "a", "one");
    keep(cache, 1, "b", "");
    keep(cache, 1, "", "empty key");
    check(cache, 1, "a", "one");
    check(cache, 1, "b", "");
    check(cache, 1, "", "empty key");
    keep(cache, 1, "a", "one again");
    check(cache, 1, "a", "one again");
    page_cache_free(cache);
}

static void test_generations(void **state)
{
    (void)state;
    struct page_cache *cache = page_cache_new(1 << 16);
    keep(cache, 1, "a", "old");
    check(cache, 2, "a", NULL);
    check(cache, 1, "a", NULL); /* a rollback: the old one was forgotten */
    keep(cache, 2, "a", "new");
    check(cache, 2, "a", "new");
    page_cache_free(cache);
}

/* Of entries of equal size, those used last stay. */
static void test_order(void **state)
{
    (void)state;
    static char large[2000];
    struct page_cache *cache = page_cache_new(10000);
    memset(large, 'x', sizeof large - 1);
    keep(cache, 1, "a", large);
    keep(cache, 1, "b", large);
    keep(cache, 1, "c", large);
    check(cache, 1, "a", large); /* used: now b is the oldest */
    keep(cache, 1, "d", large);
    keep(cache, 1, "e", large);
    check(cache, 1, "b", NULL);
    check(cache, 1, "a", large);
    check(cache, 1, "d", large);
    check(cache, 1, "e", large);
    page_cache_free(cache);
}

static void test_limits(void **state)
{
    (void)state;
    static char large[5000], key[16];
    struct page_cache *cache = page_cache_new(10000);
    memset(large, 'x', sizeof large - 1);
    keep(cache, 1, "small", "s");
    keep(cache, 1, "large", large); /* more than a quarter of the memory */
    check(cache, 1, "large", NULL);
    check(cache, 1, "small", "s");
    for (int i = 0; i < 10000; i++) {
        snprintf(key, sizeof key, "%d", i);
        keep(cache, 1, key, "body");
    }
    check(cache, 1, "9999", "body");
    check(cache, 1, "small", NULL);
    page_cache_free(cache);
    page_cache_free(NULL);
    keep(NULL, 1, "a", "b");
    check(NULL, 1, "a", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keeping),
        cmocka_unit_test(test_generations),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
