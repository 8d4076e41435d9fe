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
        return parser_refuse(parser, offset, MESSAGE_QUERY_WORDS, REQUEST_WORDS);
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

/* A word with a star after it: `star` is where that is in the token's text. */
static enum status check_wildcard(struct parser *parser, struct bytes text, size_t start, size_t star,
                                  struct bytes form)
{
    struct bytes seen = { text.data + start, star + 1 - start };
    struct words after;
    struct word next;
    words_begin(&after, (struct bytes){ text.data + star + 1, text.size - star - 1 });
    if (words_next(&after, &next) && next.offset == 0)
        return parser_refuse_part(parser, STATUS_USAGE, seen, MESSAGE_QUERY_WILDCARD_END, 0);
    if (count_letters(form) < REQUEST_WILDCARD_LETTERS)
        return parser_refuse_part(parser, STATUS_LIMIT, seen, MESSAGE_QUERY_WILDCARD_LETTERS,
                                  REQUEST_WILDCARD_LETTERS);
    if (++parser->wildcards > REQUEST_WILDCARDS)
        return parser_refuse(parser, parser->token->offset, MESSAGE_QUERY_WILDCARDS, REQUEST_WILDCARDS);
    return STATUS_OK;
}

static enum status make_word(struct parser *parser, const struct word *word, struct clause **made)
{
    const struct token *token = parser->token;
    struct bytes text = token->text;
    size_t offset = (size_t)(text.data - parser->query.data) + word->offset, end = word->offset + word->length;
    bool star = end < text.size && text.data[end] == '*';
    enum status status = count_words(parser, offset);
    if (!status && star)
        status = check_wildcard(parser, text, word->offset, end, word->form);
    if (status)
        return status;

    enum clause_kind kind = star ? CLAUSE_PREFIX : token->exact ? CLAUSE_EXACT : CLAUSE_WORD;
    struct clause *clause = clause_new(parser->arena, kind, offset, word->length + star);
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
        return parser_refuse(parser, token->offset, MESSAGE_QUERY_PHRASE_WORDS, REQUEST_PHRASE_WORDS);
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

static struct bytes trimmed(struct bytes text)
{
    size_t used;
    while (text.size && utf8_is_space(utf8_decode(text, &used))) {
        text.data += used;
        text.size -= used;
    }
    while (text.size) {
        size_t last = text.size - 1;
        while (last > 0 && ((unsigned char)text.data[last] & 0xC0) == 0x80)
            last--;
        if (!utf8_is_space(utf8_decode((struct bytes){ text.data + last, text.size - last }, &used)))
            break;
        text.size = last;
    }
    return text;
}

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
    parser_refuse_part(parser, STATUS_USAGE, text, MESSAGE_QUERY_DATE, 0);
    return fail_hint(parser->failure, "%s", message_text(MESSAGE_QUERY_DATE_HINT, parser->ui));
}

enum status parser_value(struct parser *parser, struct clause **made)
{
    const struct token *token = parser->token;
    struct bytes text = trimmed(token->text);
    bool range = parser->field->kind == FIELD_RANGE;
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
