#!/bin/sh
# --cite: the statement of a search, in both languages; its command repeats the search.
. "$(dirname "$0")/lib.sh"
sample_index
export DEPECHE_INDEX=index

expect 0 depeche-query --cite --country Haïti "école \"l'aide humanitaire\""
sed -E 's/(depeche-query|xapian-core) [0-9.]+/\1 N/g' out >statement
same_text statement <<'END'
Search of April 13, 2011, 00:00 UTC
  Query         école "l'aide humanitaire"
  Words in      French
  Word          école: école 6, écoles 6, ecole 2
  Word          aide: aide 8, aidé 1
  Word          humanitaire: humanitaire 1
  Required      all of the words but the most common ones
  Filter        country:Haïti = HT
  Found         1 document
  Languages     French 1
  Kinds         Release 1
  Years         2010 1
  Index         index, generation 1 of April 13, 2011, 60 documents
  Program       depeche-query N (xapian-core N)
  Command       depeche-query --country Haïti 'école "l'\''aide humanitaire"'
END
expect 0 depeche-query --cite --ui fr --language en --from 2005
sed -E 's/(depeche-query|xapian-core) [0-9.]+/\1 N/g' out >statement
same_text statement <<'END'
Recherche du 13 avril 2011, 00 h 00 UTC
  Requête       (aucune : tout ce que les filtres laissent passer)
  Filtre        langue:en = en
  Filtre        date:2005.. = 2005..
  Trouvé        22 documents
  Langues       Anglais 22
  Genres        Communiqué 20, Rapport 2
  Années        de 2005 à 2011
  Index         index, génération 1 du 13 avril 2011, 60 documents
  Logiciel      depeche-query N (xapian-core N)
  Commande      depeche-query --ui fr --language en --from 2005
END

# The same search again, by the command of the statement.
expect 0 depeche-query --cite --country Haïti "école \"l'aide humanitaire\""
sed -n 's/^  Command  *//p' out >again
expect 0 depeche-query --country Haïti "école \"l'aide humanitaire\""
cp out first
expect 0 sh again
cmp first out || fail "the command of the statement makes another search"

expect 1 depeche-query --cite xyzzyplugh
expect 2 depeche-query --cite --kwic école
expect 2 depeche-query --cite --format csv école
