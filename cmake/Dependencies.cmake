# Where the libraries come from. All are Debian packages; script/bootstrap installs them.
find_package(PkgConfig REQUIRED)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
pkg_check_modules(XAPIAN REQUIRED IMPORTED_TARGET xapian-core>=1.4.22)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(LIBARCHIVE REQUIRED IMPORTED_TARGET libarchive)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlidec)
pkg_check_modules(POPPLER REQUIRED IMPORTED_TARGET poppler-glib)

# libfcgi neither; the archive is a few kilobytes and costs a fresh process nothing, loading the library would.
find_path(FCGI_INCLUDE_DIR fcgiapp.h REQUIRED)
find_library(FCGI_LIBRARY NAMES libfcgi.a fcgi REQUIRED)
add_library(fcgi UNKNOWN IMPORTED)
set_target_properties(fcgi PROPERTIES IMPORTED_LOCATION ${FCGI_LIBRARY}
                                      INTERFACE_INCLUDE_DIRECTORIES ${FCGI_INCLUDE_DIR})

# depeche_archive(TARGET HEADER NAME): a small library linked as an archive, where there is one: a search in a fresh process
# would spend a tenth of its time on loading each.
function(depeche_archive target header name)
    string(TOUPPER ${name} upper)
    find_path(${upper}_INCLUDE_DIR ${header} REQUIRED)
    find_library(${upper}_LIBRARY NAMES lib${name}.a ${name} REQUIRED)
    add_library(${target} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${upper}_LIBRARY}
                                               INTERFACE_INCLUDE_DIRECTORIES ${${upper}_INCLUDE_DIR})
endfunction()
depeche_archive(stemmer libstemmer.h stemmer)
depeche_archive(utf8proc utf8proc.h utf8proc)
depeche_archive(deflate libdeflate.h deflate)
