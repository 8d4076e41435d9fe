/* The words that Snowball's rules take apart or throw together against their readers.
 *
 * Found by reading which of the frequent words of releases and of encyclopedia articles in both languages share a
 * stem. A stem that Snowball gives other words too brings a family together with them (`jeux` with jeu); one that
 * it gives no other word keeps the family apart (`loyers` is a plural, and Snowball leaves no plural). */
#include "language/stem_exceptions.h"

#include <stddef.h>

static const struct stem_family french[] = {
    /* One word in forms that no rule brings together. */
    { "travail", "travail travaux" },
    { "bail", "bail baux" },
    { "vitrail", "vitrail vitraux" },
    { "oeil", "oeil yeux" },
    { "ciel", "ciel cieux" },
    { "jeu", "jeu jeux" },
    { "lieu", "lieu lieux" },
    { "milieu", "milieu milieux" },
    { "feu", "feu feux" },
    { "voeu", "voeu voeux" },
    { "enjeu", "enjeu enjeux" },
    { "neveu", "neveu neveux" },
    { "cheveu", "cheveu cheveux" },
    { "bijou", "bijou bijoux" },
    { "nouveau", "nouveau nouveaux nouvel nouvelle nouvelles nouvellement" },
    { "beau", "beau beaux bel belle belles" },
    { "vieux", "vieux vieil vieille vieilles" },
    { "francais", "francais francaise francaises" },
    { "blanc", "blanc blancs blanche blanches" },
    { "grec", "grec grecs grecque grecques grece" },
    { "turc", "turc turcs turque turques turquie" },
    { "public", "public publics publique publiques publiquement" },
    { "long", "long longs longue longues longuement" },
    { "neuf", "neuf neufs neuve neuves" },
    { "bref", "bref brefs breve breves brievement" },
    { "gros", "gros grosse grosses" },
    { "doux", "doux douce douces doucement" },
    { "faux", "faux fausse fausses faussement" },
    { "frais", "frais fraiche fraiches" },
    { "sec", "sec secs seche seches" },
    { "actif", "actif actifs active actives activement" },
    { "sportif", "sportif sportifs sportive sportives" },
    { "natif", "natif natifs native natives" },
    { "festif", "festif festifs festive festives" },
    { "chercheur", "chercheur chercheurs chercheuse chercheuses" },
    { "travailleur", "travailleur travailleurs travailleuse travailleuses" },
    { "universite", "universite universites universitaire universitaires" },
    { "cle", "cle cles clef clefs" },
    { "loi", "loi lois" }, /* Snowball keeps the s that follows an i */
    { "emploi", "emploi emplois" },
    { "envoi", "envoi envois" },
    { "renvoi", "renvoi renvois" },
    { "convoi", "convoi convois" },
    { "octroi", "octroi octrois" },
    { "tournoi", "tournoi tournois" },
    { "paroi", "paroi parois" },
    { "roi", "roi rois" },
    { "essai", "essai essais" },
    { "quai", "quai quais" },
    { "abri", "abri abris" },
    { "ami", "ami amis" },
    { "appui", "appui appuis" },

    /* An s after o or u that makes no plural. */
    { "abus", "abus" },
    { "clos", "clos" },
    { "confus", "confus" },
    { "diffus", "diffus" },
    { "dispos", "dispos" },
    { "enclos", "enclos" },
    { "inclus", "inclus" },
    { "infus", "infus" },
    { "intrus", "intrus" },
    { "obtus", "obtus" },
    { "propos", "propos" },
    { "reclus", "reclus" },
    { "refus", "refus" },
    { "repos", "repos" },

    /* Words that are not the same. */
    { "france", "france" },                               /* franc */
    { "mali", "mali" },                                   /* mal */
    { "coree", "coree" },                                 /* corps */
    { "georgie", "georgie" },                             /* Georges */
    { "martinique", "martinique" },                       /* Martin */
    { "dominique", "dominique" },                         /* domination */
    { "pays", "pays" },                                   /* payer */
    { "mars", "mars" },                                   /* mari */
    { "marais", "marais" },                               /* mari */
    { "mere", "mere meres" },                             /* mer */
    { "annee", "annee annees" },                          /* Anne */
    { "armee", "armee armees" },                          /* arme */
    { "assemblee", "assemblee assemblees" },              /* assembler */
    { "donnee", "donnee donnees" },                       /* donner */
    { "duree", "duree durees" },                          /* dur */
    { "entree", "entree entrees" },                       /* entre */
    { "aire", "aire aires" },                             /* air */
    { "base", "base bases" },                             /* bas */
    { "colonie", "colonie colonies" },                    /* colonne */
    { "commune", "commune communes" },                    /* commun, communication */
    { "communique", "communique communiques" },           /* commun */
    { "communication", "communication communications" },  /* commun */
    { "collection", "collection collections" },           /* collectif */
    { "conception", "conception conceptions" },           /* concept */
    { "cours", "cours" },                                 /* cour, courir */
    { "course", "course courses" },                       /* cours */
    { "courant", "courant courants courante courantes" }, /* cour */
    { "crise", "crise crises" },                          /* cri */
    { "direction", "direction directions" },              /* direct */
    { "directive", "directive directives" },              /* direct */
    { "dose", "dose doses" },                             /* dos */
    { "environnement", "environnement environnements" },  /* environ */
    { "fonds", "fonds" },                                 /* fonder */
    { "formats", "format formats" },                      /* formation */
    { "james", "james" },                                 /* jamais */
    { "loyers", "loyer loyers" },                         /* loi */
    { "parti", "parti partis" },                          /* part */
    { "partie", "partie parties" },                       /* part, parti */
    { "ports", "port ports" },                            /* porter */
    { "position", "position positions" },                 /* positif */
    { "relation", "relation relations" },                 /* relatif */
    { "serie", "serie series" },                          /* sera */
    { "traite", "traite traites" },                       /* trait, traitement */
    { "vente", "vente ventes" },                          /* vent */
    { NULL, NULL },
};

