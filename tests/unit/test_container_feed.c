/* Tests of indexer/containers/container_feed.c and indexer/containers/feed_items.c. */
#include "indexer/containers/container.h"
#include "indexer/containers/feed_items.h"
#include "reader_case.h"

static void test_items(void **state)
{
    static const struct {
        const char *xml, *items[4];
    } cases[] = {
        { "<rss><channel><item>a</item>\n<item>b</item></channel></rss>", { "<item>a</item>", "<item>b</item>" } },
        { "<x:RDF><item/><x:item a='/>'>b</x:item></x:RDF>", { "<item/>", "<x:item a='/>'>b</x:item>" } },
        { "<rss><item>a<![CDATA[</item>]]></item><item><!--</item>--></item></rss>",
          { "<item>a<![CDATA[</item>]]></item>", "<item><!--</item>--></item>" } },
        { "<feed><entry>a<entry>b</entry></entry><entry>c", { "<entry>a<entry>b</entry></entry>", "<entry>c" } },
        { "<feed><entries/><entry>a</entry></feed>", { "<entry>a</entry>" } },
        { "<feed></feed>", { NULL } },
        { "<other><item>a</item></other>", { NULL } },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feed_items items;
        struct bytes item;
        size_t count = 0;
        if (feed_items_begin(&items, bytes_of(cases[i].xml)))
            for (; feed_items_next(&items, &item); count++) {
                assert_non_null(cases[i].items[count]);
                if (item.size != strlen(cases[i].items[count]) ||
                    memcmp(item.data, cases[i].items[count], item.size) != 0)
                    fail_msg("%s: %.*s", cases[i].xml, (int)item.size, item.data);
            }
        if (cases[i].items[count])
            fail_msg("%s: only %zu items", cases[i].xml, count);
    }
}

static void test_one_item_is_a_document(void **state)
{
    static const char one[] = "<rss><channel><item>a</item></channel></rss>";
    static const char two[] = "<rss><channel><item>a</item><item>b</item></channel></rss>";
    (void)state;
    assert_false(container_feed.recognises((struct bytes){ one, sizeof one - 1 }));
    assert_true(container_feed.recognises((struct bytes){ two, sizeof two - 1 }));
    assert_false(container_feed.recognises((struct bytes){ "text", 4 }));
}

static void test_members_are_read_as_documents(void **state)
{
    static const struct {
        const char *name, *title, *uri, *text;
    } wanted[] = {
        { "item 1", "Un jacaranda à Lima", "https://example.org/1",
          "Un jacaranda à Lima\nLe ministre fut à Lima.\nun\ndeux\n" },
        { "item 2", "Sans adresse !", NULL, "Sans adresse !\nLe deuxième, écrit en HTML.\n" },
    };
    struct buffer content = BUFFER_EMPTY;
    struct input input = input_of_memory(reader_case_fixture("feed.rss", &content));
    struct container_file *feed = NULL;
    struct failure failure;
    size_t count = 0;
    (void)state;
    assert_int_equal(container_feed.open(&feed, &input, &failure), STATUS_OK);
    for (struct member member = { .status = STATUS_OK }; container_feed.next(feed, &member); count++) {
        assert_true(count < 2);
        assert_int_equal(member.status, STATUS_OK);
        assert_memory_equal(member.name.data, wanted[count].name, strlen(wanted[count].name));
        struct reader_case made = reader_case_read(&reader_xml, member.content);
        assert_int_equal(made.status, STATUS_OK);
        assert_string_equal(made.record.title, wanted[count].title);
        assert_string_equal(made.record.text.bytes, wanted[count].text);
        assert_string_equal(page_string(&made.page, made.page.language), "fr-ca");
        if (wanted[count].uri)
            assert_string_equal(made.record.uri, wanted[count].uri);
        else
            assert_null(made.record.uri);
        reader_case_clear(&made);
        member = (struct member){ .status = STATUS_OK };
    }
    assert_int_equal(count, 2);
    container_feed.close(feed);
    buffer_clear(&content);
}

static void test_damaged(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    struct bytes whole = reader_case_fixture("feed.rss", &content);
    (void)state;
    for (size_t size = 0; size < whole.size; size += 3) {
        char *cut = malloc(size + 1);
        struct container_file *feed = NULL;
        struct failure failure;
        assert_non_null(cut);
        memcpy(cut, whole.data, size);
        struct input input = input_of_memory((struct bytes){ cut, size });
        container_feed.recognises((struct bytes){ cut, size });
        if (!container_feed.open(&feed, &input, &failure))
            for (struct member member = { .status = STATUS_OK }; container_feed.next(feed, &member);)
                member = (struct member){ .status = STATUS_OK };
        container_feed.close(feed);
        free(cut);
    }
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_one_item_is_a_document),
        cmocka_unit_test(test_members_are_read_as_documents),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
