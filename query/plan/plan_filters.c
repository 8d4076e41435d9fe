/* Filters: from the values of fields, as people type them, to the terms that documents have. */
#include "query/plan/plan_inside.h"

#include "base/options.h"
#include "language/fold.h"
#include "language/messages.h"
#include "language/words.h"
#include "record/record.h"

/* A name may stand for several countries ("Congo", "Dominican"); never for more than this. */
enum { MEANINGS_MOST = 16 };

/* == Values of a list ========================================================================================= */

static size_t find_language(struct bytes value, struct bytes *ids)
{
    char code[32];
    if (value.size >= sizeof code)
        return 0;
    memcpy(code, value.data, value.size);
    code[value.size] = '\0';
    enum language language = language_from_code(code);
    *ids = bytes_of(language_code(language));
    return language != LANGUAGE_UNKNOWN;
}

static size_t find_kind(struct bytes value, struct bytes *ids)
{
    static const struct {
        const char *name;
        enum record_kind kind;
    } names[] = {
        { "page", KIND_PAGE },        { "pages", KIND_PAGE },         { "release", KIND_RELEASE },
        { "releases", KIND_RELEASE }, { "communique", KIND_RELEASE }, { "communiques", KIND_RELEASE },
        { "report", KIND_REPORT },    { "reports", KIND_REPORT },     { "rapport", KIND_REPORT },
        { "rapports", KIND_REPORT },
    };
    char folded[FOLDED_BYTES];
    if (value.size > WORD_FORM_BYTES)
        return 0;
    struct bytes typed = { folded, fold_form(value, folded) };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bytes_equal(typed, bytes_of(names[i].name))) {
            *ids = bytes_of(record_kind_name(names[i].kind));
            return 1;
        }
    }
    return 0;
}

/* The ids that a value of a facet's field stands for. */
static size_t find_ids(const struct names *names, enum field_id field, struct bytes value,
                       struct bytes ids[MEANINGS_MOST])
{
    size_t count = 0;
    if (field == FIELD_COUNTRY || field == FIELD_ABOUT)
        count = names_find(names, AUTHORITY_COUNTRIES, value, ids, MEANINGS_MOST);
    else if (field == FIELD_GOAL)
        count = names_find(names, AUTHORITY_GOALS, value, ids, MEANINGS_MOST);
    else if (field == FIELD_LANGUAGE)
        count = find_language(value, ids);
    else if (field == FIELD_KIND)
        count = find_kind(value, ids);
    return count < MEANINGS_MOST ? count : MEANINGS_MOST;
}

/* == Values nobody knows ====================================================================================== */

/* Past this a name is no slip of the fingers, and the look is not worth its time. */
enum { NAME_LIKE_BYTES = 100, COUNTRIES_MOST = 400 };

static size_t slips_between(const char *folded, struct bytes label)
{
    char name[FOLDED_BYTES + 1];
    if (label.size > NAME_LIKE_BYTES)
        return SIZE_MAX;
    name[fold_form(label, name)] = '\0';
    return options_slips(folded, name);
}

/* The country's name, in either language, that is most like what was typed. */
static struct bytes nearest_country(struct planner *planner, struct bytes value)
{
    struct bytes ids[COUNTRIES_MOST], nearest = { NULL, 0 };
    const struct names *names = planner->sources->names;
    char folded[FOLDED_BYTES + 1];
    size_t fewest = SIZE_MAX;
    if (value.size > NAME_LIKE_BYTES)
        return nearest;
    folded[fold_form(value, folded)] = '\0';

    size_t count = names_all(names, AUTHORITY_COUNTRIES, ids, COUNTRIES_MOST);
    for (size_t i = 0; i < count && i < COUNTRIES_MOST; i++) {
        for (enum language language = LANGUAGE_FRENCH; language <= LANGUAGE_ENGLISH; language++) {
            struct bytes label = names_label(names, AUTHORITY_COUNTRIES, ids[i], language);
            size_t slips = slips_between(folded, label);
            if (slips < fewest) {
                fewest = slips;
                nearest = label;
            }
        }
    }
    return nearest;
}

