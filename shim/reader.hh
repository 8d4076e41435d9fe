/* The reader's inside, for search.cc. */
#ifndef DEPECHE_SHIM_READER_HH
#define DEPECHE_SHIM_READER_HH

#include <string>

#include "shim/hidden.hh"

#include <xapian.h>

struct xs_reader {
    std::string path;
    Xapian::Database database;
    std::shared_ptr<const hidden_documents> hidden; /* none, or there are some */

    bool hides(Xapian::docid docid) const
    {
        return hidden && hidden->holds(docid);
    }
};

#endif
