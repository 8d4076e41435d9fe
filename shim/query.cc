/* Checking a query tree and building Xapian's from it. */
#include "shim/query.hh"

#include "shim/same.hh"

#include <math.h>

#include <algorithm>
#include <vector>

namespace
{

/* XS_SCALE's factors multiply on the way down; beyond this, weights would lose their digits. */
const double largest_factor = 1e6;

/* == Checking ================================================================================================= */

struct check {
    struct query_shape *shape;
    struct failure *failure;
};

enum status check_tree(const struct check &check, const struct xs_query *query, size_t depth, double scale);

enum status check_children(const struct check &check, const struct xs_query *query, size_t depth, double scale)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < query->child_count && !status; i++)
        status = check_tree(check, query->children[i], depth + 1, scale);
    return status;
}

/* Every node without children counts, so that many empty operators are too wide as well. */
enum status check_leaf(const struct check &check, double scale)
{
    if (++check.shape->leaves > XS_QUERY_LEAVES)
        return fail(check.failure, STATUS_LIMIT, "the query has more than %d terms", int(XS_QUERY_LEAVES));
    check.shape->largest_scale = std::max(check.shape->largest_scale, scale);
    return STATUS_OK;
}

enum status check_scale(const struct check &check, const struct xs_query *query, size_t depth, double scale)
{
    if (query->child_count != 1)
        return fail(check.failure, STATUS_INVALID, "a weight can be scaled of one query, not of %zu",
                    query->child_count);
    double scaled = scale * query->factor;
    if (!(query->factor >= 0) || !(scaled <= largest_factor))
        return fail(check.failure, STATUS_INVALID, "a weight cannot be scaled by %g", scaled);
    return check_children(check, query, depth, scaled);
}

enum status check_fixed(const struct check &check, const struct xs_query *query, size_t depth)
{
    if (query->child_count != 1)
        return fail(check.failure, STATUS_INVALID, "a weight can be given to one query, not to %zu",
                    query->child_count);
    if (!(query->factor >= 0) || !(query->factor <= largest_factor))
        return fail(check.failure, STATUS_INVALID, "a weight cannot be %g", query->factor);
    return check_children(check, query, depth, 1);
}

bool is_term(const struct xs_query *query)
{
    return query->op == XS_TERM || query->op == XS_NONE;
}

bool is_term_or_choice(const struct xs_query *query)
{
    return is_term(query) ||
           (query->op == XS_OR && std::all_of(query->children, query->children + query->child_count, is_term));
}

enum status check_window(const struct check &check, const struct xs_query *query, size_t depth, double scale)
{
    if (!std::all_of(query->children, query->children + query->child_count, is_term_or_choice))
        return fail(check.failure, STATUS_INVALID, "a phrase can hold only terms and choices of terms");
    return check_children(check, query, depth, scale);
}

enum status check_tree(const struct check &check, const struct xs_query *query, size_t depth, double scale)
{
    if (depth > XS_QUERY_DEPTH)
        return fail(check.failure, STATUS_LIMIT, "the query is nested deeper than %d levels", int(XS_QUERY_DEPTH));
    switch (query->op) {
    case XS_TERM:
    case XS_ALL:
    case XS_NONE:
    case XS_VALUE_LE:
    case XS_VALUE_GE:
        return check_leaf(check, scale);
    case XS_SCALE:
        return check_scale(check, query, depth, scale);
    case XS_FIXED:
        return check_fixed(check, query, depth);
    case XS_PHRASE:
    case XS_NEAR:
    case XS_SAME:
        return query->child_count ? check_window(check, query, depth, scale) : check_leaf(check, scale);
    case XS_AND:
    case XS_OR:
    case XS_AND_NOT:
    case XS_AND_MAYBE:
    case XS_FILTER:
    case XS_SYNONYM:
        return query->child_count ? check_children(check, query, depth, scale) : check_leaf(check, scale);
    }
    return fail(check.failure, STATUS_INVALID, "the query has an unknown operator (%d)", int(query->op));
}

/* == Building ================================================================================================= */

using queries = std::vector<Xapian::Query>;

/* What holds for a part of the tree: factors of XS_SCALE above it, and the weight of a word that counts. */
struct setting {
    double scale;
    double word_weight;
};

/* Where weights are of no use: excluded, filtering, and inside what is ranked as one. */
const struct setting unweighted = { 1, 0 };

Xapian::Query build(const struct xs_query *query, const struct setting &setting);

queries build_children(const struct xs_query *query, const struct setting &first, const struct setting &others)
{
    queries built;
    for (size_t i = 0; i < query->child_count; i++)
        built.push_back(build(query->children[i], i == 0 ? first : others));
    return built;
}

Xapian::Query join(Xapian::Query::op op, const queries &parts, Xapian::termcount window = 0)
{
    return Xapian::Query(op, parts.begin(), parts.end(), window);
}

