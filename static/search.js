// @ts-check
// Opens the search. `/` and Ctrl-K open the dialog on every page; search.html contains the search
// itself. The other scripts and the index are loaded on first use.
(() => {
  "use strict";
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const base = new URL(".", own.src).href;
  const { failed = "", offline = "", retry = "", marks = "" } = own.dataset;
  let version = new URL(own.src).search.slice(1); // of the scripts and styles
  /** @type {WeakMap<any, Loaded>} */
  const received = new WeakMap(); // the data of each loaded script
  /** @type {Promise<NewestIndex> | null} */
  let started = null; // set when the index is first needed

  // Loads a classic script, because file:// allows neither fetch nor modules.
  /** @type {(path: string) => Promise<HTMLScriptElement>} */
  function loadScript(path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base + path;
      script.onload = () => { script.remove(); resolve(script); };
      script.onerror = () => { script.remove(); reject(new Error(path)); };
      document.head.append(script);
    });
  }

  // `all` and `marks` are the other scripts of search, joined.
  const loadScripts = (name = "all") => loadScript(`search-${name}.js?${version}`);

  // The files of the index call this.
  globalThis.weeknotesLoaded = (_name, ofData, data) => (
    received.set(document.currentScript, { version: ofData, data })
  );

  // Loads a file of the index. Its address contains the wanted version, because a cache may have
  // other versions. The version of the newest head is unknown, so its address contains the time.
  /** @type {Load} */
  async function load(name, wanted) {
    const script = await loadScript(`search/${name}.js?${wanted || Date.now()}`);
    const loaded = received.get(script);
    if (!loaded) throw new Error(`${name} has no data`);
    return loaded;
  }

  function addStyles() {
    if (document.querySelector('link[href*="search.css"]')) return;
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: `${base}search.css?${version}` });
    document.head.append(link);
  }

  async function openIndex() {
    const [head] = await Promise.all([load("head", ""), loadScripts()]);
    // The page and the index are of different builds.
    if (version && version !== head.data.scripts) {
      version = head.data.scripts;
      await loadScripts();
    }
    return weeknotes.followIndex(load, head);
  }

  function start() {
    addStyles();
    started ??= openIndex().catch((error) => { started = null; throw error; });
    return started;
  }

  // Shows that the search could not be loaded.
  /** @type {(place: HTMLElement, again: () => void) => void} */
  function showFailure(place, again) {
    const text = document.createElement("p");
    text.setAttribute("role", "alert");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", onclick: again, textContent: retry });
    place.replaceChildren(text, button);
    const isOffline = !navigator.onLine && location.protocol !== "file:";
    // Screen readers announce the text only if its element is in the page already.
    text.textContent = isOffline ? offline : failed;
    button.focus();
  }

  const page = document.querySelector("[data-search]");
  document.querySelector("[data-without]")?.remove();

  let isShown = false; // whether search.html shows the search

  /** @type {(place: HTMLElement) => Promise<void>} */
  async function openPage(place) {
    try {
      const index = await start();
      if (isShown) return;
      isShown = true;
      place.replaceChildren();
      weeknotes.showPage(place, index, base);
    } catch {
      showFailure(place, () => openPage(place));
      document.addEventListener("keydown", () => openPage(place), { once: true });
    }
  }

  /** @type {HTMLDialogElement | null} */
  let failure = null; // the dialog that shows a failure on other pages

  function showFailureDialog() {
    if (!failure) {
      failure = document.createElement("dialog");
      failure.className = "search-dialog";
      document.body.append(failure);
    }
    showFailure(failure, () => open());
    if (!failure.open) failure.showModal();
  }

  /** @type {(query?: string) => Promise<void>} */
  async function open(query) {
    try {
      const index = await start();
      failure?.close();
      weeknotes.showDialog(index, base, query);
    } catch {
      showFailureDialog();
    }
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
    if (page) page.querySelector("input")?.focus();
    else open();
  });

  document.addEventListener("click", (event) => {
    const target = /** @type {any} */ (event.target);
    const link = target.closest?.("a[data-search-link]");
    const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || page || event.button || isModified) return;
    event.preventDefault();
    start().then(() => open(), () => { location.href = link.href; });
  });

  // Marks the words of a search: papers/….html#find=…
  async function markPage() {
    const asked = new URLSearchParams(location.hash.slice(1)).get("find");
    if (!asked) return;
    const dialog = document.querySelector("dialog.search-dialog[open]");
    /** @type {HTMLDialogElement | null} */ (dialog)?.close();
    addStyles();
    await loadScripts("marks");
    weeknotes.markPage(asked, marks);
  }

  addEventListener("hashchange", markPage);
  markPage();
  if (page) openPage(page);
  else if (history.state?.search !== undefined) open(history.state.search);
})();
