/* What the other-language version of a document is recognised by: made in the worker, kept in SLOT_PAIR, compared by
 * indexer/builder/twins.h when all documents are there. */
#ifndef DEPECHE_INDEXER_PAIR_KEY_H
#define DEPECHE_INDEXER_PAIR_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "language/analysis.h"
#include "record/record.h"

/* How many names and figures are kept: those with the smallest hashes, so that two versions keep the same ones. */
enum { PAIR_NAMES = 24 };

/* Hashes are 0 for what a document does not have. */
struct pair_key {
    enum language language;
    struct date date;
    uint64_t address;           /* of the document */
    uint64_t stated;            /* of the version it links to */
    uint64_t number;            /* of the release, with its year where the number itself has none */
    uint64_t places[2];         /* its address, and the file it came from, without what says their language */
    uint32_t names[PAIR_NAMES]; /* ascending */
    size_t name_count;
    bool given;       /* `stated` is not from a link: whoever states it is believed */
    struct bytes uri; /* a view into the packed key */
};

/* The hash that `address` and `stated` are. */
uint64_t pair_key_hash_address(const char *address);

/* What is known of a document beside its record. */
struct pair_facts {
    const struct analysis *title, *text;
    const struct interner *interner; /* of the words */
    const char *number;              /* of the release, as `release_number_find` gives it; NULL for none */
    bool twin_is_given;
};

/* Append the key of `record`. */
void pair_key_pack(const struct record *record, const struct pair_facts *facts, struct buffer *packed);

/* False for bytes that are no key. */
bool pair_key_unpack(struct bytes packed, struct pair_key *key);

#endif
