"""RSS 2.0 feeds, one per language, of the latest articles."""

from __future__ import annotations

import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from scripts.build.listing import Card

ATOM = "http://www.w3.org/2005/Atom"
MAX_ITEMS = 30


def render_feed(
    cards: list[Card], *, title: str, description: str, language: str, site_url: str, feed_url: str
) -> str:
    """Return the feed's XML; the same articles give the same bytes (no build time in it).

    `site_url` and `feed_url` are absolute; cards come with the latest update first.
    """
    ET.register_namespace("atom", ATOM)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    home = site_url + ("" if language == "zh" else f"{language}/")
    fields = {"title": title, "link": home, "description": description, "language": language}
    for name, value in fields.items():
        ET.SubElement(channel, name).text = value
    if cards:
        ET.SubElement(channel, "lastBuildDate").text = _format_date(cards[0].updated)
    link = {"href": feed_url, "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{ATOM}}}link", link)
    for card in cards[:MAX_ITEMS]:
        _add_item(channel, card, site_url)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _add_item(channel: ET.Element, card: Card, site_url: str) -> None:
    item = ET.SubElement(channel, "item")
    ET.SubElement(item, "title").text = card.title
    ET.SubElement(item, "link").text = site_url + card.url
    ET.SubElement(item, "guid", {"isPermaLink": "true"}).text = site_url + card.url
    ET.SubElement(item, "description").text = card.description
    ET.SubElement(item, "category").text = card.section_title
    ET.SubElement(item, "pubDate").text = _format_date(card.updated)


def _format_date(date: datetime.date) -> str:
    moment = datetime.datetime(date.year, date.month, date.day, tzinfo=datetime.timezone.utc)
    return format_datetime(moment, usegmt=True)
