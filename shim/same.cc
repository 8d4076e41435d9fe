/* The walk over documents that have all the words, and the look at where they stand. */
#include "shim/same.hh"

#include <algorithm>
#include <iterator>

same_source::same_source(Xapian::valueno blocks_slot)
    : slot(blocks_slot), groups(), database(), walks(), current(0), fits(false), ended(false)
{
}

void same_source::add_group(std::vector<std::string> terms)
{
    groups.push_back(std::move(terms));
}

Xapian::PostingSource *same_source::clone() const
{
    same_source *copy = new same_source(slot);
    copy->groups = groups;
    return copy;
}

/* == What Xapian asks ========================================================================================= */

Xapian::doccount same_source::get_termfreq_min() const
{
    return 0;
}

/* As many as there can be, so that it is asked last. */
Xapian::doccount same_source::get_termfreq_est() const
{
    return get_termfreq_max();
}

Xapian::doccount same_source::get_termfreq_max() const
{
    return database.get_doccount();
}

void same_source::init(const Xapian::Database &db)
{
    database = db;
    walks.clear();
    current = 0;
    fits = false;
    ended = groups.empty();
    for (const std::vector<std::string> &terms : groups) {
        walks.emplace_back();
        for (const std::string &term : terms) {
            Xapian::PostingIterator i = database.postlist_begin(term);
            if (i != database.postlist_end(term))
                walks.back().push_back(i);
        }
    }
}

void same_source::next(double)
{
    find(current + 1);
}

void same_source::skip_to(Xapian::docid least, double)
{
    if (least > current)
        find(least);
}

/* The one document, and no further: a walk to the next that fits might be long. */
bool same_source::check(Xapian::docid document, double)
{
    if (ended || document < current)
        return true;
    if (document > current) {
        Xapian::docid found = first_with_all(document);
        current = document;
        fits = !ended && found == document && is_together(document);
    }
    return ended || fits;
}

bool same_source::at_end() const
{
    return ended;
}

Xapian::docid same_source::get_docid() const
{
    return current;
}

/* == Walking ================================================================================================== */

/* The first document from `least` on that has a term of the group; 0 when there is none. */
Xapian::docid same_source::first_at(places &group, Xapian::docid least) const
{
    Xapian::docid first = 0;
    for (size_t i = 0; i < group.size();) {
        if (*group[i] < least)
            group[i].skip_to(least);
        if (group[i] == Xapian::PostingIterator()) {
            group.erase(group.begin() + std::ptrdiff_t(i));
            continue;
        }
        Xapian::docid here = *group[i++];
        first = first && first < here ? first : here;
    }
    return first;
}

/* The first document from `least` on that has all groups; at the end `ended` is set. */
Xapian::docid same_source::first_with_all(Xapian::docid least)
{
    for (size_t agreed = 0, i = 0; agreed < walks.size() && !ended; i = (i + 1) % walks.size()) {
        Xapian::docid first = first_at(walks[i], least);
        ended = first == 0;
        agreed = first == least ? agreed + 1 : 1;
        least = ended ? least : first;
    }
    return least;
}

void same_source::find(Xapian::docid least)
{
    do {
        current = first_with_all(least);
        least = current + 1;
        fits = !ended && is_together(current);
    } while (!ended && !fits);
}

/* == Looking ================================================================================================== */

/* The blocks, by number, in which a group's terms stand, in order. A document without blocks is one block. */
std::vector<size_t> same_source::blocks_of(const places &group, const std::vector<Xapian::termpos> &firsts,
                                           Xapian::docid document) const
{
    std::vector<size_t> blocks;
    for (const Xapian::PostingIterator &i : group) {
        if (*i != document)
            continue;
        for (auto place = i.positionlist_begin(); place != i.positionlist_end(); ++place) {
            auto after = std::upper_bound(firsts.begin(), firsts.end(), *place);
            blocks.push_back(size_t(after - firsts.begin()));
        }
    }
    std::sort(blocks.begin(), blocks.end());
    blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
    return blocks;
}

bool same_source::is_together(Xapian::docid document) const
{
    std::string value = database.get_document(document, Xapian::DOC_ASSUME_VALID).get_value(slot);
    std::vector<Xapian::termpos> firsts;
    struct bytes rest = { value.data(), value.size() };
    Xapian::termpos first = 0;
    uint64_t step;
    while (bytes_read_varint(&rest, &step))
        firsts.push_back(first += Xapian::termpos(step));

    std::vector<size_t> common;
    for (size_t i = 0; i < walks.size(); i++) {
        std::vector<size_t> blocks = blocks_of(walks[i], firsts, document), both;
        if (i == 0)
            both = blocks;
        else
            std::set_intersection(common.begin(), common.end(), blocks.begin(), blocks.end(),
                                  std::back_inserter(both));
        common = std::move(both);
        if (common.empty())
            return false;
    }
    return !common.empty();
}
