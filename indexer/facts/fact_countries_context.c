/* Persons who bear the name of a place, and the regions that tell namesakes apart. */
#include "indexer/facts/fact_countries.h"

#include <stdlib.h>
#include <string.h>

/* == Regions ================================================================================================== */

const struct region country_regions[] = {
    { "CA", "Alberta", "Alta.|AB" },
    { "CA", "British Columbia", "B.C.|BC" },
    { "CA", "Colombie-Britannique", "C.-B." },
    { "CA", "Manitoba", "Man.|MB" },
    { "CA", "New Brunswick", "N.B.|NB" },
    { "CA", "Nouveau-Brunswick", "N.-B." },
    { "CA", "Newfoundland", "Nfld.|N.L.|NL" },
    { "CA", "Terre-Neuve", "T.-N." },
    { "CA", "Nova Scotia", "N.S.|NS" },
    { "CA", "Nouvelle-\u00c9cosse", "N.-\u00c9." },
    { "CA", "Ontario", "Ont.|ON" },
    { "CA", "Prince Edward Island", "P.E.I.|PE" },
    { "CA", "Qu\u00e9bec", "Que.|Qu\u00e9.|Qc|QC" },
    { "CA", "Saskatchewan", "Sask.|SK" },
    { "CA", "Yukon", "Y.T.|YT" },
    { "CA", "Nunavut", NULL },
    { "US", "Alabama", "Ala.|AL" },
    { "US", "Alaska", "AK" },
    { "US", "Arizona", "Ariz.|AZ" },
    { "US", "Arkansas", "Ark.|AR" },
    { "US", "California", "Calif.|Cal.|CA" },
    { "US", "Californie", NULL },
    { "US", "Colorado", "Colo.|CO" },
    { "US", "Connecticut", "Conn.|CT" },
    { "US", "Delaware", "Del.|DE" },
    { "US", "District of Columbia", "D.C.|DC" },
    { "US", "Florida", "Fla.|FL" },
    { "US", "Floride", NULL },
    { "US", "Georgia", "Ga.|GA" },
    { "US", "Hawaii", "HI" },
    { "US", "Idaho", "ID" },
    { "US", "Illinois", "Ill.|IL" },
    { "US", "Indiana", "Ind.|IN" },
    { "US", "Iowa", "IA" },
    { "US", "Kansas", "Kan.|Kans.|KS" },
    { "US", "Kentucky", "Ky.|KY" },
    { "US", "Louisiana", "La.|LA" },
    { "US", "Louisiane", NULL },
    { "US", "Maine", "ME" },
    { "US", "Maryland", "Md.|MD" },
    { "US", "Massachusetts", "Mass.|MA" },
    { "US", "Michigan", "Mich.|MI" },
    { "US", "Minnesota", "Minn.|MN" },
    { "US", "Mississippi", "Miss.|MS" },
    { "US", "Missouri", "Mo.|MO" },
    { "US", "Montana", "Mont.|MT" },
    { "US", "Nebraska", "Neb.|Nebr.|NE" },
    { "US", "Nevada", "Nev.|NV" },
    { "US", "New Hampshire", "N.H.|NH" },
    { "US", "New Jersey", "N.J.|NJ" },
    { "US", "New Mexico", "N.M.|NM" },
    { "US", "New York", "N.Y.|NY" },
    { "US", "North Carolina", "N.C.|NC" },
    { "US", "North Dakota", "N.D.|ND" },
    { "US", "Ohio", "OH" },
    { "US", "Oklahoma", "Okla.|OK" },
    { "US", "Oregon", "Ore.|OR" },
    { "US", "Pennsylvania", "Pa.|Penn.|PA" },
    { "US", "Pennsylvanie", NULL },
    { "US", "Rhode Island", "R.I.|RI" },
    { "US", "South Carolina", "S.C.|SC" },
    { "US", "South Dakota", "S.D.|SD" },
    { "US", "Tennessee", "Tenn.|TN" },
    { "US", "Texas", "Tex.|TX" },
    { "US", "Utah", "UT" },
    { "US", "Vermont", "Vt.|VT" },
    { "US", "Virginia", "Va.|VA" },
    { "US", "Virginie", NULL },
    { "US", "Washington", "Wash.|WA" },
    { "US", "West Virginia", "W.Va.|W. Va.|WV" },
    { "US", "Wisconsin", "Wis.|WI" },
    { "US", "Wyoming", "Wyo.|WY" },
    { NULL, NULL, NULL },
};

/* == Persons ================================================================================================== */

enum { TITLE = 1 << 0, GIVEN_NAME = 1 << 1, PLACE_AND_GIVEN_NAME = 1 << 2 };

/* Folded, divided by spaces. */
static const char titles[] =
    "m mm mr mrs ms mme mlle dr dre mgr me prof minister ministre president senator senateur mayor "
    "maire judge juge";