static void hint_country(struct planner *planner, struct bytes value)
{
    enum language ui = planner->request->ui;
    struct bytes nearest = nearest_country(planner, value);
    if (nearest.size)
        fail_hint(planner->failure, message_in(ui, "did you mean %.*s?"), (int)nearest.size, nearest.data);
    else
        fail_hint(planner->failure, "%s",
                  message_in(ui, "write its name in English or French, or its two-letter code"));
}

static void hint_goals(struct planner *planner)
{
    struct bytes ids[MEANINGS_MOST];
    struct buffer list = BUFFER_EMPTY;
    size_t count = names_all(planner->sources->names, AUTHORITY_GOALS, ids, MEANINGS_MOST);
    for (size_t i = 0; i < count && i < MEANINGS_MOST; i++)
        buffer_append_format(&list, "%s%.*s", i ? ", " : "", (int)ids[i].size, ids[i].data);
    fail_hint(planner->failure, message_in(planner->request->ui, "the goals are %s"), list.bytes);
    buffer_clear(&list);
}

static void refuse_value(struct planner *planner, enum field_id field, struct bytes value)
{
    static const char *const messages[FIELD_COUNT] = {
        [FIELD_GOAL] = MESSAGE("no goal is called “%.*s”"),
        [FIELD_COUNTRY] = MESSAGE("no country is called “%.*s”"),
        [FIELD_LANGUAGE] = MESSAGE("“%.*s” is not a language of the archive"),
        [FIELD_KIND] = MESSAGE("“%.*s” is not a kind of document"),
        [FIELD_DATE] = MESSAGE("“%.*s” is not a date"),
        [FIELD_COVERS] = MESSAGE("“%.*s” is not a date"),
        [FIELD_ABOUT] = MESSAGE("no country is called “%.*s”"),
    };
    enum language ui = planner->request->ui;
    if (planner->status)
        return;
    planner->plan->error_offset = planner->offset;
    planner_fail(planner,
                 fail(planner->failure, STATUS_USAGE, message_in(ui, messages[field]), (int)value.size, value.data));
    if (field == FIELD_COUNTRY || field == FIELD_ABOUT)
        hint_country(planner, value);
    else if (field == FIELD_GOAL)
        hint_goals(planner);
    else if (field == FIELD_LANGUAGE)
        fail_hint(planner->failure, "%s", message_in(ui, "write fr or en"));
    else if (field == FIELD_KIND)
        fail_hint(planner->failure, "%s", message_in(ui, "write release, report or page"));
    else
        fail_hint(
            planner->failure, "%s",
            message_in(
                ui, "write 2009, 2009-04, 2009-04-14, \"April 2009\", 2007..2008, or 2007-2008 for a fiscal year"));
}

struct xs_query *plan_facet_query(struct planner *planner, const struct clause *clause, enum field_id field,
                                  const char *value)
{
    struct bytes ids[MEANINGS_MOST];
    struct buffer meaning = BUFFER_EMPTY;
    size_t count = find_ids(planner->sources->names, field, bytes_of(value), ids);
    if (count == 0) {
        refuse_value(planner, field, bytes_of(value));
        return node_new(planner, XS_NONE);
    }
    struct xs_query *any = node_group(planner, XS_OR, count);
    for (size_t i = 0; i < count; i++) {
        struct term term;
        term_make_facet(&term, &fields[field], ids[i]);
        node_add(planner, any, node_term(planner, (struct bytes){ term.bytes, term.size }, true));
        buffer_append_format(&meaning, "%s%.*s", i ? " " : "", (int)ids[i].size, ids[i].data);
    }
    plan_list_filter(planner, clause, field, value, planner_keep(planner, &meaning));
    return node_simplest(any);
}

/* == The filters of the request =============================================================================== */

