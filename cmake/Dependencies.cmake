# Where the libraries come from. All are Debian packages; script/bootstrap installs them.
find_package(PkgConfig REQUIRED)
pkg_check_modules(XAPIAN REQUIRED IMPORTED_TARGET xapian-core>=1.4.22)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(DEFLATE REQUIRED IMPORTED_TARGET libdeflate)
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

# libstemmer has no pkg-config file.
find_path(STEMMER_INCLUDE_DIR libstemmer.h REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
add_library(stemmer UNKNOWN IMPORTED)
set_target_properties(stemmer PROPERTIES IMPORTED_LOCATION ${STEMMER_LIBRARY}
                                         INTERFACE_INCLUDE_DIRECTORIES ${STEMMER_INCLUDE_DIR})
