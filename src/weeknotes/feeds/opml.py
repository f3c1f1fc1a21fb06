"""The list of the site's feeds as OPML 2.0, for readers that take many feeds at once."""

from __future__ import annotations

from email.utils import format_datetime
from xml.etree import ElementTree

from weeknotes.pages.feeds import Subscriptions


def opml(listed: Subscriptions) -> bytes:
    """The list's bytes: the feeds of the whole site, and those of its tags in a folder of their
    own."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = listed.title
    if listed.updated:
        ElementTree.SubElement(head, "dateModified").text = format_datetime(listed.updated)
    if listed.author:
        ElementTree.SubElement(head, "ownerName").text = listed.author
    body = ElementTree.SubElement(root, "body")
    for folder, feeds in listed.folders:
        outer = ElementTree.SubElement(body, "outline", text=folder)
        for feed in feeds:
            title, xml, page = feed.title, listed.root + feed.href, listed.root + feed.page
            ElementTree.SubElement(
                outer, "outline", type="rss", text=title, title=title, xmlUrl=xml, htmlUrl=page
            )
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
