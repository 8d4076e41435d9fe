/* The countries a text names. */
#include "indexer/page/notes.h"
#include "record/authority.h"

#include "tests/unit/test_facts.h"

struct tools {
    struct authority countries;
    struct analyzer *analyzer;
    struct country_finder *finder;
    bool tells_about;                 /* a + marks the countries that the document is about */
    struct buffer ambiguous, unknown; /* of the last document, divided by ';' */
};

static void open_tools(struct tools *tools, const char *home)
{
    struct failure failure;
    *tools = (struct tools){ .countries = AUTHORITY_EMPTY, .ambiguous = BUFFER_EMPTY, .unknown = BUFFER_EMPTY };
    assert_int_equal(authority_load(&tools->countries, CORPUS_DIR "/authority/countries.rdf", &failure), STATUS_OK);
    assert_int_equal(analyzer_new(&tools->analyzer, &failure), STATUS_OK);
    assert_int_equal(country_finder_new(&tools->finder, &tools->countries, home, tools->analyzer, &failure),
                     STATUS_OK);
    analyzer_keep(tools->analyzer);
}

static void close_tools(struct tools *tools)
{
    buffer_clear(&tools->ambiguous);
    buffer_clear(&tools->unknown);
    country_finder_free(tools->finder);
    analyzer_free(tools->analyzer);
    authority_clear(&tools->countries);
}

static void list_notes(struct bytes notes, const char *key, struct buffer *list)
{
    struct bytes note;
    buffer_truncate(list, 0);
    while (notes_next(&notes, key, &note)) {
        buffer_append_text(list, list->size ? ";" : "");
        buffer_append(list, note.data, note.size);
    }
}

static void keep_doubts(struct tools *tools)
{
    struct buffer notes = BUFFER_EMPTY;
    country_finder_note(tools->finder, &notes);
    list_notes(buffer_view(&notes), NOTE_AMBIGUOUS, &tools->ambiguous);
    list_notes(buffer_view(&notes), NOTE_UNKNOWN, &tools->unknown);
    buffer_clear(&notes);
}

/* "BE2 HT1": codes and counts, most mentioned first. */
static void find(struct tools *tools, enum language language, const char *title, const char *text,
                 struct buffer *found)
{
    struct record record;
    struct failure failure;
    struct analysis title_words = ANALYSIS_EMPTY, text_words = ANALYSIS_EMPTY;
    struct fact_words words = { &title_words, &text_words };
    record_init(&record);
    record.language = language;
    assert_int_equal(analysis_make(tools->analyzer, bytes_of(title), &title_words, &failure), STATUS_OK);
    assert_int_equal(analysis_make(tools->analyzer, bytes_of(text), &text_words, &failure), STATUS_OK);
    assert_int_equal(fact_countries(tools->finder, &words, &record, &failure), STATUS_OK);
    for (size_t i = 0; i < record.country_count; i++) {
        buffer_append_format(found, "%s%s%u%s", found->size ? " " : "", record.countries[i].code,
                             record.countries[i].count, tools->tells_about && record.countries[i].about ? "+" : "");
        assert_non_null(record.countries[i].evidence);
    }
    keep_doubts(tools);
    analysis_clear(&title_words);
    analysis_clear(&text_words);
    record_clear(&record);
}

