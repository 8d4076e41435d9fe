/* The two languages, and telling which one a text is in: by the words that only one of them has, and by letters and
 * endings, which decide for a title that has no such word. Words and letters of neighbouring languages count against
 * both. */
#include "language/language.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <threads.h>

#include "language/utf8.h"
#include "language/words.h"

enum { SLOTS = 2048 /* a power of two, more than twice the words of the lists */ };

/* In a text of either language a third of the words speak for it, nearly none against it. */
#define LEAST_MARGIN 0.2
#define LEAST_SHARE 0.1

/* What a word speaks for; OTHER is every other language. */
enum side { FRENCH, ENGLISH, OTHER, SIDES = LANGUAGE_SIDES };

/* == Codes ==================================================================================================== */

const char *language_code(enum language language)
{
    return language == LANGUAGE_FRENCH ? "fr" : language == LANGUAGE_ENGLISH ? "en" : "";
}

enum language language_from_code(const char *code)
{
    static const struct {
        const char *name;
        enum language language;
    } names[] = {
        { "fr", LANGUAGE_FRENCH },       { "fra", LANGUAGE_FRENCH },      { "fre", LANGUAGE_FRENCH },
        { "french", LANGUAGE_FRENCH },   { "français", LANGUAGE_FRENCH }, { "francais", LANGUAGE_FRENCH },
        { "FRANÇAIS", LANGUAGE_FRENCH }, { "en", LANGUAGE_ENGLISH },      { "eng", LANGUAGE_ENGLISH },
        { "english", LANGUAGE_ENGLISH }, { "anglais", LANGUAGE_ENGLISH },
    };
    if (!code)
        return LANGUAGE_UNKNOWN;
    code += strspn(code, " \t");
    size_t size = strcspn(code, "-_. \t@,;"); /* fr-CA, fr_CA.UTF-8 */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i].name) == size && strncasecmp(names[i].name, code, size) == 0)
            return names[i].language;
    }
    return LANGUAGE_UNKNOWN;
}

enum language language_of_messages(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "fr", 2) == 0 ? LANGUAGE_FRENCH : LANGUAGE_ENGLISH;
    }
    return LANGUAGE_ENGLISH;
}

/* == Words ==================================================================================================== */

/* Frequent words, in running text and in titles. Those after the bar are found in other languages too and speak
 * softly. */
static const char french_words[] =
    "le du des et est une dans au aux sur qui avec ce cette ces cet sont ont nous vous ils elle elles je leur "
    "leurs notre nos votre vos ou où donc être été fait plus pas ne comme afin ainsi sous chez sans vers après "
    "avant pendant depuis selon aussi très même autres peut doit sera seront était avait avoir aura deux trois "
    "quatre cinq dont celui celle ceux lors dès cela nouveau nouvelle ans année années pays dernier premier "
    "première lundi mardi mercredi jeudi vendredi samedi dimanche janvier février avril juin juillet août octobre "
    "novembre décembre quel quelle quels quelles quoi quand oui non mais pour par les toute toutes tous y "
    "communiqué annonce gouvernement ministre ministère politique développement rapport loi aide étude mise projet "
    "projets nouveaux nouvelles | la de un en que il se sa ses à on si tout entre mars mai me tu son";

static const char english_words[] =
    "the and with that this these those are were be been has have had would shall should could it its they their "
    "them our you your his her who which what when where how as not if than then any more most some such into "
    "under about after before between during through while because only new first last year years days today said "
    "two three four five monday tuesday thursday friday saturday sunday january february march june july august "
    "september october there here out both each many people does did by from of will can may other being against "
    "news release government minister department announces report policy development trade foreign affairs health "
    "act aid now available support | to for is in at on an or no so was he she i we all up do over also but one "
    "day";

/* German, Dutch, Spanish, Portuguese, Catalan, Occitan, Italian, Romanian, Polish and Czech, the Scandinavian
 * languages, Haitian Creole, Walloon and Picard, as far as neither of ours has the word. */
static const char other_words[] =
    "der und den das nicht von zu ist mit sich auf für dem ein eine einer eines auch wird werden bei nach aus sind "
    "oder wie hat wir ich zum zur über durch kann sein seine bis als einen um nur im es noch "
    "het een van niet zijn voor ook worden deze naar aan bij maar wordt dat te op met "
    "el los las del por con para como su sus al lo pero esta este muy ya o fue ser ha más entre toda todo persona "
    "derecho no una y "
    "os um uma em não dos das ao pelo pela mais mas foi são seu sua tem como nos na no pessoa direito e "
    "els amb dels aquest aquesta això seva seu tot tota per qui dret i "
    "lei li lou dau dins sus lou e que per totas "
    "di che gli della delle dei è sono anche più nel alla con questo il si nella dal un al "
    "och att det som är av på inte til og ikke med har vi jag en et den er "
    "și nu din cu în pe care mai ce sau pentru este "
    "nie się jest że z do jsou w je na se ve "
    "yo nan pou ki ak pa gen tout moun dwa sou li tou "
    "èt lès dèl çou chés pi min ed es ess";

