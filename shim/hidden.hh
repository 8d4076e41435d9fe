/* Documents of a reader that nobody is to find. */
#ifndef DEPECHE_SHIM_HIDDEN_HH
#define DEPECHE_SHIM_HIDDEN_HH

#include <stdint.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <xapian.h>

/* The same documents twice: as the joined databases number them, and as each of these does itself, found by its UUID,
 * which is all that Xapian lets a posting source know of the database that it is asked about. */
struct hidden_documents {
    std::vector<Xapian::docid> joined;                             /* ascending */
    std::map<std::string, std::vector<Xapian::docid>> by_database; /* each ascending */

    bool holds(Xapian::docid docid) const;
};

/* `docids` ascend. False where the databases cannot be told from one another. */
bool hidden_documents_make(const Xapian::Database &database, const uint32_t *docids, size_t count,
                           std::shared_ptr<const hidden_documents> &made);

/* `query` without them. */
Xapian::Query hidden_documents_left_out(const std::shared_ptr<const hidden_documents> &hidden,
                                        const Xapian::Query &query);

#endif
