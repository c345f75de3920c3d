"""The rules of the link check; the contributor's guide is generated from `RULES`.

Numbers are never reused. LINK-1 to LINK-20 concern the built site, LINK-21 and above the
links that lead out of it.
"""

from __future__ import annotations

RULES = {
    "LINK-1": "A link, image or download leads to a page or file that the site does not have.",
    "LINK-2": "A fragment (`#id`) that no element of the target page has.",
    "LINK-3": "A path in the wrong letter case: it works on Windows and macOS, not on the server.",
    "LINK-4": "A link in an article leads to the other language; the language switcher may do so.",
    "LINK-5": 'An empty link (`[text]()`, `href=""`, or `#` in an article).',
    "LINK-6": "A scheme that does not belong in a page, such as `javascript:` or `file:`.",
    "LINK-7": "A link to this machine or a private network, such as `localhost`.",
    "LINK-8": "A path that leaves the site, by too many `..` or by missing its sub-path.",
    "LINK-9": "An address that cannot be parsed, or that contains a user name or password.",
    "LINK-10": "An image, script or style sheet loaded over `http:`, which browsers block.",
    "LINK-11": "A built file that cannot be read: not UTF-8, too large or not parseable.",
    "LINK-21": "An external page is gone: 404 or 410.",
    "LINK-22": "An external host does not exist, or its certificate is not valid.",
    "LINK-23": "Warning: an external page has moved for good (301, 308) to a new address.",
    "LINK-24": "Warning: an external page could not be checked (429, 5xx, time-out, refusal).",
    "LINK-25": "An external link or redirect leads to a private or reserved address.",
    "LINK-26": "A redirect that goes round in a circle, is too long or leaves http and https.",
    "LINK-27": "Warning: an external page has no element with the fragment's id.",
    "LINK-28": "A line of the exclude list is not a regular expression or has no reason.",
    "LINK-29": "Warning: the cache of external links could not be read or written.",
    "LINK-30": "Warning: a pattern of the exclude list matches no link.",
}