struct lists {
    uint64_t keys[SLOTS]; /* hashes of words; two different words with one hash are not to be expected */
    unsigned char weights[SLOTS][SIDES]; /* in tenths */
};

/* In tenths: a word that only one language has; its letters; a word that some have, or an ending; w and k. */
enum { PLAIN = 10, FIRM = 6, SOFT = 4, FAINT = 2 };

/* Letters decide for a title; in a longer text they say no more than its words. */
enum { LETTERS_ALONE = 15 };

static uint64_t key_of(const char *word, size_t size)
{
    uint64_t key = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < size; i++)
        key = (key ^ (unsigned char)word[i]) * UINT64_C(0x100000001B3);
    return key | 1; /* 0 is a free slot */
}

static size_t find_slot(const struct lists *lists, uint64_t key)
{
    size_t at = (size_t)(key >> 53);
    while (lists->keys[at] && lists->keys[at] != key)
        at = (at + 1) & (SLOTS - 1);
    return at;
}

static void add_words(struct lists *lists, const char *words, enum side side)
{
    unsigned char weight = PLAIN;
    while (*words) {
        size_t size = strcspn(words, " ");
        if (*words == '|') {
            weight = SOFT;
        } else {
            uint64_t key = key_of(words, size);
            size_t at = find_slot(lists, key);
            bool ours = lists->weights[at][FRENCH] || lists->weights[at][ENGLISH];
            lists->keys[at] = key;
            if (side != OTHER || !ours)
                lists->weights[at][side] = weight;
        }
        words += size + strspn(words + size, " ");
    }
}

/* A constant, put together when it is first asked for. */
static struct lists known_lists;
static once_flag known_lists_made = ONCE_FLAG_INIT;

static void make_known_lists(void)
{
    add_words(&known_lists, french_words, FRENCH);
    add_words(&known_lists, english_words, ENGLISH);
    add_words(&known_lists, other_words, OTHER);
}

/* == Letters and endings ====================================================================================== */

/* By their last letter: most words have none of them, and few letters have many. */
static const struct endings {
    char last;
    const char *french, *english;
} endings[] = {
    { 'd', "", "ed" },
    { 'e', "que elle aire euse ette isme iste oire esse ence", "" },
    { 'g', "", "ing" },
    { 'h', "", "th" },
    { 'k', "", "ck" },
    { 'l', "", "ful" },
    { 'p', "", "ship" },
    { 'r', "oir eur", "" },
    { 's', "ques eurs elles aires ais ois", "ings ness ies ers ess" },
    { 't', "ait", "ght" },
    { 'u', "eau", "" },
    { 'x', "eux aux", "" },
    { 'y', "", "ly ty ry cy ny my gy" },
};

/* Does the word end with one of these, divided by spaces, and begin before it? */
static bool ends_with_any(struct bytes word, const char *list)
{
    while (*list) {
        size_t size = strcspn(list, " ");
        if (word.size > size && memcmp(word.data + word.size - size, list, size) == 0)
            return true;
        list += size + (list[size] == ' ');
    }
    return false;
}

/* The letters that French adds to a-z, and all that English never has. */
static enum side side_of_letter(uint32_t letter)
{
    switch (letter) {
    case 0x2019: /* ’ */
        return SIDES;
    case 0xE0: /* à â æ ç è é ê ë î ï ô ù û œ */
    case 0xE2:
    case 0xE6:
    case 0xE7:
    case 0xE8:
    case 0xE9:
    case 0xEA:
    case 0xEB:
    case 0xEE:
    case 0xEF:
    case 0xF4:
    case 0xF9:
    case 0xFB:
    case 0x153:
        return FRENCH;
    default:
        return OTHER;
    }
}

/* What the letters of a form tell, one bit each. */
enum {
    IS_LISTED = 1,
    IS_NUMBER = 2,
    HAS_FRENCH_LETTER = 4,
    HAS_ENGLISH_LETTER = 8,
    HAS_OTHER_LETTER = 16,
    HAS_FRENCH_ENDING = 32,
    HAS_ENGLISH_ENDING = 64,
};

