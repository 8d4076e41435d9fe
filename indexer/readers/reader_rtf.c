/* RTF: paragraphs, rows, headings and the title, by a small interpreter of its control words. */
#include <stdlib.h>
#include <string.h>

#include "indexer/decode/decode_encodings.h"
#include "indexer/page/whole_text.h"
#include "indexer/readers/office_page.h"
#include "indexer/readers/office_styles.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/rtf_scan.h"
#include "language/utf8.h"

enum {
    DEPTH_MOST = 200, /* groups; deeper ones are read as if they were at this depth */
    FONTS_MOST = 256,
    STYLES_MOST = 256,
    PIECE_BYTES = 4096,
    NAME_BYTES = 4000, /* of a title or a style */
};

/* Where the text of a group goes. */
enum destination { TO_TEXT, TO_NOTE, TO_NOTHING, TO_TITLE, TO_AUTHOR, TO_STYLES, TO_FONTS, TO_DATE };

/* What a closing brace takes back. */
struct group {
    enum destination destination;
    const struct encoding *encoding;
    unsigned fallback; /* characters to skip after a \u */
    bool hidden;
};

struct rtf {
    struct office_page made;
    struct group groups[DEPTH_MOST + 1];
    size_t depth;                             /* may be larger than DEPTH_MOST */
    const struct encoding *encoding;          /* of the document */
    const struct encoding *fonts[FONTS_MOST]; /* NULL: the document's */
    unsigned levels[STYLES_MOST];             /* of heading styles, 0 for the others */
    size_t font, style;                       /* in the tables: the one being described */
    size_t to_skip;                           /* characters that repeat a \u */
    uint32_t high;                            /* first half of a pair of surrogates */
    bool first_in_group, starred;
    struct page_place place;
    struct buffer piece; /* text not yet handed to the page */
    struct buffer notes; /* of the open paragraph */
    struct buffer name;  /* title, author, name of a style */
    int created[3];      /* year, month, day */
    struct record *record;
    struct failure *failure;
    enum status status; /* the first failure */
};

static struct group *group(struct rtf *rtf)
{
    return &rtf->groups[rtf->depth < DEPTH_MOST ? rtf->depth : DEPTH_MOST];
}

/* == Text ===================================================================================================== */

static void flush(struct rtf *rtf)
{
    if (!rtf->piece.size)
        return;
    rtf->made.writer.place = rtf->place;
    page_writer_text(&rtf->made.writer, buffer_view(&rtf->piece));
    rtf->made.writer.out_of_memory |= rtf->piece.failed != STATUS_OK;
    buffer_truncate(&rtf->piece, 0);
}

/* A note stands where it is called; its text follows the paragraph. */
static void end_paragraph(struct rtf *rtf)
{
    flush(rtf);
    page_writer_end_block(&rtf->made.writer);
    if (!rtf->notes.size)
        return;
    rtf->made.writer.place = (struct page_place){ .role = BLOCK_PARAGRAPH };
    page_writer_text(&rtf->made.writer, buffer_view(&rtf->notes));
    page_writer_end_block(&rtf->made.writer);
    rtf->made.writer.out_of_memory |= rtf->notes.failed != STATUS_OK;
    buffer_truncate(&rtf->notes, 0);
}

static void add_bytes(struct rtf *rtf, const char *bytes, size_t size)
{
    const struct group *here = group(rtf);
    if (here->destination == TO_NOTHING || here->destination == TO_FONTS || here->hidden)
        return;
    if (here->destination == TO_NOTE) {
        buffer_append(&rtf->notes, bytes, size);
        return;
    }
    if (here->destination != TO_TEXT) {
        if (rtf->name.size + size <= NAME_BYTES)
            buffer_append(&rtf->name, bytes, size);
        return;
    }
    buffer_append(&rtf->piece, bytes, size);
    if (rtf->piece.size >= PIECE_BYTES)
        flush(rtf);
}

static void add_character(struct rtf *rtf, uint32_t character)
{
    char bytes[UTF8_LONGEST];
    add_bytes(rtf, bytes, utf8_encode(character, bytes));
}

/* A byte of the file, in the encoding of the font. */
static void add_byte(struct rtf *rtf, unsigned char byte)
{
    if (rtf->to_skip) {
        rtf->to_skip--;
        return;
    }
    const struct encoding *encoding = group(rtf)->encoding ? group(rtf)->encoding : rtf->encoding;
    uint32_t character = byte < 0x80 ? byte : encoding_character(encoding, byte);
    if (character >= ' ' || character == '\t')
        add_character(rtf, character);
}

static void add_text(struct rtf *rtf, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        add_byte(rtf, (unsigned char)text.data[i]);
}

