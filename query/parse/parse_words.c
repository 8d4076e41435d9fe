/* Words, phrases and values of fields: the leaves of the tree. */
#include "query/parse/parse_inside.h"

#include <string.h>

#include "language/stopwords.h"
#include "language/utf8.h"
#include "language/words.h"
#include "query/request.h"

static enum status count_words(struct parser *parser, size_t offset)
{
    if (++parser->words > REQUEST_WORDS)
        return parser_refuse(parser, offset, MESSAGE("the query has more than %d words"), REQUEST_WORDS);
    return STATUS_OK;
}

/* == Words ==================================================================================================== */

static size_t count_letters(struct bytes form)
{
    size_t count = 0;
    for (size_t i = 0; i < form.size; i++)
        count += ((unsigned char)form.data[i] & 0xC0) != 0x80;
    return count;
}

/* The stars beside a word, and where they and the word stand in the token's text. */
struct stars {
    bool before, after;
    size_t begin, end;
};

static struct stars stars_of(struct bytes text, const struct word *word)
{
    struct stars stars = { .begin = word->offset, .end = word->offset + word->length };
    stars.before = stars.begin > 0 && text.data[stars.begin - 1] == '*';
    stars.after = stars.end < text.size && text.data[stars.end] == '*';
    stars.begin -= stars.before;
    stars.end += stars.after;
    return stars;
}

/* Is there a word that begins, or ends, right at this byte? */
static bool is_beside_word(struct bytes text, size_t at, bool begins)
{
    struct words words;
    struct word word;
    words_begin(&words, text);
    while (words_next(&words, &word))
        if ((begins ? word.offset : word.offset + word.length) == at)
            return true;
    return false;
}

static enum status check_wildcard(struct parser *parser, struct bytes text, struct stars stars, struct bytes form)
{
    struct bytes seen = { text.data + stars.begin, stars.end - stars.begin };
    if ((stars.after && is_beside_word(text, stars.end, true)) ||
        (stars.before && is_beside_word(text, stars.begin, false)))
        return parser_refuse_part(parser, STATUS_USAGE, seen, MESSAGE("“%.*s”: a * can only begin or end a word"), 0);
    if (count_letters(form) < REQUEST_WILDCARD_LETTERS)
        return parser_refuse_part(parser, STATUS_LIMIT, seen,
                                  MESSAGE("“%.*s”: at least %d letters must stand beside a *"),
                                  REQUEST_WILDCARD_LETTERS);
    return STATUS_OK;
}

static enum clause_kind kind_of_word(const struct token *token, struct stars stars)
{
    if (stars.before)
        return stars.after ? CLAUSE_INFIX : CLAUSE_SUFFIX;
    if (stars.after)
        return CLAUSE_PREFIX;
    return token->exact ? CLAUSE_EXACT : token->like ? CLAUSE_LIKE : CLAUSE_WORD;
}

static enum status make_word(struct parser *parser, const struct word *word, struct clause **made)
{
    const struct token *token = parser->token;
    struct bytes text = token->text;
    struct stars stars = stars_of(text, word);
    size_t offset = (size_t)(text.data - parser->query.data) + stars.begin;
    enum clause_kind kind = kind_of_word(token, stars);
    enum status status = count_words(parser, offset);
    if (!status && (stars.before || stars.after))
        status = check_wildcard(parser, text, stars, word->form);
    if (!status && kind >= CLAUSE_PREFIX && ++parser->wildcards > REQUEST_WILDCARDS)
        status = parser_refuse(parser, parser->token->offset, MESSAGE("the query has more than %d words with * or ~"),
                               REQUEST_WILDCARDS);
    if (status)
        return status;

    struct clause *clause = clause_new(parser->arena, kind, offset, stars.end - stars.begin);
    if (!clause || !(clause->text = arena_copy(parser->arena, word->form)))
        return fail_no_memory(parser->failure);
    clause->title = parser->field && parser->field->id == FIELD_TITLE;
    *made = clause;
    return STATUS_OK;
}

/* Does what stands between two words without a space set them apart? `Haïti/Mali` is two words, `12:30` a time. */
static bool sets_apart(struct bytes between)
{
    for (size_t i = 0; i < between.size; i++)
        if (memchr(",;/|+&", between.data[i], 6))
            return true;
    return false;
}

/* Add a word to the phrase that it belongs to, or begin the next one. `phrases`: CLAUSE_PHRASE, one or more. */
static enum status add_word(struct parser *parser, struct clause *phrases, struct clause *word, bool apart)
{
    const struct token *token = parser->token;
    enum status status;
    if (phrases->child_count == 0 || (apart && !token->quoted)) {
        struct clause *phrase = clause_new(parser->arena, CLAUSE_PHRASE, word->offset, word->length);
        if (!phrase)
            return fail_no_memory(parser->failure);
        phrase->joined = !token->quoted;
        phrase->title = word->title;
        if ((status = clause_add(parser, phrases, phrase)))
            return status;
    }
    struct clause *phrase = phrases->children[phrases->child_count - 1];
    if (phrase->child_count == REQUEST_PHRASE_WORDS)
        return parser_refuse(parser, token->offset, MESSAGE("a phrase of the query has more than %d words"),
                             REQUEST_PHRASE_WORDS);
    return clause_add(parser, phrase, word);
}

