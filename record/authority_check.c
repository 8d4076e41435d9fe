/* What a librarian should know of an authority file. */
#include "record/authority_check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/interner.h"
#include "language/fold.h"
#include "language/stopwords.h"
#include "language/words.h"
#include "record/authority.h"

struct checking {
    struct authority_findings *findings;
    struct authority authority;
    struct interner *keys;      /* a label's words, folded, with its language */
    struct sighting *sightings; /* by key */
    size_t sighting_capacity;
};

/* Where a label stood first. */
struct sighting {
    const struct concept *concept;
    const struct label *label;
};

/* == Findings ================================================================================================= */

static void add(struct authority_findings *findings, bool mistake, long line, const char *what, const char *remedy)
{
    if (!array_reserve((void **)&findings->items, &findings->capacity, findings->count + 1,
                       sizeof *findings->items)) {
        findings->failed = STATUS_NO_MEMORY;
        return;
    }
    struct authority_finding finding = { mistake, line, strdup(what), strdup(remedy) };
    findings->items[findings->count++] = finding;
    if (!finding.what || !finding.remedy)
        findings->failed = STATUS_NO_MEMORY;
    findings->mistakes += mistake;
    findings->warnings += !mistake;
}

static void add_mistake(long line, const char *what, const char *hint, void *context)
{
    add(context, true, line, what, hint);
}

