/* The names of months: English and French, and those of neighbours whose pages an archive may hold. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "record/dates_read.h"

/* Folded, in byte order. Not among them: names that are words or first names here (Turkish mart, Portuguese março,
 * most abbreviations of others). */
static const struct month_name {
    const char *name;
    unsigned char month;
} month_names[] = {
    { "abril", 4 },
    { "agosto", 8 },
    { "agustos", 8 },
    { "aou", 8 },
    { "aout", 8 },
    { "apr", 4 },
    { "april", 4 },
    { "aprile", 4 },
    { "aprilie", 4 },
    { "aralik", 12 },
    { "aral\u0131k", 12 },
    { "aug", 8 },
    { "august", 8 },
    { "augusti", 8 },
    { "augustus", 8 },
    { "avr", 4 },
    { "avril", 4 },
    { "czerwca", 6 },
    { "dec", 12 },
    { "december", 12 },
    { "decembre", 12 },
    { "decembrie", 12 },
    { "desember", 12 },
    { "dezember", 12 },
    { "dezembro", 12 },
    { "dicembre", 12 },
    { "diciembre", 12 },
    { "ekim", 10 },
    { "enero", 1 },
    { "eylul", 9 },
    { "feb", 2 },
    { "febbraio", 2 },
    { "febr", 2 },
    { "febrero", 2 },
    { "februar", 2 },
    { "februari", 2 },
    { "februarie", 2 },
    { "february", 2 },
    { "fev", 2 },
    { "fevereiro", 2 },
    { "fevr", 2 },
    { "fevrier", 2 },
    { "gennaio", 1 },
    { "giugno", 6 },
    { "grudnia", 12 },
    { "haziran", 6 },
    { "ianuarie", 1 },
    { "iulie", 7 },
    { "iunie", 6 },
    { "jan", 1 },
    { "janeiro", 1 },
    { "janner", 1 },
    { "januar", 1 },
    { "januari", 1 },
    { "january", 1 },
    { "janv", 1 },
    { "janvier", 1 },
    { "juil", 7 },
    { "juill", 7 },
    { "juillet", 7 },
    { "juin", 6 },
    { "jul", 7 },
    { "julho", 7 },
    { "juli", 7 },
    { "julio", 7 },
    { "july", 7 },
    { "jun", 6 },
    { "june", 6 },
    { "junho", 6 },
    { "juni", 6 },
    { "junio", 6 },
    { "kasim", 11 },
    { "kas\u0131m", 11 },
    { "kwietnia", 4 },
    { "lipca", 7 },
    { "listopada", 11 },
    { "luglio", 7 },
    { "lutego", 2 },
    { "maart", 3 },
    { "maggio", 5 },
    { "mai", 5 },
    { "maio", 5 },
    { "maj", 5 },
    { "maja", 5 },
    { "mar", 3 },
    { "marca", 3 },
    { "march", 3 },
    { "mars", 3 },
    { "martie", 3 },
    { "marts", 3 },
    { "marz", 3 },
    { "marzo", 3 },
    { "may", 5 },
    { "mayis", 5 },
    { "mayo", 5 },
    { "may\u0131s", 5 },
    { "mei", 5 },
    { "nisan", 4 },
    { "noiembrie", 11 },
    { "nov", 11 },
    { "november", 11 },
    { "novembre", 11 },
    { "novembro", 11 },
    { "noviembre", 11 },
    { "ocak", 1 },
    { "oct", 10 },
    { "october", 10 },
    { "octobre", 10 },
    { "octombrie", 10 },
    { "octubre", 10 },
    { "oktober", 10 },
    { "ottobre", 10 },
    { "outubro", 10 },
    { "pazdziernika", 10 },
    { "sep", 9 },
    { "sept", 9 },
    { "september", 9 },
    { "septembre", 9 },
    { "septembrie", 9 },
    { "septiembre", 9 },
    { "setembro", 9 },
    { "setiembre", 9 },
    { "settembre", 9 },
    { "sierpnia", 8 },
    { "stycznia", 1 },
    { "subat", 2 },
    { "temmuz", 7 },
    { "wrzesnia", 9 },
    { "\u0430\u0432\u0433\u0443\u0441\u0442\u0430", 8 },       /* avgusta */
    { "\u0430\u043f\u0440\u0435\u043b\u044f", 4 },             /* aprelia */
    { "\u0434\u0435\u043a\u0430\u0431\u0440\u044f", 12 },      /* dekabria */
    { "\u0438\u044e\u043b\u044f", 7 },                         /* iiulia */
    { "\u0438\u044e\u043d\u044f", 6 },                         /* iiunia */
    { "\u043c\u0430\u0440\u0442\u0430", 3 },                   /* marta */
    { "\u043c\u0430\u044f", 5 },                               /* maia */
    { "\u043d\u043e\u044f\u0431\u0440\u044f", 11 },            /* noiabria */
    { "\u043e\u043a\u0442\u044f\u0431\u0440\u044f", 10 },      /* oktiabria */
    { "\u0441\u0435\u043d\u0442\u044f\u0431\u0440\u044f", 9 }, /* sentiabria */
    { "\u0444\u0435\u0432\u0440\u0430\u043b\u044f", 2 },       /* fevralia */
    { "\u044f\u043d\u0432\u0430\u0440\u044f", 1 },             /* ianvaria */
};

static int compare_name(const void *folded, const void *entry)
{
    return strcmp(folded, ((const struct month_name *)entry)->name);
}

/* The two letters that each begins with, as bits; all other scripts are one letter. Most words beside numbers begin
 * otherwise, or are shorter than every name, and are not looked for. */
enum { LETTERS = 27, SHORTEST = 3 };
static uint32_t second_letters[LETTERS];
static once_flag second_letters_made = ONCE_FLAG_INIT;

static unsigned letter_of(char byte)
{
    return byte >= 'a' && byte <= 'z' ? (unsigned)(byte - 'a') : LETTERS - 1;
}

static void make_second_letters(void)
{
    for (size_t i = 0; i < sizeof month_names / sizeof *month_names; i++)
        second_letters[letter_of(month_names[i].name[0])] |= UINT32_C(1) << letter_of(month_names[i].name[1]);
}

static bool may_be_month(const char *folded)
{
    call_once(&second_letters_made, make_second_letters);
    return strnlen(folded, SHORTEST) == SHORTEST &&
           second_letters[letter_of(folded[0])] >> letter_of(folded[1]) & 1;
}

unsigned char dates_month(const struct dates_word *word)
{
    if (!may_be_month(word->folded))
        return 0;
    const struct month_name *found = bsearch(word->folded, month_names, sizeof month_names / sizeof *month_names,
                                             sizeof *month_names, compare_name);
    return found ? found->month : 0;
}