static const char given_names[] =
    "aaron adam agnes alain alan albert alex alexander alexandre alfred alice alicia "
    "allan amanda amelie amy andre andrea andree "
    "andrew andy angela anita ann anna anne annie anthony antoine antonio arnold "
    "arthur audrey barbara barry ben benjamin "
    "benoit bernadette bernard betty bill billy bob bobby brad bradley brenda brian brigitte "
    "bruce bruno bryan carl carlos carmen carol "
    "carole caroline catherine cathy cecile celine chantal charles charlie chris "
    "christian christiane christina christine "
    "christophe christopher claire claude colin craig cynthia damien dan daniel "
    "daniele danielle danny dave david dean deborah "
    "debra denis denise dennis diana diane dick didier dominic dominique don donald "
    "donna doris dorothy doug douglas earl ed eddie "
    "edgar edith edward edwin eleanor elisabeth elise elizabeth ellen emily emma "
    "emmanuel eric ernest etienne eugene eva evelyn "
    "fabien fernand francine francis francois francoise frank franklin fred frederic "
    "frederick gabriel gaetan gary genevieve "
    "george georges gerald gerard gilbert gilles ginette gloria gordon grace graham "
    "greg gregory guillaume guy gwen hannah harold "
    "harry heather helen helene henri henry herbert howard hubert hugh hugo ian irene "
    "isaac isabelle jack jacqueline jacques "
    "jake james jamie jane janet janice jason jean jeanne jeff jeffrey jennifer jenny "
    "jeremy jerome jerry jesse jessica jim jimmy "
    "joan jocelyne joe joel john johnny jon jonathan jose joseph josh joshua joyce "
    "juan judith judy julia julie julien karen karl "
    "kate katherine kathleen kathy keith kelly ken kenneth kevin kim kimberly kyle "
    "larry laura laurence laurent lawrence leo leon "
    "leonard leslie lewis linda lionel lisa lise lorraine louis louise luc lucie "
    "lucien lucy luis luke lynn manon marc marcel "
    "margaret maria marie marilyn mario marion mark martha martin martine mary mathieu "
    "matt matthew maurice max melanie melissa "
    "michael michel michele micheline michelle miguel mike mireille monica monique "
    "nancy nathalie nathan neil nicholas nick nicolas "
    "nicole noah normand oliver olivier oscar pablo pamela pascal pat patrice patricia "
    "patrick paul paula pauline pedro peter phil "
    "philip philippe phillip pierre rachel ralph ray raymond rebecca rejean rene renee "
    "rich richard rick rob robert roberta robin "
    "rod roger roland ron ronald rose ross roy russell ruth ryan sally sam samantha "
    "samuel sandra sandy sara sarah scott sean "
    "sebastien serge sharon shawn shirley simon solange sophie stan stanley stefan "
    "stella stephane stephanie stephen steve steven "
    "stuart susan suzanne sylvain sylvie ted teresa terry theresa thierry thomas tim "
    "timothy tina todd tom tommy tony tracy "
    "valerie veronica veronique vincent virginie walter warren wayne wendy will "
    "william yan yann yves yvette yvon yvonne zoe";

/* A surname after them makes a person of them: "Jordan Peele". Paris is not here: Paris Match, Paris Saint-Germain.
 */
static const char places_and_given_names[] =
    "adelaide austin carolina chad charlotte chelsea dakota dallas florence georgia houston jordan kingston lourdes "
    "madison "
    "marseille milan montana regina santiago savannah sofia sydney tyrone valencia victoria vienna virginia";

static enum status add_words(struct person_words *words, struct interner *interner, const char *list,
                             unsigned char kind, struct failure *failure)
{
    for (const char *word = list; *word;) {
        size_t size = strcspn(word, " ");
        uint32_t id = interner_add(interner, (struct bytes){ word, size });
        if (id == INTERNER_NONE)
            return fail_no_memory(failure);
        if (id >= words->count) {
            unsigned char *grown = realloc(words->kinds, 2 * (size_t)id + 1);
            if (!grown)
                return fail_no_memory(failure);
            memset(grown + words->count, 0, 2 * (size_t)id + 1 - words->count);
            words->kinds = grown;
            words->count = 2 * (size_t)id + 1;
        }
        words->kinds[id] |= kind;
        word += size;
        word += *word == ' ';
    }
    return STATUS_OK;
}

enum status person_words_make(struct person_words *words, struct interner *interner, struct failure *failure)
{
    enum status status;
    *words = (struct person_words){ .count = 0 };
    if ((status = add_words(words, interner, titles, TITLE, failure)) ||
        (status = add_words(words, interner, given_names, GIVEN_NAME, failure)))
        return status;
    return add_words(words, interner, places_and_given_names, PLACE_AND_GIVEN_NAME, failure);
}

void person_words_clear(struct person_words *words)
{
    free(words->kinds);
    *words = (struct person_words){ .count = 0 };
}

bool tokens_joined_by(const struct analysis *analysis, size_t left, size_t right, const char *between)
{
    size_t at = analysis->tokens[left].offset + analysis->tokens[left].length, end = analysis->tokens[right].offset;
    size_t size = strlen(between);
    if (end < at + size || memcmp(analysis->text.data + at, between, size) != 0)
        return false;
    for (at += size; at < end; at++)
        if (analysis->text.data[at] != ' ' && analysis->text.data[at] != '\xC2' && analysis->text.data[at] != '\xA0')
            return false;
    return true;
}

bool token_is(const struct analysis *analysis, size_t at, const char *text)
{
    const struct token *token = &analysis->tokens[at];
    return token->length == strlen(text) && memcmp(analysis->text.data + token->offset, text, token->length) == 0;
}

static unsigned char kind_of(const struct person_words *words, const struct token *token)
{
    return token->capital && token->folded < words->count ? words->kinds[token->folded] : 0;
}

bool is_person(const struct person_words *words, const struct analysis *analysis, size_t at)
{
    const struct token *tokens = analysis->tokens;
    if (at > 0) {
        unsigned char before = kind_of(words, &tokens[at - 1]);
        bool apart = tokens_joined_by(analysis, at - 1, at, "");
        if ((before & TITLE && (apart || tokens_joined_by(analysis, at - 1, at, "."))) ||
            (before & GIVEN_NAME && apart && !tokens[at].joined))
            return true;
    }
    return kind_of(words, &tokens[at]) & PLACE_AND_GIVEN_NAME && at + 1 < analysis->token_count &&
           tokens[at + 1].capital && !tokens[at + 1].joined && tokens_joined_by(analysis, at, at + 1, "");
}