enum status parser_words(struct parser *parser, struct clause **made)
{
    const struct token *token = parser->token;
    struct clause *phrases = clause_new(parser->arena, CLAUSE_ALL, token->offset, token->length);
    if (!phrases)
        return fail_no_memory(parser->failure);
    struct words words;
    struct word word;
    size_t end = 0;
    words_begin(&words, token->text);
    while (words_next(&words, &word)) {
        struct clause *clause = NULL;
        bool apart = sets_apart((struct bytes){ token->text.data + end, word.offset - end });
        enum status status = make_word(parser, &word, &clause);
        if (status || (status = add_word(parser, phrases, clause, apart)))
            return status;
        end = word.offset + word.length;
    }
    for (size_t i = 0; i < phrases->child_count; i++)
        if (phrases->children[i]->joined)
            phrases->children[i] = clause_simplest(phrases->children[i]);
    *made = clause_simplest(phrases);
    return STATUS_OK;
}

/* == Values of fields ========================================================================================= */

static enum status parse_range(struct parser *parser, struct clause *clause, struct bytes text)
{
    struct failure unsaid; /* it is told in the language of the user, here */
    enum status status = date_range_parse(text, parser->today, &clause->range, &unsaid);
    if (!status)
        return STATUS_OK;
    if (status != STATUS_USAGE) {
        *parser->failure = unsaid;
        return status;
    }
    parser_refuse_part(parser, STATUS_USAGE, text, MESSAGE("“%.*s” is not a date"), 0);
    return fail_hint(
        parser->failure, "%s",
        message_in(parser->ui,
                   "write 2009, 2009-04, 2009-04-14, \"April 2009\", 2007..2008, or 2007-2008 for a fiscal year"));
}

/* Dates need no quotes: of the words that follow `date:avril`, as many as make a date belong to it. The last token
 * of the value becomes the parser's. */
static struct bytes widen_date(struct parser *parser, struct bytes text)
{
    enum { MOST_TOKENS = 8 }; /* du 1er avril 2007 au 31 mars 2008 */
    const struct token *first = parser->token, *last = first;
    if (first->quoted)
        return text;
    for (const struct token *next = first + 1; next->kind == TOKEN_VALUE && next < first + MOST_TOKENS; next++) {
        struct failure unsaid;
        struct date_range range;
        struct bytes wider = { text.data, (size_t)(next->text.data - text.data) + next->text.size };
        if (next->quoted || next->exact || next->like)
            break;
        if (!date_range_parse(wider, parser->today, &range, &unsaid))
            last = next;
    }
    parser->token = last;
    return last == first ? text
                         : (struct bytes){ text.data, (size_t)(last->text.data - text.data) + last->text.size };
}

enum status parser_value(struct parser *parser, struct clause **made)
{
    const struct token *token = parser->token;
    struct bytes text = utf8_trimmed(token->text);
    bool range = parser->field->kind == FIELD_RANGE;
    if (range)
        text = widen_date(parser, text);
    struct clause *clause = clause_new(parser->arena, range ? CLAUSE_RANGE : CLAUSE_FACET, token->offset,
                                       token->length);
    if (!clause || !(clause->text = arena_copy(parser->arena, text)))
        return fail_no_memory(parser->failure);
    clause->field = parser->field->id;
    clause->within = range && token->exact && clause->field == FIELD_COVERS;
    enum status status = count_words(parser, token->offset);
    if (!status && range)
        status = parse_range(parser, clause, text);
    *made = clause;
    return status;
}

/* == Plain words ============================================================================================== */

static bool is_there(const struct clause *all, struct bytes form)
{
    for (size_t i = 0; i < all->child_count; i++) {
        const char *text = all->children[i]->text;
        if (strlen(text) == form.size && memcmp(text, form.data, form.size) == 0)
            return true;
    }
    return false;
}

/* Add the different words of `query` that are stopwords, or those that are not, while there is room. */
static enum status add_plain_words(struct bytes query, bool stopwords, struct arena *arena, struct clause *all,
                                   struct failure *failure)
{
    struct words words;
    struct word word;
    words_begin(&words, query);
    while (all->child_count < REQUEST_WORDS && words_next(&words, &word)) {
        if (stopword_is(LANGUAGE_UNKNOWN, word.form) != stopwords || is_there(all, word.form))
            continue;
        struct clause *clause = clause_new(arena, CLAUSE_WORD, word.offset, word.length);
        if (!clause || !(clause->text = arena_copy(arena, word.form)))
            return fail_no_memory(failure);
        enum status status = clause_append(arena, all, clause, failure);
        if (status)
            return status;
    }
    return STATUS_OK;
}

enum status parse_plain(struct bytes query, struct arena *arena, struct clause **root, struct failure *failure)
{
    enum status status;
    struct clause *all = clause_new(arena, CLAUSE_ALL, 0, query.size);
    if (!all)
        return fail_no_memory(failure);
    if ((status = add_plain_words(query, false, arena, all, failure)) ||
        (status = add_plain_words(query, true, arena, all, failure)))
        return status;
    *root = clause_simplest(all);
    return STATUS_OK;
}