static unsigned letters_of(struct bytes word)
{
    unsigned letters = 0;
    for (size_t at = 0, used = 1; at < word.size; at += used) {
        if (!(word.data[at] & 0x80)) {
            used = 1;
            if (word.data[at] == 'w' || word.data[at] == 'k')
                letters |= HAS_ENGLISH_LETTER;
            continue;
        }
        enum side side = side_of_letter(utf8_decode((struct bytes){ word.data + at, word.size - at }, &used));
        if (side != SIDES)
            letters |= side == FRENCH ? HAS_FRENCH_LETTER : HAS_OTHER_LETTER;
    }
    return letters;
}

static unsigned ending_of(struct bytes word)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings && word.size; i++) {
        if (endings[i].last != word.data[word.size - 1])
            continue;
        if (ends_with_any(word, endings[i].french))
            return HAS_FRENCH_ENDING;
        return ends_with_any(word, endings[i].english) ? HAS_ENGLISH_ENDING : 0;
    }
    return 0;
}

/* What a word that is on no list says. Names keep their letters in every language: Québec, São Paulo. */
static void weigh_letters(unsigned letters, bool capital, unsigned scores[SIDES])
{
    if (letters & HAS_OTHER_LETTER) {
        scores[OTHER] += capital ? SOFT : PLAIN;
        return;
    }
    if (letters & HAS_FRENCH_LETTER)
        scores[FRENCH] += capital ? SOFT : FIRM;
    if (letters & HAS_ENGLISH_LETTER)
        scores[ENGLISH] += FAINT;
    if (letters & HAS_FRENCH_ENDING)
        scores[FRENCH] += SOFT;
    else if (letters & HAS_ENGLISH_ENDING)
        scores[ENGLISH] += SOFT;
}

/* == Guessing ================================================================================================= */

/* The weights of a word that is on a list, two bits each, above the bits that say so. */
enum { WEIGHT_BITS = 2, FIRST_WEIGHT_BIT = 2 };
static const unsigned char weights[] = { 0, SOFT, PLAIN };

struct language_signs language_signs_of(struct bytes form)
{
    if (form.size && form.data[0] >= '0' && form.data[0] <= '9')
        return (struct language_signs){ IS_NUMBER };
    call_once(&known_lists_made, make_known_lists);
    size_t at = find_slot(&known_lists, key_of(form.data, form.size));
    if (!known_lists.keys[at])
        return (struct language_signs){ (unsigned char)(letters_of(form) | ending_of(form)) };
    unsigned bits = IS_LISTED;
    for (int side = 0; side < SIDES; side++)
        for (unsigned i = 1; i < sizeof weights; i++)
            if (known_lists.weights[at][side] == weights[i])
                bits |= i << (FIRST_WEIGHT_BIT + WEIGHT_BITS * side);
    return (struct language_signs){ (unsigned char)bits };
}

void language_tally_add(struct language_tally *tally, struct language_signs signs, bool capital)
{
    if (signs.bits & IS_NUMBER)
        return;
    tally->word_count++;
    if (!(signs.bits & IS_LISTED))
        weigh_letters(signs.bits, capital, tally->letters);
    else
        for (int side = 0; side < SIDES; side++)
            tally->scores[side] += weights[signs.bits >> (FIRST_WEIGHT_BIT + WEIGHT_BITS * side) & 3];
}

struct language_guess language_tally_guess(const struct language_tally *tally)
{
    struct language_guess guess = { LANGUAGE_UNKNOWN, 0 };
    unsigned scores[SIDES];
    for (int side = 0; side < SIDES; side++) {
        unsigned words = tally->scores[side], letters = tally->letters[side];
        bool too_many = side != OTHER && letters > words + LETTERS_ALONE;
        scores[side] = words + (too_many ? words + LETTERS_ALONE : letters);
    }

    bool is_french = scores[FRENCH] > scores[ENGLISH];
    double best = scores[is_french ? FRENCH : ENGLISH], second = scores[is_french ? ENGLISH : FRENCH];
    double against = second + 2 * scores[OTHER];
    double share = tally->word_count ? best / (PLAIN * tally->word_count) : 0; /* of words that speak for it */
    double margin = (best - against) / (best + against + SOFT);
    if (best < SOFT || margin < LEAST_MARGIN || share < LEAST_SHARE)
        return guess;
    guess.language = is_french ? LANGUAGE_FRENCH : LANGUAGE_ENGLISH;
    guess.confidence = margin;
    return guess;
}

struct language_guess language_detect(struct bytes text)
{
    struct language_tally tally = { .word_count = 0 };
    struct words words;
    struct word word;
    text.size = utf8_whole(text, LANGUAGE_MOST_BYTES);
    words_begin(&words, text);
    while (words_next(&words, &word))
        language_tally_add(&tally, language_signs_of(word.form), word.capital);
    return language_tally_guess(&tally);
}