static const struct {
    enum language language;
    const char *text, *found;
} cases[] = {
    { LANGUAGE_ENGLISH, "", "" },
    { LANGUAGE_ENGLISH, "Missions to Mexico, Japan, China and Brazil.", "BR1 CN1 JP1 MX1" },
    { LANGUAGE_ENGLISH, "Events in Italy and Flanders (Belgium).", "BE2 IT1" },
    { LANGUAGE_ENGLISH, "A new office in São Paulo and a director in Mumbai.", "BR1 IN1" },
    { LANGUAGE_ENGLISH, "A new office in Sao Paulo.", "BR1" },
    { LANGUAGE_FRENCH, "Une école d’Haïti, en HAÏTI.", "HT2" },
    { LANGUAGE_FRENCH, "Des chercheurs italiens et une équipe haïtienne.", "HT1 IT1" },
    { LANGUAGE_FRENCH, "Un vin corsé, un fromage corse, des ecoles bresiliennes.", "BR1 FR1" },
    /* capitals */
    { LANGUAGE_ENGLISH, "They ate turkey from fine china.", "" },
    { LANGUAGE_ENGLISH, "a mission to japan and to são paulo", "BR1 JP1" },
    { LANGUAGE_ENGLISH, "The US is a neighbour; tell us, said the U.S. envoy to the UK.", "US2 GB1" },
    { LANGUAGE_ENGLISH, "CONTACT US\nTODAY IN JAPAN", "JP1" },
    { LANGUAGE_FRENCH, "Les É.-U. et les E.-U. ont signé; l'UE non.", "US2" },
    { LANGUAGE_ENGLISH, "An EU member said so.", "" },
    /* the longest label */
    { LANGUAGE_ENGLISH, "The North American continent and Latin American partners.", "" },
    { LANGUAGE_FRENCH, "Le continent nord-américain, l'océan Indien.", "" },
    { LANGUAGE_ENGLISH, "American partners.", "US1" },
    { LANGUAGE_ENGLISH, "In New Mexico.", "US1" },
    { LANGUAGE_ENGLISH, "In the Democratic Republic of the Congo.", "CD1" },
    /* namesakes */
    { LANGUAGE_ENGLISH, "He lives in Georgia.", "" },
    { LANGUAGE_ENGLISH, "Ministers of Georgia met in Tbilisi.", "GE2" },
    { LANGUAGE_ENGLISH, "From Atlanta he drove through Georgia.", "US2" },
    { LANGUAGE_ENGLISH, "She was born in Athens, Georgia.", "US2" },
    { LANGUAGE_ENGLISH, "They met in Tbilisi, Georgia.", "GE2" },
    { LANGUAGE_ENGLISH, "A fair in Paris, Texas. Paris has a tower too.", "US3" },
    { LANGUAGE_ENGLISH, "A fair in Paris, Tex., and in Edmonton, Ky.", "US4" },
    { LANGUAGE_ENGLISH, "A plant in Hamilton, Ontario.", "CA2" },
    { LANGUAGE_ENGLISH, "Offices in Paris, Ontario and Ohio.", "CA1 FR1 US1" },
    { LANGUAGE_FRENCH, "La Guinée et le peuple guinéen.", "GN2" },
    { LANGUAGE_FRENCH, "Le peuple guinéen.", "" },
    /* each namesake both ways */
    { LANGUAGE_ENGLISH, "The Georgia peach harvest began in Atlanta.", "US2" },
    { LANGUAGE_ENGLISH, "Talks with the King of Jordan were held in Amman.", "JO2" },
    { LANGUAGE_ENGLISH, "They ate turkey, and a mission left for Turkey.", "TR1" },
    { LANGUAGE_ENGLISH, "Chad Smith spoke of refugees who crossed from Sudan into Chad.", "SD1 TD1" },
    { LANGUAGE_ENGLISH, "A dam in Niger near Niamey.", "NE2" },
    { LANGUAGE_ENGLISH, "A clinic in Niger State.", "NG1" },
    { LANGUAGE_ENGLISH, "Guinea pigs, and a mine in Guinea near Conakry.", "GN2" },
    { LANGUAGE_ENGLISH, "From Papua New Guinea to Equatorial Guinea.", "GQ1 PG1" },
    { LANGUAGE_ENGLISH, "They flew to Congo.", "" },
    { LANGUAGE_ENGLISH, "They flew to Congo and landed in Kinshasa.", "CD2" },
    { LANGUAGE_ENGLISH, "They flew to Congo and landed in Brazzaville.", "CG2" },
    { LANGUAGE_FRENCH, "Un voyage au Congo, à Brazzaville.", "CG2" },
    { LANGUAGE_ENGLISH, "A new jersey for the team from New Jersey.", "US1" },
    { LANGUAGE_FRENCH, "Une banque à Jersey.", "JE1" },
    { LANGUAGE_FRENCH, "Une route au Nouveau-Mexique, dans le golfe du Mexique.", "US1" },
    { LANGUAGE_ENGLISH, "Off Mexico, in the Gulf of Mexico.", "MX1" },
    { LANGUAGE_FRENCH, "Une foire à Paris, au Texas.", "US2" },
    { LANGUAGE_FRENCH, "Une foire à Paris, au Texas et en Ontario.", "CA1 FR1 US1" },
    { LANGUAGE_ENGLISH, "Lebanon, Pennsylvania, hosts the fair.", "US2" },
    { LANGUAGE_ENGLISH, "A concert in Beirut, Lebanon.", "LB2" },
    { LANGUAGE_FRENCH, "La rue Saint-Pierre et le quai de Saint-Pierre-et-Miquelon.", "PM1" },
    { LANGUAGE_ENGLISH, "A Labrador puppy, from Labrador.", "CA1" },
    { LANGUAGE_FRENCH, "Un labrador noir au Labrador.", "CA1" },
    { LANGUAGE_ENGLISH, "Brazil nuts from Brazil.", "BR1" },
    { LANGUAGE_FRENCH, "Des cochons d'Inde venus d'Inde.", "IN1" },
    { LANGUAGE_FRENCH, "Dominique a visité la Dominique.", "DM1" },
    /* former countries, regions */
    { LANGUAGE_FRENCH, "Le Zaïre, la Haute-Volta, le Dahomey, la Birmanie, Ceylan, la Rhodésie.",
      "BF1 BJ1 CD1 LK1 MM1 ZW1" },
    { LANGUAGE_FRENCH, "L'URSS, la RDA, la Yougoslavie, les troupes zaïroises.", "CD1 DE1 RS1 RU1" },
    { LANGUAGE_ENGLISH, "Czechoslovakia split; Prague was its capital.", "CZ2" },
    { LANGUAGE_FRENCH, "La Flandre, la Catalogne, la Bavière, la Nouvelle-Angleterre, l'Écosse.",
      "BE1 DE1 ES1 GB1 US1" },
    { LANGUAGE_FRENCH, "ECOLES DE FLANDRE, ecoles de catalogne", "BE1" },
    { LANGUAGE_FRENCH, "ecoles de flandre, de catalogne et de baviere", "BE1 DE1 ES1" },
    /* persons */
    { LANGUAGE_ENGLISH, "The speech of Jordan Peele moved Michael Jordan.", "" },
    { LANGUAGE_ENGLISH, "Talks with Jordan and Chad went on.", "JO1 TD1" },
    { LANGUAGE_ENGLISH, "Chad Smith, Mr. Holland and Mayor John Manchester spoke.", "" },
    { LANGUAGE_FRENCH, "M. Holland et Mme Milan ont parlé.", "" },
    { LANGUAGE_ENGLISH, "The office of Minister Jordan and of Bernadette Jordan.", "" },
    { LANGUAGE_ENGLISH, "Grand Chief Bobbie Jo Greenland-Morgan spoke; the Paris-Dakar race ended.", "FR1 SN1" },
    { LANGUAGE_ENGLISH, "The agreement (UFA, 16.7.1) holds.", "" },
    { LANGUAGE_ENGLISH, "LIMA, Peru – They met.", "PE2" },
    /* not of India */
    { LANGUAGE_ENGLISH, "The National Indian Brotherhood and the Indian residential schools.", "CA2" },
    { LANGUAGE_FRENCH, "Un peuple britanno-colombien, en file indienne.", "CA1" },
    { LANGUAGE_ENGLISH, "An American Indian museum.", "" },
    /* languages are no countries, nor are the other language's adjectives */
    { LANGUAGE_ENGLISH, "He speaks French and English.", "" },
    { LANGUAGE_FRENCH, "La page en fran\u00e7ais et en anglais.", "" },
};

