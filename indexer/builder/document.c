/* What the index keeps of a record, as bytes that travel from worker to builder. */
#include "indexer/builder/document.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/facts/pair_key.h"
#include "indexer/ledger/captures.h"
#include "record/fields.h"
#include "record/stored.h"

/* == Stamps =================================================================================================== */

void stamp_write(const struct stamp *stamp, struct buffer *value)
{
    buffer_append_format(value, "%" PRIu64 " %" PRId64 " %016" PRIx64, stamp->size, stamp->modified_ns,
                         stamp->content);
}

bool stamp_read(struct bytes value, struct stamp *stamp)
{
    char text[72];
    int end = 0;
    if (value.size >= sizeof text)
        return false;
    memcpy(text, value.data, value.size);
    text[value.size] = '\0';
    return sscanf(text, "%" SCNu64 " %" SCNd64 " %" SCNx64 "%n", &stamp->size, &stamp->modified_ns, &stamp->content,
                  &end) == 3 &&
           (size_t)end == value.size;
}

/* == Collecting terms ========================================================================================= */

static enum status collect_boolean(const struct term *term, void *context, struct failure *failure)
{
    (void)failure;
    document_terms_add(context, term);
    return STATUS_OK;
}

static void collect_facet(struct document_terms *terms, enum field_id field, const char *value)
{
    struct term term;
    term_make_facet(&term, &fields[field], bytes_of(value));
    document_terms_add(terms, &term);
}

static void collect_value(struct document_terms *terms, const char *prefix, const char *value)
{
    struct term term;
    term_make(&term, prefix, bytes_of(value));
    document_terms_add(terms, &term);
}

static size_t place_tokens(const struct analysis *analysis, struct occurrence *occurrences, uint32_t position)
{
    for (size_t i = 0; i < analysis->token_count; i++)
        occurrences[i] = (struct occurrence){ analysis->tokens[i].form, position++ };
    return analysis->token_count;
}

/* Title words from position 1, the text's after a gap, so that no phrase runs from one into the other. */
static enum status collect_words(struct document_packer *packer, struct fact_finder *finder, struct failure *failure)
{
    const struct analysis *title = fact_finder_title(finder), *text = fact_finder_text(finder);
    const struct interner *interner = fact_finder_interner(finder);
    if (!array_reserve((void **)&packer->occurrences, &packer->occurrence_capacity,
                       title->token_count + text->token_count + 1, sizeof *packer->occurrences))
        return fail_no_memory(failure);
    struct occurrence *occurrences = packer->occurrences;
    size_t count = place_tokens(title, occurrences, 1);
    document_terms_add_words(&packer->terms, interner, fields[FIELD_TITLE].prefix, occurrences, count);
    count += place_tokens(text, occurrences + count, (uint32_t)count + 1 + POSITION_GAP);
    document_terms_add_words(&packer->terms, interner, "", occurrences, count);
    return STATUS_OK;
}

static enum status collect_facts(struct document_terms *terms, const struct record *record, struct failure *failure)
{
    enum status status;

    if (record->mime)
        collect_value(terms, PREFIX_MIME, record->mime);
    if (record->source)
        collect_value(terms, PREFIX_SOURCE, record->source);
    if (record->uri)
        collect_value(terms, PREFIX_ADDRESS, record->uri);
    if (record->language != LANGUAGE_UNKNOWN)
        collect_facet(terms, FIELD_LANGUAGE, language_code(record->language));
    collect_facet(terms, FIELD_KIND, record_kind_name(record->kind));
    for (size_t i = 0; i < record->country_count; i++) {
        collect_facet(terms, FIELD_COUNTRY, record->countries[i].code);
        if (record->countries[i].about)
            collect_facet(terms, FIELD_ABOUT, record->countries[i].code);
    }
    for (size_t i = 0; i < record->goal_count; i++)
        collect_facet(terms, FIELD_GOAL, record->goals[i].id);

    struct term dates[3];
    size_t date_count = terms_of_date(record->date.value, dates);
    for (size_t i = 0; i < date_count; i++)
        document_terms_add(terms, &dates[i]);
    if (record->period.range.from.year &&
        (status = terms_of_period(record->period.range, collect_boolean, terms, failure)))
        return status;
    return STATUS_OK;
}

/* == Packing ================================================================================================== */

static void pack_bytes(struct buffer *packed, const void *data, size_t size)
{
    buffer_append_varint(packed, size);
    buffer_append(packed, data, size);
}

static void pack_value(struct buffer *packed, uint32_t slot, const struct buffer *value)
{
    buffer_append_varint(packed, slot);
    pack_bytes(packed, value->bytes, value->size);
}

