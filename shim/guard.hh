/* The border of C++: what every function of xapian_shim.h passes through, and what its files share. */
#ifndef DEPECHE_SHIM_GUARD_HH
#define DEPECHE_SHIM_GUARD_HH

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <string>

/* base/ is C: its functions must be declared so before xapian_shim.h includes the same headers. */
extern "C" {
#include "base/buffer.h"
#include "base/files.h"
#include "base/status.h"
}

/* In C a struct and a function may share a name (xs_search); to C++ the function then hides a constructor. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "shim/xapian_shim.h"
#pragma GCC diagnostic pop

/* Run `work(context)` and turn whatever it throws into a status and a message that names `database`, a path. */
enum status guard_call(struct failure *failure, const char *database, enum status (*work)(const void *),
                       const void *context) noexcept;

/* The same for a lambda that returns `enum status`. Nothing here allocates, so nothing can throw before the guard. */
template <typename Work> enum status guard(struct failure *failure, const char *database, const Work &work) noexcept
{
    return guard_call(
        failure, database, [](const void *context) { return (*static_cast<const Work *>(context))(); }, &work);
}

/* Xapian's strings: a copy, since `bytes` need not end in a NUL. */
inline std::string text_of(struct bytes bytes)
{
    return bytes.size ? std::string(bytes.data, bytes.size) : std::string();
}

#endif
