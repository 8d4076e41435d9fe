/* What depeche-query says of itself. */
#include "query/command/command.h"

/* In the order of the table; a test sees to it that none lacks. */
const struct option_line command_options_french[] = {
    { "index", 'i', "DOSSIER", "l’index; sinon DEPECHE_INDEX, sinon ./depeche.index" },
    { "goal", 'g', "BUT", "ce qui sert ce but; répétée : l’un d’eux" },
    { "country", 'c', "PAYS", "ce qui parle de ce pays : un nom ou un code" },
    { "from", 0, "DATE", "ce qui est daté de ce jour, mois ou an, ou d’après" },
    { "to", 0, "DATE", "ce qui en est daté, ou d’avant" },
    { "language", 'l', "LANGUE", "les documents en fr ou en en" },
    { "kind", 'k', "GENRE", "communiqué, rapport ou page" },
    { "any", 0, NULL, "un seul des mots peut suffire" },
    { "all", 0, NULL, "tous les mots, même si rien ne les a tous" },
    { "query-language", 0, "LANGUE", "celle des mots : fr, en ou both; sinon d’après eux" },
    { "across", 0, NULL, "trouver aussi l’autre langue, par la traduction des mots" },
    { "sort", 's', "ORDRE", "pertinence, récent ou ancien; avec --kwic aussi left, right, match, document" },
    { "limit", 'n', "N|all", "combien de résultats : 10 à lire, tous en listes; 0 : aucun" },
    { "offset", 0, "N", "combien de résultats passer d’abord" },
    { "facets", 0, NULL, "compter les buts, pays, langues et genres" },
    { "histogram", 0, NULL, "compter les années" },
    { "months", 0, NULL, "compter les mois" },
    { "kwic", 0, NULL, "chaque occurrence des mots, entre ce qui l’entoure" },
    { "context", 0, "N", "avec --kwic : combien de caractères de chaque côté" },
    { "explain", 0, NULL, "dire ce qui a été compris, et ce que trouve chaque partie" },
    { "suggest", 0, "DÉBUT", "des mots qui commencent ainsi, et leurs documents" },
    { "cite", 0, NULL, "au lieu de résultats, une attestation : requête, filtres, comptes, index, jour" },
    { "format", 'f', "FORMAT", "text, json, jsonl, csv, tsv, bibtex, ris, csl, citation ou trec" },
    { "issuer", 0, "NOM", "dans les références : qui a publié les documents" },
    { "no-bom", 0, NULL, "csv sans la marque que cherchent les tableurs" },
    { "topics", 0, "FICHIER", "chercher chacune de ses lignes, id, tabulation et mots : une série trec" },
    { "colour", 0, "QUAND", "marquer en couleur : auto, always (toujours) ou never (jamais)" },
    { "ui", 0, "LANGUE", "celle des messages, en ou fr; sinon d’après LANG" },
    { "help", 'h', NULL, "cette aide" },
    { "version", 'V', NULL, "la version" },
    { NULL, 0, NULL, NULL },
};

static void help_english(struct buffer *out)
{
    buffer_append_text(out,
                       "\nA query is words; accents, endings and articles do not matter. All must match; where no\n"
                       "document has them all, those with the most are shown. Also:\n"
                       "  \"santé publique\"   these words side by side\n"
                       "  inond*  *tion      a beginning; an ending\n"
                       "  =côte  ~gouvermnt  this form and no other; what is spelt nearly so\n"
                       "  aid NEAR/5 Haiti   within five words of each other\n"
                       "  aid SAME Haiti     in one paragraph\n"
                       "  a OR b, a OU b     either; NOT, SAUF and - exclude; parentheses group\n");
    for (size_t i = 0; i < FIELD_COUNT; i++)
        buffer_append_format(out, "%s%s", i ? ", " : "  ", fields[i].example);
    buffer_append_text(out, "\n\nExamples:\n"
                            "  depeche-query education haiti\n"
                            "  depeche-query --country Brésil --from 2005 --to 2010\n"
                            "  depeche-query --format csv --goal solidarity écoles >schools.csv\n"
                            "\nExit status: 0 documents were found, 1 none was, 2 something went wrong.\n");
}

static void help_french(struct buffer *out)
{
    buffer_append_text(
        out, "\nUne requête est faite de mots; accents, terminaisons et articles ne comptent pas. Tous doivent y\n"
             "être; si aucun document ne les a tous, ceux qui en ont le plus sont montrés. Aussi :\n"
             "  \"santé publique\"   ces mots côte à côte\n"
             "  inond*  *tion      un début; une fin\n"
             "  =côte  ~gouvermnt  cette forme et aucune autre; ce qui s’écrit presque ainsi\n"
             "  aide NEAR/5 Haïti  à moins de cinq mots l’un de l’autre\n"
             "  aide MÊME Haïti    dans un même paragraphe\n"
             "  a OU b, a OR b     l’un ou l’autre; SAUF, NOT et - excluent; les parenthèses groupent\n");
    for (size_t i = 0; i < FIELD_COUNT; i++)
        buffer_append_format(out, "%s%s", i ? ", " : "  ", fields[i].example);
    buffer_append_text(
        out, "\n\nExemples :\n"
             "  depeche-query education haiti\n"
             "  depeche-query --country Brésil --from 2005 --to 2010\n"
             "  depeche-query --format csv --goal solidarity écoles >ecoles.csv\n"
             "\nÉtat de sortie : 0 des documents sont trouvés, 1 aucun ne l’est, 2 il y a eu une erreur.\n");
}

void command_help(enum language ui, struct buffer *out)
{
    bool french = ui == LANGUAGE_FRENCH;
    buffer_append_text(out, french ? "Usage : depeche-query [OPTION]... [REQUÊTE]...\n"
                                     "Cherche dans des archives de communiqués en français et en anglais.\n\n"
                                   : "Usage: depeche-query [OPTION]... [QUERY]...\n"
                                     "Search an archive of news releases in French and English.\n\n");
    options_help(command_options, french ? command_options_french : NULL, out);
    if (french)
        help_french(out);
    else
        help_english(out);
}

void command_version(enum language ui, struct buffer *out)
{
    (void)ui;
    buffer_append_format(out, "depeche-query " DEPECHE_VERSION " (xapian-core %s)\n", xs_version());
}
