/* Searching: orders, totals, facets, and the block that holds a result. */
#include "shim/facets.hh"
#include "shim/guard.hh"
#include "shim/query.hh"
#include "shim/reader.hh"

#include <math.h>

#include <algorithm>
#include <deque>
#include <memory>
#include <vector>

#include <xapian.h>

namespace
{

/* Without a need for exact numbers, look at this many documents before the total is estimated: small results
 * are counted exactly anyway. */
enum { CHECK_AT_LEAST = 100 };

/* == The result =============================================================================================== */

/* What a caller sees, and behind it what the pointers point to. */
struct block : xs_result {
    std::vector<struct xs_hit> hit_list;
    std::vector<struct xs_facet> facet_list;
    std::vector<uint32_t> docid_list;
    std::deque<std::vector<struct xs_facet_value>> facet_values;
    std::deque<std::string> texts;           /* a deque: what it holds stays where it is */
    std::vector<Xapian::Document> documents; /* of hits whose data are read later */

    block() : xs_result(), hit_list(), facet_list(), docid_list(), facet_values(), texts(), documents()
    {
    }

    struct bytes keep(std::string text)
    {
        texts.push_back(std::move(text));
        return { texts.back().data(), texts.back().size() };
    }
};

void add_facet(block &block, uint32_t slot, const facet_spy &spy)
{
    struct xs_facet facet = {};
    facet.slot = slot;
    std::vector<struct xs_facet_value> values;
    for (facet_count &counted : spy.summary(&facet.without))
        values.push_back({ block.keep(std::move(counted.value)), counted.count });
    block.facet_values.push_back(std::move(values));
    facet.values = block.facet_values.back().data();
    facet.value_count = block.facet_values.back().size();
    block.facet_list.push_back(facet);
}

/* == One search =============================================================================================== */

struct job {
    const struct xs_reader &reader;
    const struct xs_search &search;
    std::vector<std::unique_ptr<facet_spy>> spies;
    docid_spy docids;
    std::unique_ptr<block> found;
};

/* The part of the hits that one match is to give. */
struct page {
    Xapian::doccount first, count;
};

Xapian::doccount documents_to_check(const struct job &job, const struct page &page)
{
    Xapian::doccount all = job.reader.database.get_doccount();
    if (job.search.exact_total || job.search.facet_count || job.search.all_docids)
        return all;
    uint64_t wanted = uint64_t(page.first) + page.count + 1; /* one more: was that the end? */
    return Xapian::doccount(std::min<uint64_t>(std::max<uint64_t>(wanted, CHECK_AT_LEAST), all));
}

Xapian::Enquire enquire_for(const struct job &job, const Xapian::Query &query)
{
    Xapian::Enquire enquire(job.reader.database);
    enquire.set_query(hidden_documents_left_out(job.reader.hidden, query));
    enquire.set_weighting_scheme(Xapian::BM25Weight(job.search.bm25_k1, 0, 1, job.search.bm25_b, 0.5));
    return enquire;
}

/* Match, and add hits and numbers to what was found. Each weight is reported less `offset`. */
void match(struct job &job, Xapian::Enquire &enquire, const struct page &page, double offset = 0)
{
    if (job.search.all_docids)
        enquire.add_matchspy(&job.docids);
    for (const auto &spy : job.spies)
        enquire.add_matchspy(spy.get());
    Xapian::MSet matches = enquire.get_mset(page.first, page.count, documents_to_check(job, page));
    Xapian::doccount most = job.search.data_most ? job.search.data_most : Xapian::doccount(-1);
    if (page.first == 0) /* remote documents in one go; on later pages 1.4.22 counts from the wrong hit and crashes */
        matches.fetch(matches.begin(), most < matches.size() ? matches[most] : matches.end());
    for (auto i = matches.begin(); i != matches.end(); ++i) {
        double weight = std::max(i.get_weight() - offset, 0.0);
        struct bytes data = { "", 0 };
        if (job.search.data_later && job.found->documents.size() < most)
            job.found->documents.push_back(i.get_document());
        else if (!job.search.data_later)
            data = job.found->keep(i.get_document().get_data());
        job.found->hit_list.push_back({ *i, weight, data });
    }
    job.found->total += matches.get_matches_estimated();
    job.found->total_is_exact &= matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
}

/* == Orders =================================================================================================== */

/* A word's own weight: a power of two (which adds without rounding) above twice what all BM25 weights of the query
 * can sum up to. The most for a leaf is log(2N + 1) for a term of one document among N, times k1 + 1. */
double word_weight_for(const struct job &job, const struct query_shape &shape)
{
    double rarest = log(2.0 * job.reader.database.get_doccount() + 1);
    double most = double(shape.leaves) * shape.largest_scale * rarest * (job.search.bm25_k1 + 1);
    return exp2(ceil(log2(2 * most + 1)));
}

/* Weights are now words * word_weight + BM25, the latter under half a word_weight. */
void search_by_most_words(struct job &job, const struct query_shape &shape, const struct page &page)
{
    double word_weight = word_weight_for(job, shape);
    Xapian::Enquire enquire = enquire_for(job, query_build(job.search.query, word_weight));
    double best = enquire.get_mset(0, 1).get_max_attained();
    double words = floor(best / word_weight + 0.25);
    if (words > 0)
        enquire.set_cutoff(0, (words - 0.25) * word_weight);
    job.found->most_words = uint32_t(words);
    match(job, enquire, page, words * word_weight);
}

void search_by_value(struct job &job, const Xapian::Query &query, const struct page &page, bool descending)
{
    Xapian::Enquire enquire = enquire_for(job, query);
    enquire.set_sort_by_value_then_relevance(job.search.order_slot, descending);
    match(job, enquire, page);
}

/* Xapian takes no value for the smallest one. That is last when descending; ascending, a second search finds the
 * documents without a value. (A KeyMaker could put them last in one, but not over remote databases.) */
void search_by_value_ascending(struct job &job, const Xapian::Query &query, const struct page &page)
{
    Xapian::valueno slot = job.search.order_slot;
    if (job.reader.database.get_value_freq(slot) == job.reader.database.get_doccount())
        return search_by_value(job, query, page, false);

    const std::string smallest(1, '\0');
    Xapian::Query valued(Xapian::Query::OP_VALUE_GE, slot, smallest);
    search_by_value(job, Xapian::Query(Xapian::Query::OP_FILTER, query, valued), page, false);

    /* Fewer hits than asked for: then the total of the first search is exact. */
    Xapian::doccount hits = Xapian::doccount(job.found->hit_list.size());
    struct page rest = { page.first > job.found->total ? page.first - job.found->total : 0, page.count - hits };
    Xapian::Enquire enquire = enquire_for(job, Xapian::Query(Xapian::Query::OP_AND_NOT, query, valued));
    match(job, enquire, rest);
    job.found->total = std::min(job.found->total, job.reader.database.get_doccount()); /* of two estimates */
}

void search_in_order(struct job &job, const struct query_shape &shape)
{
    Xapian::doccount all = job.reader.database.get_doccount();
    struct page page = { std::min(job.search.first, all), std::min(job.search.count, all) };
    if (job.search.order == XS_BY_MOST_WORDS)
        return search_by_most_words(job, shape, page);
    Xapian::Query query = query_build(job.search.query, 0);
    if (job.search.order == XS_BY_VALUE_ASCENDING)
        return search_by_value_ascending(job, query, page);
    if (job.search.order == XS_BY_VALUE_DESCENDING)
        return search_by_value(job, query, page, true);
    Xapian::Enquire enquire = enquire_for(job, query);
    match(job, enquire, page);
}

enum status check(const struct xs_search &search, struct query_shape *shape, struct failure *failure)
{
    if (!(search.bm25_k1 >= 0 && search.bm25_k1 <= 1e6) || !(search.bm25_b >= 0 && search.bm25_b <= 1))
        return fail(failure, STATUS_INVALID, "BM25 cannot have k1 = %g and b = %g", search.bm25_k1, search.bm25_b);
    return query_check(search.query, shape, failure);
}

} // namespace

