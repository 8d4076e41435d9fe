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

/* One term of the document; both are ranges of the collector's pools. */
struct posting {
    size_t term, term_bytes;
    size_t first_position, position_count;
};

struct collector {
    struct buffer terms;     /* the bytes of all terms */
    uint32_t *positions;
    size_t position_count, position_capacity;
    struct posting *postings;
    size_t posting_count, posting_capacity;
    bool failed;
};

static void collect_term(struct collector *collector, const struct term *term, const uint32_t *positions, size_t count)
{
    if (!array_reserve((void **)&collector->postings, &collector->posting_capacity, collector->posting_count + 1,
                       sizeof *collector->postings) ||
        !array_reserve((void **)&collector->positions, &collector->position_capacity,
                       collector->position_count + count, sizeof *collector->positions)) {
        collector->failed = true;
        return;
    }
    if (count)
        memcpy(collector->positions + collector->position_count, positions, count * sizeof *positions);
    collector->postings[collector->posting_count++] = (struct posting){
        .term = collector->terms.size,
        .term_bytes = term->size,
        .first_position = collector->position_count,
        .position_count = count,
    };
    collector->position_count += count;
    buffer_append(&collector->terms, term->bytes, term->size);
}

static enum status collect_boolean(const struct term *term, void *context, struct failure *failure)
{
    (void)failure;
    collect_term(context, term, NULL, 0);
    return STATUS_OK;
}

static void collect_facet(struct collector *collector, enum field_id field, const char *value)
{
    struct term term;
    term_make_facet(&term, &fields[field], bytes_of(value));
    collect_term(collector, &term, NULL, 0);
}

static void collect_value(struct collector *collector, const char *prefix, const char *value)
{
    struct term term;
    term_make(&term, prefix, bytes_of(value));
    collect_term(collector, &term, NULL, 0);
}

/* One word of the document. Forms are compared as ids here, as bytes once a form. */
struct occurrence {
    uint32_t form, position;
};

