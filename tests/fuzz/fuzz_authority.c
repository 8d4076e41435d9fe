/* Fuzzes record/authority*.c: what the check calls right is read, and what is refused has a mistake. */
#include <stdlib.h>

#include "record/authority.h"
#include "record/authority_check.h"
#include "tests/fuzz/fuzz_target.h"

static void use(const struct authority *authority)
{
    for (size_t i = 0; i < authority->concept_count; i++) {
        const struct concept *concept = &authority->concepts[i];
        if (!concept->id || !*concept_name(concept, LANGUAGE_FRENCH) || !authority_find(authority, concept->id))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes rdf = { (const char *)data, size };
    struct authority authority = AUTHORITY_EMPTY;
    struct authority_findings findings = AUTHORITY_FINDINGS_EMPTY;
    struct failure failure = FAILURE_NONE;

    enum status status = authority_parse(&authority, "fuzz.rdf", rdf, &failure);
    if (status ? !*failure.message || authority.concept_count : false)
        abort();
    use(&authority);
    if (!authority_check("fuzz.rdf", rdf, &findings, &failure) && (findings.mistakes > 0) != (status != STATUS_OK))
        abort();
    authority_findings_clear(&findings);
    authority_clear(&authority);
    return 0;
}
