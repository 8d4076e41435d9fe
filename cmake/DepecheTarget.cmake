# How every target of ours is compiled.

option(DEPECHE_WERROR "Warnings are errors" OFF)
option(DEPECHE_SANITIZE "Build with the address and undefined behaviour sanitizers" OFF)
option(DEPECHE_FUZZ "Build the fuzz targets with libFuzzer (needs clang)" OFF)

add_library(depeche_flags INTERFACE)
target_compile_features(depeche_flags INTERFACE c_std_17 cxx_std_17)
target_compile_definitions(depeche_flags INTERFACE _GNU_SOURCE DEPECHE_VERSION="${PROJECT_VERSION}")
target_compile_options(depeche_flags INTERFACE
    -Wall -Wextra -Wshadow -Wpedantic -fvisibility=hidden
    $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes -Wvla>
    $<$<COMPILE_LANGUAGE:C>:SHELL:-include base/banned.h>
    $<$<BOOL:${DEPECHE_WERROR}>:-Werror>)
target_include_directories(depeche_flags INTERFACE ${PROJECT_SOURCE_DIR})
if(DEPECHE_SANITIZE)
    target_compile_options(depeche_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_link_options(depeche_flags INTERFACE -fsanitize=address,undefined)
endif()
if(DEPECHE_FUZZ)
    target_compile_options(depeche_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# depeche_library(NAME SOURCES FILE... USES TARGET...): a folder's library. USES are the folders and
# packages it may include.
function(depeche_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC depeche_flags ${arg_USES})
endfunction()
