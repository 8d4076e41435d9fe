/* Files of kinds that are not read: told by their signatures, so that the ledger says what they are. */
#include <string.h>

#include "indexer/common/reason.h"
#include "indexer/readers/reader.h"

struct signature {
    size_t offset;
    const char *bytes;
    size_t size;
    const char *what;
};

#define SIGNATURE(offset, bytes, what)                                                                               \
    {                                                                                                                \
        offset, bytes, sizeof bytes - 1, what                                                                        \
    }

/* A sign that text may begin with as well is not among them. */
static const struct signature signatures[] = {
    SIGNATURE(0, "\x89PNG\r\n\x1A\n", "is an image (PNG)"),
    SIGNATURE(0, "\xFF\xD8\xFF", "is an image (JPEG)"),
    SIGNATURE(0, "GIF87a", "is an image (GIF)"),
    SIGNATURE(0, "GIF89a", "is an image (GIF)"),
    SIGNATURE(0, "II*\0", "is an image (TIFF)"),
    SIGNATURE(0, "MM\0*", "is an image (TIFF)"),
    SIGNATURE(8, "WEBP", "is an image (WebP)"),
    SIGNATURE(0, "\0\0\1\0", "is an icon"),
    SIGNATURE(0, "8BPS", "is an image (Photoshop)"),
    SIGNATURE(0, "\0\0\0\x0CjP  ", "is an image (JPEG 2000)"),
    SIGNATURE(0, "AT&TFORM", "is a scanned document (DjVu): save it as PDF"),
    SIGNATURE(0, "\xFFWPC", "is a WordPerfect document: save it as DOCX or PDF"),
    SIGNATURE(0, "\xDB\xA5-\0", "is an old Word document: save it as DOCX or PDF"),
    SIGNATURE(0, "\x31\xBE\0\0", "is an old Word document: save it as DOCX or PDF"),
    SIGNATURE(0, "%!PS", "is PostScript: save it as PDF"),
    SIGNATURE(0, "\xC5\xD0\xD3\xC6", "is PostScript: save it as PDF"),
    SIGNATURE(0, "Rar!\x1A\7", "is a RAR archive: unpack it first"),
    SIGNATURE(0, "7z\xBC\xAF\x27\x1C", "is a 7z archive: unpack it first"),
    SIGNATURE(0, "MSCF\0\0\0\0", "is a cabinet archive: unpack it first"),
    SIGNATURE(0, "ITSF\3\0\0\0", "is a help file (CHM)"),
    SIGNATURE(0, "ID3\3", "is a sound recording (MP3)"),
    SIGNATURE(0, "ID3\4", "is a sound recording (MP3)"),
    SIGNATURE(0, "OggS\0", "is a recording (Ogg)"),
    SIGNATURE(0, "fLaC", "is a sound recording (FLAC)"),
    SIGNATURE(8, "WAVE", "is a sound recording (WAV)"),
    SIGNATURE(8, "AVI ", "is a film (AVI)"),
    SIGNATURE(4, "ftyp", "is a film or a sound recording (MP4)"),
    SIGNATURE(4, "moov", "is a film (QuickTime)"),
    SIGNATURE(0, "\x1A\x45\xDF\xA3", "is a film (Matroska)"),
    SIGNATURE(0, "\0\0\1\xBA", "is a film (MPEG)"),
    SIGNATURE(0, "FLV\1", "is a film (Flash)"),
    SIGNATURE(0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", "is a recording (Windows Media)"),
    SIGNATURE(0, ".RMF\0", "is a recording (RealMedia)"),
    SIGNATURE(0,
              "\x7F"
              "ELF",
              "is a program"),
    SIGNATURE(0, "MZ\x90\0", "is a program"),
    SIGNATURE(0, "\xCA\xFE\xBA\xBE", "is a program"),
    SIGNATURE(0, "SQLite format 3\0", "is a database (SQLite)"),
    SIGNATURE(4, "Standard Jet DB", "is a database (Access)"),
    SIGNATURE(0, "wOFF", "is a font"),
    SIGNATURE(0, "wOF2", "is a font"),
    SIGNATURE(0, "\0\1\0\0\0", "is a font"),
    SIGNATURE(257, "ustar", "is a tar archive inside another: unpack it first"),
    SIGNATURE(0, "PK\3\4", "is a zip archive inside another: unpack it first"),
    SIGNATURE(0, "PK\5\6", "is an empty zip archive"),
};

static const char compound[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/* Old office files are small file systems; the names of the streams in them are in UTF-16. */
static const char *kind_of_compound(struct bytes content)
{
#define STREAM(name, what)                                                                                           \
    {                                                                                                                \
        name, sizeof name - 1, what                                                                                  \
    }
    static const struct {
        const char *name;
        size_t size;
        const char *what;
    } streams[] = {
        STREAM("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t", "is an old Word document (DOC): save it as DOCX or PDF"),
        STREAM("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e", "is an office document that needs a password"),
        STREAM("W\0o\0r\0k\0b\0o\0o\0k", "is an old spreadsheet (XLS)"),
        STREAM("P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0 \0D\0o\0c\0u\0m\0e\0n\0t",
               "is an old slide show (PPT): save it as PDF"),
        STREAM("_\0_\0s\0u\0b\0s\0t\0g\0"
               "1\0.\0"
               "0",
               "is an Outlook message (MSG): save it as EML"),
    };
#undef STREAM
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
        if (memmem(content.data, content.size, streams[i].name, streams[i].size))
            return streams[i].what;
    return "is an old office document: save it as DOCX or PDF";
}

/* A sign further in is a sign only in what is no text. */
static bool is_binary(struct bytes content)
{
    enum { LOOKED_AT = 64 };
    return memchr(content.data, '\0', content.size < LOOKED_AT ? content.size : LOOKED_AT) != NULL;
}

/* NULL for content of no such kind. */
static const char *foreign_kind(struct bytes content)
{
    if (content.size >= sizeof compound && memcmp(content.data, compound, sizeof compound - 1) == 0)
        return kind_of_compound(content);
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const struct signature *sign = &signatures[i];
        if (content.size >= sign->offset + sign->size && (sign->offset == 0 || is_binary(content)) &&
            memcmp(content.data + sign->offset, sign->bytes, sign->size) == 0)
            return sign->what;
    }
    return NULL;
}

static bool recognises_foreign(const struct reader_input *input)
{
    return foreign_kind(input->content) != NULL;
}

static enum status refuse_foreign(const struct reader_input *input, struct page *page, struct record *record,
                                  struct failure *failure)
{
    const char *what = foreign_kind(input->content);
    (void)page, (void)record;
    bool locked = what && strstr(what, "password");
    return fail_reason(failure, locked ? REASON_ENCRYPTED : REASON_UNSUPPORTED, "%s",
                       what ? what : "is of no kind that can be read");
}

const struct reader reader_foreign = { "foreign", "application/octet-stream", recognises_foreign, refuse_foreign,
                                       NULL };