static const struct stem_family english[] = {
    /* One word, spelt as in Ottawa, London or Washington. */
    { "center", "centre centres center centers centred centered" },
    { "theater", "theatre theatres theater theaters" },
    { "meter", "metre metres meter meters" },
    { "kilomet", "kilometre kilometres kilometer kilometers" },
    { "liter", "litre litres liter liters" },
    { "fiber", "fibre fibres fiber fibers" },
    { "labor", "labour labours laboured labor labors labored" },
    { "neighbor", "neighbour neighbours neighbouring neighbor neighbors neighboring" },
    { "neighborhood", "neighbourhood neighbourhoods neighborhood neighborhoods" },
    { "harbor", "harbour harbours harbor harbors" },
    { "honor", "honour honours honoured honouring honor honors honored honoring" },
    { "color", "colour colours coloured color colors colored" },
    { "favor", "favour favours favoured favor favors favored" },
    { "behavior", "behaviour behaviours behavior behaviors" },
    { "endeavor", "endeavour endeavours endeavor endeavors" },
    { "defens", "defence defences defense defenses" },
    { "offens", "offence offences offense offenses" },
    { "licens", "licence licences license licenses licensed licensing" },
    { "program", "program programs programme programmes programmed programming" },
    { "travel", "travel travels travelled traveled travelling traveling" },
    { "traveler", "traveller travellers traveler travelers" },
    { "cancel", "cancel cancels cancelled canceled cancelling canceling cancellation cancellations" },
    { "enrol", "enrol enrols enroll enrolls enrolled enrolling enrolment enrolments enrollment enrollments" },
    { "fulfil", "fulfil fulfils fulfill fulfills fulfilled fulfilling fulfilment fulfillment" },
    { "aluminum", "aluminium aluminum" },
    { "gray", "grey gray" },

    /* Words that are not the same. */
    { "organization", "organization organizations organisation organisations organizational organisational" },
    { "organ", "organ organs" },
    { "organic", "organic organically" },                 /* organ, organize */
    { "international", "international internationally" }, /* intern */
    { "university", "university universities" },          /* universe */
    { "universal", "universal universally" },             /* universe */
    { "commission", "commission commissions commissioned commissioner commissioners" },
    { "commune", "commune communes" },                                                  /* community is communiti */
    { "experienc", "experience experiences experienced experiencing" },                 /* experiment */
    { "imports", "import imports imported importing importer importers" },              /* important */
    { "publication", "publication publications" },                                      /* public */
    { "transition", "transition transitions transitional transitioning transitioned" }, /* transit */
    { "business", "business businesses" },                                              /* busy */
    { "officer", "officer officers" },                                                  /* office */
    { "wellness", "wellness" },                                                         /* well */
    { "housing", "housing" },                                                           /* house */
    { "building", "building buildings" },                                               /* build */
    { NULL, NULL },
};

const struct stem_family *stem_exceptions(enum language language)
{
    static const struct stem_family none[] = { { NULL, NULL } };
    return language == LANGUAGE_FRENCH ? french : language == LANGUAGE_ENGLISH ? english : none;
}
