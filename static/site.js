// @ts-check
// The functions of a page that need JavaScript: light and dark, copying, keys. Without JavaScript,
// everything can still be read.
"use strict";

{
  const root = document.documentElement;
  const words = /** @type {any} */ (document.currentScript).dataset;

  // Messages for screen readers. The text is cleared first, so that a repeated message is read
  // again.
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  document.body.append(status);

  /** @type {(text: string) => void} */
  function announce(text) {
    status.textContent = "";
    setTimeout(() => (status.textContent = text), 50);
  }

  // The colour scheme. At first, the page follows the system. The first click chooses the other
  // scheme, so that it changes something.
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector("button.theme");
  const name = button?.textContent;

  function showTheme() {
    const paper = getComputedStyle(root).backgroundColor;
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = paper;
    if (!button) return;
    button.hidden = false;
    button.title = `${name}: ${button.dataset[root.dataset.theme || "system"]}`;
    /** @type {Element} */ (button.firstElementChild).textContent = button.title;
  }

  function switchTheme() {
    const order = systemIsDark.matches ? ["", "light", "dark"] : ["", "dark", "light"];
    const next = order.indexOf(root.dataset.theme ?? "") + 1;
    settings.keep("theme", order[next % order.length]);
    showTheme();
    if (button) announce(button.title);
  }

  button?.addEventListener("click", switchTheme);
  systemIsDark.addEventListener("change", showTheme);

  // Copies a text. Calls `failed` if the clipboard is not allowed.
  /** @type {(control: Element, text: string, failed?: () => void) => Promise<void>} */
  async function copy(control, text, failed) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      failed?.();
      return;
    }
    const label = control.textContent;
    if (label !== words.copied) setTimeout(() => (control.textContent = label), 2000);
    control.textContent = words.copied;
    announce(words.copied);
  }

  // The address of a link; its public address, if the page has a canonical URL.
  /** @type {(link: Element) => string} */
  const addressOf = (link) => new URL(
    link.getAttribute("href") ?? "",
    document.querySelector("link[rel=canonical]")?.href ?? location.href,
  ).href;

  // <button data-copy hidden aria-controls="ID"> copies the text of the element with this id, or
  // the address if the element is a link. If copying is not allowed, the text is shown and
  // selected.
  for (const copyButton of document.querySelectorAll("button[data-copy]")) {
    const source = document.getElementById(copyButton.getAttribute("aria-controls") ?? "");
    copyButton.hidden = !source;
    if (!source) continue;
    const text = source.matches("a") ? addressOf(source) : source.textContent.trim();
    copyButton.addEventListener("click", () => copy(copyButton, text, () => {
      source.textContent = text;
      source.closest("details")?.setAttribute("open", "");
      getSelection()?.selectAllChildren(source);
      announce(words.selected);
    }));
  }

  // A click on the link to a note also copies the address of the note.
  document.addEventListener("click", ({ target }) => {
    /** @type {HTMLAnchorElement | null} */
    const link = target instanceof Element ? target.closest("a.permalink") : null;
    if (!link) return;
    copy(link, addressOf(link));
  });

  // <input class="filter" hidden> shows only the items that contain the typed text. Syllables are
  // decomposed (모 → ㅁㅗ), so that an unfinished syllable matches too. A filter in a section filters
  // only the items of this section.
  const filter = /** @type {HTMLInputElement | null} */ (document.querySelector("input.filter"));
  /** @type {(text: string) => string} */
  const apart = (text) => text.normalize("NFKD").toLowerCase();

  function filterItems() {
    const typed = filter ? apart(filter.value).split(/\s+/) : [];
    const list = /** @type {HTMLElement} */ (filter?.closest("section, main"));
    const isFiltered = typed.some((word) => word);
    list.toggleAttribute("data-filtered", isFiltered);
    for (const item of list.querySelectorAll("li")) {
      const text = apart(item.textContent);
      item.hidden = !typed.every((word) => text.includes(word));
    }
    const none = /** @type {HTMLElement} */ (filter?.nextElementSibling);
    none.hidden = !!list.querySelector("li:not([hidden])");
    for (const part of list.querySelectorAll("section, details")) {
      if (part instanceof HTMLDetailsElement) part.open = isFiltered;
      part.hidden = !part.querySelector("li:not([hidden])");
    }
  }

  if (filter) {
    filter.hidden = false;
    filter.addEventListener("input", filterItems);
    if (filter.value) filterItems(); // the browser kept the value after Back
  }

  // The bars of a chart are one stop of the Tab key; arrow keys move between them. A touch chooses
  // the nearest bar. The name of the chosen bar is a link below the chart.
  /** @type {(chart: HTMLElement) => void} */
  function makeChart(chart) {
    const bars = [...chart.querySelectorAll("svg a")];
    const chosen = /** @type {HTMLAnchorElement} */ (chart.querySelector(".chosen a"));
    let pointer = "mouse";

    /** @type {(bar: Element | null | undefined) => void} */
    function choose(bar) {
      if (!(bar instanceof SVGAElement)) return;
      for (const one of bars) one.tabIndex = one === bar ? 0 : -1;
      chosen.textContent = bar.querySelector("title")?.textContent ?? "";
      chosen.href = bar.href.baseVal;
    }

    /** @type {(event: MouseEvent) => SVGAElement | undefined} */
    function nearest(event) {
      const svg = event.target instanceof Element && event.target.closest("svg");
      const distance = (/** @type {SVGAElement} */ bar) => {
        const { left, right } = bar.getBoundingClientRect();
        return Math.abs((left + right) / 2 - event.clientX);
      };
      return bars.filter((bar) => svg && svg.contains(bar))
        .sort((one, other) => distance(one) - distance(other))[0];
    }

    chart.addEventListener("focusin", (event) => {
      if (event.target instanceof Element) choose(event.target.closest("svg a"));
    });
    chart.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
    chart.addEventListener("pointermove", (event) => choose(nearest(event)));
    chart.addEventListener("click", (event) => {
      const bar = pointer === "mouse" ? undefined : nearest(event);
      if (!bar) return;
      event.preventDefault();
      choose(bar);
    });
    chart.addEventListener("keydown", (event) => {
      const at = bars.findIndex((bar) => bar === document.activeElement);
      /** @type {Record<string, number>} */
      const places = {
        ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: bars.length - 1,
      };
      const bar = at < 0 ? undefined : bars[places[event.key]];
      if (!bar) return;
      event.preventDefault();
      bar.focus();
    });
    const first = chosen.getAttribute("href");
    choose(bars.findLast((bar) => bar.href.baseVal === first));
  }

  document.querySelectorAll(".chart").forEach(makeChart);

  // The keys j and k move between entries: from the entry with the focus, else from the top of the
  // window. ㅓ and ㅏ are the same keys on a Korean keyboard.
  /** @type {Record<string, number>} */
  const STEPS = { j: 1, ㅓ: 1, k: -1, ㅏ: -1 };
  /** @type {(item: Element) => HTMLElement | null} */
  const linkOf = (item) => (
    item.querySelector("h2 a, h3 a, .title") ?? item.querySelector("a[href]")
  );
  /** @type {(item: Element) => unknown} */
  const canMoveTo = (item) => linkOf(item)?.checkVisibility() && !item.closest(".note, .toc, nav");

  /** @type {(items: Element[], step: number) => Element | undefined} */
  function nextItem(items, step) {
    const focused = items.findIndex((item) => item.contains(document.activeElement));
    if (focused >= 0) return items[focused + step];
    const below = items.findIndex((item) => item.getBoundingClientRect().top >= 0);
    if (below < 0) return items.at(-1);
    return items[Math.max(0, step > 0 ? below : below - 1)];
  }

  /** @type {(step: number) => void} */
  function move(step) {
    const items = [...document.querySelectorAll("main article, main li")].filter(canMoveTo);
    const item = nextItem(items, step);
    if (!item) return;
    linkOf(item)?.focus({ preventScroll: true });
    item.scrollIntoView({ block: item.matches("article") ? "start" : "nearest" });
  }

  // A week ordered by topic. An entry is in the group of the one of its tags that most entries
  // have. Entries that share no tag come last. The button changes between this order and the normal
  // one.
  /** @type {(entry: Element) => string[]} */
  const tagsOf = (entry) => [...entry.querySelectorAll(".tag")].map((tag) => `#${tag.textContent}`);

  /** @type {(entries: Element[], others: string) => [string, Element[]][]} */
  function groupByTopic(entries, others) {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const tag of entries.flatMap(tagsOf)) counts[tag] = (counts[tag] ?? 0) + 1;
    /** @type {Map<string, Element[]>} */
    const groups = new Map();
    for (const entry of entries) {
      const [tag] = tagsOf(entry).sort((a, b) => counts[b] - counts[a]);
      const topic = counts[tag] > 1 ? tag : others;
      groups.set(topic, [...groups.get(topic) ?? [], entry]);
    }
    const sizeOf = (/** @type {[string, Element[]]} */ [topic, group]) => (
      topic === others ? 0 : group.length
    );
    return [...groups].sort((a, b) => sizeOf(b) - sizeOf(a));
  }

  /** @type {(tag: string, topic: string) => Element} */
  const makeTopic = (tag, topic) => (
    Object.assign(document.createElement(tag), { className: "topic", textContent: topic })
  );

  /** @type {(topicButton: HTMLElement) => void} */
  function offerTopics(topicButton) {
    const { others = "" } = topicButton.dataset;
    const entries = [...document.querySelectorAll("main > .entry")];
    const end = document.createTextNode("");
    entries.at(-1)?.after(end);
    const contents = document.querySelector(".toc ol");
    const lines = new Map([...document.querySelectorAll(".toc li")].map((line) => (
      [line.firstElementChild?.getAttribute("href"), line]
    )));

    function arrange() {
      const byTopic = topicButton.getAttribute("aria-pressed") === "false";
      topicButton.setAttribute("aria-pressed", String(byTopic));
      for (const topic of document.querySelectorAll(".topic")) topic.remove();
      const groups = byTopic ? groupByTopic(entries, others) : new Map([["", entries]]);
      for (const [topic, group] of groups) {
        const own = group.flatMap(({ id }) => lines.get(`#${id}`) ?? []);
        if (byTopic) end.before(makeTopic("h2", topic));
        if (byTopic && own.length) contents?.append(makeTopic("li", topic));
        end.before(...group);
        contents?.append(...own);
      }
    }
    topicButton.hidden = false;
    topicButton.addEventListener("click", arrange);
  }

  const topicButton = document.querySelector("button.by-topic");
  if (topicButton) offerTopics(topicButton);

  // The list of shortcuts. It can turn off shortcuts of a single character (WCAG 2.1.4).
  const help = document.querySelector("dialog.keys");
  const opener = document.querySelector("button.help");
  const box = help?.querySelector("input");

  function showHelp() {
    if (box) box.checked = root.dataset.keys !== "off";
    help?.showModal();
  }

  if (help && opener) {
    opener.hidden = false;
    opener.addEventListener("click", showHelp);
    box?.addEventListener("change", () => settings.keep("keys", box.checked ? "" : "off"));
  }

  const FIELDS = "input, textarea, select, [contenteditable]";
  /** @type {(target: EventTarget | null) => unknown} */
  const isTyping = (target) => target instanceof Element && target.closest(FIELDS);

  // Whether a key press may act as a shortcut of a single character.
  /** @type {(event: KeyboardEvent) => boolean} */
  function mayAct(event) {
    if (event.defaultPrevented || event.isComposing) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (root.dataset.keys === "off" || isTyping(event.target)) return false;
    return !document.querySelector("dialog[open]");
  }

  document.addEventListener("keydown", (event) => {
    if (!mayAct(event)) return;
    if (event.key === "?" && help) showHelp();
    else if (event.key in STEPS) move(STEPS[event.key]);
    else return;
    event.preventDefault();
  });

  // Another page may have changed the settings.
  function restore() {
    settings.restore();
    showTheme();
  }
  addEventListener("storage", restore);
  addEventListener("pageshow", (event) => event.persisted && restore());
  showTheme();
}
