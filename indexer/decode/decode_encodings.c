/* Labels of encodings, as the WHATWG encoding standard lists them, and the DOS code pages that it leaves out. */
#include "indexer/decode/decode_encodings.h"

#include <ctype.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

/* Labels as they remain without punctuation, each between spaces. */
static const struct {
    enum encoding_id id;
    const char *labels;
} label_table[] = {
    { ENCODING_UTF_8, " utf8 unicode11utf8 unicode20utf8 xunicode20utf8 " },
    { ENCODING_UTF_16LE, " utf16 utf16le csunicode iso10646ucs2 ucs2 unicode unicodefeff " },
    { ENCODING_UTF_16BE, " utf16be unicodefffe " },
    { ENCODING_WINDOWS_1250, " windows1250 cp1250 xcp1250 " },
    { ENCODING_WINDOWS_1251, " windows1251 cp1251 xcp1251 " },
    { ENCODING_WINDOWS_1252,
      " windows1252 cp1252 xcp1252 ansix341968 ascii usascii iso646us cp819 ibm819 csisolatin1 "
      "iso88591 iso885911987 isoir100 l1 latin1 ansi xansi " },
    { ENCODING_WINDOWS_1253, " windows1253 cp1253 xcp1253 " },
    { ENCODING_WINDOWS_1254, " windows1254 cp1254 xcp1254 csisolatin5 iso88599 iso885991989 isoir148 l5 latin5 " },
    { ENCODING_WINDOWS_1255, " windows1255 cp1255 xcp1255 " },
    { ENCODING_WINDOWS_1256, " windows1256 cp1256 xcp1256 " },
    { ENCODING_WINDOWS_1257, " windows1257 cp1257 xcp1257 " },
    { ENCODING_WINDOWS_1258, " windows1258 cp1258 xcp1258 " },
    { ENCODING_ISO_8859_2, " iso88592 iso885921987 csisolatin2 isoir101 l2 latin2 " },
    { ENCODING_ISO_8859_3, " iso88593 iso885931988 csisolatin3 isoir109 l3 latin3 " },
    { ENCODING_ISO_8859_4, " iso88594 iso885941988 csisolatin4 isoir110 l4 latin4 " },
    { ENCODING_ISO_8859_5, " iso88595 iso885951988 csisolatincyrillic cyrillic isoir144 " },
    { ENCODING_ISO_8859_6, " iso88596 iso885961987 iso88596e iso88596i csisolatinarabic arabic isoir127 asmo708 " },
    { ENCODING_ISO_8859_7, " iso88597 iso885971987 csisolatingreek greek greek8 isoir126 elot928 " },
    { ENCODING_ISO_8859_8, " iso88598 iso885981988 iso88598e iso88598i csisolatinhebrew hebrew isoir138 logical " },
    { ENCODING_ISO_8859_10, " iso885910 csisolatin6 isoir157 l6 latin6 " },
    { ENCODING_ISO_8859_13, " iso885913 latin7 " },
    { ENCODING_ISO_8859_14, " iso885914 latin8 " },
    { ENCODING_ISO_8859_15, " iso885915 csisolatin9 l9 latin9 " },
    { ENCODING_ISO_8859_16, " iso885916 latin10 " },
    { ENCODING_MACINTOSH, " macintosh csmacintosh mac xmacroman macroman " },
    { ENCODING_KOI8_R, " koi8r koi8 koi cskoi8r " },
    { ENCODING_KOI8_U, " koi8u koi8ru " },
    { ENCODING_CP437, " cp437 ibm437 437 cspc8codepage437 " },
    { ENCODING_CP850, " cp850 ibm850 850 cspc850multilingual dos850 " },
    { ENCODING_CP863, " cp863 ibm863 863 csibm863 dos863 " },
    { ENCODING_CP866, " cp866 ibm866 866 csibm866 " },
    { ENCODING_SHIFT_JIS, " shiftjis sjis xsjis csshiftjis mskanji ms932 windows31j cp932 " },
    { ENCODING_EUC_JP, " eucjp xeucjp cseucpkdfmtjapanese " },
    { ENCODING_GB18030, " gb18030 gbk gb2312 xgbk gb231280 chinese csgb2312 csiso58gb231280 isoir58 cp936 " },
    { ENCODING_BIG5, " big5 big5hkscs cnbig5 csbig5 xxbig5 " },
    { ENCODING_EUC_KR, " euckr cseuckr ksc56011987 ksc56011989 ksc5601 csksc56011987 isoir149 korean windows949 " },
};

const struct encoding *encoding_of_label(const char *label)
{
    char key[40] = " ";
    size_t size = 1;
    for (; *label; label++) {
        if (!isalnum((unsigned char)*label))
            continue;
        if (size + 2 >= sizeof key)
            return NULL;
        key[size++] = (char)tolower((unsigned char)*label);
    }
    if (size == 1)
        return NULL;
    key[size++] = ' ';
    key[size] = '\0';
    for (size_t i = 0; i < sizeof label_table / sizeof *label_table; i++)
        if (strstr(label_table[i].labels, key))
            return &decode_encodings[label_table[i].id];
    return NULL;
}

uint32_t encoding_character(const struct encoding *encoding, unsigned char byte)
{
    if (byte < encoding->first)
        return byte;
    uint32_t character = encoding->upper[byte - encoding->first];
    return character == REPLACEMENT && byte < 0xA0 ? byte : character;
}
