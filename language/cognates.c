/* Words of one root in both languages, by their endings. */
#include "language/cognates.h"

#include <string.h>

#include "language/fold.h"

/* Without accents, as words are folded. Endings that are the same (-tion, -age, -ment) need no line. */
static const struct {
    const char *english, *french;
} endings[] = {
    { "ity", "ite" },   { "ty", "te" },      { "ic", "ique" },   { "ical", "ique" },    { "ics", "ique" },
    { "ary", "aire" },  { "arian", "aire" }, { "ory", "oire" },  { "er", "re" },        { "or", "eur" },
    { "our", "eur" },   { "ous", "eux" },    { "ive", "if" },    { "ist", "iste" },     { "ism", "isme" },
    { "y", "ie" },      { "cy", "ce" },      { "ency", "ence" }, { "ize", "iser" },     { "ise", "iser" },
    { "ify", "ifier" }, { "ate", "er" },     { "ate", "e" },     { "al", "el" },        { "ial", "iel" },
    { "em", "eme" },    { "am", "amme" },    { "ct", "t" },      { "ct", "cte" },       { "yze", "yser" },
    { "ure", "urer" },  { "", "e" },         { "", "er" },       { "e", "er" },         { "ment", "ement" },
    { "an", "ain" },    { "ian", "ien" },    { "nt", "nte" },    { "ology", "ologie" }, { "est", "et" },
    { "ed", "e" },
};

enum { ROOT_BYTES = 3 }; /* what is before the ending; shorter words are alike by chance */

static bool ends_with(struct bytes word, const char *ending)
{
    size_t size = strlen(ending);
    return word.size >= size + ROOT_BYTES && memcmp(word.data + word.size - size, ending, size) == 0;
}

/* Is the last letter an s that makes an English plural? Not in glass, status, dangerous, analysis, politics. */
static bool is_plural(struct bytes word)
{
    return word.size > ROOT_BYTES && word.data[word.size - 1] == 's' && !memchr("sui", word.data[word.size - 2], 3) &&
           memcmp(word.data + word.size - 3, "ics", 3) != 0;
}

/* Both languages make plurals with s; the stem of what is found has none. */
static struct bytes singular_of(enum language language, struct bytes word, char room[FOLDED_BYTES])
{
    bool french = language == LANGUAGE_FRENCH;
    if (word.size > FOLDED_BYTES || (french ? word.size < 2 || word.data[word.size - 1] != 's' : !is_plural(word)))
        return word;
    word.size--;
    if (!french && ends_with(word, "ie")) { /* countries, country */
        memcpy(room, word.data, word.size - 2);
        room[word.size - 2] = 'y';
        return (struct bytes){ room, word.size - 1 };
    }
    return word;
}

enum status cognates_find(enum language language, struct bytes folded, dictionary_visit visit, void *context,
                          struct failure *failure)
{
    char room[FOLDED_BYTES], made[FOLDED_BYTES];
    bool french = language == LANGUAGE_FRENCH;
    struct bytes word = singular_of(language, folded, room);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !status; i++) {
        const char *from = french ? endings[i].french : endings[i].english;
        const char *to = french ? endings[i].english : endings[i].french;
        size_t root = word.size - strlen(from), size = root + strlen(to);
        if (!ends_with(word, from) || size > sizeof made)
            continue;
        memcpy(made, word.data, root);
        memcpy(made + root, to, strlen(to));
        status = visit((struct bytes){ made, size }, context, failure);
    }
    return status;
}
