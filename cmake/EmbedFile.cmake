# cmake -DINPUT=FILE -DOUTPUT=FILE.c -DNAME=NAME -P EmbedFile.cmake: a file's bytes as a C array NAME, its size as
# NAME_bytes, and NAME_version, which changes with the content.
file(READ ${INPUT} hex HEX)
file(SHA256 ${INPUT} version)
string(SUBSTRING ${version} 0 12 version)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "/* Made from ${INPUT}. */
#include <stddef.h>

extern const unsigned char ${NAME}[];
extern const size_t ${NAME}_bytes;
extern const char ${NAME}_version[];

const unsigned char ${NAME}[] = {
${bytes}
};
const size_t ${NAME}_bytes = sizeof ${NAME};
const char ${NAME}_version[] = \"${version}\";
")
