/* Allocations of C++ that fail once, in turn. */
#ifndef DEPECHE_TESTS_UNIT_FAILING_NEW_H
#define DEPECHE_TESTS_UNIT_FAILING_NEW_H

#ifdef __cplusplus
extern "C" {
#endif

/* How many still go through before one fails; -1: all do. */
extern long news_left;

#ifdef __cplusplus
}
#endif

#endif
