/* The terms of a database that begin with a prefix, in byte order. */
#ifndef DEPECHE_SHIM_ALL_TERMS_HH
#define DEPECHE_SHIM_ALL_TERMS_HH

#include <string>

#include <xapian.h>

/* Xapian 1.4.22's iterator over several databases destroys one of its lists twice when memory gives out while it goes
 * on. Such an iterator is left as it is and never destroyed: what it holds is lost to the process, which goes on. */
class all_terms
{
  public:
    all_terms(const Xapian::Database &database, const std::string &prefix)
        : end(database.allterms_end(prefix)), here(new Xapian::TermIterator(database.allterms_begin(prefix)))
    {
    }
    ~all_terms()
    {
        delete here;
    }
    all_terms(const all_terms &) = delete;
    all_terms &operator=(const all_terms &) = delete;

    bool at_end() const
    {
        return !here || *here == end;
    }
    const Xapian::TermIterator &operator*() const
    {
        return *here;
    } /* not at the end */

    void next()
    {
        Xapian::TermIterator *going_on = here;
        here = nullptr;
        ++*going_on;
        here = going_on;
    }

  private:
    Xapian::TermIterator end, *here; /* NULL after a failure */
};

#endif
