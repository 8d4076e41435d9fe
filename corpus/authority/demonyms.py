"""Inflects demonyms: "haïtien" gives haïtien, haïtienne, haïtiens, haïtiennes; "Haitian" gives Haitian, Haitians.

The rules know the regular endings only. A word they would get wrong is written with its feminine, as in
"turc/turque"; an English plural they would get wrong is written as a word of its own.
"""

ENGLISH_WITHOUT_PLURAL = ("ch", "ic", "s", "se", "sh", "x", "z")


def french_forms(word):
    """All forms of a French demonym given as masculine singular, or as "masculine/feminine"; a phrase as it is."""
    if " " in word:
        return [word]
    masculine, _, given_feminine = word.partition("/")
    feminine = given_feminine or french_feminine(masculine)
    return [masculine, feminine, french_plural(masculine), french_plural(feminine)]


def french_feminine(masculine):
    if masculine.endswith("e"):
        return masculine
    if masculine.endswith("en"):
        return masculine + "ne"  # canadienne, guinéenne
    return masculine + "e"  # japonaise, chinoise, cubaine, afghane, espagnole, allemande


def french_plural(singular):
    return singular if singular[-1] in "sxz" else singular + "s"


def english_forms(word):
    """Singular and plural of an English demonym, given as singular, "singular/plural" or "singular/"."""
    singular, slash, given_plural = word.partition("/")
    if slash:
        return [singular, given_plural] if given_plural else [singular]
    if singular.endswith(("shman", "chman", "xman")):
        return [singular, singular[:-3] + "men"]
    if singular.endswith(ENGLISH_WITHOUT_PLURAL) or singular == "I-Kiribati":
        return [singular]
    if singular.endswith("y"):
        return [singular, singular[:-1] + "ies"]
    return [singular, singular + "s"]