static void finds_countries(void **state)
{
    struct tools tools;
    int failed = 0;
    (void)state;
    open_tools(&tools, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer found = BUFFER_EMPTY;
        find(&tools, cases[i].language, "", cases[i].text, &found);
        if (strcmp(found.bytes, cases[i].found) != 0) {
            print_error("%s: %s, not %s\n", cases[i].text, found.bytes, cases[i].found);
            failed++;
        }
        buffer_clear(&found);
    }
    close_tools(&tools);
    assert_int_equal(failed, 0);
}

/* The publisher's own country is never a finding, and the meaning of its cities' names. */
static void leaves_home_out(void **state)
{
    struct tools tools;
    struct buffer found = BUFFER_EMPTY;
    (void)state;
    open_tools(&tools, "ca-qc");
    find(&tools, LANGUAGE_ENGLISH, "Québec in Haiti", "Hamilton and Kingston sent teachers to Haiti.", &found);
    assert_string_equal(found.bytes, "HT2");
    buffer_clear(&found);
    close_tools(&tools);
}

/* Title, beginning and count tell subjects from what is only mentioned. */
static void tells_subjects(void **state)
{
    static const char filler[] =
        "The work on the roads of the region went on all through the winter and the spring. ";
    static const struct {
        const char *title, *beginning, *end, *found;
    } cases_of_subjects[] = {
        { "Aid to Haiti", "The aid went by Japan.", "", "HT1+ JP1" },
        { "", "Haiti got aid. Haiti is grateful.", "A ship of Japan.", "HT2+ JP1" },
        { "", "The aid went to Haiti.", "", "HT1" },
        { "", "", "Haiti got aid, and Haiti is grateful.", "HT2+" },
        { "Missions to Brazil and Mexico", "They leave.", "A stop in Spain. Spain is warm.", "ES2+ BR1+ MX1+" },
        { "Haiti", "Haiti, Haiti, Haiti, Haiti, Haiti and Haitians.", "Spain. In Spain.", "HT7+ ES2" },
    };
    struct tools tools;
    (void)state;
    open_tools(&tools, NULL);
    tools.tells_about = true;
    for (size_t i = 0; i < sizeof cases_of_subjects / sizeof *cases_of_subjects; i++) {
        struct buffer found = BUFFER_EMPTY, text = BUFFER_EMPTY;
        buffer_append_format(&text, "%s ", cases_of_subjects[i].beginning);
        for (int j = 0; j < 20; j++)
            buffer_append_text(&text, filler);
        buffer_append_text(&text, cases_of_subjects[i].end);
        find(&tools, LANGUAGE_ENGLISH, cases_of_subjects[i].title, text.bytes, &found);
        assert_string_equal(found.bytes, cases_of_subjects[i].found);
        buffer_clear(&found);
        buffer_clear(&text);
    }
    close_tools(&tools);
}

