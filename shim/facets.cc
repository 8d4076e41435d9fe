/* Counting the values of a slot over all documents that match. */
#include "shim/facets.hh"

#include <algorithm>

namespace
{

/* The different words of a value, which are divided by spaces. */
std::vector<std::string> words_of(const std::string &value)
{
    std::vector<std::string> words;
    for (size_t start = 0; start < value.size();) {
        size_t end = std::min(value.find(' ', start), value.size());
        if (end > start)
            words.push_back(value.substr(start, end - start));
        start = end + 1;
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

bool comes_first(const facet_count &a, const facet_count &b)
{
    return a.count != b.count ? a.count > b.count : a.value < b.value;
}

} // namespace

facet_spy::facet_spy(Xapian::valueno slot) : ValueCountMatchSpy(slot), watched(slot)
{
}

void facet_spy::operator()(const Xapian::Document &document, double)
{
    seen++;
    std::string value = document.get_value(watched);
    if (!value.empty())
        values[value]++;
}

docid_spy::docid_spy() : docids()
{
}

void docid_spy::operator()(const Xapian::Document &document, double)
{
    docids.push_back(document.get_docid());
}

std::vector<facet_count> facet_spy::summary(uint32_t *without) const
{
    std::unordered_map<std::string, uint32_t> words;
    *without = uint32_t(seen + get_total());
    auto count = [&](const std::string &value, Xapian::doccount documents) {
        std::vector<std::string> found = words_of(value);
        if (!found.empty())
            *without -= documents;
        for (const std::string &word : found)
            words[word] += documents;
    };
    for (const auto &value : values)
        count(value.first, value.second);
    for (auto value = values_begin(); value != values_end(); ++value)
        count(*value, value.get_termfreq());

    std::vector<facet_count> counts;
    for (const auto &word : words)
        counts.push_back({ word.first, word.second });
    std::sort(counts.begin(), counts.end(), comes_first);
    return counts;
}