static void pack_text_value(struct buffer *packed, uint32_t slot, const char *text)
{
    buffer_append_varint(packed, slot);
    pack_bytes(packed, text, strlen(text));
}

enum { PACKED_VALUES = 14 };

static void write_pair_key(const struct record *record, struct fact_finder *finder, struct buffer *key)
{
    const struct pair_facts facts = {
        .title = fact_finder_title(finder),
        .text = fact_finder_text(finder),
        .interner = fact_finder_interner(finder),
        .number = fact_finder_number(finder),
        .twin_is_given = fact_finder_twin_is_given(finder),
    };
    pair_key_pack(record, &facts, key);
}

enum status document_pack_pair_key(const struct record *record, struct fact_finder *finder, struct buffer *packed,
                                   struct failure *failure)
{
    write_pair_key(record, finder, packed);
    return buffer_status(packed, "what a document is paired by", failure);
}

/* Past this many bytes the rest of a text is one paragraph. */
enum { PARAGRAPHS_BYTES = 8192 };

/* The positions of the first words of title and paragraphs, which are lines; as collect_all_words counts them. */
static void write_paragraphs(const struct fact_finder *finder, struct buffer *value)
{
    const struct analysis *title = fact_finder_title(finder), *text = fact_finder_text(finder);
    size_t begin = title->token_count + 1 + POSITION_GAP, last = 1, end = 0, line_end = bytes_line_end(text->text, 0);
    if (title->token_count)
        buffer_append_varint(value, 1);
    else
        last = 0;
    for (size_t i = 0; i < text->token_count && value->size < PARAGRAPHS_BYTES; i++) {
        const struct token *token = &text->tokens[i];
        if (line_end < end)
            line_end = bytes_line_end(text->text, end);
        if (i == 0 || line_end < token->offset) {
            buffer_append_varint(value, begin + i - last);
            last = begin + i;
        }
        end = token->offset + token->length; /* a line end may stand in a word, after a soft hyphen */
    }
}

static void append_item(struct buffer *list, const char *item)
{
    if (list->size)
        buffer_append_byte(list, ' ');
    buffer_append_text(list, item);
}

static void pack_values(const struct record *record, struct fact_finder *finder, const struct stamp *stamp,
                        int64_t captured_s, struct buffer *packed)
{
    struct buffer value = BUFFER_EMPTY;
    struct date date = record->date.value;
    char figures[DATE_FIGURES_BYTES], iso[DATE_ISO_BYTES];

    buffer_append_varint(packed, PACKED_VALUES);
    date_format_figures(date, figures);
    pack_text_value(packed, SLOT_DATE, date.year ? figures : "");
    date_format_iso((struct date){ .year = date.year }, iso);
    pack_text_value(packed, SLOT_YEAR, iso);
    date_format_iso((struct date){ .year = date.year, .month = date.month }, iso);
    pack_text_value(packed, SLOT_MONTH, date.month ? iso : "");

    bool has_period = record->period.range.from.year;
    char day[PERIOD_VALUE_BYTES];
    period_value_from(record->period.range, day);
    pack_text_value(packed, SLOT_PERIOD_FROM, has_period ? day : "");
    period_value_to(record->period.range, day);
    pack_text_value(packed, SLOT_PERIOD_TO, has_period ? day : "");

    for (size_t i = 0; i < record->country_count; i++)
        append_item(&value, record->countries[i].code);
    pack_value(packed, SLOT_COUNTRIES, &value);
    buffer_truncate(&value, 0);
    for (size_t i = 0; i < record->goal_count; i++)
        append_item(&value, record->goals[i].id);
    pack_value(packed, SLOT_GOALS, &value);
    buffer_truncate(&value, 0);

    pack_text_value(packed, SLOT_LANGUAGE, language_code(record->language));
    pack_text_value(packed, SLOT_KIND, record_kind_name(record->kind));
    pack_text_value(packed, SLOT_SOURCE, record->source ? record->source : "");
    stamp_write(stamp, &value);
    pack_value(packed, SLOT_STAMP, &value);
    buffer_truncate(&value, 0);
    write_pair_key(record, finder, &value);
    pack_value(packed, SLOT_PAIR, &value);
    buffer_truncate(&value, 0);
    if (captured_s)
        captures_write_value(key_of(bytes_of(record->uri)), captured_s, &value);
    pack_value(packed, SLOT_CAPTURE, &value);
    buffer_truncate(&value, 0);
    write_paragraphs(finder, &value);
    pack_value(packed, SLOT_PARAGRAPHS, &value);
    if (value.failed && !packed->failed)
        packed->failed = value.failed;
    buffer_clear(&value);
}

