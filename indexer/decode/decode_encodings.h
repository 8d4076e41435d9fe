/* The encodings that are read: their names, the labels they go by, their tables. Not among them: UTF-7 and ISO-2022,
 * in which plain ASCII can hide markup. */
#ifndef DEPECHE_INDEXER_DECODE_ENCODINGS_H
#define DEPECHE_INDEXER_DECODE_ENCODINGS_H

#include <stdint.h>
#include <uchar.h>

enum encoding_id {
    ENCODING_UTF_8,
    ENCODING_UTF_16LE,
    ENCODING_UTF_16BE,
    ENCODING_WINDOWS_1250,
    ENCODING_WINDOWS_1251,
    ENCODING_WINDOWS_1252,
    ENCODING_WINDOWS_1253,
    ENCODING_WINDOWS_1254,
    ENCODING_WINDOWS_1255,
    ENCODING_WINDOWS_1256,
    ENCODING_WINDOWS_1257,
    ENCODING_WINDOWS_1258,
    ENCODING_ISO_8859_2,
    ENCODING_ISO_8859_3,
    ENCODING_ISO_8859_4,
    ENCODING_ISO_8859_5,
    ENCODING_ISO_8859_6,
    ENCODING_ISO_8859_7,
    ENCODING_ISO_8859_8,
    ENCODING_ISO_8859_10,
    ENCODING_ISO_8859_13,
    ENCODING_ISO_8859_14,
    ENCODING_ISO_8859_15,
    ENCODING_ISO_8859_16,
    ENCODING_MACINTOSH,
    ENCODING_KOI8_R,
    ENCODING_KOI8_U,
    ENCODING_CP437,
    ENCODING_CP850,
    ENCODING_CP863,
    ENCODING_CP866,
    ENCODING_SHIFT_JIS,
    ENCODING_EUC_JP,
    ENCODING_GB18030,
    ENCODING_BIG5,
    ENCODING_EUC_KR,
    ENCODING_COUNT,
};

struct encoding {
    const char *name;
    const char *iconv;     /* its name there, for encodings of several bytes a character, else NULL */
    const char16_t *upper; /* characters of the bytes `first` to 0xFF, for encodings of one byte, else NULL */
    unsigned char first;   /* 0x80, or 0xA0 when the bytes below are the C1 controls */
};

extern const struct encoding decode_encodings[ENCODING_COUNT];

/* The encoding a label means to a browser: "Latin1" and "US-ASCII" are windows-1252. Case, space and punctuation do
 * not count. NULL for a label nobody knows or that we refuse. */
const struct encoding *encoding_of_label(const char *label);

/* The character of a byte of 0x80 or more in an encoding of one byte a character. An unassigned byte is its C1
 * control below 0xA0, as in browsers, and U+FFFD from there on. */
uint32_t encoding_character(const struct encoding *encoding, unsigned char byte);

#endif
