"""OPML 2.0: the list of the site's feeds, so that a reader can subscribe to many at once."""

from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from weeknotes.pages.feeds import Subscriptions


def opml(subscriptions: Subscriptions) -> bytes:
    """The bytes of the list, with one outline for each folder of feeds."""
    root = Element("opml", version="2.0")
    head = SubElement(root, "head")
    SubElement(head, "title").text = subscriptions.title
    if subscriptions.updated:
        SubElement(head, "dateModified").text = format_datetime(
            subscriptions.updated
        )
    if subscriptions.author:
        SubElement(head, "ownerName").text = subscriptions.author
    body = SubElement(root, "body")
    for folder, feeds in subscriptions.folders:
        outline = SubElement(body, "outline", text=folder)
        for feed in feeds:
            SubElement(
                outline,
                "outline",
                type="rss",
                text=feed.title,
                title=feed.title,
                xmlUrl=subscriptions.root + feed.href,
                htmlUrl=subscriptions.root + feed.page,
            )
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
