/* The version of a document in the other language, as its page names it: by a link that says so. */
#include <string.h>

#include "indexer/facts/address.h"
#include "indexer/facts/fact_rooms.h"
#include "language/fold.h"

/* What is longer or further down was not written for readers, and would take time. */
enum { LINKS_MOST = 5000, ADDRESS_BYTES = 2000 };

/* Why a link is believed, the surest last. */
enum claim {
    CLAIM_NONE,
    CLAIM_TEXT,    /* its text is "English" */
    CLAIM_ADDRESS, /* its address is the page's own but for the language */
    CLAIM_MARKUP,  /* rel=alternate, hreflang */
};

struct search {
    const struct page *page;
    const struct record *record;
    const char *base; /* where links lead from */
    enum language other;
    struct buffer own; /* the address of the page without its language */
    enum claim claim;
    struct buffer best, found; /* addresses: of the best claim, of the link in hand */
    bool doubtful;             /* two links claim the same with different addresses */
};

/* == What a link says ========================================================================================= */

/* Its whole text, folded, without what stands around the words. */
static bool text_names(const struct page *page, const struct link *link, enum language language)
{
    static const char *const to_french[] = {
        "francais",
        "fr",
        "version francaise",
        "en francais",
        "version en francais",
        "french",
        "french version",
        "in french",
        "lire en francais",
        "cette page en francais",
        "page en francais",
        "communique en francais",
        "texte en francais",
        "this page in french",
        "read in french",
        "version francais",
        "francais (fr)",
        "view in french",
    };
    static const char *const to_english[] = {
        "english",
        "en",
        "eng",
        "english version",
        "in english",
        "version anglaise",
        "anglais",
        "en anglais",
        "version en anglais",
        "this page in english",
        "read in english",
        "read this in english",
        "communique en anglais",
        "texte en anglais",
        "english (en)",
        "view in english",
        "lire en anglais",
        "version english",
    };
    enum { TEXT_BYTES = 60 };
    const char *const *names = language == LANGUAGE_FRENCH ? to_french : to_english;
    size_t count = language == LANGUAGE_FRENCH ? sizeof to_french / sizeof *to_french
                                               : sizeof to_english / sizeof *to_english;
    char folded[FOLDED_BYTES];
    if (link->text_length == 0 || link->text_length > TEXT_BYTES ||
        link->text_offset + link->text_length > page->text.size)
        return false;
    size_t size = fold_form((struct bytes){ page->text.bytes + link->text_offset, link->text_length }, folded),
           start = 0;
    while (start < size && strchr("[(|<>- \t\n", folded[start]))
        start++;
    while (size > start && strchr("])|<>-.: \t\n", folded[size - 1]))
        size--;
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == size - start && memcmp(names[i], folded + start, size - start) == 0)
            return true;
    return false;
}

static bool differs_by_language(struct search *search)
{
    struct buffer rest = BUFFER_EMPTY;
    address_without_language(search->found.bytes, search->other, &rest);
    bool same = rest.size == search->own.size && memcmp(rest.bytes, search->own.bytes, rest.size) == 0;
    buffer_clear(&rest);
    return same;
}

static bool is_itself(const struct search *search)
{
    struct buffer left = BUFFER_EMPTY, right = BUFFER_EMPTY;
    address_normal(search->base, &left);
    address_normal(search->found.bytes, &right);
    bool same = strcmp(left.bytes, right.bytes) == 0;
    buffer_clear(&left);
    buffer_clear(&right);
    return same;
}

/* What the link says of where it leads; its address is then in `found`. The switch in a site's frame often leads to
 * the home page of the other language, which is no version of a release. */
static enum claim judge(struct search *search, const struct link *link)
{
    const struct page *page = search->page;
    const char *href = page_string(page, link->href), *language = page_string(page, link->hreflang);
    bool alternate = strstr(page_string(page, link->rel), "alternate") != NULL;
    if (strlen(href) > ADDRESS_BYTES || (*language && language_from_code(language) != search->other))
        return CLAIM_NONE;
    buffer_truncate(&search->found, 0);
    if (!address_resolve(search->base, href, &search->found) || search->found.failed || is_itself(search))
        return CLAIM_NONE;
    if (differs_by_language(search))
        return alternate && *language ? CLAIM_MARKUP : CLAIM_ADDRESS;
    if (address_is_home(search->found.bytes) && !address_is_home(search->base))
        return CLAIM_NONE;
    if (alternate && *language)
        return CLAIM_MARKUP;
    return text_names(page, link, search->other) ? CLAIM_TEXT : CLAIM_NONE;
}

/* == The page ================================================================================================= */

static void take(struct search *search, enum claim claim)
{
    bool same = search->best.size == search->found.size &&
                memcmp(search->best.bytes, search->found.bytes, search->found.size) == 0;
    if (claim == CLAIM_NONE || claim < search->claim)
        return;
    if (claim == search->claim) {
        search->doubtful |= !same;
        return;
    }
    search->claim = claim;
    search->doubtful = false;
    buffer_truncate(&search->best, 0);
    buffer_append(&search->best, search->found.bytes, search->found.size);
}

/* A list of releases has a link "English" for each: such a page has no twin that could be told. */
static void search_links(struct search *search)
{
    size_t most = search->page->link_count < LINKS_MOST ? search->page->link_count : LINKS_MOST;
    address_without_language(search->base, search->record->language, &search->own);
    for (size_t i = 0; i < most; i++)
        take(search, judge(search, &search->page->links[i]));
}

enum status fact_twin(const struct page *page, struct record *record, struct failure *failure)
{
    struct search search = {
        .page = page, .record = record, .own = BUFFER_EMPTY, .best = BUFFER_EMPTY, .found = BUFFER_EMPTY
    };
    enum status status = STATUS_OK;
    if (record->twin || record->language == LANGUAGE_UNKNOWN || !record->uri || strlen(record->uri) > ADDRESS_BYTES)
        return STATUS_OK;
    search.base = record->uri;
    search.other = record->language == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    search_links(&search);
    if (search.claim != CLAIM_NONE && !search.doubtful && !search.best.failed)
        status = record_set(&record->twin, buffer_view(&search.best), failure);
    buffer_clear(&search.own);
    buffer_clear(&search.best);
    buffer_clear(&search.found);
    return status;
}
