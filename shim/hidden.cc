/* Documents of a reader that nobody is to find: as a posting source, which a query can leave out. */
#include "shim/hidden.hh"

#include <algorithm>
#include <set>

namespace
{

class hidden_source : public Xapian::PostingSource
{
  public:
    explicit hidden_source(std::shared_ptr<const hidden_documents> documents)
        : hidden(std::move(documents)), list(nullptr), next_place(0), started(false)
    {
    }

    PostingSource *clone() const override
    {
        return new hidden_source(hidden);
    }

    void init(const Xapian::Database &database) override
    {
        static const std::vector<Xapian::docid> none;
        auto found = hidden->by_database.find(database.get_uuid());
        list = found == hidden->by_database.end() ? &none : &found->second;
        next_place = 0;
        started = false;
    }

    Xapian::doccount get_termfreq_min() const override
    {
        return count();
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return count();
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return count();
    }

    void next(double) override
    {
        if (started)
            next_place++;
        started = true;
    }
    void skip_to(Xapian::docid docid, double) override
    {
        started = true;
        auto from = list->begin() + ptrdiff_t(std::min(next_place, list->size()));
        next_place = size_t(std::lower_bound(from, list->end(), docid) - list->begin());
    }
    bool at_end() const override
    {
        return next_place >= list->size();
    }
    Xapian::docid get_docid() const override
    {
        return (*list)[next_place];
    }

  private:
    Xapian::doccount count() const
    {
        return Xapian::doccount(list->size());
    }

    std::shared_ptr<const hidden_documents> hidden;
    const std::vector<Xapian::docid> *list;
    size_t next_place;
    bool started;
};

/* Joined databases tell their UUIDs one after the other. */
std::vector<std::string> uuids_of(const Xapian::Database &database)
{
    std::vector<std::string> uuids;
    std::string all = database.get_uuid();
    for (size_t from = 0, end; from <= all.size(); from = end + 1) {
        end = std::min(all.find(':', from), all.size());
        uuids.push_back(all.substr(from, end - from));
    }
    return uuids;
}

} // namespace

bool hidden_documents::holds(Xapian::docid docid) const
{
    return std::binary_search(joined.begin(), joined.end(), docid);
}

bool hidden_documents_make(const Xapian::Database &database, const uint32_t *docids, size_t count,
                           std::shared_ptr<const hidden_documents> &made)
{
    std::vector<std::string> uuids = uuids_of(database);
    if (std::set<std::string>(uuids.begin(), uuids.end()).size() != uuids.size() || uuids.size() != database.size())
        return false;
    auto hidden = std::make_shared<hidden_documents>();
    hidden->joined.assign(docids, docids + count);
    for (size_t i = 0; i < count; i++) /* document n of database i among k is (n - 1) * k + i + 1 */
        hidden->by_database[uuids[(docids[i] - 1) % uuids.size()]].push_back((docids[i] - 1) / uuids.size() + 1);
    made = hidden;
    return true;
}

Xapian::Query hidden_documents_left_out(const std::shared_ptr<const hidden_documents> &hidden,
                                        const Xapian::Query &query)
{
    if (!hidden)
        return query;
    return Xapian::Query(Xapian::Query::OP_AND_NOT, query, Xapian::Query((new hidden_source(hidden))->release()));
}