/* A date as typed; false after telling why it is none. */
static bool read_range(struct planner *planner, enum field_id field, const char *typed, struct date_range *range)
{
    struct failure unsaid; /* it is told in the language of the user, here */
    enum status status = date_range_parse(bytes_of(typed), planner->request->today, range, &unsaid);
    if (status == STATUS_USAGE)
        refuse_value(planner, field, bytes_of(typed));
    else if (status && !planner->status) {
        *planner->failure = unsaid;
        planner_fail(planner, status);
    }
    return status == STATUS_OK;
}

static struct xs_query *filter_query(struct planner *planner, const struct request_filter *filter)
{
    struct date_range range;
    if (fields[filter->field].kind != FIELD_RANGE)
        return plan_facet_query(planner, NULL, filter->field, filter->value);
    if (!read_range(planner, filter->field, filter->value, &range))
        return node_new(planner, XS_NONE);
    plan_list_range(planner, NULL, filter->field, filter->value, range);
    return filter->field == FIELD_COVERS ? plan_covering(planner, range, false) : plan_dated_within(planner, range);
}

/* All filters of one field, joined by OR; NULL when there is none. */
static struct xs_query *field_filters(struct planner *planner, enum field_id field)
{
    const struct search_request *request = planner->request;
    struct xs_query *any = NULL;
    for (size_t i = 0; i < request->filter_count; i++) {
        if (request->filters[i].field != field)
            continue;
        if (!any)
            any = node_group(planner, XS_OR, REQUEST_FILTERS);
        node_add(planner, any, filter_query(planner, &request->filters[i]));
    }
    return any && any->child_count ? node_simplest(any) : any;
}

static void refuse_order(struct planner *planner, struct date_range range)
{
    char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
    if (planner->status)
        return;
    date_format_iso(range.from, from);
    date_format_iso(range.to, to);
    planner->plan->error_offset = SIZE_MAX;
    planner_fail(planner,
                 fail(planner->failure, STATUS_USAGE,
                      message_in(planner->request->ui, "the dates end (%s) before they begin (%s)"), to, from));
}

/* The beginning of `from` to the end of `to`; NULL when neither is given. */
static struct xs_query *from_to(struct planner *planner)
{
    const struct search_request *request = planner->request;
    struct date_range from = { .from = DATE_NONE }, to = { .from = DATE_NONE };
    if (!*request->from && !*request->to)
        return NULL;
    if ((*request->from && !read_range(planner, FIELD_DATE, request->from, &from)) ||
        (*request->to && !read_range(planner, FIELD_DATE, request->to, &to)))
        return node_new(planner, XS_NONE);

    struct date_range range = { .from = from.from, .to = to.to };
    bool closed = range.from.year && range.to.year;
    if (closed && date_compare(date_first_day(range.from), date_last_day(range.to)) > 0)
        refuse_order(planner, range);
    struct buffer typed = BUFFER_EMPTY;
    buffer_append_format(&typed, "%s..%s", request->from, request->to);
    plan_list_range(planner, NULL, FIELD_DATE, planner_keep(planner, &typed), range);
    return plan_dated_within(planner, range);
}

void plan_add_request_filters(struct planner *planner, struct xs_query *all)
{
    planner->offset = SIZE_MAX;
    for (enum field_id field = 0; field < FIELD_COUNT; field++) {
        struct xs_query *any = field_filters(planner, field);
        if (any)
            node_add(planner, all, any);
    }
    struct xs_query *dated = from_to(planner);
    if (dated)
        node_add(planner, all, dated);
}

bool plan_is_selected(const struct search_request *request, const struct names *names, enum field_id field,
                      struct bytes value)
{
    for (size_t i = 0; i < request->filter_count; i++) {
        struct bytes ids[MEANINGS_MOST], typed = bytes_of(request->filters[i].value);
        if (request->filters[i].field != field)
            continue;
        if (bytes_equal(typed, value))
            return true;
        size_t count = find_ids(names, field, typed, ids);
        for (size_t j = 0; j < count; j++)
            if (bytes_equal(ids[j], value))
                return true;
    }
    return false;
}
