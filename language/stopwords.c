/* Words too common to be searched alone: articles, pronouns, prepositions, conjunctions, auxiliary verbs.
 *
 * Left out because they are also something to search for: été, sommes, or, point and mal in French; us (it may be
 * U.S.), may, mine and second in English. */
#include "language/stopwords.h"

#include <stdlib.h>
#include <string.h>

/* Both lists are in the order of bytes, for bsearch. A French word also stands there without its accents when that is
 * no other word: `apres`, but not `ou` for où, which is one already. An article that has lost its apostrophe (l eau)
 * is one, too; not c, for it is also the name of things (hepatite c). */
/* clang-format off */
static const char *const french[] = {
    "a", "afin", "ai", "aient", "ainsi", "ait", "alors", "apres", "après", "as", "assez", "au", "aucun", "aucune",
    "auquel", "aura", "aurai", "auraient", "aurais", "aurait", "auras", "aurez", "aurons", "auront", "aussi",
    "autant", "autre", "autres", "aux", "auxquelles", "auxquels", "avaient", "avais", "avait", "avant", "avec",
    "avez", "aviez", "avoir", "avons", "ayant", "beaucoup", "bien", "ca", "car", "ce", "ceci", "cela", "celle",
    "celles", "celui", "cependant", "certaines", "certains", "ces", "cet", "cette", "ceux", "chacun", "chacune",
    "chaque", "chez", "comme", "contre", "d", "dans", "de", "deja", "depuis", "derriere", "derrière", "des",
    "desquelles", "desquels", "devant", "doit", "doivent", "donc", "dont", "du", "duquel", "durant", "dès", "déjà",
    "elle", "elles", "en", "encore", "enfin", "ensuite", "entre", "envers", "environ", "es", "est", "et", "etaient",
    "etais", "etait", "etant", "etes", "etiez", "etions", "etre", "eu", "eue", "eut", "eux", "furent", "fut", "fût",
    "guere", "guère", "hormis", "hors", "ici", "il", "ils", "j", "jamais", "je", "jusqu", "jusque", "l", "la",
    "laquelle", "le", "lequel", "les", "lesquelles", "lesquels", "leur", "leurs", "lors", "lorsque", "lui", "là",
    "m", "ma", "mais", "malgre", "malgré", "me", "meme", "memes", "mes", "mieux", "moi", "moins", "mon", "même",
    "mêmes", "n", "ne", "neanmoins", "ni", "non", "nos", "notamment", "notre", "nous", "nul", "nulle", "néanmoins",
    "on", "ont", "ou", "oui", "outre", "où", "par", "parce", "parmi", "pas", "pendant", "peu", "peut", "peuvent",
    "plus", "plusieurs", "pour", "pourtant", "presque", "puis", "puisque", "qu", "quand", "que", "quel", "quelle",
    "quelles", "quelqu'un", "quelqu'une", "quelque", "quelques", "quels", "qui", "quoi", "quoique", "rien", "s",
    "sa", "sans", "se", "selon", "sera", "serai", "seraient", "serais", "serait", "seras", "serez", "serons",
    "seront", "ses", "si", "soi", "soient", "sois", "soit", "son", "sont", "sous", "souvent", "suis", "sur",
    "surtout", "t", "ta", "tant", "te", "tel", "telle", "telles", "tels", "tes", "toi", "ton", "toujours", "tous",
    "tout", "toute", "toutefois", "toutes", "tres", "trop", "très", "tu", "un", "une", "vers", "via", "voici",
    "voila", "voilà", "vos", "votre", "vous", "y", "à", "ça", "étaient", "étais", "était", "étant", "étiez",
    "étions", "êtes", "être",
};

static const char *const english[] = {
    "a", "about", "above", "across", "after", "again", "against", "all", "almost", "along", "already", "also",
    "although", "always", "am", "among", "an", "and", "another", "any", "anyone", "anything", "are", "aren't",
    "around", "as", "at", "be", "because", "been", "before", "behind", "being", "below", "beside", "besides",
    "between", "beyond", "both", "but", "by", "can", "can't", "cannot", "could", "couldn't", "despite", "did",
    "didn't", "do", "does", "doesn't", "doing", "don't", "done", "down", "during", "each", "either", "even", "ever",
    "every", "everyone", "everything", "few", "for", "from", "further", "had", "hadn't", "has", "hasn't", "have",
    "haven't", "having", "he", "he'd", "he'll", "hence", "her", "here", "hers", "herself", "him", "himself", "his",
    "how", "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "into", "is", "isn't", "it", "it'd", "it'll",
    "its", "itself", "just", "least", "less", "many", "me", "might", "more", "most", "much", "must", "mustn't", "my",
    "myself", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "now", "of", "off", "often", "on",
    "once", "only", "onto", "or", "other", "others", "ought", "our", "ours", "ourselves", "out", "over", "own", "per",
    "quite", "rather", "same", "several", "shall", "she", "she'd", "she'll", "should", "shouldn't", "since", "so",
    "some", "someone", "something", "still", "such", "than", "that", "that'll", "the", "their", "theirs", "them",
    "themselves", "then", "there", "there'll", "therefore", "these", "they", "they'd", "they'll", "they're",
    "they've", "this", "those", "though", "through", "thus", "to", "too", "toward", "towards", "under", "unless",
    "until", "up", "upon", "very", "via", "was", "wasn't", "we", "we'd", "we'll", "we're", "we've", "were", "weren't",
    "what", "when", "where", "whether", "which", "while", "who", "who'll", "who've", "whom", "whose", "why", "will",
    "with", "within", "without", "won't", "would", "wouldn't", "yet", "you", "you'd", "you'll", "you're", "you've",
    "your", "yours", "yourself", "yourselves",
};
/* clang-format on */

static int compare(const void *form, const void *stopword)
{
    const struct bytes *left = form;
    const char *right = *(const char *const *)stopword;
    size_t size = strlen(right), common = left->size < size ? left->size : size;
    int order = common ? memcmp(left->data, right, common) : 0;
    return order ? order : (left->size > size) - (left->size < size);
}

static bool is_in(struct bytes form, const char *const *list, size_t count)
{
    return bsearch(&form, list, count, sizeof *list, compare) != NULL;
}

bool stopword_is(enum language language, struct bytes form)
{
    return (language != LANGUAGE_ENGLISH && is_in(form, french, sizeof french / sizeof *french)) ||
           (language != LANGUAGE_FRENCH && is_in(form, english, sizeof english / sizeof *english));
}
