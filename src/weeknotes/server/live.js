// @ts-check
// Keeps an open page up to date while its site is edited. The script compares the page as it was
// sent with the page as it is now, and changes only the nodes that differ. So the scroll position,
// the focus, open details and changes by scripts stay. If this is not possible, the page is
// reloaded.
"use strict";

{
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = document.documentElement; // <html data-live="…"> is the snapshot that is shown
  // Scripts keep references to these elements.
  const BEHAVES = "script, button, input, select, textarea, form, dialog, [data-search]";
  const INDEX = "search/"; // stands for all files of the search index
  let seen = own.dataset.build;
  performance.setResourceTimingBufferSize(10_000);

  // `sent` is the page as it was sent. `shown` maps each of its nodes to the node in the displayed
  // page.
  /** @type {WeakMap<Node, any>} */
  const shown = new WeakMap();
  /** @type {(copy: ChildNode, node: ChildNode) => void} */
  const pair = (copy, node) => {
    shown.set(copy, node);
    copy.childNodes.forEach((child, i) => pair(child, node.childNodes[i]));
  };
  const inert = document.implementation.createHTMLDocument("");
  const sent = inert.importNode(document.body, true);
  pair(sent, document.body);
  // The scripts and styles in the head of a page. If they differ, the page is reloaded. Versions in
  // addresses are ignored, because events report changed files.
  /** @type {(page: Document) => string} */
  const tools = page =>
    [...page.head.querySelectorAll("script:not([data-build]), link[rel~=stylesheet], style")]
      .map(e => e.outerHTML.replace(/\?[\w-]+"/, '"'))
      .join();
  const sentTools = tools(document);

  /** @type {(node: Node) => unknown} */
  const behaves = node =>
    node instanceof Element && (node.matches(BEHAVES) || node.querySelector(BEHAVES));
  /** @type {(a: any, b: any) => boolean} */
  const alike = (a, b) => a.nodeName === b.nodeName && a.id === b.id;

  /** @type {(was: any, now: any) => void} */
  function change(was, now) {
    const node = shown.get(was);
    if (!(was instanceof Element)) {
      node.data = was.data = now.data;
      return;
    }
    for (const name of new Set([...was.getAttributeNames(), ...now.getAttributeNames()])) {
      const value = now.getAttribute(name);
      if (was.getAttribute(name) === value) continue;
      if (was.matches(BEHAVES)) throw new Error(`${name} of ${was.nodeName}`);
      for (const one of [was, node])
        value === null ? one.removeAttribute(name) : one.setAttribute(name, value);
    }
    /** @type {any[][]} */
    const [old, fresh] = [[...was.childNodes], [...now.childNodes]];
    /** @type {any} */
    let after = null;
    while (old.length && fresh.length && old[0].isEqualNode(fresh[0])) (old.shift(), fresh.shift());
    while (old.length && fresh.length && old.at(-1).isEqualNode(fresh.at(-1)))
      ((after = old.pop()), fresh.pop());
    while (old.length && fresh.length && alike(old[0], fresh[0]))
      change(old.shift(), fresh.shift());
    while (old.length && fresh.length && alike(old.at(-1), fresh.at(-1)))
      change((after = old.pop()), fresh.pop());
    if ([...old, ...fresh].some(behaves)) throw new Error("scripts hold on to this");
    for (const gone of old) {
      shown.get(gone).remove();
      gone.remove();
    }
    for (const come of fresh) {
      const copy = inert.importNode(come, true),
        element = document.importNode(come, true);
      pair(copy, element);
      was.insertBefore(copy, after);
      node.insertBefore(element, after && shown.get(after));
    }
  }

  // Keeps the content at the top of the window in its place when the page above it grows or
  // shrinks. Not every browser does this.
  /** @type {(act: () => void) => void} */
  function inPlace(act) {
    /** @type {[HTMLElement, DOMRect][]} */
    const boxes = scrollY
      ? [...document.querySelectorAll("main *")].map(element => [
          element,
          element.getBoundingClientRect(),
        ])
      : [];
    const places = boxes.filter(([, { top, height }]) => height && top >= 0 && top < innerHeight);
    root.style.overflowAnchor = "none";
    act();
    const [element, box] = places.find(([element]) => element.isConnected) ?? [];
    if (element && box)
      scrollBy({ top: element.getBoundingClientRect().top - box.top, behavior: "instant" });
    root.style.overflowAnchor = "";
  }

  async function refresh() {
    const text = await (await fetch(location.href, { cache: "no-store" })).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    if (tools(page) !== sentTools) throw new Error("other scripts or styles");
    // The page as sent has no marks of a search.
    document.querySelector(".search-marks button")?.click();
    document.title = page.title;
    root.lang = page.documentElement.lang;
    inPlace(() => change(sent, page.body));
  }

  // The path of an address in the site; null for other sites.
  /** @type {(address: string) => string | null} */
  const path = address => {
    try {
      const url = new URL(address, location.href);
      return url.origin === location.origin ? decodeURIComponent(url.pathname.slice(1)) : null;
    } catch {
      return null;
    }
  };

  // Loads the new style sheet before it removes the old one, so that the page is never without
  // style.
  /** @type {(link: HTMLLinkElement) => Promise<void>} */
  const restyle = link =>
    new Promise(resolve => {
      const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
      next.onload = next.onerror = () => resolve(link.remove());
      link.after(next);
    });

  /** @type {(event: Changes) => Promise<void>} */
  async function update({ changed, ...shown }) {
    show(shown);
    if (!changed) throw new Error("another server");
    /** @type {Set<string | null>} */
    const differs = new Set(changed);
    const hasChanged = (/** @type {string | null} */ name) =>
      differs.has(name) || (name?.startsWith(INDEX) && differs.has(INDEX));
    const styles = [...document.querySelectorAll("link[rel~=stylesheet]")].filter(link =>
      hasChanged(path(link.href)),
    );
    const restyled = new Set(styles.map(link => path(link.href)));
    const loaded = performance.getEntriesByType("resource").map(entry => path(entry.name));
    // Since the first update, the loaded files include the page itself.
    const own = path(location.href);
    if (loaded.some(name => name !== own && hasChanged(name) && !restyled.has(name)))
      throw new Error("a file that the page has loaded changed");
    await Promise.all(styles.map(restyle));
    await refresh();
  }

  // Updates run one after the other. After any error the page is reloaded.
  /** @type {Promise<unknown>} */
  let updates = Promise.resolve();
  /** @type {(event: MessageEvent) => void} */
  const hear = ({ data, lastEventId }) => {
    seen = lastEventId;
    updates = updates
      .then(() => update(JSON.parse(data)))
      .then(
        () => (root.dataset.live = lastEventId),
        () => location.reload(),
      );
  };

  // Only visible pages are connected, because a browser allows six connections. When a page becomes
  // visible again, the server sends the changes that it missed.
  /** @type {EventSource | null} */
  let source = null;
  function attend() {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source || source.readyState === EventSource.CLOSED) {
      source = new EventSource(`/-/events?since=${seen}`);
      source.onmessage = hear;
      source.onerror = () => source?.readyState === EventSource.CLOSED && setTimeout(attend, 1000);
    }
  }
  document.addEventListener("visibilitychange", attend);
  addEventListener("pageshow", attend);

  // Shows the findings over the page, in a shadow root, so that the styles of the page do not
  // affect them.
  /** @type {<T extends string>(tag: T, given: Given, ...children: Child[]) => Made<T>} */
  const make = (tag, given, ...children) => {
    const element = Object.assign(/** @type {any} */ (document.createElement(tag)), given);
    element.append(...children);
    return element;
  };
  /** @type {(finding: Finding) => HTMLElement} */
  const item = ({ path: file, line, column, rule, message, hint, excerpt }) =>
    make(
      "li",
      {},
      make("p", {}, make("code", {}, `${file}:${line}:${column}`), " ", make("small", {}, rule)),
      make("p", {}, message),
      ...(excerpt ? [make("pre", {}, excerpt)] : []),
      make("p", { className: "hint" }, hint),
    );
  /** @type {(findings: Finding[]) => HTMLElement} */
  const list = findings => make("ul", {}, ...findings.map(item));
  /** @type {ShadowRoot | null} */
  let shadow = null;
  let last = "[]";

  /** @type {(report: Report) => void} */
  function show({ findings, language, ...words }) {
    const text = JSON.stringify(findings);
    if (text === last) return;
    last = text;
    if (!shadow) {
      const host = make("div", { id: "weeknotes-live" });
      shadow = host.attachShadow({ mode: "open" });
      root.append(host);
    }
    /** @type {HTMLElement} */ (shadow.host).lang = language;
    const errors = findings.filter(({ severity }) => severity === "error");
    const warnings = findings.filter(({ severity }) => severity !== "error");
    const close = make(
      "button",
      { type: "button", ariaLabel: words.close, onclick: () => shadow?.replaceChildren() },
      "×",
    );
    shadow.replaceChildren(
      ...(findings.length
        ? [
            make("link", { rel: "stylesheet", href: "/-/live.css" }),
            make(
              "section",
              { className: errors.length ? "errors" : "", ariaLabel: "weeknotes" },
              close,
              ...(errors.length
                ? [make("div", { role: "alert" }, make("h2", {}, words.title), list(errors))]
                : []),
              ...(warnings.length
                ? [
                    make(
                      "details",
                      {},
                      make("summary", {}, words.summary),
                      list(warnings),
                    ),
                  ]
                : []),
            ),
          ]
        : []),
    );
  }

  attend();
}
