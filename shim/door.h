/* The functions of xapian_shim.h that searches need, behind one symbol of a module that is loaded when the first of
 * them is called: starting a program with Xapian and the C++ library costs more than most searches
 * (docs/performance.md). */
#ifndef DEPECHE_SHIM_DOOR_H
#define DEPECHE_SHIM_DOOR_H

#include "shim/xapian_shim.h"

#define DOOR_MODULE "depeche-xapian.so"
#define DOOR_SYMBOL "depeche_xapian_functions"

struct door_functions {
    __typeof__(xs_reader_open) *reader_open;
    __typeof__(xs_reader_close) *reader_close;
    __typeof__(xs_reader_hide) *reader_hide;
    __typeof__(xs_reader_facts) *reader_facts;
    __typeof__(xs_reader_frequencies) *reader_frequencies;
    __typeof__(xs_reader_terms) *reader_terms;
    __typeof__(xs_reader_places) *reader_places;
    __typeof__(xs_reader_data) *reader_data;
    __typeof__(xs_search) *search;
    __typeof__(xs_result_value) *result_value;
    __typeof__(xs_result_free) *result_free;
    __typeof__(xs_version) *version;
};

#endif