void document_make_id(const struct record *record, struct term *term)
{
    struct buffer value = BUFFER_EMPTY;
    buffer_append_text(&value, record->source);
    if (record->member) {
        buffer_append_byte(&value, '\t');
        buffer_append_text(&value, record->member);
    }
    term_make(term, PREFIX_ID, buffer_view(&value));
    buffer_clear(&value);
}

enum status document_pack(struct document_packer *packer, const struct record *record, struct fact_finder *finder,
                          const struct stamp *stamp, int64_t captured_s, struct buffer *packed,
                          struct failure *failure)
{
    struct buffer *data = &packer->data;
    struct term unique;
    enum status status;
    document_terms_begin(&packer->terms);
    if ((status = collect_words(packer, finder, failure)) ||
        (status = collect_facts(&packer->terms, record, failure)))
        return status;
    document_make_id(record, &unique);
    pack_bytes(packed, unique.bytes, unique.size);
    buffer_truncate(data, 0);
    stored_write(record, data);
    if ((status = buffer_status(data, "the data of a document", failure))) {
        buffer_clear(data);
        return status;
    }
    pack_bytes(packed, data->bytes, data->size);
    pack_values(record, finder, stamp, captured_s, packed);
    return document_terms_pack(&packer->terms, packed, failure);
}

void document_packer_clear(struct document_packer *packer)
{
    document_terms_clear(&packer->terms);
    free(packer->occurrences);
    buffer_clear(&packer->data);
    *packer = (struct document_packer)DOCUMENT_PACKER_EMPTY;
}

/* == Unpacking ================================================================================================ */

static bool unpack_bytes(struct bytes *from, struct bytes *bytes)
{
    uint64_t size;
    return bytes_read_varint(from, &size) && bytes_read(from, size, bytes);
}

/* A count of things that take at least a byte each cannot be larger than the bytes left: a forged one asks for no memory. */
static bool unpack_count(struct bytes *from, uint64_t *count)
{
    return bytes_read_varint(from, count) && *count <= from->size;
}

static bool unpack_posting(struct bytes *from, struct document *document, size_t *position_count, size_t most_positions)
{
    struct xs_posting *posting = &document->postings[document->xapian.posting_count];
    uint64_t count, gap;
    if (!unpack_bytes(from, &posting->term) || !unpack_count(from, &count) || count > most_positions - *position_count)
        return false;
    posting->positions = count ? document->positions + *position_count : NULL;
    posting->position_count = count;
    uint64_t position = 0;
    for (uint64_t i = 0; i < count; i++) {
        if (!bytes_read_varint(from, &gap) || gap == 0 || gap > UINT32_MAX - position)
            return false;
        position += gap;
        document->positions[(*position_count)++] = (uint32_t)position;
    }
    document->xapian.posting_count++;
    return true;
}

enum status document_unpack(struct bytes packed, struct document *document, struct failure *failure)
{
    struct xs_document *xapian = &document->xapian;
    uint64_t value_count, position_total, posting_total, slot;
    size_t position_count = 0;

    *xapian = (struct xs_document){ .data = { NULL, 0 } };
    if (!unpack_bytes(&packed, &xapian->unique_term) || !unpack_bytes(&packed, &xapian->data) ||
        !unpack_count(&packed, &value_count))
        goto invalid;
    if (!array_reserve((void **)&document->values, &document->value_capacity, value_count + 1, sizeof *document->values))
        return fail_no_memory(failure);
    for (uint64_t i = 0; i < value_count; i++) {
        struct xs_value *value = &document->values[xapian->value_count];
        if (!bytes_read_varint(&packed, &slot) || slot >= UINT32_MAX || !unpack_bytes(&packed, &value->value))
            goto invalid;
        value->slot = (uint32_t)slot;
        if (value->value.size)
            xapian->value_count++;
    }
    if (!unpack_count(&packed, &position_total) || !unpack_count(&packed, &posting_total))
        goto invalid;
    if (!array_reserve((void **)&document->positions, &document->position_capacity, position_total + 1,
                       sizeof *document->positions) ||
        !array_reserve((void **)&document->postings, &document->posting_capacity, posting_total + 1,
                       sizeof *document->postings))
        return fail_no_memory(failure);
    for (uint64_t i = 0; i < posting_total; i++)
        if (!unpack_posting(&packed, document, &position_count, position_total))
            goto invalid;
    if (packed.size || !xapian->unique_term.size)
        goto invalid;
    xapian->values = document->values;
    xapian->postings = document->postings;
    return STATUS_OK;

invalid:
    return fail(failure, STATUS_INVALID, "the worker sent a damaged document");
}

void document_clear(struct document *document)
{
    free(document->postings);
    free(document->positions);
    free(document->values);
    *document = (struct document)DOCUMENT_EMPTY;
}
