/* What the module offers to shim/door.c. */
#include "shim/door.h"

extern __attribute__((visibility("default"))) const struct door_functions depeche_xapian_functions;

const struct door_functions depeche_xapian_functions = {
    .reader_open = xs_reader_open,
    .reader_close = xs_reader_close,
    .reader_hide = xs_reader_hide,
    .reader_facts = xs_reader_facts,
    .reader_frequencies = xs_reader_frequencies,
    .reader_terms = xs_reader_terms,
    .reader_places = xs_reader_places,
    .reader_data = xs_reader_data,
    .search = xs_search,
    .result_value = xs_result_value,
    .result_free = xs_result_free,
    .version = xs_version,
};