/* Names that nobody is counted for are told: "GE US\tGeorgia", "Kelleyland". */
static void tells_doubts(void **state)
{
    static const struct {
        enum language language;
        const char *text, *ambiguous, *unknown;
    } doubts[] = {
        { LANGUAGE_ENGLISH, "He lives in Georgia. She left Georgia.", "GE US\tGeorgia", "" },
        { LANGUAGE_ENGLISH, "Ministers of Georgia met in Tbilisi.", "", "" },
        { LANGUAGE_FRENCH, "Le peuple guinéen.", "GN GW\tguinéen", "" },
        { LANGUAGE_ENGLISH, "A fire in Kelleyland, and near Twin Oak Ridge in January, told in French.", "",
          "Kelleyland;Twin Oak Ridge" },
        { LANGUAGE_FRENCH, "Un feu à Saint-Xyzin et en Haïti.", "", "Saint-Xyzin" },
        { LANGUAGE_ENGLISH, "Interested in UFA rules? In Kelleyland we are in it.", "", "" },
    };
    struct tools tools;
    int failed = 0;
    (void)state;
    open_tools(&tools, NULL);
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++) {
        struct buffer found = BUFFER_EMPTY;
        find(&tools, doubts[i].language, "", doubts[i].text, &found);
        if (strcmp(tools.ambiguous.bytes, doubts[i].ambiguous) != 0 ||
            strcmp(tools.unknown.bytes, doubts[i].unknown) != 0) {
            print_error("%s: \"%s\", \"%s\"\n", doubts[i].text, tools.ambiguous.bytes, tools.unknown.bytes);
            failed++;
        }
        buffer_clear(&found);
    }
    close_tools(&tools);
    assert_int_equal(failed, 0);
}

static void counts_the_title(void **state)
{
    struct tools tools;
    struct buffer found = BUFFER_EMPTY;
    (void)state;
    open_tools(&tools, NULL);
    find(&tools, LANGUAGE_FRENCH, "Une école en Haïti", "Le Japon et Haïti.", &found);
    assert_string_equal(found.bytes, "HT2 JP1");
    buffer_clear(&found);
    close_tools(&tools);
}

static void keeps_what_is_known(void **state)
{
    struct tools tools;
    struct record record;
    struct failure failure;
    struct analysis none = ANALYSIS_EMPTY;
    struct fact_words words = { &none, &none };
    (void)state;
    open_tools(&tools, NULL);
    record_init(&record);
    assert_int_equal(record_add_country(&record, "HT", 1, (struct bytes){ "Haiti", 5 }, &failure), STATUS_OK);
    assert_int_equal(fact_countries(tools.finder, &words, &record, &failure), STATUS_OK);
    assert_int_equal(record.country_count, 1);
    record_clear(&record);
    close_tools(&tools);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_countries), cmocka_unit_test(leaves_home_out),  cmocka_unit_test(tells_subjects),
        cmocka_unit_test(tells_doubts),    cmocka_unit_test(counts_the_title), cmocka_unit_test(keeps_what_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