/* \u counts in 16 bits, with a sign; larger characters are two of them. */
static void add_unicode(struct rtf *rtf, int number)
{
    uint32_t unit = (uint32_t)number & 0xFFFF;
    rtf->to_skip = group(rtf)->fallback;
    if (unit >= 0xD800 && unit < 0xDC00) {
        rtf->high = unit;
        return;
    }
    if (unit >= 0xDC00 && unit < 0xE000) {
        unit = rtf->high ? 0x10000 + ((rtf->high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD;
    }
    rtf->high = 0;
    if (unit >= ' ')
        add_character(rtf, unit);
}

/* == Control words ============================================================================================ */

/* Word for character. */
static bool is_character(struct rtf *rtf, const char *word)
{
    static const struct {
        const char *word;
        uint32_t character;
    } characters[] = {
        { "emdash", 0x2014 },    { "endash", 0x2013 },    { "lquote", 0x2018 }, { "rquote", 0x2019 },
        { "ldblquote", 0x201C }, { "rdblquote", 0x201D }, { "bullet", 0x2022 }, { "tab", ' ' },
        { "line", ' ' },         { "emspace", ' ' },      { "enspace", ' ' },   { "qmspace", ' ' },
        { "softline", ' ' },
    };
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
        if (strcmp(word, characters[i].word) == 0) {
            if (rtf->to_skip)
                rtf->to_skip--;
            else
                add_character(rtf, characters[i].character);
            return true;
        }
    return false;
}

/* What a group is for, said by its first word. */
static bool is_destination(struct rtf *rtf, const char *word)
{
    static const struct {
        const char *word;
        enum destination destination;
    } destinations[] = {
        { "fonttbl", TO_FONTS },      { "stylesheet", TO_STYLES },  { "title", TO_TITLE },
        { "author", TO_AUTHOR },      { "creatim", TO_DATE },       { "footnote", TO_NOTE },
        { "colortbl", TO_NOTHING },   { "info", TO_NOTHING },       { "pict", TO_NOTHING },
        { "object", TO_NOTHING },     { "header", TO_NOTHING },     { "headerl", TO_NOTHING },
        { "headerr", TO_NOTHING },    { "headerf", TO_NOTHING },    { "footer", TO_NOTHING },
        { "footerl", TO_NOTHING },    { "footerr", TO_NOTHING },    { "footerf", TO_NOTHING },
        { "fldinst", TO_NOTHING },    { "filetbl", TO_NOTHING },    { "listtable", TO_NOTHING },
        { "listtext", TO_NOTHING },   { "pntext", TO_NOTHING },     { "xe", TO_NOTHING },
        { "tc", TO_NOTHING },         { "rxe", TO_NOTHING },        { "txe", TO_NOTHING },
        { "private", TO_NOTHING },    { "nonshppict", TO_NOTHING }, { "bkmkstart", TO_NOTHING },
        { "bkmkend", TO_NOTHING },    { "ftnsep", TO_NOTHING },     { "ftnsepc", TO_NOTHING },
        { "annotation", TO_NOTHING }, { "atnid", TO_NOTHING },      { "atnauthor", TO_NOTHING },
    };
    for (size_t i = 0; i < sizeof destinations / sizeof *destinations; i++) {
        if (strcmp(word, destinations[i].word) != 0)
            continue;
        if (strcmp(word, "listtext") == 0 || strcmp(word, "pntext") == 0)
            rtf->place.role = BLOCK_LIST_ITEM;
        group(rtf)->destination = destinations[i].destination;
        buffer_truncate(&rtf->name, 0);
        if (destinations[i].destination == TO_NOTE && rtf->notes.size)
            buffer_append_byte(&rtf->notes, ' ');
        return true;
    }
    return false;
}

static const struct encoding *encoding_of_page(int number)
{
    char label[24];
    snprintf(label, sizeof label, number == 437 || (number >= 850 && number <= 866) ? "cp%d" : "windows-%d", number);
    const struct encoding *encoding = number == 10000 ? &decode_encodings[ENCODING_MACINTOSH]
                                                      : encoding_of_label(label);
    return encoding && encoding->upper ? encoding : NULL;
}

static const struct encoding *encoding_of_charset(int charset)
{
    static const struct {
        int charset;
        enum encoding_id id;
    } charsets[] = {
        { 77, ENCODING_MACINTOSH },     { 161, ENCODING_WINDOWS_1253 }, { 162, ENCODING_WINDOWS_1254 },
        { 163, ENCODING_WINDOWS_1258 }, { 177, ENCODING_WINDOWS_1255 }, { 178, ENCODING_WINDOWS_1256 },
        { 186, ENCODING_WINDOWS_1257 }, { 204, ENCODING_WINDOWS_1251 }, { 238, ENCODING_WINDOWS_1250 },
    };
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (charsets[i].charset == charset)
            return &decode_encodings[charsets[i].id];
    return NULL;
}

static bool is_encoding(struct rtf *rtf, const struct rtf_token *token)
{
    const struct encoding *found = NULL;
    size_t number = token->number >= 0 ? (size_t)token->number : FONTS_MOST;
    if (strcmp(token->word, "ansicpg") == 0)
        found = encoding_of_page(token->number);
    else if (strcmp(token->word, "mac") == 0)
        found = &decode_encodings[ENCODING_MACINTOSH];
    else if (strcmp(token->word, "pc") == 0 || strcmp(token->word, "pca") == 0)
        found = &decode_encodings[token->word[2] ? ENCODING_CP850 : ENCODING_CP437];
    if (found) {
        rtf->encoding = found;
    } else if (strcmp(token->word, "fcharset") == 0 && rtf->font < FONTS_MOST) {
        rtf->fonts[rtf->font] = encoding_of_charset(token->number);
    } else if (strcmp(token->word, "f") == 0) {
        if (group(rtf)->destination == TO_FONTS)
            rtf->font = number;
        else
            group(rtf)->encoding = number < FONTS_MOST ? rtf->fonts[number] : NULL;
    } else {
        return false;
    }
    return true;
}

static void make_heading(struct rtf *rtf, unsigned level)
{
    rtf->place.role = BLOCK_HEADING;
    rtf->place.level = level;
}

static void change_paragraph(struct rtf *rtf, const struct rtf_token *token)
{
    const char *word = token->word;
    if (strcmp(word, "par") == 0 || strcmp(word, "sect") == 0 || strcmp(word, "page") == 0) {
        end_paragraph(rtf);
    } else if (strcmp(word, "pard") == 0) {
        flush(rtf);
        rtf->place = (struct page_place){ .role = BLOCK_PARAGRAPH };
    } else if (strcmp(word, "trowd") == 0 && rtf->made.row_depth == 0) {
        office_row_begin(&rtf->made);
    } else if (strcmp(word, "cell") == 0) {
        flush(rtf);
        office_cell_begin(&rtf->made);
    } else if (strcmp(word, "row") == 0) {
        flush(rtf);
        office_row_end(&rtf->made);
    } else if (strcmp(word, "outlinelevel") == 0 && token->number >= 0 && token->number < 6) {
        make_heading(rtf, (unsigned)token->number + 1);
    }
}

static void take_style(struct rtf *rtf, const struct rtf_token *token)
{
    size_t style = token->numbered && token->number >= 0 ? (size_t)token->number : STYLES_MOST;
    if (group(rtf)->destination == TO_STYLES)
        rtf->style = style;
    else if (style < STYLES_MOST && rtf->levels[style])
        make_heading(rtf, rtf->levels[style]);
}

static void take_word(struct rtf *rtf, const struct rtf_token *token)
{
    struct group *here = group(rtf);
    const char *word = token->word;
    static const char *const moments[] = { "yr", "mo", "dy" };
    if (rtf->first_in_group && is_destination(rtf, word))
        return;
    if (rtf->starred && rtf->first_in_group) { /* a destination that nobody needs to know */
        here->destination = TO_NOTHING;
        return;
    }
    for (size_t i = 0; here->destination == TO_DATE && i < 3; i++)
        if (strcmp(word, moments[i]) == 0)
            rtf->created[i] = token->number;
    if (strcmp(word, "u") == 0 && token->numbered)
        add_unicode(rtf, token->number);
    else if (strcmp(word, "uc") == 0)
        here->fallback = token->number >= 0 && token->number < 16 ? (unsigned)token->number : 1;
    else if (strcmp(word, "v") == 0 || strcmp(word, "deleted") == 0)
        here->hidden = !token->numbered || token->number;
    else if (strcmp(word, "plain") == 0)
        *here = (struct group){ .destination = here->destination, .fallback = here->fallback };
    else if (strcmp(word, "s") == 0)
        take_style(rtf, token);
    else if (here->destination == TO_NOTE && strcmp(word, "par") == 0)
        add_character(rtf, ' ');
    else if (!is_encoding(rtf, token) && !is_character(rtf, word) && here->destination == TO_TEXT)
        change_paragraph(rtf, token);
}

static void take_symbol(struct rtf *rtf, char sign)
{
    if (rtf->to_skip && sign != '*') {
        rtf->to_skip--;
        return;
    }
    if (sign == '\\' || sign == '{' || sign == '}')
        add_character(rtf, (unsigned char)sign);
    else if (sign == '~')
        add_character(rtf, 0xA0);
    else if (sign == '_')
        add_character(rtf, '-');
    else if ((sign == '\n' || sign == '\r') && group(rtf)->destination == TO_TEXT)
        end_paragraph(rtf);
    else if (sign == '*')
        rtf->starred = true;
}

/* == Groups =================================================================================================== */

static void open_group(struct rtf *rtf)
{
    if (rtf->depth < DEPTH_MOST)
        rtf->groups[rtf->depth + 1] = rtf->groups[rtf->depth];
    rtf->depth++;
    rtf->to_skip = 0;
    if (group(rtf)->destination == TO_STYLES) {
        rtf->style = 0;
        buffer_truncate(&rtf->name, 0);
    }
}

/* "heading 1;" in the style sheet. */
static void end_style(struct rtf *rtf)
{
    struct bytes name = { rtf->name.bytes, rtf->name.size };
    while (name.size && (name.data[name.size - 1] == ';' || name.data[name.size - 1] == ' '))
        name.size--;
    while (name.size && *name.data == ' ')
        name = (struct bytes){ name.data + 1, name.size - 1 };
    if (name.size && rtf->style < STYLES_MOST)
        rtf->levels[rtf->style] = office_styles_level_of_name(name);
    buffer_truncate(&rtf->name, 0);
}

static void end_name(struct rtf *rtf, enum destination destination)
{
    struct bytes name = { rtf->name.bytes, rtf->name.size };
    if (destination == TO_TITLE && whole_text_title_is_sensible(name) && !rtf->status)
        rtf->status = whole_text_title(name, rtf->record, rtf->failure);
    else if (destination == TO_AUTHOR && name.size)
        page_writer_meta(&rtf->made.writer, (struct bytes){ "office-author", 13 }, name);
    buffer_truncate(&rtf->name, 0);
}

static void close_group(struct rtf *rtf)
{
    if (rtf->depth == 0)
        return;
    enum destination ended = group(rtf)->destination;
    rtf->depth--;
    rtf->to_skip = 0;
    if (ended == TO_STYLES)
        end_style(rtf);
    else if (ended != group(rtf)->destination && (ended == TO_TITLE || ended == TO_AUTHOR))
        end_name(rtf, ended);
}

/* == The whole ================================================================================================ */

static void interpret(struct rtf *rtf, struct bytes rest)
{
    struct rtf_token token;
    while (!rtf->status && rtf_next(&rest, &token)) {
        bool star = token.kind == RTF_SYMBOL && token.byte == '*';
        switch (token.kind) {
        case RTF_OPEN:
            open_group(rtf);
            break;
        case RTF_CLOSE:
            close_group(rtf);
            break;
        case RTF_WORD:
            take_word(rtf, &token);
            break;
        case RTF_SYMBOL:
            take_symbol(rtf, token.byte);
            break;
        case RTF_BYTE:
            add_byte(rtf, (unsigned char)token.byte);
            break;
        case RTF_TEXT:
            add_text(rtf, token.text);
            break;
        }
        rtf->first_in_group = token.kind == RTF_OPEN || (star && rtf->first_in_group);
        rtf->starred = rtf->starred && star;
    }
    end_paragraph(rtf);
}

static void add_date(struct rtf *rtf)
{
    char day[40];
    struct date date = { (short)rtf->created[0], (unsigned char)rtf->created[1], (unsigned char)rtf->created[2] };
    if (rtf->created[0] <= 0 || rtf->created[0] > 9999 || rtf->created[1] > 12 || rtf->created[2] > 31 ||
        !date_valid(date))
        return;
    date_format_iso(date, day);
    page_writer_meta(&rtf->made.writer, (struct bytes){ "office-created", 14 }, bytes_of(day));
}

static bool recognises_rtf(const struct reader_input *input)
{
    return input->content.size > 6 && memcmp(input->content.data, "{\\rtf", 5) == 0;
}

static enum status read_rtf(const struct reader_input *input, struct page *page, struct record *record,
                            struct failure *failure)
{
    struct rtf *rtf = calloc(1, sizeof *rtf);
    enum status status;
    if (!rtf)
        return fail_no_memory(failure);
    rtf->record = record;
    rtf->failure = failure;
    rtf->piece = rtf->notes = rtf->name = (struct buffer)BUFFER_EMPTY;
    rtf->encoding = &decode_encodings[ENCODING_WINDOWS_1252];
    rtf->groups[0] = (struct group){ .fallback = 1 };
    office_page_init(&rtf->made, page);
    interpret(rtf, input->content);
    add_date(rtf);
    status = rtf->status;
    if (!status)
        status = record_set(&record->encoding, bytes_of(rtf->encoding->name),
                            failure);
    if (!status)
        status = office_page_finish(&rtf->made, record, failure);
    buffer_clear(&rtf->piece);
    buffer_clear(&rtf->notes);
    buffer_clear(&rtf->name);
    free(rtf);
    return status;
}

const struct reader reader_rtf = { "rtf", "application/rtf", recognises_rtf, read_rtf, NULL };
