/* record/fields.c: the table is sound, and names are found as people type them. */
#include "record/fields.h"

#include <string.h>

#include "tests/unit/scratch.h"

static void test_table_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const struct field *field = &fields[i];
        assert_int_equal(field->id, i);
        assert_true(field->slot == NO_SLOT || field->slot >= 10); /* omindex has 0 to 9 */

        const char *colon = strchr(field->example, ':');
        assert_non_null(colon);
        const struct bytes typed = { field->example, (size_t)(colon - field->example) };
        assert_ptr_equal(fields_find(typed), field);

        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(field->name, fields[j].name);
            assert_string_not_equal(field->name, fields[j].french);
            assert_string_not_equal(field->french, fields[j].name);
            assert_string_not_equal(field->french, fields[j].french);
            assert_string_not_equal(field->prefix, fields[j].prefix);
            assert_true(field->slot == NO_SLOT || field->slot != fields[j].slot);
        }
    }
}

static void test_find(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int id; /* -1: none */
    } cases[] = {
        { "title", FIELD_TITLE },
        { "titre", FIELD_TITLE },
        { "TITRE", FIELD_TITLE },
        { "Pays", FIELD_COUNTRY },
        { "country", FIELD_COUNTRY },
        { "but", FIELD_GOAL },
        { "bût", FIELD_GOAL },
        { "date", FIELD_DATE },
        { "Couvré", FIELD_COVERS },
        { "genre", FIELD_KIND },
        { "langue", FIELD_LANGUAGE },
        { "", -1 },
        { "titl", -1 },
        { "titles", -1 },
        { " title", -1 },
        { "S", -1 },
        { "titletitletitletitletitletitletitletitletitletitletitletitletitletitle", -1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct field *field = fields_find(bytes_of(cases[i].typed));
        if ((field ? (int)field->id : -1) != cases[i].id)
            fail_msg("\"%s\" finds %s", cases[i].typed, field ? field->name : "nothing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_is_sound),
        cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