static int compare_occurrences(const void *left, const void *right)
{
    const struct occurrence *a = left, *b = right;
    if (a->form != b->form)
        return a->form < b->form ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

static void collect_words(struct collector *collector, const struct interner *interner, const char *prefix,
                          struct occurrence *occurrences, size_t count)
{
    qsort(occurrences, count, sizeof *occurrences, compare_occurrences);
    for (size_t i = 0; i < count;) {
        struct term term;
        size_t end = i;
        uint32_t form = occurrences[i].form;
        size_t first = collector->position_count;
        term_make(&term, prefix, interner_text(interner, form));
        collect_term(collector, &term, NULL, 0);
        while (end < count && occurrences[end].form == form)
            end++;
        if (collector->failed || !array_reserve((void **)&collector->positions, &collector->position_capacity,
                                                first + (end - i), sizeof *collector->positions)) {
            collector->failed = true;
            return;
        }
        for (; i < end; i++)
            collector->positions[collector->position_count++] = occurrences[i].position;
        collector->postings[collector->posting_count - 1].position_count = collector->position_count - first;
    }
}

/* Title words from position 1, the text's after a gap, so that no phrase runs from one into the other. */
static enum status collect_all_words(struct collector *collector, const struct fact_finder *finder,
                                     const struct interner *interner, struct failure *failure)
{
    const struct analysis *title = fact_finder_title(finder), *text = fact_finder_text(finder);
    size_t count = title->token_count + text->token_count;
    struct occurrence *occurrences = calloc(count + 1, sizeof *occurrences);
    if (!occurrences)
        return fail_no_memory(failure);

    uint32_t position = 1;
    for (size_t i = 0; i < title->token_count; i++)
        occurrences[i] = (struct occurrence){ title->tokens[i].form, position++ };
    collect_words(collector, interner, fields[FIELD_TITLE].prefix, occurrences, title->token_count);

    position = 1;
    for (size_t i = 0; i < title->token_count; i++)
        occurrences[i] = (struct occurrence){ title->tokens[i].form, position++ };
    position += POSITION_GAP;
    for (size_t i = 0; i < text->token_count; i++)
        occurrences[title->token_count + i] = (struct occurrence){ text->tokens[i].form, position++ };
    collect_words(collector, interner, "", occurrences, count);
    free(occurrences);
    return STATUS_OK;
}

static enum status collect_facts(struct collector *collector, const struct record *record, struct failure *failure)
{
    enum status status;

    if (record->mime)
        collect_value(collector, PREFIX_MIME, record->mime);
    if (record->source)
        collect_value(collector, PREFIX_SOURCE, record->source);
    if (record->uri)
        collect_value(collector, PREFIX_ADDRESS, record->uri);
    if (record->language != LANGUAGE_UNKNOWN)
        collect_facet(collector, FIELD_LANGUAGE, language_code(record->language));
    collect_facet(collector, FIELD_KIND, record_kind_name(record->kind));
    for (size_t i = 0; i < record->country_count; i++) {
        collect_facet(collector, FIELD_COUNTRY, record->countries[i].code);
        if (record->countries[i].about)
            collect_facet(collector, FIELD_ABOUT, record->countries[i].code);
    }
    for (size_t i = 0; i < record->goal_count; i++)
        collect_facet(collector, FIELD_GOAL, record->goals[i].id);

    struct term dates[3];
    size_t date_count = terms_of_date(record->date.value, dates);
    for (size_t i = 0; i < date_count; i++)
        collect_term(collector, &dates[i], NULL, 0);
    if (record->period.range.from.year &&
        (status = terms_of_period(record->period.range, collect_boolean, collector, failure)))
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
    size_t begin = title->token_count + 1 + POSITION_GAP, last = 1, end = 0;
    if (title->token_count)
        buffer_append_varint(value, 1);
    else
        last = 0;
    for (size_t i = 0; i < text->token_count && value->size < PARAGRAPHS_BYTES; i++) {
        const struct token *token = &text->tokens[i];
        if (i == 0 || memchr(text->text.data + end, '\n', token->offset - end)) {
            buffer_append_varint(value, begin + i - last);
            last = begin + i;
        }
        end = token->offset + token->length;
    }
}

static void pack_values(const struct record *record, struct fact_finder *finder, const struct stamp *stamp,
                        int64_t captured_s, struct buffer *packed)
{
    struct buffer value = BUFFER_EMPTY;
    struct date date = record->date.value;
    char text[16];

    buffer_append_varint(packed, PACKED_VALUES);
    snprintf(text, sizeof text, "%04d%02d%02d", date.year % 10000, date.month % 100, date.day % 100);
    pack_text_value(packed, SLOT_DATE, date.year ? text : "");
    snprintf(text, sizeof text, "%04d", date.year % 10000);
    pack_text_value(packed, SLOT_YEAR, date.year ? text : "");
    snprintf(text, sizeof text, "%04d-%02d", date.year % 10000, date.month % 100);
    pack_text_value(packed, SLOT_MONTH, date.year && date.month ? text : "");

    bool has_period = record->period.range.from.year;
    char day[PERIOD_VALUE_BYTES];
    period_value_from(record->period.range, day);
    pack_text_value(packed, SLOT_PERIOD_FROM, has_period ? day : "");
    period_value_to(record->period.range, day);
    pack_text_value(packed, SLOT_PERIOD_TO, has_period ? day : "");

    for (size_t i = 0; i < record->country_count; i++)
        buffer_append_format(&value, "%s%s", i ? " " : "", record->countries[i].code);
    pack_value(packed, SLOT_COUNTRIES, &value);
    buffer_truncate(&value, 0);
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(&value, "%s%s", i ? " " : "", record->goals[i].id);
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

/* Terms sort by their bytes; the comparison needs the pool, so it sorts views. */
struct sorted_posting {
    struct bytes term;
    const uint32_t *positions;
    size_t position_count;
};

static int compare_bytes(struct bytes left, struct bytes right)
{
    int order = memcmp(left.data, right.data, left.size < right.size ? left.size : right.size);
    return order ? order : (left.size > right.size) - (left.size < right.size);
}

static int compare_postings(const void *left, const void *right)
{
    const struct sorted_posting *a = left, *b = right;
    return compare_bytes(a->term, b->term);
}

static void pack_posting(struct buffer *packed, const struct sorted_posting *posting)
{
    uint32_t previous = 0;
    pack_bytes(packed, posting->term.data, posting->term.size);
    buffer_append_varint(packed, posting->position_count);
    for (size_t i = 0; i < posting->position_count; i++) {
        buffer_append_varint(packed, posting->positions[i] - previous);
        previous = posting->positions[i];
    }
}

static enum status pack_postings(const struct collector *collector, struct buffer *packed, struct failure *failure)
{
    struct sorted_posting *sorted = calloc(collector->posting_count + 1, sizeof *sorted);
    if (!sorted)
        return fail_no_memory(failure);
    for (size_t i = 0; i < collector->posting_count; i++) {
        const struct posting *posting = &collector->postings[i];
        sorted[i] = (struct sorted_posting){
            .term = { collector->terms.bytes + posting->term, posting->term_bytes },
            .positions = collector->positions + posting->first_position,
            .position_count = posting->position_count,
        };
    }
    qsort(sorted, collector->posting_count, sizeof *sorted, compare_postings);

    /* Two forms cut at the same byte, or two facts that name one term, would be one term twice. */
    size_t distinct = 0;
    for (size_t i = 0; i < collector->posting_count; i++)
        if (i == 0 || compare_bytes(sorted[i].term, sorted[distinct - 1].term) != 0)
            sorted[distinct++] = sorted[i];
    buffer_append_varint(packed, collector->position_count);
    buffer_append_varint(packed, distinct);
    for (size_t i = 0; i < distinct; i++)
        pack_posting(packed, &sorted[i]);
    free(sorted);
    return STATUS_OK;
}

void document_make_id(const struct record *record, struct term *term)
{
    struct buffer value = BUFFER_EMPTY;
    buffer_append_text(&value, record->source);
    if (record->member)
        buffer_append_format(&value, "\t%s", record->member);
    term_make(term, PREFIX_ID, buffer_view(&value));
    buffer_clear(&value);
}

enum status document_pack(const struct record *record, struct fact_finder *finder, const struct stamp *stamp,
                          int64_t captured_s, struct buffer *packed, struct failure *failure)
{
    struct collector collector = { .terms = BUFFER_EMPTY };
    struct buffer data = BUFFER_EMPTY;
    enum status status;

    if ((status = collect_all_words(&collector, finder, fact_finder_interner(finder), failure)) ||
        (status = collect_facts(&collector, record, failure)))
        goto done;
    if (collector.failed || collector.terms.failed) {
        status = fail_no_memory(failure);
        goto done;
    }

    struct term unique;
    document_make_id(record, &unique);
    pack_bytes(packed, unique.bytes, unique.size);
    stored_write(record, &data);
    if ((status = buffer_status(&data, "the data of a document", failure)))
        goto done;
    pack_bytes(packed, data.bytes, data.size);
    pack_values(record, finder, stamp, captured_s, packed);
    if ((status = pack_postings(&collector, packed, failure)))
        goto done;
    status = buffer_status(packed, "a document", failure);

done:
    free(collector.postings);
    free(collector.positions);
    buffer_clear(&collector.terms);
    buffer_clear(&data);
    return status;
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
