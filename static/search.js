// Search: `/` and Ctrl-K open it on every page, search.html holds it whole.  What it needs is loaded when it is first used.
(() => {
  "use strict";
  const base = new URL(".", document.currentScript.src).href;
  const PARTS = ["search-fold.js", "search-query.js", "search-match.js", "search-index.js", "search-text.js", "search-names.js", "search-view.js"];
  const waiting = new Map();
  let started = null;

  // A classic script, for file:// allows neither fetch nor modules.  Those that build on each other run in order, data as it comes.
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

  globalThis.weeknotesLoaded = (name, data) => waiting.set(name, data);
  async function loadData(name) {
    await loadScript(`search/${name}.js`, true);
    const data = waiting.get(name);
    waiting.delete(name);
    return data;
  }

  function start() {
    if (!document.querySelector('link[href$="search.css"]')) {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${base}search.css` });
      document.head.append(sheet);
    }
    started ??= Promise.all(PARTS.map((part) => loadScript(part, false))).then(() => weeknotes.openIndex(loadData));
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

  const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && document.documentElement.dataset.keys !== "off" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !k) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-search-link]");
    if (!link || page || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
})();
