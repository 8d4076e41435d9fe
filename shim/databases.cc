/* Whole databases: merging, joining by a stub file, checking. */
#include "shim/guard.hh"

#include <string.h>
#include <sys/resource.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include <xapian.h>

namespace
{

/* == Merging ================================================================================================== */

enum {
    FILES_OF_A_DATABASE = 6, /* glass keeps each table open: four, and two more if there are spellings or synonyms */
    FILES_OF_OTHERS = 64,    /* what the process itself may have open */
    FEWEST_AT_ONCE = 2,
};

/* Merging n databases keeps the files of all of them open: as many at once as the process may have. */
size_t databases_at_once()
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < FILES_OF_OTHERS)
        return FEWEST_AT_ONCE;
    size_t files = size_t(std::min<rlim_t>(limit.rlim_cur, 1 << 20)) - FILES_OF_OTHERS;
    return std::max<size_t>(files / FILES_OF_A_DATABASE, FEWEST_AT_ONCE);
}

/* Directories that go away with this object. */
struct temporaries {
    std::vector<std::string> paths;
    temporaries() = default;
    temporaries(const temporaries &) = delete;
    temporaries &operator=(const temporaries &) = delete;
    ~temporaries()
    {
        for (const std::string &path : paths)
            files_remove_tree(path.c_str(), nullptr);
    }
};

/* One pass. Xapian's own DBCOMPACT_MULTIPASS took 13.8 s instead of 5.6 for 1,000 segments of 20 documents. Each
 * source has a guard of its own, so that the message names it; the merge too, which looks at `to` before that is
 * cleared away. */
enum status merge_once(const std::vector<std::string> &from, const std::string &to, struct failure *failure)
{
    Xapian::Database all;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < from.size() && !status; i++)
        status = guard(failure, from[i].c_str(), [&] {
            all.add_database(Xapian::Database(from[i]));
            return STATUS_OK;
        });
    if (status)
        return status;
    return guard(failure, to.c_str(), [&] {
        all.compact(to, Xapian::Compactor::FULL);
        return STATUS_OK;
    });
}

/* Neighbours are merged into parts beside `to`, then the parts, so that documents keep their order. */
enum status merge(const std::vector<std::string> &from, const std::string &to, size_t at_once,
                  struct failure *failure)
{
    if (from.size() <= at_once)
        return merge_once(from, to, failure);

    size_t part_count = (from.size() + at_once - 1) / at_once;
    temporaries parts;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < part_count && !status; i++) {
        auto first = from.begin() + ptrdiff_t(from.size() * i / part_count);
        auto last = from.begin() + ptrdiff_t(from.size() * (i + 1) / part_count);
        /* Parts of parts get other names, since there are fewer databases to merge each time. */
        parts.paths.push_back(to + ".part" + std::to_string(from.size()) + "-" + std::to_string(i));
        status = merge_once(std::vector<std::string>(first, last), parts.paths.back(), failure);
    }
    return status ? status : merge(parts.paths, to, at_once, failure);
}

/* == Checking ================================================================================================= */

bool ends_with(const std::string &text, const char *end)
{
    size_t size = strlen(end);
    return text.size() >= size && text.compare(text.size() - size, size, end) == 0;
}

/* What Xapian prints about a table that is well. */
bool is_fine(const std::string &line)
{
    return line.empty() || ends_with(line, " checked OK") || line == "Not present." ||
           line == "Lazily created, and not yet used.";
}

/* The report is "TABLE:" followed by lines about it. */
std::string first_error(const std::string &report)
{
    std::istringstream lines(report);
    std::string table, line;
    while (std::getline(lines, line)) {
        if (ends_with(line, ":"))
            table = line + " ";
        else if (!is_fine(line))
            return table + line;
    }
    return "not told which";
}

} // namespace

enum status xs_merge(const char *const *from, size_t from_count, const char *to, struct failure *failure) noexcept
{
    return guard(failure, to, [&] {
        std::string target = to;
        if (files_exist((target + "/iamglass").c_str()))
            return fail(failure, STATUS_INVALID, "cannot merge into %s: there is a database", to);
        if (from_count == 0)
            return fail(failure, STATUS_INVALID, "cannot merge no databases into %s", to);
        std::vector<std::string> sources(from, from + from_count);
        temporaries unfinished;
        if (!files_exist(to))
            unfinished.paths.push_back(target);
        enum status status = merge(sources, target, databases_at_once(), failure);
        if (!status && !(status = files_sync_tree(to, failure)))
            status = files_sync((target + "/..").c_str(), failure);
        if (!status)
            unfinished.paths.clear();
        return status;
    });
}

enum status xs_stub_text(const char *const *paths, size_t path_count, struct buffer *text,
                         struct failure *failure) noexcept
{
    for (size_t i = 0; i < path_count; i++) {
        if (!*paths[i] || strpbrk(paths[i], "\r\n"))
            return fail(failure, STATUS_INVALID, "a stub file cannot name the database \"%s\"", paths[i]);
        buffer_append_format(text, "auto %s\n", paths[i]);
    }
    return buffer_status(text, "a stub file", failure);
}

#ifdef __SANITIZE_ADDRESS__
/* What the address sanitizer asks for. Xapian 1.4.22's check deletes a table as its smaller base class, at which
 * the sanitizer would end the program; a merge that fails leaks what it had read, all_terms what it must leave. */
extern "C" {
__attribute__((visibility("default"))) const char *__asan_default_options();
__attribute__((visibility("default"))) const char *__lsan_default_suppressions();

const char *__asan_default_options()
{
    return "new_delete_type_mismatch=0";
}

const char *__lsan_default_suppressions()
{
    return "leak:libxapian.so\nleak:all_terms::all_terms";
}
}
#endif

enum status xs_check(const char *path, struct failure *failure) noexcept
{
    return guard(failure, path, [&] {
        Xapian::Database opened(path); /* tells a missing database from a broken one better than the check does */
        std::ostringstream report;
        size_t errors = Xapian::Database::check(path, 0, &report);
        if (errors == 0)
            return STATUS_OK;
        return fail(failure, STATUS_CORRUPT, "%zu errors, the first: %s; in the database %s", errors,
                    first_error(report.str()).c_str(), path);
    });
}

const char *xs_version(void) noexcept
{
    return Xapian::version_string();
}
