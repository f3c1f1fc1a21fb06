// @ts-check
// Opens the search: `/` and Ctrl-K open its dialog on every page; search.html holds it in the page.
// Everything else that search needs is loaded when it is first used.
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(".", own.src).href;
  const SCRIPTS = [
    "search-fold.js", "search-query.js", "search-match.js", "search-index.js", "search-text.js",
    "search-names.js", "search-view.js",
  ];
  /** @type {Map<string, any>} */
  const received = new Map(); // data that came and was not yet taken, by name
  /** @type {Promise<SearchIndex> | null} */
  let started = null; // the promise of the index

  // Loads a classic script, because file:// allows neither fetch nor modules. Scripts that are not
  // `async` run in the order in which they were asked for.
  /** @type {(path: string, async: boolean) => Promise<void>} */
  function loadScript(path, async) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base + path;
      script.async = async;
      script.onload = () => { script.remove(); resolve(); };
      script.onerror = () => { script.remove(); reject(new Error(path)); };
      document.head.append(script);
    });
  }

  // The files of the index call this.
  globalThis.weeknotesLoaded = (name, data) => received.set(name, data);

  /** @type {Load} */
  async function loadData(name) {
    await loadScript(`search/${name}.js`, true);
    const data = received.get(name);
    received.delete(name);
    return data;
  }

  function addStyles() {
    if (document.querySelector('link[href$="search.css"]')) return;
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `${base}search.css` });
    document.head.append(link);
  }

  async function openIndex() {
    await Promise.all(SCRIPTS.map((path) => loadScript(path, false)));
    return weeknotes.openIndex(loadData);
  }

  function start() {
    addStyles();
    started ??= openIndex();
    return started;
  }

  const page = document.querySelector("[data-search]");
  document.querySelector("[data-without]")?.remove();
  if (page) start().then((index) => weeknotes.showPage(page, index, base));

  async function open() {
    const index = await start();
    if (page) page.querySelector("input")?.focus();
    else weeknotes.showDialog(index, base);
  }

  const FIELDS = "input, textarea, select, [contenteditable]";
  const isTyping = (/** @type {any} */ target) => target.closest?.(FIELDS);

  /** @type {(event: KeyboardEvent) => boolean} */
  function isShortcut(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key.toLowerCase() === "k") return (ctrlKey || metaKey) && !altKey && !shiftKey;
    if (key !== "/" || ctrlKey || metaKey || altKey) return false;
    return document.documentElement.dataset.keys !== "off" && !isTyping(event.target);
  }

  document.addEventListener("keydown", (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    open();
  });

  document.addEventListener("click", (event) => {
    const target = /** @type {any} */ (event.target);
    const link = target.closest?.("a[data-search-link]");
    const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || page || event.button || isModified) return;
    event.preventDefault();
    open();
  });
})();
