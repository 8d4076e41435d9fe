/* One look at all bytes of a document, so that what need not be done to it is not begun. */
#ifndef DEPECHE_INDEXER_DECODE_SURVEY_H
#define DEPECHE_INDEXER_DECODE_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

struct survey {
    size_t good, bad;    /* characters of several bytes that are UTF-8, and bytes that are not */
    bool has_controls;   /* besides tabs and line ends */
    bool is_settled;     /* in normal form C, and without controls: a copy of it is clean */
    bool may_be_misread; /* `repair_mojibake` may find something; it does not where this is false */
};

struct survey survey_utf8(struct bytes raw);

#endif
