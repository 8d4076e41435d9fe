#!/bin/sh
# Each header compiles alone, as C, and those of the shim as C++ too.
set -eu
source_dir=$1
shift # what is left: compiler flags for the packages
cd "$source_dir"
wrong=0
for header in $(find base shim glass language record indexer query -name "*.h"); do
    [ "$header" != base/banned.h ] || continue
    echo "#include \"$header\"" |
        ${CC:-cc} -std=c17 -D_GNU_SOURCE -I. "$@" -Wall -Wextra -Werror -fsyntax-only -x c - || { echo "$header does not compile alone"; wrong=1; }
done
echo '#include "shim/xapian_shim.h"' | ${CXX:-c++} -std=c++17 -I. -fsyntax-only -x c++ - || { echo "xapian_shim.h is no C++"; wrong=1; }
exit $wrong
