/* same_database LEFT RIGHT QUERIES: whether two databases are the same by all that Xapian's API tells of them, and by
 * the hits and weights of so many queries drawn from their terms. What differs is on standard error. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/glass_compare.h"

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: same_database LEFT RIGHT QUERIES\n");
        return 2;
    }
    return api_compare(argv[1], argv[2], true, (unsigned)strtoul(argv[3], NULL, 10)) ? 0 : 1;
}