/* A source that gives every document the same weight, ANDed to a word, adds that weight where the word is. A
 * Weight class of our own could do it too, a tenth to a third faster, but xapian-tcpsrv would not know it, and
 * BM25 would have to be written again; this is made of Xapian's own parts and works over remote databases. */
Xapian::Query add_weight(const Xapian::Query &query, double weight)
{
    Xapian::PostingSource *source = new Xapian::FixedWeightPostingSource(weight);
    return Xapian::Query(Xapian::Query::OP_AND, query, Xapian::Query(source->release()));
}

/* What is ranked as one. Scaling is done here, not higher up, so that it spares the words' own weight. */
Xapian::Query finish(Xapian::Query unit, const struct setting &setting, size_t words)
{
    if (setting.scale != 1)
        unit = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, unit, setting.scale);
    return setting.word_weight != 0 && words ? add_weight(unit, setting.word_weight * double(words)) : unit;
}

bool is_possible(struct bytes term)
{
    size_t size = xs_term_size(term);
    return size > 0 && size <= XS_TERM_BYTES;
}

void add_term(std::vector<std::string> &terms, struct bytes term)
{
    if (is_possible(term))
        terms.push_back(text_of(term));
}

/* Xapian takes the empty term for "all documents", and no document has one that is too long. */
Xapian::Query build_term(const struct xs_query *query, const struct setting &setting)
{
    if (!is_possible(query->term))
        return Xapian::Query();
    return finish(Xapian::Query(text_of(query->term)), setting, query->bonus ? 0 : 1);
}

Xapian::Query build_window(Xapian::Query::op op, const struct xs_query *query, const struct setting &setting)
{
    size_t window = query->window ? query->window : query->child_count;
    queries parts = build_children(query, unweighted, unweighted);
    return finish(join(op, parts, Xapian::termcount(window)), setting, query->child_count);
}

Xapian::Query build_same(const struct xs_query *query)
{
    same_source *source = new same_source(query->slot);
    Xapian::PostingSource *released = source->release();
    for (size_t i = 0; i < query->child_count; i++) {
        const struct xs_query *child = query->children[i];
        std::vector<std::string> terms;
        if (child->op == XS_TERM)
            add_term(terms, child->term);
        for (size_t j = 0; child->op == XS_OR && j < child->child_count; j++)
            if (child->children[j]->op == XS_TERM)
                add_term(terms, child->children[j]->term);
        source->add_group(std::move(terms));
    }
    return Xapian::Query(released);
}

Xapian::Query build_first_and(Xapian::Query::op op, const struct xs_query *query, const struct setting &setting)
{
    return join(op, build_children(query, setting, unweighted));
}

Xapian::Query build_all(Xapian::Query::op op, const struct xs_query *query, const struct setting &setting)
{
    return join(op, build_children(query, setting, setting));
}

Xapian::Query build_fixed(const struct xs_query *query, const struct setting &setting)
{
    Xapian::Query documents(Xapian::Query::OP_SCALE_WEIGHT, build(query->children[0], unweighted), 0);
    return add_weight(documents, query->factor * setting.scale);
}

Xapian::Query build(const struct xs_query *query, const struct setting &setting)
{
    switch (query->op) {
    case XS_TERM:
        return build_term(query, setting);
    case XS_ALL:
        return Xapian::Query::MatchAll;
    case XS_NONE:
        return Xapian::Query();
    case XS_AND:
        return build_all(Xapian::Query::OP_AND, query, setting);
    case XS_OR:
        return build_all(Xapian::Query::OP_OR, query, setting);
    case XS_AND_MAYBE:
        return build_all(Xapian::Query::OP_AND_MAYBE, query, setting);
    case XS_AND_NOT:
        return build_first_and(Xapian::Query::OP_AND_NOT, query, setting);
    case XS_FILTER:
        return build_first_and(Xapian::Query::OP_FILTER, query, setting);
    case XS_SYNONYM:
        return finish(join(Xapian::Query::OP_SYNONYM, build_children(query, unweighted, unweighted)), setting,
                      query->bonus ? 0 : 1);
    case XS_PHRASE:
        return build_window(Xapian::Query::OP_PHRASE, query, setting);
    case XS_NEAR:
        return build_window(Xapian::Query::OP_NEAR, query, setting);
    case XS_SAME:
        return build_same(query);
    case XS_VALUE_LE: /* what has no value is no little one */
        return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, query->slot, std::string(1, '\0'), text_of(query->term));
    case XS_VALUE_GE:
        return Xapian::Query(Xapian::Query::OP_VALUE_GE, query->slot, text_of(query->term));
    case XS_SCALE:
        return build(query->children[0], { setting.scale * query->factor, setting.word_weight });
    case XS_FIXED:
        return build_fixed(query, setting);
    }
    return Xapian::Query();
}

} // namespace

enum status query_check(const struct xs_query *query, struct query_shape *shape, struct failure *failure)
{
    *shape = { 0, 1 };
    return check_tree({ shape, failure }, query, 1, 1);
}

Xapian::Query query_build(const struct xs_query *query, double word_weight)
{
    return build(query, { 1, word_weight });
}
