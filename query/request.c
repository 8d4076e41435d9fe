/* Filling a request: what the command line and the web form have in common. */
#include "query/request.h"

#include <string.h>

#include "language/fold.h"
#include "language/messages.h"

enum status request_add_filter(struct search_request *request, enum field_id field, const char *value,
                               struct failure *failure)
{
    if (request->filter_count == REQUEST_FILTERS)
        return fail(failure, STATUS_LIMIT, message_in(request->ui, "there are more than %d filters"),
                    REQUEST_FILTERS);
    request->filters[request->filter_count++] = (struct request_filter){ field, value };
    return STATUS_OK;
}

/* The first name of an order is the one it is shown by. */
static const struct {
    const char *name;
    enum request_sort sort;
} sort_names[] = {
    { "relevance", SORT_RELEVANCE },  { "newest", SORT_NEWEST }, { "oldest", SORT_OLDEST },
    { "pertinence", SORT_RELEVANCE }, { "recent", SORT_NEWEST }, { "ancien", SORT_OLDEST },
    { "date", SORT_OLDEST },
};
enum { SORT_NAME_COUNT = sizeof sort_names / sizeof *sort_names };

/* Longer ones are no name of ours, and need not be folded. */
enum { LONGEST_SORT_NAME = 32 };

bool request_sort_from_name(const char *name, enum request_sort *sort)
{
    char folded[FOLDED_BYTES];
    size_t size = strlen(name);
    if (size > LONGEST_SORT_NAME)
        return false;
    size = fold_form((struct bytes){ name, size }, folded);
    for (size_t i = 0; i < SORT_NAME_COUNT; i++) {
        if (strlen(sort_names[i].name) == size && memcmp(sort_names[i].name, folded, size) == 0) {
            *sort = sort_names[i].sort;
            return true;
        }
    }
    return false;
}

const char *request_sort_name(enum request_sort sort)
{
    for (size_t i = 0; i < SORT_NAME_COUNT; i++)
        if (sort_names[i].sort == sort)
            return sort_names[i].name;
    return "";
}
