/* Cuts RTF into tokens; whatever is wrong becomes text or ends the file. */
#include "indexer/readers/rtf_scan.h"

#include <ctype.h>
#include <string.h>

static void skip(struct bytes *rest, size_t size)
{
    *rest = (struct bytes){ rest->data + size, rest->size - size };
}

static int hex_value(char digit)
{
    const char *digits = "0123456789abcdef";
    const char *at = digit ? strchr(digits, tolower((unsigned char)digit)) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* "-123" after a word. */
static void take_number(struct bytes *rest, struct rtf_token *token)
{
    enum { MOST = 100000000 };
    bool negative = rest->size > 1 && *rest->data == '-' && isdigit((unsigned char)rest->data[1]);
    size_t at = negative;
    while (at < rest->size && isdigit((unsigned char)rest->data[at])) {
        token->numbered = true;
        if (token->number < MOST)
            token->number = token->number * 10 + rest->data[at] - '0';
        at++;
    }
    if (!token->numbered)
        return;
    if (negative)
        token->number = -token->number;
    skip(rest, at);
}

/* \bin is followed by so many bytes of data. */
static void take_data(struct bytes *rest, struct rtf_token *token)
{
    size_t size = token->number > 0 ? (size_t)token->number : 0;
    if (size > rest->size)
        size = rest->size;
    token->text = (struct bytes){ rest->data, size };
    skip(rest, size);
}

static void take_word(struct bytes *rest, struct rtf_token *token)
{
    size_t size = 0;
    token->kind = RTF_WORD;
    while (size < rest->size && byte_is_letter(rest->data[size]))
        size++;
    memcpy(token->word, rest->data, size < RTF_WORD_BYTES ? size : RTF_WORD_BYTES);
    skip(rest, size);
    take_number(rest, token);
    if (rest->size && *rest->data == ' ')
        skip(rest, 1);
    if (strcmp(token->word, "bin") == 0)
        take_data(rest, token);
}

/* After a backslash. */
static void take_control(struct bytes *rest, struct rtf_token *token)
{
    char first = *rest->data;
    if (byte_is_letter(first)) {
        take_word(rest, token);
        return;
    }
    skip(rest, 1);
    token->kind = RTF_SYMBOL;
    token->byte = first;
    if (first != '\'' || rest->size < 2 || hex_value(rest->data[0]) < 0 || hex_value(rest->data[1]) < 0)
        return;
    token->kind = RTF_BYTE;
    token->byte = (char)(hex_value(rest->data[0]) * 16 + hex_value(rest->data[1]));
    skip(rest, 2);
}

static bool ends_text(char byte)
{
    return byte == '{' || byte == '}' || byte == '\\' || byte == '\r' || byte == '\n';
}

bool rtf_next(struct bytes *rest, struct rtf_token *token)
{
    *token = (struct rtf_token){ .kind = RTF_TEXT };
    while (rest->size && (*rest->data == '\r' || *rest->data == '\n'))
        skip(rest, 1);
    if (!rest->size)
        return false;
    char first = *rest->data;
    if (first == '{' || first == '}') {
        token->kind = first == '{' ? RTF_OPEN : RTF_CLOSE;
        skip(rest, 1);
        return true;
    }
    if (first == '\\' && rest->size > 1) {
        skip(rest, 1);
        take_control(rest, token);
        return true;
    }
    size_t size = 1;
    while (size < rest->size && !ends_text(rest->data[size]))
        size++;
    token->text = (struct bytes){ rest->data, size };
    skip(rest, size);
    return true;
}