enum status xs_search(const struct xs_reader *reader, const struct xs_search *search, struct xs_result **result,
                      struct failure *failure) noexcept
{
    return guard(failure, reader->path.c_str(), [&] {
        struct query_shape shape;
        enum status status = check(*search, &shape, failure);
        if (status)
            return status;

        struct job job = { *reader, *search, {}, {}, std::make_unique<block>() };
        for (size_t i = 0; i < search->facet_count; i++)
            job.spies.push_back(std::make_unique<facet_spy>(search->facet_slots[i]));
        job.found->total_is_exact = true;
        search_in_order(job, shape);
        for (size_t i = 0; i < search->facet_count; i++)
            add_facet(*job.found, search->facet_slots[i], *job.spies[i]);

        std::sort(job.docids.docids.begin(), job.docids.docids.end());
        job.found->docid_list = std::move(job.docids.docids);
        job.found->docids = job.found->docid_list.data();
        job.found->docid_count = job.found->docid_list.size();
        job.found->hits = job.found->hit_list.data();
        job.found->hit_count = job.found->hit_list.size();
        job.found->facets = job.found->facet_list.data();
        job.found->facet_count = job.found->facet_list.size();
        *result = job.found.release();
        return STATUS_OK;
    });
}

enum status xs_result_data(struct xs_result *result, size_t hit, struct bytes *data, struct failure *failure) noexcept
{
    return guard(failure, "", [&] {
        block *found = static_cast<block *>(result);
        if (hit >= found->documents.size())
            return fail(failure, STATUS_NOT_FOUND, "a search has no data of hit %zu", hit);
        *data = found->keep(found->documents[hit].get_data());
        return STATUS_OK;
    });
}

enum status xs_result_value(struct xs_result *result, size_t hit, uint32_t slot, struct bytes *value,
                            struct failure *failure) noexcept
{
    return guard(failure, "", [&] {
        block *found = static_cast<block *>(result);
        if (hit >= found->documents.size())
            return fail(failure, STATUS_NOT_FOUND, "a search has no values of hit %zu", hit);
        *value = found->keep(found->documents[hit].get_value(slot));
        return STATUS_OK;
    });
}

void xs_result_free(struct xs_result *result) noexcept
{
    delete static_cast<block *>(result);
}
