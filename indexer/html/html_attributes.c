/* Reads the attributes that say where an element stands. */
#include "indexer/html/html_attributes.h"

#include <string.h>
#include <strings.h>

#include "indexer/html/html_guard.h"
#include "indexer/page/page.h"

const char *html_attribute(const unsigned char **attributes, const char *name)
{
    for (size_t i = 0; attributes && attributes[i] && i < 2 * HTML_ATTRIBUTES_MOST; i += 2)
        if (*attributes[i] == (unsigned char)*name && strcmp((const char *)attributes[i], name) == 0)
            return attributes[i + 1] ? (const char *)attributes[i + 1] : "";
    return NULL;
}

static bool style_hides(const char *style)
{
    const char *display = strcasestr(style, "display");
    if (!display)
        return false;
    display += strcspn(display, ":");
    return strncasecmp(display + strspn(display, ": "), "none", 4) == 0;
}

static bool is_hidden(const unsigned char **attributes)
{
    const char *hidden = html_attribute(attributes, "aria-hidden"), *style = html_attribute(attributes, "style");
    return html_attribute(attributes, "hidden") || (hidden && strcasecmp(hidden, "true") == 0) ||
           (style && style_hides(style));
}

static unsigned region_of_role(const char *role)
{
    static const struct {
        const char *role;
        unsigned region;
    } roles[] = {
        { "main", REGION_MAIN },          { "article", REGION_MAIN },
        { "banner", REGION_HEADER },      { "navigation", REGION_NAVIGATION },
        { "menu", REGION_NAVIGATION },    { "menubar", REGION_NAVIGATION },
        { "contentinfo", REGION_FOOTER }, { "complementary", REGION_ASIDE },
        { "dialog", REGION_ASIDE },       { "alertdialog", REGION_ASIDE },
        { "search", REGION_FORM },
    };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcasecmp(role, roles[i].role) == 0)
            return roles[i].region;
    return 0;
}

bool html_holds_the_page(const struct html_element *element)
{
    return strcmp(element->name, "html") == 0 || strcmp(element->name, "body") == 0;
}

unsigned html_regions(const struct html_element *element, const unsigned char **attributes, bool *says_date)
{
    unsigned regions = element->regions;
    if (!attributes || html_holds_the_page(element))
        return regions;
    const char *role = html_attribute(attributes, "role"), *class = html_attribute(attributes, "class");
    const char *id = html_attribute(attributes, "id"), *property = html_attribute(attributes, "itemprop");
    if (role)
        regions |= region_of_role(role);
    if (class)
        regions |= html_regions_of_words(class, says_date);
    if (id)
        regions |= html_regions_of_words(id, says_date);
    if (property)
        html_regions_of_words(property, says_date);
    if (is_hidden(attributes))
        regions |= REGION_HIDDEN;
    return regions;
}
