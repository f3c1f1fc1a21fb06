// @ts-check
// Previews of papers, for links to other papers of this site. A preview is read from the page of
// the paper. So there are no previews from file://, where a script can read no other file.
"use strict";

if (location.protocol.startsWith("http") && "popover" in HTMLElement.prototype) {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const papers = new URL("papers/", own.src).href;
  // The parts of a preview by class, and where they are on the page of the paper.
  const PARTS = {
    title: "h1", authors: ".authors", quiet: ".sources .quiet", note: "article .note > p",
  };
  /** @type {Map<string, Promise<DocumentFragment | null>>} */
  const previews = new Map();
  const card = document.createElement("div");
  card.id = "preview";
  card.className = "preview";
  card.popover = "manual";
  card.role = "tooltip";
  document.body.append(card);
  /** @type {HTMLAnchorElement | null} */
  let current = null; // the link whose preview is shown or is being loaded
  let timer = 0;
  let pointer = "mouse";

  /** @type {(link: HTMLAnchorElement) => string} */
  const pageOf = (link) => link.href.split("#")[0];

  // The link to another paper that contains `node`. Null in lists that already show first
  // sentences.
  /** @type {(node: EventTarget | null) => HTMLAnchorElement | null} */
  function linkAt(node) {
    const selector = "main :is(.note, .plain, .where, .pager) a[href]";
    /** @type {HTMLAnchorElement | null} */
    const link = node instanceof Element ? node.closest(selector) : null;
    if (!link?.href.startsWith(papers) || /\/index[~.]/.test(link.href)) return null;
    return pageOf(link) === location.href.split("#")[0] ? null : link;
  }

  /** @type {(url: string) => Promise<DocumentFragment | null>} */
  async function load(url) {
    const response = await fetch(url);
    if (!response.ok) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const preview = document.createDocumentFragment();
    for (const [name, selector] of Object.entries(PARTS)) {
      const source = /** @type {HTMLElement | null} */ (page.querySelector(selector));
      if (!source) continue;
      for (const folded of source.querySelectorAll("details")) folded.replaceWith("…");
      for (const link of source.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      const part = document.createElement("p");
      part.className = name;
      part.lang = /** @type {HTMLElement} */ (source.closest("[lang]")).lang;
      part.append(...source.childNodes);
      preview.append(part);
    }
    return preview;
  }

  // Shows the card below the link, or above it if there is more space.
  /** @type {(link: Element) => void} */
  function place(link) {
    const { left, top, bottom } = link.getClientRects()[0];
    const { width, height } = card.getBoundingClientRect();
    const isBelow = bottom + height < innerHeight || top < innerHeight - bottom;
    card.style.top = `${isBelow ? bottom + 4 : Math.max(0, top - height - 4)}px`;
    card.style.left = `${Math.max(8, Math.min(left, document.body.clientWidth - width - 8))}px`;
  }

  const isShown = () => card.matches(":popover-open");

  function hide() {
    clearTimeout(timer);
    current?.removeAttribute("aria-describedby");
    current = null;
    if (isShown()) card.hidePopover();
  }

  // Shows the preview of a link. Returns false if there is no preview.
  /** @type {(link: HTMLAnchorElement) => Promise<boolean>} */
  async function show(link) {
    hide();
    current = link;
    const url = pageOf(link);
    if (!previews.has(url)) previews.set(url, load(url).catch(() => null));
    const preview = await previews.get(url);
    if (!preview) previews.delete(url);
    if (!preview || current !== link) return current !== link;
    card.replaceChildren(preview.cloneNode(true));
    link.setAttribute("aria-describedby", card.id);
    card.showPopover();
    place(link);
    return true;
  }

  /** @type {(action: () => unknown, delay: number) => void} */
  function later(action, delay) {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  }

  document.addEventListener("pointerdown", (event) => { pointer = event.pointerType; }, true);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkAt(event.target);
    if (event.target instanceof Node && card.contains(event.target)) clearTimeout(timer);
    else if (link && link !== current) later(() => show(link), 350);
    else if (link) clearTimeout(timer);
    else later(hide, 250);
  });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link?.matches(":focus-visible")) later(() => show(link), 500);
    else if (current && link !== current) hide();
  });

  // On a touch screen, the first touch of a link in a note shows the preview; the second follows
  // the link.
  document.addEventListener("click", async (event) => {
    if (event.target instanceof Node && card.contains(event.target)) {
      if (current && !getSelection()?.toString()) location.assign(current.href);
      return;
    }
    const link = linkAt(event.target);
    const isFirst = link?.closest(".note") && link !== current && pointer !== "mouse";
    if (!link || !isFirst) { hide(); return; }
    event.preventDefault();
    if (!await show(link)) location.assign(link.href);
  });

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  // Only if a preview is shown: moving the focus to a link may also scroll, before its preview is
  // shown.
  addEventListener("scroll", () => { if (isShown()) hide(); }, { passive: true });
  addEventListener("pagehide", hide);
}
