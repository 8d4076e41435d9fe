/* The reader's inside, for search.cc. */
#ifndef DEPECHE_SHIM_READER_HH
#define DEPECHE_SHIM_READER_HH

#include <string>

#include <xapian.h>

struct xs_reader {
    std::string path;
    Xapian::Database database;
};

#endif
