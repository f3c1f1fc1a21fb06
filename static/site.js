// What a page does beyond being read: the switch between light and dark, copying, the keys.  Everything reads without it.
"use strict";

{
  const root = document.documentElement;
  const words = document.currentScript.dataset;

  // A line for screen readers; emptied first, so that the same words are said again.
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  document.body.append(status);
  const say = (text) => {
    status.textContent = "";
    setTimeout(() => (status.textContent = text), 50);
  };

  // Light and dark: as the system, then the other scheme first, for a click should be seen.
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector("button.theme");
  const name = button?.textContent;
  const showTheme = () => {
    const paper = getComputedStyle(root).backgroundColor;
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = paper;
    if (!button) return;
    button.hidden = false;
    button.title = `${name}: ${button.dataset[root.dataset.theme || "system"]}`;
    button.firstElementChild.textContent = button.title;
  };
  button?.addEventListener("click", () => {
    const order = darkSystem.matches ? ["", "light", "dark"] : ["", "dark", "light"];
    settings.keep("theme", order[(order.indexOf(root.dataset.theme ?? "") + 1) % order.length]);
    showTheme();
    say(button.title);
  });
  darkSystem.addEventListener("change", showTheme);

  // Copying: <button data-copy hidden aria-controls="ID"> copies the text of that element, or selects it where that is all one may.
  for (const copy of document.querySelectorAll("button[data-copy]")) {
    const label = copy.textContent;
    const source = document.getElementById(copy.getAttribute("aria-controls"));
    copy.hidden = !source;
    copy.addEventListener("click", async () => {
      let done = words.copied;
      try {
        await navigator.clipboard.writeText(source.textContent.trim());
        copy.textContent = done;
        setTimeout(() => (copy.textContent = label), 2000);
      } catch {
        getSelection().selectAllChildren(source);
        done = words.selected;
      }
      say(done);
    });
  }

  // j and k move between entries, from where the focus or else the window is; ㅓ and ㅏ are the same keys in Korean.
  const steps = { j: 1, ㅓ: 1, k: -1, ㅏ: -1 };
  const linkOf = (item) => item.querySelector("h2 a, h3 a, .t") ?? item.querySelector("a[href]");
  const move = (step) => {
    const all = [...document.querySelectorAll("main article, main li")];
    const items = all.filter((item) => linkOf(item)?.checkVisibility() && !item.closest(".note, .toc, nav"));
    let next = items.findIndex((item) => item.contains(document.activeElement)) + step;
    if (!items.some((item) => item.contains(document.activeElement))) {
      const below = items.findIndex((item) => item.getBoundingClientRect().top >= 0);
      next = below < 0 ? items.length - 1 : Math.max(0, step > 0 ? below : below - 1);
    }
    const item = items[next];
    if (!item) return;
    linkOf(item).focus({ preventScroll: true });
    item.scrollIntoView({ block: item.matches("article") ? "start" : "nearest" });
  };

  // A list of the keys, which can also turn those of a single character off (WCAG 2.1.4).
  const help = document.querySelector("dialog.keys");
  const opener = document.querySelector("button.help");
  const box = help?.querySelector("input");
  const showHelp = () => {
    box.checked = root.dataset.keys !== "off";
    help.showModal();
  };
  if (help && opener) {
    opener.hidden = false;
    opener.addEventListener("click", showHelp);
    box.addEventListener("change", () => settings.keep("keys", box.checked ? "" : "off"));
  }

  const typing = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (root.dataset.keys === "off" || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "?" && help) showHelp();
    else if (event.key in steps) move(steps[event.key]);
    else return;
    event.preventDefault();
  });

  // Another page, or this one before one came back to it, may have chosen since.
  const again = () => {
    settings.restore();
    showTheme();
  };
  addEventListener("storage", again);
  addEventListener("pageshow", (event) => event.persisted && again());
  showTheme();
}
