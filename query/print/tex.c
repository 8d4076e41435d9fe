/* Text as TeX reads it. */
#include "query/print/tex.h"

#include "language/utf8.h"

/* Of ASCII, what means something to TeX or to BibTeX. Braces are counted by BibTeX whatever stands before them. */
static const struct {
    char character;
    const char *tex;
} specials[] = {
    { '\\', "{\\textbackslash}" }, { '{', "{\\textbraceleft}" },   { '}', "{\\textbraceright}" },
    { '$', "\\$" },                { '%', "\\%" },                 { '&', "\\&" },
    { '#', "\\#" },                { '_', "\\_" },                 { '~', "{\\textasciitilde}" },
    { '^', "{\\textasciicircum}" }, { '<', "{\\textless}" },       { '>', "{\\textgreater}" },
    { '|', "{\\textbar}" },        { '"', "{\\textquotedbl}" },
};

/* U+00C0 to U+00FF; NULL stays as it is. */
static const char *const latin[64] = {
    "{\\`A}", "{\\'A}", "{\\^A}", "{\\~A}", "{\\\"A}", "{\\AA}", "{\\AE}", "{\\c C}", /* C0 */
    "{\\`E}", "{\\'E}", "{\\^E}", "{\\\"E}", "{\\`I}", "{\\'I}", "{\\^I}", "{\\\"I}", /* C8 */
    NULL, "{\\~N}", "{\\`O}", "{\\'O}", "{\\^O}", "{\\~O}", "{\\\"O}", NULL,          /* D0 */
    "{\\O}", "{\\`U}", "{\\'U}", "{\\^U}", "{\\\"U}", "{\\'Y}", NULL, "{\\ss}",       /* D8 */
    "{\\`a}", "{\\'a}", "{\\^a}", "{\\~a}", "{\\\"a}", "{\\aa}", "{\\ae}", "{\\c c}", /* E0 */
    "{\\`e}", "{\\'e}", "{\\^e}", "{\\\"e}", "{\\`i}", "{\\'i}", "{\\^i}", "{\\\"i}", /* E8 */
    NULL, "{\\~n}", "{\\`o}", "{\\'o}", "{\\^o}", "{\\~o}", "{\\\"o}", NULL,          /* F0 */
    "{\\o}", "{\\`u}", "{\\'u}", "{\\^u}", "{\\\"u}", "{\\'y}", NULL, "{\\\"y}",      /* F8 */
};

static const struct {
    uint32_t character;
    const char *tex;
} others[] = {
    { 0x00A0, "~" },        { 0x00AD, "\\-" },      { 0x0152, "{\\OE}" },   { 0x0153, "{\\oe}" },
    { 0x0178, "{\\\"Y}" },  { 0x2011, "-" },        { 0x2013, "--" },       { 0x2014, "---" },
    { 0x2018, "`" },        { 0x2019, "'" },        { 0x201C, "``" },       { 0x201D, "''" },
    { 0x2026, "{\\ldots}" }, { 0x202F, "\\," },
};

static const char *tex_of(uint32_t character)
{
    if (character >= 0xC0 && character <= 0xFF)
        return latin[character - 0xC0];
    for (size_t i = 0; character < 0x80 && i < sizeof specials / sizeof *specials; i++)
        if ((uint32_t)specials[i].character == character)
            return specials[i].tex;
    for (size_t i = 0; character >= 0x80 && i < sizeof others / sizeof *others; i++)
        if (others[i].character == character)
            return others[i].tex;
    return NULL;
}

void tex_append(struct buffer *out, struct bytes text)
{
    for (size_t at = 0, used; at < text.size; at += used) {
        uint32_t character = utf8_decode((struct bytes){ text.data + at, text.size - at }, &used);
        const char *tex = tex_of(character);
        if (tex)
            buffer_append_text(out, tex);
        else
            buffer_append(out, text.data + at, used);
    }
}
