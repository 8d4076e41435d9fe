/* What the tests of glass know of Xapian. */
#include "tests/unit/glass_compare.h"

#include <algorithm>
#include <functional>
#include <iostream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <xapian.h>

using std::string;

struct api_database {
    Xapian::WritableDatabase database;
};

namespace
{

bool guarded(const char *what, const std::function<bool()> &work)
{
    try {
        return work();
    } catch (const Xapian::Error &error) {
        std::cerr << what << ": " << error.get_description() << std::endl;
    } catch (const std::exception &error) {
        std::cerr << what << ": " << error.what() << std::endl;
    }
    return false;
}

string text_of(struct bytes bytes)
{
    return bytes.size ? string(bytes.data, bytes.size) : string();
}

Xapian::Document build(const struct glass_document &document)
{
    Xapian::Document built;
    built.set_data(text_of(document.data));
    for (size_t i = 0; i < document.posting_count; i++) {
        const struct glass_posting &posting = document.postings[i];
        if (posting.position_count == 0)
            built.add_boolean_term(text_of(posting.term));
        for (size_t at = 0; at < posting.position_count; at++)
            built.add_posting(text_of(posting.term), posting.positions[at]);
    }
    for (size_t i = 0; i < document.value_count; i++)
        built.add_value(document.values[i].slot, text_of(document.values[i].value));
    return built;
}

/* Shorter lists are one chunk. */
enum { SKIPPED_POSTINGS = 300 };

/* == Comparing =============================================================================================== */

/* Where a difference was found: printed, and then thrown, since it is found in the depth. */
struct difference : std::runtime_error {
    using std::runtime_error::runtime_error;
};

string shown(const string &text)
{
    std::ostringstream out;
    for (unsigned char c : text.substr(0, 60))
        if (c > 32 && c < 127)
            out << c;
        else
            out << "<" << int(c) << ">";
    if (text.size() > 60)
        out << "... (" << text.size() << " bytes)";
    return out.str();
}
template <typename Number> string shown(Number number)
{
    return std::to_string(number);
}

/* `what` of the thing named by `where`; most calls are about one posting, so that no text is made in vain. */
template <typename Thing> void same(const Thing &left, const Thing &right, const string &where, const char *what)
{
    if (!(left == right))
        throw difference("differs: " + where + what + ": " + shown(left) + " and " + shown(right));
}

void compare_positions(const Xapian::Database &left, const Xapian::Database &right, Xapian::docid docid,
                       const string &term)
{
    auto l = left.positionlist_begin(docid, term), r = right.positionlist_begin(docid, term);
    auto l_end = left.positionlist_end(docid, term), r_end = right.positionlist_end(docid, term);
    for (; l != l_end && r != r_end; ++l, ++r)
        same(*l, *r, term, " position");
    same(l == l_end, r == r_end, term, " end of positions");
}

void compare_postings(const Xapian::Database &left, const Xapian::Database &right, const string &term)
{
    string where = "postings of " + shown(term);
    auto l = left.postlist_begin(term), r = right.postlist_begin(term);
    for (; l != left.postlist_end(term) && r != right.postlist_end(term); ++l, ++r) {
        same(*l, *r, where, " docid");
        same(l.get_wdf(), r.get_wdf(), where, " wdf");
        same(l.get_doclength(), r.get_doclength(), where, " length");
        if (!term.empty())
            compare_positions(left, right, *l, term);
    }
    same(l == left.postlist_end(term), r == right.postlist_end(term), where, " end");
}

/* Skipping takes other ways through the chunks than stepping. */
void compare_skipping(const Xapian::Database &left, const Xapian::Database &right, const string &term)
{
    string where = "postings of " + shown(term);
    for (uint64_t step : { 2, 7, 100, 5000 }) {
        auto l = left.postlist_begin(term), r = right.postlist_begin(term);
        for (uint64_t to = step; l != left.postlist_end(term) && to <= UINT32_MAX; to = *l + step) {
            l.skip_to(Xapian::docid(to)), r.skip_to(Xapian::docid(to));
            if (l == left.postlist_end(term) || r == right.postlist_end(term))
                break;
            same(*l, *r, where, " skipped to");
        }
        same(l == left.postlist_end(term), r == right.postlist_end(term), where, " end after skipping");
    }
}

void compare_terms(const Xapian::Database &left, const Xapian::Database &right, bool bounds,
                   std::vector<string> &terms)
{
    auto l = left.allterms_begin(), r = right.allterms_begin();
    for (; l != left.allterms_end() && r != right.allterms_end(); ++l, ++r) {
        string term = *l;
        same(term, *r, "", "term");
        string where = "term " + shown(term);
        same(l.get_termfreq(), r.get_termfreq(), where, " frequency of the list");
        same(left.get_termfreq(term), right.get_termfreq(term), where, " frequency");
        same(left.get_collection_freq(term), right.get_collection_freq(term), where, " collection frequency");
        if (bounds)
            same(left.get_wdf_upper_bound(term), right.get_wdf_upper_bound(term), where, " bound of the wdf");
        compare_postings(left, right, term);
        if (l.get_termfreq() > SKIPPED_POSTINGS)
            compare_skipping(left, right, term);
        terms.push_back(term);
    }
    same(l == left.allterms_end(), r == right.allterms_end(), "", "number of terms");
}

void compare_document(const Xapian::Database &left, const Xapian::Database &right, Xapian::docid docid,
                      std::vector<Xapian::valueno> &slots)
{
    string where = "document " + shown(uint64_t(docid));
    Xapian::Document l = left.get_document(docid), r = right.get_document(docid);
    same(l.get_data(), r.get_data(), where, " data");
    same(left.get_doclength(docid), right.get_doclength(docid), where, " length");
    same(left.get_unique_terms(docid), right.get_unique_terms(docid), where, " unique terms");
    same(l.termlist_count(), r.termlist_count(), where, " number of terms");
    auto lt = left.termlist_begin(docid), rt = right.termlist_begin(docid);
    for (; lt != left.termlist_end(docid) && rt != right.termlist_end(docid); ++lt, ++rt) {
        same(*lt, *rt, where, " term");
        same(lt.get_wdf(), rt.get_wdf(), where, " wdf of ");
        same(lt.get_termfreq(), rt.get_termfreq(), where, " frequency of ");
    }
    same(lt == left.termlist_end(docid), rt == right.termlist_end(docid), where, " end of terms");
    same(l.values_count(), r.values_count(), where, " number of values");
    auto lv = l.values_begin(), rv = r.values_begin();
    for (; lv != l.values_end() && rv != r.values_end(); ++lv, ++rv) {
        same(lv.get_valueno(), rv.get_valueno(), where, " slot");
        same(*lv, *rv, where, " value");
        slots.push_back(lv.get_valueno());
    }
    same(lv == l.values_end(), rv == r.values_end(), where, " end of values");
}

void compare_slot(const Xapian::Database &left, const Xapian::Database &right, Xapian::valueno slot, bool bounds)
{
    string where = "slot " + shown(uint64_t(slot));
    same(left.get_value_freq(slot), right.get_value_freq(slot), where, " frequency");
    if (bounds) {
        same(left.get_value_lower_bound(slot), right.get_value_lower_bound(slot), where, " lower bound");
        same(left.get_value_upper_bound(slot), right.get_value_upper_bound(slot), where, " upper bound");
    }
    auto l = left.valuestream_begin(slot), r = right.valuestream_begin(slot);
    for (; l != left.valuestream_end(slot) && r != right.valuestream_end(slot); ++l, ++r) {
        same(l.get_docid(), r.get_docid(), where, " docid");
        same(*l, *r, where, " value");
    }
    same(l == left.valuestream_end(slot), r == right.valuestream_end(slot), where, " end");
}

void compare_slots(const Xapian::Database &left, const Xapian::Database &right, bool bounds,
                   std::vector<Xapian::valueno> slots)
{
    for (Xapian::valueno slot = 0; slot < 20; slot++)
        slots.push_back(slot);
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    for (Xapian::valueno slot : slots)
        compare_slot(left, right, slot, bounds);
}

void compare_numbers(const Xapian::Database &left, const Xapian::Database &right, bool bounds)
{
    same(left.get_doccount(), right.get_doccount(), "", "number of documents");
    same(left.get_lastdocid(), right.get_lastdocid(), "", "last docid");
    same(uint64_t(left.get_total_length()), uint64_t(right.get_total_length()), "", "total length");
    same(left.get_avlength(), right.get_avlength(), "", "average length");
    same(left.has_positions(), right.has_positions(), "", "whether there are positions");
    if (bounds) {
        same(left.get_doclength_lower_bound(), right.get_doclength_lower_bound(), "", "shortest length");
        same(left.get_doclength_upper_bound(), right.get_doclength_upper_bound(), "", "longest length");
    }
}

/* == Queries ================================================================================================= */

using dice = std::mt19937;

Xapian::Query draw_query(const std::vector<string> &terms, dice &random)
{
    auto any = [&] { return terms[random() % terms.size()]; };
    std::vector<string> words;
    for (unsigned count = 1 + random() % 4; count > 0; count--)
        words.push_back(any());
    static const Xapian::Query::op operators[] = { Xapian::Query::OP_OR,      Xapian::Query::OP_AND,
                                                   Xapian::Query::OP_PHRASE,  Xapian::Query::OP_NEAR,
                                                   Xapian::Query::OP_SYNONYM, Xapian::Query::OP_OR };
    Xapian::Query::op op = operators[random() % 6];
    bool has_window = op == Xapian::Query::OP_PHRASE || op == Xapian::Query::OP_NEAR;
    Xapian::Query query(op, words.begin(), words.end(), has_window ? 10 : 0);
    switch (random() % 5) {
    case 0:
        return Xapian::Query(Xapian::Query::OP_AND_MAYBE, query, Xapian::Query(any()));
    case 1:
        return Xapian::Query(Xapian::Query::OP_AND_NOT, query, Xapian::Query(any()));
    case 2:
        return Xapian::Query(Xapian::Query::OP_FILTER, query,
                             Xapian::Query(Xapian::Query::OP_VALUE_RANGE, random() % 4, "2", "8"));
    default:
        return query;
    }
}

void compare_results(const Xapian::MSet &left, const Xapian::MSet &right, const string &where)
{
    same(left.size(), right.size(), where, " number of hits");
    same(left.get_matches_estimated(), right.get_matches_estimated(), where, " estimate");
    same(left.get_max_possible(), right.get_max_possible(), where, " largest possible weight");
    auto l = left.begin(), r = right.begin();
    for (; l != left.end(); ++l, ++r) {
        same(*l, *r, where, " hit");
        same(l.get_weight(), r.get_weight(), where, " weight");
        same(l.get_percent(), r.get_percent(), where, " percent");
    }
}

void compare_queries(const Xapian::Database &left, const Xapian::Database &right, const std::vector<string> &terms,
                     unsigned queries)
{
    dice random(42);
    for (unsigned i = 0; i < queries && !terms.empty(); i++) {
        Xapian::Query query = draw_query(terms, random);
        Xapian::Enquire l(left), r(right);
        Xapian::valueno slot = random() % 4;
        for (Xapian::Enquire *enquire : { &l, &r }) {
            enquire->set_query(query);
            if (i % 4 == 0)
                enquire->set_sort_by_value_then_relevance(slot, true);
        }
        compare_results(l.get_mset(0, 1000), r.get_mset(0, 1000), "query " + query.get_description());
    }
}

void compare_all(const Xapian::Database &left, const Xapian::Database &right, bool bounds, unsigned queries)
{
    std::vector<string> terms;
    std::vector<Xapian::valueno> slots;
    compare_numbers(left, right, bounds);
    compare_postings(left, right, "");
    compare_skipping(left, right, "");
    compare_terms(left, right, bounds, terms);
    for (auto docid = left.postlist_begin(""); docid != left.postlist_end(""); ++docid)
        compare_document(left, right, *docid, slots);
    compare_slots(left, right, bounds, slots);
    compare_queries(left, right, terms, bounds ? queries : 0);
}

} // namespace

