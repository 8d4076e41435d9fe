/* A record with every field filled, and the comparison of two: for the tests of the forms a record goes through. */
#ifndef DEPECHE_TESTS_UNIT_RECORD_SAMPLE_H
#define DEPECHE_TESTS_UNIT_RECORD_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "record/record.h"

#include <cmocka.h>

static inline struct bytes view(const char *text)
{
    return bytes_of(text);
}

static inline void sample_lists(struct record *record)
{
    assert_int_equal(record_add_country(record, "HT", 3, view("L’aide à Haïti = 3"), NULL), STATUS_OK);
    assert_int_equal(record_add_country(record, "BE", 1, view(""), NULL), STATUS_OK);
    record_mark_about(record, "HT");
    assert_int_equal(record_add_goal(record, "solidarity", 1, view("la solidarité internationale"), NULL), STATUS_OK);
    assert_int_equal(record_add_goal(record, "security", 0.8, view(""), NULL), STATUS_OK);
    assert_int_equal(record_add_goal(record, "identity", 0.05, view("x"), NULL), STATUS_OK);
    assert_int_equal(record_add_page(record, view("iv"), 0, NULL), STATUS_OK);
    assert_int_equal(record_add_page(record, view("A 12"), 20, NULL), STATUS_OK);
    assert_int_equal(record_add_page(record, view(""), 30, NULL), STATUS_OK);
    assert_int_equal(record_add_passage(record, LANGUAGE_FRENCH, 0, NULL), STATUS_OK);
    assert_int_equal(record_add_passage(record, LANGUAGE_ENGLISH, 28, NULL), STATUS_OK);
    assert_int_equal(record_add_warning(record, NULL, "first"), STATUS_OK);
    assert_int_equal(record_add_warning(record, NULL, "second"), STATUS_OK);
}

static inline void sample_make(struct record *record)
{
    record_init(record);
    const struct {
        char **field;
        const char *value;
    } fields[] = {
        { &record->source, "archive/l\xE9gende.warc" }, /* a path need not be UTF-8 */
        { &record->member, "2009/14.html" },
        { &record->uri, "http://example.org/fr/14?a=b" },
        { &record->title, "L’œuvre du Québec" },
        { &record->mime, "text/html" },
        { &record->encoding, "windows-1252" },
        { &record->date.from, "dateline" },
        { &record->date.evidence, "Québec, le 14 avril 2009" },
        { &record->period.evidence, "the second year (2007-2008)" },
        { &record->twin, "http://example.org/en/14" },
        { &record->parent, "http://example.org/fr/" },
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        assert_int_equal(record_set(fields[i].field, view(fields[i].value), NULL), STATUS_OK);
    record->language = LANGUAGE_FRENCH;
    record->kind = KIND_RELEASE;
    buffer_append_text(&record->text, "Québec, le 14 avril 2009.\n\nUn paragraphe =\tet un autre.\n");
    record->date.value = (struct date){ 2009, 4, 14 };
    record->period.range = (struct date_range){ { 2007, 4, 1 }, { 2008, 3, 31 } };
    sample_lists(record);
}

static inline void assert_same_text(const char *left, const char *right)
{
    assert_int_equal(left == NULL, right == NULL);
    if (left && right)
        assert_string_equal(left, right);
}

static inline void assert_same_lists(const struct record *left, const struct record *right)
{
    assert_int_equal(left->country_count, right->country_count);
    for (size_t i = 0; i < left->country_count; i++) {
        assert_string_equal(left->countries[i].code, right->countries[i].code);
        assert_int_equal(left->countries[i].count, right->countries[i].count);
        assert_int_equal(left->countries[i].about, right->countries[i].about);
        assert_same_text(left->countries[i].evidence, right->countries[i].evidence);
    }
    assert_int_equal(left->goal_count, right->goal_count);
    for (size_t i = 0; i < left->goal_count; i++) {
        assert_string_equal(left->goals[i].id, right->goals[i].id);
        assert_true(left->goals[i].score == right->goals[i].score);
        assert_same_text(left->goals[i].evidence, right->goals[i].evidence);
    }
    assert_int_equal(left->page_count, right->page_count);
    for (size_t i = 0; i < left->page_count; i++) {
        assert_same_text(left->pages[i].label, right->pages[i].label);
        assert_int_equal(left->pages[i].offset, right->pages[i].offset);
    }
    assert_int_equal(left->passage_count, right->passage_count);
    for (size_t i = 0; i < left->passage_count; i++) {
        assert_int_equal(left->passages[i].language, right->passages[i].language);
        assert_int_equal(left->passages[i].offset, right->passages[i].offset);
    }
}

/* Everything but what the document data leaves out: encoding and warnings. */
static inline void assert_same_record(const struct record *left, const struct record *right)
{
    assert_same_text(left->source, right->source);
    assert_same_text(left->member, right->member);
    assert_same_text(left->uri, right->uri);
    assert_same_text(left->title, right->title);
    assert_int_equal(left->language, right->language);
    assert_int_equal(left->kind, right->kind);
    assert_same_text(left->mime, right->mime);
    assert_int_equal(left->text.size, right->text.size);
    assert_memory_equal(left->text.bytes, right->text.bytes, left->text.size);
    assert_memory_equal(&left->date.value, &right->date.value, sizeof(struct date));
    assert_same_text(left->date.from, right->date.from);
    assert_same_text(left->date.evidence, right->date.evidence);
    assert_memory_equal(&left->period.range, &right->period.range, sizeof(struct date_range));
    assert_same_text(left->period.evidence, right->period.evidence);
    assert_same_text(left->twin, right->twin);
    assert_same_text(left->parent, right->parent);
    assert_same_lists(left, right);
}

#endif
