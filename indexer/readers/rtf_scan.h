/* The tokens of RTF. */
#ifndef DEPECHE_INDEXER_RTF_SCAN_H
#define DEPECHE_INDEXER_RTF_SCAN_H

#include <stdbool.h>

#include "base/buffer.h"

enum rtf_token_kind { RTF_OPEN, RTF_CLOSE, RTF_WORD, RTF_SYMBOL, RTF_BYTE, RTF_TEXT };

enum { RTF_WORD_BYTES = 32 };

struct rtf_token {
    enum rtf_token_kind kind;
    char word[RTF_WORD_BYTES + 1]; /* RTF_WORD: without backslash; longer ones are cut */
    bool numbered;                 /* a number follows the word */
    int number;
    char byte;         /* RTF_SYMBOL: the sign after the backslash; RTF_BYTE: of \'hh */
    struct bytes text; /* RTF_TEXT: a run without line ends; RTF_WORD \bin: its data */
};

/* Take a token off the front of `rest`. False at the end. */
bool rtf_next(struct bytes *rest, struct rtf_token *token);

#endif
