/* The one place where exceptions end: which status each kind becomes, and in what words. */
#include "shim/guard.hh"

#include <errno.h>
#include <string.h>

#include <exception>
#include <new>

#include <xapian.h>

namespace
{

/* Xapian's exception types with one meaning. What is not here is STATUS_IO or needs a closer look below. */
const struct {
    const char *type;
    enum status status;
} meanings[] = {
    { "DatabaseClosedError", STATUS_IO },          { "DatabaseCorruptError", STATUS_CORRUPT },
    { "DatabaseModifiedError", STATUS_CHANGED },   { "DatabaseNotFoundError", STATUS_NOT_FOUND },
    { "DatabaseVersionError", STATUS_CORRUPT },    { "DocNotFoundError", STATUS_NOT_FOUND },
    { "FeatureUnavailableError", STATUS_CORRUPT }, /* a table that is always written is gone */
    { "InvalidArgumentError", STATUS_INVALID },    { "RangeError", STATUS_CORRUPT },
    { "SerialisationError", STATUS_CORRUPT },
};

/* A lock that cannot be taken is not always held by somebody: without permission the type is the same. */
enum status status_of_lock(const Xapian::Error &error)
{
    return error.get_msg().find("already locked") != std::string::npos ? STATUS_LOCKED : STATUS_IO;
}

/* DatabaseOpeningError and plain DatabaseError are thrown for what the system refuses, with its reason, and for
 * files that are shorter than they should be or hold nonsense, without one. A missing table of a database that is
 * there is damage too. */
enum status status_of_reason(const Xapian::Error &error, const char *database)
{
    const char *reason = error.get_error_string();
    if (!files_exist(database))
        return STATUS_NOT_FOUND;
    return !reason || strcmp(reason, strerror(ENOENT)) == 0 ? STATUS_CORRUPT : STATUS_IO;
}

enum status status_of(const Xapian::Error &error, const char *database)
{
    for (const auto &meaning : meanings)
        if (strcmp(error.get_type(), meaning.type) == 0)
            return meaning.status;
    if (strcmp(error.get_type(), "DatabaseLockError") == 0)
        return status_of_lock(error);
    if (strcmp(error.get_type(), "DatabaseOpeningError") == 0 || strcmp(error.get_type(), "DatabaseError") == 0)
        return status_of_reason(error, database);
    return STATUS_IO;
}

/* The path goes last: when the message is too long, that is what can be cut. */
enum status tell(struct failure *failure, const Xapian::Error &error, const char *database)
{
    const char *reason = error.get_error_string();
    return fail(failure, status_of(error, database), "%s%s%s, in the database %s", error.get_msg().c_str(),
                reason ? ": " : "", reason ? reason : "", database);
}

} // namespace

enum status guard_call(struct failure *failure, const char *database, enum status (*work)(const void *),
                       const void *context) noexcept
{
    try {
        return work(context);
    } catch (const Xapian::Error &error) {
        return tell(failure, error, database);
    } catch (const std::bad_alloc &) {
        return fail_no_memory(failure);
    } catch (const std::exception &error) {
        return fail(failure, STATUS_IO, "%s, in the database %s", error.what(), database);
    } catch (...) {
        return fail(failure, STATUS_IO, "an unknown exception, in the database %s", database);
    }
}
