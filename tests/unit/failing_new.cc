/* `new` fails once, in turn: Xapian's allocations, which the linker cannot be told to wrap. What Xapian loses by that
 * is lost: leaks are not told. */
#include "tests/unit/failing_new.h"

#include <cstdlib>
#include <new>

long news_left = -1;
static void *allocate(std::size_t size)
{
    if (news_left >= 0 && news_left-- == 0)
        throw std::bad_alloc();
    if (void *memory = std::malloc(size ? size : 1))
        return memory;
    throw std::bad_alloc();
}

void *operator new(std::size_t size)
{
    return allocate(size);
}

void *operator new[](std::size_t size)
{
    return allocate(size);
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete[](void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

void operator delete[](void *memory, std::size_t) noexcept
{
    std::free(memory);
}
