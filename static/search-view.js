// The search as it is seen: a field, what was understood, tags and authors and weeks, papers with their sentence.
(() => {
  "use strict";
  const { BLOCK, findNames, marked, parse, patterns, sentence, told } = weeknotes;
  const SHOWN = 10;
  const AT_ONCE = 1; // of the papers found, while one types; the others are loaded when it stands there, so that it comes the sooner
  const PAUSE = 250; // milliseconds without a key, after which other readings are looked for
  const KINDS = { t: "tags", a: "authors", w: "weeks" };

  // An element: its tag, attributes or properties, children.
  function make(tag, given = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) {
      if (name in element && name !== "list") element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  const count = (forms, n) => forms[n === 1 ? 0 : 1].replace("{n}", n.toLocaleString());
  const language = (text) => (/[가-힣]/.test(text) ? "ko" : "en");

  // Of names those, two at most, that tell more of why a paper was found than what is shown already.
  function telling(names, shown, looked) {
    const found = [];
    for (let known = told(shown, looked); found.length < 2;) {
      const [best] = names.map((name) => [told([name], looked).reduce((all, n, i) => all + Math.max(0, n - known[i]), 0), name]).sort(([a], [b]) => b - a);
      if (!best?.[0]) break;
      found.push(best[1]);
      known = told([...shown, ...found], looked);
    }
    return found;
  }

  function hit([href, titles, tags, authors, text, sources, weeks], looked, base) {
    const title = make("a", { className: "t", href: base + href, lang: language(titles[0]) }, marked(titles[0], looked));
    const best = text && sentence([text, ...sources].join("\n"), looked);
    const shown = authors.slice(0, 3);
    const other = telling([...titles.slice(1), ...authors.slice(3)], [titles[0], best, ...shown, ...tags], looked);
    const facts = [weeks.map(([, name]) => name).join(", "), shown.join(", "), ...other, tags.map((tag) => `#${tag}`).join(" ")];
    return make("li", {},
      title,
      ...(best ? [make("p", { lang: language(best) }, marked(best, looked, true))] : []),
      make("small", {}, ...facts.filter(Boolean).flatMap((fact, i) => [i ? " · " : "", i ? marked(fact, looked) : fact])));
  }

  // A query without one of its filters.
  const without = (text, filter) => text.replace(filter, " ").replace(/\s+/g, " ").trim();
  const typedFilters = (text) => [...text.matchAll(/(?<![^\s])-?(?:#|[\p{L}]+:)(?:"[^"]*"|[^\s"]+)/gu)].map((match) => match[0]).filter((typed) => {
    const { filters, terms } = parse(typed);
    return filters.length || terms[0]?.field === 2;
  });

  // The whole of it in `place`: a field, and below it what is found while one types.
  async function mount(place, index, base, { query = "", most = SHOWN, changed = () => {}, more }) {
    const { words } = await index.head();
    const status = make("p", { className: "search-status", role: "status" });
    const input = make("input", { type: "search", name: "q", value: query, autocomplete: "off", autocapitalize: "off", spellcheck: false, enterKeyHint: "search", placeholder: words.prompt, "aria-label": words.title });
    const chips = make("p", { className: "search-chips" });
    const body = make("div", { className: "search-found" });
    const form = make("form", { className: "search-form", role: "search", action: `${base}search.html` }, input);
    place.append(form, chips, status, body);
    let asked = 0, limit = most;

    const paper = async (n) => (await index.file(`t${Math.floor(n / BLOCK)}`))[n % BLOCK];

    async function show(event) {
      const mine = ++asked;
      const text = input.value;
      const found = await index.search(text, limit);
      const names = await findNames(index, found);
      const wanted = found.documents.slice(0, limit);
      const asks = text.trim();
      const apart = asks && !found.total && !names.length ? await eachAlone(found.query) : [];
      const first = await Promise.all((event ? wanted.slice(0, AT_ONCE) : wanted).map(paper));
      if (mine !== asked) return;
      const looked = patterns(found);
      const hits = make("ol", { className: "search-hits" }, ...first.map((one) => hit(one, looked, base)));
      status.textContent = !asks ? "" : found.total ? count(found.about ? words.about : words.found, found.total) : countsOf(names) || words.none.replace("{x}", shortened(text.trim()));
      status.dataset.total = found.total;
      body.replaceChildren(...(asks ? parts(found, names, hits, looked, text) : []), ...apart, ...(asks && found.total ? [] : [help()]));
      body.ariaBusy = String(first.length < wanted.length);
      chips.hidden = !asks;
      place.dataset.query = text;
      const papers = await Promise.all(wanted.map(paper));
      if (mine !== asked) return;
      hits.append(...papers.slice(first.length).map((one) => hit(one, looked, base)));
      body.ariaBusy = "false";
      changed(text, limit);
      showChips(text, papers, []);
      if (!found.total) return;
      if (event) await new Promise((resume) => setTimeout(resume, PAUSE));
      const others = mine === asked ? await index.others(text, found) : [];
      if (mine === asked && others.length) showChips(text, papers, others);
    }

    // What there is where no paper is found: a week, a tag, an author, and how many.
    const countsOf = (names) => [..."taw"].map((kind) => [words[KINDS[kind]], names.filter((name) => name[0] === kind).length]).filter(([, n]) => n).map((pair) => pair.join(" ")).join(" · ");
    const shortened = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

    function parts(found, names, hits, looked, text) {
      const made = [];
      const notes = [...new Map(found.notes.map((note) => [note.typed + note.meant, note])).values()];
      for (const { typed, meant, kind } of found.total || names.length ? notes.slice(0, 4) : []) made.push(make("p", { className: "search-note" }, make("q", {}, typed), " → ", make("q", {}, meant), ` ${words[kind]}`));
      for (const kind of "taw") {
        const own = names.filter((name) => name[0] === kind);
        if (own.length) made.push(make("p", { className: "search-names" }, make("span", { className: "quiet" }, words[KINDS[kind]]), ...own.flatMap(([, name, href, n]) => [" ", make("a", { href: base + href, lang: language(name) }, marked(name, looked), make("span", { className: "count" }, ` ${n}`))])));
      }
      if (found.total) made.push(hits);
      if (found.documents.length > limit || found.about) made.push(more(text, limit + 2 * SHOWN, words, async (next) => {
        const before = limit;
        limit = next;
        await show();
        body.querySelectorAll(".search-hits a.t")[before]?.focus();
      }));
      return made;
    }

    // Where the words are found nowhere together, how often each is alone.
    async function eachAlone({ terms, filters }) {
      const typed = [...new Set(terms.filter((term) => !term.not).map((term) => term.typed))];
      if (typed.length + filters.length < 2) return [];
      const buttons = await Promise.all(typed.map(async (word) => {
        const { total } = await index.search(word, 0);
        return make("button", { type: "button", onclick: () => { input.value = word; input.focus(); return show(); } }, `${word} `, make("span", { className: "count" }, String(total)));
      }));
      return [make("p", { className: "search-chips" }, make("span", { className: "quiet" }, words.alone), ...buttons)];
    }

    // Filters that are set, each to be taken away; other queries that may be meant; and filters that would narrow what is shown.
    function showChips(text, hits, others) {
      const set = typedFilters(text);
      const often = new Map();
      for (const [, , tags, , , , weeks] of hits) for (const name of new Set([...tags.map((tag) => `tag:${/\s/.test(tag) ? `"${tag}"` : tag}`), ...weeks.map(([id]) => `year:${id.slice(0, 4)}`)])) if (/^tag:|^year:\d{4}$/.test(name)) often.set(name, (often.get(name) ?? 0) + 1);
      const offers = hits.length < 2 ? [] : [...often].filter(([name, n]) => n < hits.length && !set.includes(name)).sort((a, b) => b[1] - a[1]).slice(0, 5).map(([name]) => name);
      const turn = (next) => () => { input.value = next; input.focus(); return show(); };
      chips.replaceChildren(
        ...set.map((typed) => make("button", { type: "button", className: "set", ariaLabel: words.remove.replace("{x}", typed), onclick: turn(without(text, typed)) }, typed)),
        ...others.map(([other, n]) => make("button", { type: "button", onclick: turn(other) }, `${other} `, make("span", { className: "count" }, String(n)))),
        ...offers.map((name) => make("button", { type: "button", onclick: turn(`${text.trim()} ${name}`) }, name)));
    }

    const help = () => make("div", { className: "search-help" }, ...words.help.map((line) => make("p", {}, ...line.split(/(`[^`]+`)/).map((part) => (part[0] === "`" ? make("kbd", {}, part.slice(1, -1)) : part)))));

    input.addEventListener("input", (event) => { limit = most; return show(event); });
    place.addEventListener("keydown", (event) => {
      if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
      const stops = [input, ...place.querySelectorAll(".search-names a, .search-hits a.t")];
      const at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    });
    form.addEventListener("submit", (event) => { if (place.closest("main")) event.preventDefault(); });
    await show();
    return input;
  }

  // search.html?q=…&limit=N
  async function showPage(place, index, base) {
    const asked = new URLSearchParams(location.search);
    const most = Math.max(1, Number.parseInt(asked.get("limit") ?? "", 10) || SHOWN);
    const rest = document.querySelector(".search-else");
    const title = document.title;
    const changed = (text, shown) => {
      if (rest) rest.hidden = Boolean(text.trim());
      document.title = text.trim() ? `${text.trim()} · ${title}` : title;
      const address = new URL(location.href);
      const was = address.href;
      const set = (name, value) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name));
      set("q", text);
      set("limit", shown === SHOWN ? "" : shown);
      if (address.href === was) return;
      try { history.replaceState(null, "", address); } catch { /* a browser that lets files keep their address */ }
    };
    const more = (text, next, words, show) => make("p", { className: "more" }, make("button", { type: "button", onclick: () => show(next) }, words.more));
    const input = await mount(place, index, base, { query: asked.get("q") ?? "", most, changed, more });
    if (!asked.get("q") && document.activeElement === document.body) input.focus();
  }

  let dialog = null;
  async function showDialog(index, base) {
    if (!dialog) {
      const { words } = await index.head();
      dialog = make("dialog", { className: "search-dialog", ariaLabel: words.title, closedBy: "any" });
      const more = (text) => make("p", { className: "more" }, make("a", { href: `${base}search.html?q=${encodeURIComponent(text)}` }, words.all));
      document.body.append(dialog);
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      dialog.append(make("button", { type: "button", className: "search-close", onclick: () => dialog.close() }, words.close));
      await mount(dialog, index, base, { most: 8, more });
    }
    if (!dialog.open) dialog.showModal();
    const input = dialog.querySelector("input");
    input.focus();
    input.select();
  }

  Object.assign(weeknotes, { showDialog, showPage });
})();
