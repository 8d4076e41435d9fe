/* The table of elements. */
#include "indexer/html/html_elements.h"

#include <string.h>

#include "indexer/page/page.h"

/* In the order of names. */
static const struct html_element elements[] = {
    { "a", FLOW_ANCHOR, 0, false },
    { "address", FLOW_LEAF, 0, false },
    { "applet", FLOW_SKIP, 0, false },
    { "area", FLOW_INLINE, 0, true },
    { "article", FLOW_CONTAINER, REGION_MAIN, false },
    { "aside", FLOW_CONTAINER, REGION_ASIDE, false },
    { "audio", FLOW_SKIP, 0, false },
    { "base", FLOW_INLINE, 0, true },
    { "blockquote", FLOW_QUOTE, 0, false },
    { "body", FLOW_CONTAINER, 0, false },
    { "br", FLOW_BREAK, 0, true },
    { "button", FLOW_CONTROL, 0, false },
    { "canvas", FLOW_SKIP, 0, false },
    { "caption", FLOW_LEAF, 0, false },
    { "center", FLOW_CONTAINER, 0, false },
    { "col", FLOW_INLINE, 0, true },
    { "datalist", FLOW_CONTROL, 0, false },
    { "dd", FLOW_ITEM, 0, false },
    { "details", FLOW_CONTAINER, 0, false },
    { "dialog", FLOW_CONTAINER, REGION_ASIDE, false },
    { "dir", FLOW_CONTAINER, 0, false },
    { "div", FLOW_CONTAINER, 0, false },
    { "dl", FLOW_CONTAINER, 0, false },
    { "dt", FLOW_ITEM, 0, false },
    { "embed", FLOW_INLINE, 0, true },
    { "fieldset", FLOW_CONTAINER, REGION_FORM, false },
    { "figcaption", FLOW_LEAF, REGION_ASIDE, false },
    { "figure", FLOW_CONTAINER, 0, false },
    { "footer", FLOW_CONTAINER, REGION_FOOTER, false },
    { "form", FLOW_CONTAINER, REGION_FORM, false },
    { "frame", FLOW_INLINE, 0, true },
    { "h1", FLOW_HEADING, 0, false },
    { "h2", FLOW_HEADING, 0, false },
    { "h3", FLOW_HEADING, 0, false },
    { "h4", FLOW_HEADING, 0, false },
    { "h5", FLOW_HEADING, 0, false },
    { "h6", FLOW_HEADING, 0, false },
    { "header", FLOW_CONTAINER, REGION_HEADER, false },
    { "hgroup", FLOW_CONTAINER, 0, false },
    { "hr", FLOW_RULE, 0, true },
    { "html", FLOW_CONTAINER, 0, false },
    { "iframe", FLOW_SKIP, 0, false },
    { "img", FLOW_INLINE, 0, true },
    { "input", FLOW_INLINE, 0, true },
    { "label", FLOW_CONTROL, 0, false },
    { "legend", FLOW_LEAF, REGION_FORM, false },
    { "li", FLOW_ITEM, 0, false },
    { "link", FLOW_LINK, 0, true },
    { "main", FLOW_CONTAINER, REGION_MAIN, false },
    { "menu", FLOW_CONTAINER, REGION_NAVIGATION, false },
    { "meta", FLOW_META, 0, true },
    { "nav", FLOW_CONTAINER, REGION_NAVIGATION, false },
    { "noembed", FLOW_SKIP, 0, false },
    { "noframes", FLOW_CONTAINER, 0, false },
    { "noscript", FLOW_SKIP, 0, false },
    { "ol", FLOW_CONTAINER, 0, false },
    { "optgroup", FLOW_CONTROL, 0, false },
    { "option", FLOW_CONTROL, 0, false },
    { "p", FLOW_LEAF, 0, false },
    { "param", FLOW_INLINE, 0, true },
    { "pre", FLOW_PRE, 0, false },
    { "rp", FLOW_SKIP, 0, false },
    { "rt", FLOW_SKIP, 0, false },
    { "script", FLOW_SCRIPT, 0, false },
    { "search", FLOW_CONTAINER, REGION_FORM, false },
    { "section", FLOW_CONTAINER, 0, false },
    { "select", FLOW_CONTROL, 0, false },
    { "source", FLOW_INLINE, 0, true },
    { "style", FLOW_SKIP, 0, false },
    { "summary", FLOW_LEAF, 0, false },
    { "svg", FLOW_SKIP, 0, false },
    { "table", FLOW_CONTAINER, 0, false },
    { "tbody", FLOW_CONTAINER, 0, false },
    { "td", FLOW_CELL, 0, false },
    { "template", FLOW_SKIP, 0, false },
    { "textarea", FLOW_CONTROL, 0, false },
    { "tfoot", FLOW_CONTAINER, 0, false },
    { "th", FLOW_CELL, 0, false },
    { "thead", FLOW_CONTAINER, 0, false },
    { "time", FLOW_TIME, 0, false },
    { "title", FLOW_TITLE, 0, false },
    { "tr", FLOW_ROW, 0, false },
    { "track", FLOW_INLINE, 0, true },
    { "ul", FLOW_CONTAINER, 0, false },
    { "video", FLOW_SKIP, 0, false },
    { "wbr", FLOW_INLINE, 0, true },
};

const struct html_element *html_element_find(const char *name)
{
    static const struct html_element unknown = { "", FLOW_INLINE, 0, false };
    size_t first = 0, end = sizeof elements / sizeof *elements;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const struct html_element *element = &elements[middle];
        /* The first letter decides most of the time, without a call. */
        int order = (unsigned char)*name - (unsigned char)*element->name;
        if (!order && !(order = strcmp(name, element->name)))
            return element;
        if (order < 0)
            end = middle;
        else
            first = middle + 1;
    }
    return &unknown;
}