extern "C" struct api_database *api_open(const char *path, bool create)
{
    struct api_database *made = nullptr;
    guarded(path, [&] {
        int flags = (create ? Xapian::DB_CREATE : Xapian::DB_OPEN) | Xapian::DB_BACKEND_GLASS;
        made = new api_database{ Xapian::WritableDatabase(path, flags) };
        return true;
    });
    return made;
}

extern "C" bool api_put(struct api_database *database, uint32_t docid, const struct glass_document *document)
{
    return guarded("putting a document", [&] {
        database->database.replace_document(docid, build(*document));
        return true;
    });
}

extern "C" bool api_delete(struct api_database *database, uint32_t docid)
{
    return guarded("deleting a document", [&] {
        database->database.delete_document(docid);
        return true;
    });
}

extern "C" bool api_close(struct api_database *database)
{
    bool closed = guarded("closing a database", [&] {
        database->database.commit();
        database->database.close();
        return true;
    });
    delete database;
    return closed;
}

extern "C" bool api_compare(const char *left, const char *right, bool bounds, unsigned queries)
{
    return guarded(right, [&] {
        compare_all(Xapian::Database(left), Xapian::Database(right), bounds, queries);
        return true;
    });
}

extern "C" bool api_compare_served(const char *left, const char *right, const char *program)
{
    return guarded(program, [&] {
        compare_all(Xapian::Remote::open(program, left), Xapian::Remote::open(program, right), true, 20);
        return true;
    });
}
