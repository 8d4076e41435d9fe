/* Documents that have several words in one block of their text: for XS_SAME. */
#ifndef DEPECHE_SHIM_SAME_HH
#define DEPECHE_SHIM_SAME_HH

#include "shim/guard.hh"

#include <string>
#include <vector>

#include <xapian.h>

/* Xapian has no operator for it. A source of postings is asked, document by document, after the words themselves: only
 * where all of them are does it read positions, as a phrase does. */
class same_source final : public Xapian::PostingSource
{
  public:
    explicit same_source(Xapian::valueno blocks_slot);

    /* One more word, which may be any of these terms. */
    void add_group(std::vector<std::string> terms);

    Xapian::doccount get_termfreq_min() const override;
    Xapian::doccount get_termfreq_est() const override;
    Xapian::doccount get_termfreq_max() const override;
    void init(const Xapian::Database &db) override;
    void next(double least_weight) override;
    void skip_to(Xapian::docid least, double least_weight) override;
    bool check(Xapian::docid document, double least_weight) override;
    bool at_end() const override;
    Xapian::docid get_docid() const override;
    Xapian::PostingSource *clone() const override;

  private:
    using places = std::vector<Xapian::PostingIterator>; /* of the terms of one group, none at its end */

    void find(Xapian::docid least);
    Xapian::docid first_at(places &group, Xapian::docid least) const;
    Xapian::docid first_with_all(Xapian::docid least);
    bool is_together(Xapian::docid document) const;
    std::vector<size_t> blocks_of(const places &group, const std::vector<Xapian::termpos> &firsts,
                                  Xapian::docid document) const;

    Xapian::valueno slot;
    std::vector<std::vector<std::string>> groups;
    Xapian::Database database;
    std::vector<places> walks;
    Xapian::docid current; /* 0: before the first */
    bool fits;             /* the document `current` */
    bool ended;
};

#endif