static void warn(struct checking *checking, long line, const char *remedy, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void warn(struct checking *checking, long line, const char *remedy, const char *format, ...)
{
    enum { WHAT_BYTES = 400 };
    char what[WHAT_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    add(checking->findings, false, line, what, remedy);
}

void authority_findings_clear(struct authority_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        free(findings->items[i].what);
        free(findings->items[i].remedy);
    }
    free(findings->items);
    *findings = (struct authority_findings)AUTHORITY_FINDINGS_EMPTY;
}

/* == One label ================================================================================================ */

/* The words by which it is looked for, after its language; returns how many there are. */
static size_t make_key(const struct label *label, struct buffer *key)
{
    struct words words;
    struct word word;
    char folded[FOLDED_BYTES];
    size_t count = 0;
    buffer_append_text(key, language_code(label->language));
    words_begin(&words, bytes_of(label->text));
    while (words_next(&words, &word)) {
        buffer_append_byte(key, ' ');
        buffer_append(key, folded, fold_form(word.form, folded));
        count++;
    }
    return count;
}

/* Words that releases of any kind use: alone they tell no goal. */
static bool is_everyday(const char *text)
{
    static const char everyday[] =
        " access action activity agreement announcement application area art artist assistance award board budget "
        "business care"
        " change child citizen city climate committee community company conference consultation contribution country"
        " course culture department development economy education employee employment energy environment event "
        "family fund funding"
        " future government grant group growth health history home housing identity immigration influence "
        "information infrastructure"
        " initiative innovation international investment job law leader member meeting minister ministry mission "
        "money office official"
        " organization partner partnership people plan policy population premier president price program programme"
        " project prosperity province public quality region relations report research resource school science sector"
        " security service society solidarity strategy student study support team technology territory tourism trade "
        "training"
        " transport visit volunteer water women work worker world year youth"
        " acces accord aide annonce annee appui argent arts avenir bourse citoyen collectivite comite communaute"
        " commerce conference conseil croissance culturel decision delegation developpement droit eau ecole economie "
        "emploi"
        " enfant enseignement entente entreprise environnement etude etudiant etranger evenement famille femme "
        "formation"
        " gouvernement groupe habitation identite information jeune jeunesse loi logement membre ministere ministre"
        " monde musique organisme partenaire partenariat pays politique prevention prix production programme projet "
        "prosperite"
        " qualite recherche relation rencontre reseau ressource reunion sante secteur securite societe solidarite "
        "sport"
        " strategie subvention tourisme travail travailleur universite ville visite ";
    char folded[FOLDED_BYTES + 2];
    if (strchr(text, ' '))
        return false;
    size_t size = fold_form(bytes_of(text), folded + 1);
    if (size > 0 && size < FOLDED_BYTES && folded[size] == 's')
        size--;
    folded[0] = ' ';
    folded[size + 1] = ' ';
    return memmem(everyday, sizeof everyday - 1, folded, size + 2) != NULL;
}

static void check_cue(struct checking *checking, const struct label *label)
{
    if (label->role != LABEL_CUE && label->role != LABEL_OTHER)
        return;
    if (stopword_is(label->language, bytes_of(label->text)))
        warn(checking, label->line, "remove it", "\"%s\" is a word of nearly every sentence", label->text);
    else if (label->role == LABEL_CUE && is_everyday(label->text))
        warn(checking, label->line, "make it a phrase that only such releases use, as \"border security\" is",
             "\"%s\" alone is an everyday word", label->text);
}

static void check_language(struct checking *checking, const struct label *label)
{
    if (label->language == LANGUAGE_UNKNOWN && label->role != LABEL_PLACE)
        warn(checking, label->line, "add xml:lang=\"en\" or \"fr\", unless it is the same word in both",
             "\"%s\" is of no language", label->text);
}

static void check_repeated(struct checking *checking, const struct concept *concept, const struct label *label)
{
    struct buffer key = BUFFER_EMPTY;
    size_t words = make_key(label, &key), known = interner_count(checking->keys);
    uint32_t id = interner_add(checking->keys, buffer_view(&key));
    bool failed = key.failed || id == INTERNER_NONE ||
                  !array_reserve((void **)&checking->sightings, &checking->sighting_capacity, (size_t)id + 1,
                                 sizeof *checking->sightings);
    buffer_clear(&key);
    if (failed) {
        checking->findings->failed = STATUS_NO_MEMORY;
        return;
    }
    if (words == 0)
        warn(checking, label->line, "write it with letters", "\"%s\" has no word to look for", label->text);
    if (id == known) {
        checking->sightings[id] = (struct sighting){ concept, label };
        return;
    }
    const struct sighting *first = &checking->sightings[id];
    bool places = label->role == LABEL_PLACE || first->label->role == LABEL_PLACE;
    if (first->concept == concept) {
        if (!places && label->role == first->label->role)
            warn(checking, label->line, "remove one of the two", "\"%s\" stands in %s already, in line %u",
                 label->text, concept->id, (unsigned)first->label->line);
    } else if (!places) {
        warn(checking, label->line, "leave it to the one it tells of, or make both longer",
             "\"%s\" of %s is a label of %s too, in line %u", label->text, concept->id, first->concept->id,
             (unsigned)first->label->line);
    }
}

/* == The list ================================================================================================= */

static bool has_name_in(const struct concept *concept, enum language language)
{
    for (size_t i = 0; i < concept->label_count; i++) {
        const struct label *label = &concept->labels[i];
        if (label->role == LABEL_PREFERRED && (label->language == language || label->language == LANGUAGE_UNKNOWN))
            return true;
    }
    return false;
}

static void check_names(struct checking *checking, const struct concept *concept)
{
    bool english = has_name_in(concept, LANGUAGE_ENGLISH), french = has_name_in(concept, LANGUAGE_FRENCH);
    if (english != french)
        warn(checking, concept->line,
             english ? "add <skos:prefLabel xml:lang=\"fr\">" : "add <skos:prefLabel xml:lang=\"en\">",
             "%s has no %s name", concept->id, english ? "French" : "English");
}

static int compare_findings(const void *left, const void *right)
{
    const struct authority_finding *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->mistake != b->mistake ? b->mistake - a->mistake : strcmp(a->what, b->what);
}

static void check_all(struct checking *checking)
{
    struct authority_findings *findings = checking->findings;
    findings->concepts = checking->authority.concept_count;
    for (size_t i = 0; i < findings->concepts; i++) {
        const struct concept *concept = &checking->authority.concepts[i];
        check_names(checking, concept);
        findings->labels += concept->label_count;
        for (size_t j = 0; j < concept->label_count; j++) {
            check_cue(checking, &concept->labels[j]);
            check_language(checking, &concept->labels[j]);
            check_repeated(checking, concept, &concept->labels[j]);
        }
    }
    if (findings->count)
        qsort(findings->items, findings->count, sizeof *findings->items, compare_findings);
}

enum status authority_check(const char *name, struct bytes rdf, struct authority_findings *findings,
                            struct failure *failure)
{
    struct checking checking = { .findings = findings, .authority = AUTHORITY_EMPTY };
    enum status status = interner_new(&checking.keys, failure);
    if (!status)
        status = authority_parse_all(&checking.authority, name, rdf, add_mistake, findings, failure);
    if (!status)
        check_all(&checking);
    if (!status && findings->failed)
        status = fail_no_memory(failure);
    authority_clear(&checking.authority);
    interner_free(checking.keys);
    free(checking.sightings);
    return status;
}
