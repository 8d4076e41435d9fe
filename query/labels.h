/* The names by which values of fields are shown, in either language. */
#ifndef DEPECHE_QUERY_LABELS_H
#define DEPECHE_QUERY_LABELS_H

#include "base/buffer.h"
#include "language/language.h"
#include "record/authority.h"
#include "record/fields.h"
#include "record/record.h"

/* Of a value of the index ("HT", "solidarity", "fr", "report"); the value itself when it is none we know. Borrowed.
 */
struct bytes label_of_value(const struct names *names, enum field_id field, struct bytes value, enum language ui);

/* Of a facet as a whole: "Countries". Borrowed. */
const char *label_of_field(enum field_id field, enum language ui);

#endif
