// @ts-check
// The search on the screen: a field, what the query was taken for, tags, authors and weeks, papers.
(() => {
  "use strict";
  const {
    BLOCK, FILTER, OUTDATED, findNames, marked, parse, patterns, sentence, weights, withPapers,
  } = weeknotes;
  const PAGE_SIZE = 10; // papers at first; twice as many more each time
  const DIALOG_SIZE = 8;
  // While one types, so many papers are shown at once, and the others when they are loaded: the
  // first results come sooner.
  const FIRST = 1;
  const PAUSE = 250; // milliseconds without a key, before other readings are looked for
  const MOST_NOTES = 4;
  const MOST_OFFERS = 5;
  const LONGEST_QUERY = 60; // characters of a query in a message
  const KINDS = /** @type {const} */ ({
    d: "papers", t: "tags", a: "authors", w: "weeks", p: "pages",
  });

  // Elements

  // An element with properties or attributes, and children.
  /** @type {<T extends string>(tag: T, given?: Given, ...children: Child[]) => Made<T>} */
  function make(tag, given = {}, ...children) {
    const element = /** @type {any} */ (document.createElement(tag));
    for (const [name, value] of Object.entries(given)) {
      if (name in element && name !== "list") element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** @type {(onclick: () => void, given: Given, ...children: Child[]) => HTMLElement} */
  const makeButton = (onclick, given, ...children) => (
    make("button", { type: "button", ...given, onclick }, ...children)
  );
  /** @type {(text: string) => HTMLElement} */
  const makeQuiet = (text) => make("span", { className: "quiet" }, text);
  /** @type {(text: string) => HTMLElement} */
  const makeCount = (text) => make("span", { className: "count" }, text);
  /** @type {(child: Child) => HTMLElement} */
  const makeMore = (child) => make("p", { className: "more" }, child);

  // The form of a phrase for a number, by the plural rules of the page's language.
  /** @type {(forms: string[], n: number, language: Language) => string} */
  function pluralOf(forms, n, { tag, plurals }) {
    const form = plurals.indexOf(new Intl.PluralRules(tag).select(n));
    return forms[form].replace("{n}", n.toLocaleString());
  }

  // The tag of a text's language: the one whose own letters it holds.
  /** @type {(text: string, language: Language) => string} */
  function languageOf(text, { letters, otherwise }) {
    const holds = (/** @type {[string, string]} */ [, own]) => new RegExp(`[${own}]`).test(text);
    return Object.entries(letters).find(holds)?.[0] ?? otherwise;
  }

  // A line of help: what stands in backquotes is what one types.
  /** @type {(line: string) => HTMLElement} */
  function makeHelpLine(line) {
    const parts = line.split(/(`[^`]+`)/);
    const nodes = parts.map((part) => (
      part[0] === "`" ? make("kbd", {}, part.slice(1, -1)) : part
    ));
    return make("p", {}, ...nodes);
  }

  /** @type {(words: Words) => HTMLElement} */
  const makeHelp = (words) => (
    make("div", { className: "search-help" }, ...words.help.map(makeHelpLine))
  );

  // Papers

  // Up to two of the names that tell more of why a paper was found than `shown` does.
  /** @type {(names: string[], shown: string[], looked: Looked[]) => string[]} */
  function tellingNames(names, shown, looked) {
    /** @type {string[]} */
    const found = [];
    while (found.length < 2) {
      const known = weights([...shown, ...found], looked);
      const gainOf = (/** @type {string} */ name) => weights([name], looked)
        .reduce((sum, weight, i) => sum + Math.max(0, weight - known[i]), 0);
      const ranked = names.map((name) => /** @type {const} */ ([gainOf(name), name]))
        .sort(([a], [b]) => b - a);
      if (!ranked[0]?.[0]) break;
      found.push(ranked[0][1]);
    }
    return found;
  }

  // The line below a paper: weeks, authors, other names that match, tags.
  /** @type {(facts: string[], looked: Looked[]) => HTMLElement} */
  function makeFacts(facts, looked) {
    const nodes = facts.filter(Boolean).flatMap((fact, i) => (
      i ? [" · ", marked(fact, looked)] : ["", fact]
    ));
    return make("small", {}, ...nodes);
  }

  // What a search looked for and what that was taken for, as a query for the page of a paper.
  /** @type {(found: Found) => string} */
  function wordsOf({ query, notes }) {
    const typed = query.terms.filter((term) => !term.not).map(({ typed: text, field, phrase }) => (
      phrase ? `"${text}"` : `${field < 0 ? "" : "author:"}${text}`
    ));
    return [...new Set([...typed, ...notes.map(({ meant }) => meant)])].join(" ");
  }

  // A paper that was found, as an item of the list. `words` are marked in its page.
  /**
   * @type {(
   *   found: Paper, looked: Looked[], words: string, base: string, language: Language,
   *   label: string,
   * ) => HTMLElement}
   */
  function makeHit(found, looked, words, base, language, label) {
    const [href, titles, tags, authors, text, sources, weeks] = found;
    const [title, ...otherTitles] = titles;
    const attributes = { className: "title", href: base + href, lang: languageOf(title, language) };
    const link = make("a", attributes, marked(title, looked));
    for (const type of ["pointerdown", "click"]) {
      // Only then, so that the address in the list is that of the page.
      link.addEventListener(type, () => {
        link.hash = words && `find=${encodeURIComponent(words)}`;
      });
    }
    const best = text && sentence([text, ...sources].join("\n"), looked);
    const shown = authors.slice(0, 3);
    const others = [...otherTitles, ...authors.slice(3)];
    const telling = tellingNames(others, [title, best, ...shown, ...tags], looked);
    const facts = [
      weeks.map(([, name]) => name).join(", "),
      shown.join(", "),
      ...telling,
      tags.map((tag) => `#${tag}`).join(" "),
      label,
    ];
    const lang = best && languageOf(best, language);
    const summary = best ? [make("p", { lang }, marked(best, looked, true))] : [];
    return make("li", {}, link, ...summary, makeFacts(facts, looked));
  }

  // Names and notes

  // The names of each kind, in the order in which the kinds come first.
  /** @type {(names: Name[]) => [keyof Words & (typeof KINDS)[NameKind], Name[]][]} */
  const byKind = (names) => [...Map.groupBy(names, ([kind]) => KINDS[kind])];

  // How many weeks, tags and authors there are, where there are no papers.
  /** @type {(names: Name[], words: Words) => string} */
  function countsOf(names, words) {
    return byKind(names).map(([kind, own]) => `${words[kind]} ${own.length}`).join(" · ");
  }

  // The papers, tags, authors and weeks that are named, a paragraph for each kind.
  /** @type {(names: Name[], looked: Looked[], words: Words, base: string) => HTMLElement[]} */
  function makeNames(names, looked, words, base) {
    /** @type {(name: Name) => Child[]} */
    const makeName = ([, name, href, n]) => {
      const attributes = { href: base + href, lang: languageOf(name, words.language) };
      const count = n ? [makeCount(` ${n}`)] : []; // the site's own pages have no notes
      return [" ", make("a", attributes, marked(name, looked), ...count)];
    };
    return byKind(names).map(([kind, own]) => (
      make("p", { className: "search-names" }, makeQuiet(words[kind]), ...own.flatMap(makeName))
    ));
  }

  // What terms were taken for.
  // Of what was heard, one can search for the typed word alone.
  /** @type {(notes: Note[], words: Words, turnOff: (typed: string) => void) => HTMLElement[]} */
  function makeNotes(notes, words, turnOff) {
    const unlike = new Map(notes.map((note) => [note.typed + note.meant, note]));
    return [...unlike.values()].slice(0, MOST_NOTES).map(({ typed, meant, kind }) => {
      /** @type {Child[]} */
      const parts = [make("q", {}, typed), " → ", make("q", {}, meant), ` ${words[kind]}`];
      if (kind === "heard") parts.push(" ", makeButton(() => turnOff(typed), {}, words.off));
      return make("p", { className: "search-note" }, ...parts);
    });
  }

  // Filters

  // The filters in a query, as they are typed.
  /** @type {(text: string) => string[]} */
  function typedFilters(text) {
    return [...text.matchAll(FILTER)].map((match) => match[0]).filter((typed) => {
      const { filters, terms } = parse(typed);
      return filters.length || terms[0]?.field === 2;
    });
  }

  // A query without one of its filters.
  /** @type {(text: string, filter: string) => string} */
  const without = (text, filter) => text.replace(filter, " ").replace(/\s+/g, " ").trim();

  /** @type {(paper: Paper) => string[]} */
  const yearsOf = ([, , , , , , weeks]) => (
    weeks.map(([id]) => id.slice(0, 4)).filter((year) => /^\d{4}$/.test(year))
  );

  // The filters that let a paper through: its tags, its years, what it has.
  /** @type {(paper: Paper, middle: string) => Set<string>} */
  function filtersOf(paper, middle) {
    const [, , tags, , , , , has] = paper;
    const years = yearsOf(paper);
    return new Set([
      ...tags.map((tag) => `tag:${/\s/.test(tag) ? `"${tag}"` : tag}`),
      ...years.map((year) => `year:${year}`),
      ...has.map((kind) => `has:${kind}`),
      ...(middle ? years.map((year) => `${year < middle ? "before" : "after"}:${middle}`) : []),
    ]);
  }

  // The year in the middle of those of some papers; empty where there are fewer than three.
  /** @type {(papers: Paper[]) => string} */
  function middleYear(papers) {
    const years = papers.flatMap(yearsOf).sort();
    return new Set(years).size < 3 ? "" : years[years.length >> 1];
  }

  // The filters that would narrow a list of papers, the most frequent first.
  /** @type {(papers: Paper[], set: string[]) => string[]} */
  function narrowingFilters(papers, set) {
    if (papers.length < 2) return [];
    const middle = middleYear(papers);
    const counts = new Map();
    for (const paper of papers) {
      for (const name of filtersOf(paper, middle)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return [...counts]
      .filter(([name, n]) => n < papers.length && !set.includes(name))
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_OFFERS)
      .map(([name]) => name);
  }

  // The search itself

  /** @type {(query: string, words: Words) => HTMLInputElement} */
  function makeInput(query, words) {
    return make("input", {
      type: "search",
      name: "q",
      value: query,
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: false,
      enterKeyHint: "search",
      placeholder: words.prompt,
      "aria-label": words.title,
    });
  }

  // Arrow keys move between the field and the links that were found.
  /** @type {(event: KeyboardEvent, place: HTMLElement, input: HTMLElement) => void} */
  function moveFocus(event, place, input) {
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (event.isComposing || !isArrow) return;
    const stops = [input, ...place.querySelectorAll(".search-names a, .search-hits a.title")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    stops[Math.max(0, Math.min(stops.length - 1, next))].focus();
  }

  // Puts the search into `place`: a field, and below it what is found while one types.
  //   query        what stands in the field at first
  //   most         how many papers are shown
  //   onChange     is called with the query and the number of papers when they are shown
  //   makeFurther  makes what leads to further papers
  /**
   * @type {(place: HTMLElement, newest: NewestIndex, base: string, options: MountOptions)
   *   => HTMLInputElement}
   */
  function mount(place, newest, base, options) {
    const { query = "", most = PAGE_SIZE, onChange, makeFurther } = options;
    let { newestFirst = false } = options;
    const { words } = newest;
    const status = make("p", { className: "search-status", role: "status" });
    const input = makeInput(query, words);
    const chips = make("p", { className: "search-chips" });
    const body = make("div", { className: "search-found" });
    const action = `${base}search.html`;
    const form = make("form", { className: "search-form", role: "search", action }, input);
    place.append(form, chips, status, body);
    let latest = 0; // the number of the newest search; what older ones find is not shown
    let limit = most;

    // Finds and shows what the field says, or says that this failed.
    /** @type {(event?: Event) => Promise<void>} */
    async function show(event) {
      const own = ++latest;
      try {
        await newest.answer((index) => showFrom(index, own, event));
      } catch (error) {
        if (own === latest) showFailure(/** @type {Error} */ (error));
      }
    }

    /** @type {(error: Error) => void} */
    function showFailure({ message }) {
      const again = () => (message === OUTDATED ? location.reload() : show());
      status.replaceChildren(words.failed, " ", makeButton(again, {}, words.retry));
      delete status.dataset.total;
      chips.hidden = true;
      body.replaceChildren();
      body.ariaBusy = "false";
    }

    // The same from the index of one build; of the papers, FIRST at once where a key started it.
    /** @type {(index: SearchIndex, own: number, event?: Event) => Promise<void>} */
    async function showFrom(index, own, event) {
      /** @type {(n: number) => Promise<Paper>} */
      const paper = async (n) => (await index.file(`t${Math.floor(n / BLOCK)}`))[n % BLOCK];
      const text = input.value;
      const found = await index.search(text, limit);
      const names = await findNames(index, found);
      const asTyped = new Set(found.documents.slice(0, found.typed));
      if (newestFirst) found.documents.sort((a, b) => b - a);
      const wanted = found.documents.slice(0, limit);
      const isEmpty = !text.trim();
      const isMissed = !isEmpty && !found.total && !names.length;
      const apart = isMissed ? await makeEachAlone(index, found.query) : [];
      const first = await Promise.all((event ? wanted.slice(0, FIRST) : wanted).map(paper));
      if (own !== latest) return;
      const looked = patterns(found);
      const heard = found.notes.filter((note) => note.kind === "heard").map((note) => note.meant);
      const label = heard.length ? `${[...new Set(heard)].join(", ")} ${words.heard}` : "";
      const asked = wordsOf(found);
      // Those that are only heard say so, and come last unless the newest come first.
      const makeItem = (/** @type {Paper} */ one, /** @type {number} */ i) => (
        makeHit(one, looked, asked, base, words.language, asTyped.has(wanted[i]) ? "" : label)
      );
      const hits = make("ol", { className: "search-hits" }, ...first.map(makeItem));
      const named = make("div");
      const showNames = (/** @type {Paper[]} */ shown) => (
        named.replaceChildren(...makeNames(withPapers(names, shown, found), looked, words, base))
      );
      showNames(first);
      status.textContent = isEmpty ? "" : statusOf(found, names, text);
      status.dataset.total = String(found.total);
      body.replaceChildren(
        ...(isEmpty ? [] : makeFound(found, names, [named, hits], text)),
        ...apart,
        ...(!isEmpty && found.total ? [] : [makeHelp(words)]),
      );
      body.ariaBusy = String(first.length < wanted.length);
      chips.hidden = isEmpty;
      place.dataset.query = text;
      const papers = await Promise.all(wanted.map(paper));
      if (own !== latest) return;
      hits.append(...papers.map(makeItem).slice(first.length));
      if (first.length < papers.length) showNames(papers);
      body.ariaBusy = "false";
      onChange(text, limit, newestFirst);
      showChips(text, papers, []);
      if (!found.total) return;
      if (event) await new Promise((resume) => setTimeout(resume, PAUSE));
      if (own !== latest) return;
      const others = await index.others(text, found);
      if (own === latest && others.length) showChips(text, papers, others);
    }

    /** @type {(found: Found, names: Name[], text: string) => string} */
    function statusOf(found, names, text) {
      const forms = found.about ? words.about : words.found;
      if (found.total) return pluralOf(forms, found.total, words.language);
      const typed = text.trim();
      const isLong = typed.length > LONGEST_QUERY;
      const shown = isLong ? `${typed.slice(0, LONGEST_QUERY)}…` : typed;
      return countsOf(names, words) || words.none.replace("{x}", shown);
    }

    // Searches for another query.
    /** @type {(text: string) => Promise<void>} */
    function search(text) {
      input.value = text;
      input.focus();
      return show();
    }

    // Shows more papers, and moves the focus to the first of the new ones.
    /** @type {(next: number) => Promise<void>} */
    async function showMore(next) {
      const before = limit;
      limit = next;
      await show();
      body.querySelectorAll(".search-hits a.title")[before]?.focus();
    }

    /**
     * @type {(found: Found, names: Name[], [named, hits]: HTMLElement[], text: string)
     *   => HTMLElement[]}
     */
    function makeFound(found, names, [named, hits], text) {
      const turnOff = (/** @type {string} */ typed) => search(text.replace(typed, `"${typed}"`));
      const nodes = found.total || names.length ? makeNotes(found.notes, words, turnOff) : [];
      nodes.push(named);
      if (found.total) nodes.push(hits);
      if (found.documents.length > limit || found.about) {
        nodes.push(makeFurther(text, limit + 2 * PAGE_SIZE, words, showMore));
      }
      return nodes;
    }

    // How often each word is found alone, where no paper has them all.
    /** @type {(index: SearchIndex, query: Query) => Promise<HTMLElement[]>} */
    async function makeEachAlone(index, { terms, filters }) {
      const typed = [...new Set(terms.filter((term) => !term.not).map((term) => term.typed))];
      if (typed.length + filters.length < 2) return [];
      const buttons = await Promise.all(typed.map(async (word) => {
        const { total } = await index.search(word, 0);
        return makeButton(() => search(word), {}, `${word} `, makeCount(String(total)));
      }));
      return [make("p", { className: "search-chips" }, makeQuiet(words.alone), ...buttons)];
    }

    // Filters of the query, to be removed; other queries that may be meant; filters to be added.
    /** @type {(text: string, papers: Paper[], others: [string, number][]) => void} */
    function showChips(text, papers, others) {
      const set = typedFilters(text);
      const removers = set.map((typed) => {
        const label = words.remove.replace("{x}", typed);
        const given = { className: "set", ariaLabel: label };
        return makeButton(() => search(without(text, typed)), given, typed);
      });
      const alternatives = others.map(([other, n]) => (
        makeButton(() => search(other), {}, `${other} `, makeCount(String(n)))
      ));
      const offers = narrowingFilters(papers, set).map((name) => (
        makeButton(() => search(`${text.trim()} ${name}`), {}, name)
      ));
      const switchOrder = () => { newestFirst = !newestFirst; return show(); };
      const given = { className: newestFirst ? "set" : "", ariaPressed: String(newestFirst) };
      const order = papers.length > 1 ? [makeButton(switchOrder, given, words.newest_first)] : [];
      chips.replaceChildren(...order, ...removers, ...alternatives, ...offers);
    }

    input.addEventListener("input", (event) => { limit = most; return show(event); });
    place.addEventListener("keydown", (event) => moveFocus(event, place, input));
    // Not the form itself: from file://, the policy of the page lets no form be sent in Firefox.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!place.closest("main")) location.href = `${action}?q=${encodeURIComponent(input.value)}`;
    });
    show();
    return input;
  }

  // The search page

  // Writes a search into the address, search.html?q=…&limit=N&sort=date, and into the history.
  /** @type {MountOptions["onChange"]} */
  function keepInAddress(text, shown, newestFirst) {
    const address = new URL(location.href);
    const before = address.href;
    const set = (/** @type {string} */ name, /** @type {string} */ value) => {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    };
    set("q", text);
    set("limit", shown === PAGE_SIZE ? "" : String(shown));
    set("sort", newestFirst ? "date" : "");
    if (address.href === before) return;
    const state = { q: text, limit: shown, newestFirst };
    try {
      history.replaceState(state, "", address);
    } catch { // some browsers do not let the address of a file change
      history.replaceState(state, "");
    }
  }

  // Puts the search into the page search.html, and searches for what its address says.
  /** @type {Shared["showPage"]} */
  function showPage(place, index, base) {
    const asked = new URLSearchParams(location.search);
    const query = history.state?.q ?? asked.get("q") ?? "";
    const limit = history.state?.limit ?? Number.parseInt(asked.get("limit") ?? "", 10);
    const most = Math.max(1, limit || PAGE_SIZE);
    const newestFirst = history.state?.newestFirst ?? asked.get("sort") === "date";
    const rest = document.querySelector(".search-else");
    const title = document.title;
    /** @type {MountOptions["onChange"]} */
    const onChange = (text, shown, byDate) => {
      const typed = text.trim();
      if (rest) rest.hidden = Boolean(typed);
      document.title = typed ? `${typed} · ${title}` : title;
      keepInAddress(text, shown, byDate);
    };
    /** @type {MountOptions["makeFurther"]} */
    const makeFurther = (_text, next, words, showMore) => (
      makeMore(makeButton(() => showMore(next), {}, words.more))
    );
    const input = mount(place, index, base, { query, most, newestFirst, onChange, makeFurther });
    if (!query && document.activeElement === document.body) input.focus();
  }

  // The search dialog

  /** @type {HTMLDialogElement | null} */
  let dialog = null; // made when it is first opened

  // What the dialog holds, or that it is closed, so that it is there again when one comes back.
  /** @type {(search?: string) => void} */
  const keepInHistory = (search) => history.replaceState({ ...history.state, search }, "");

  /** @type {(index: NewestIndex, base: string, query: string) => HTMLDialogElement} */
  function makeDialog(index, base, query) {
    const { words } = index;
    const attributes = { className: "search-dialog", ariaLabel: words.title, closedBy: "any" };
    const made = make("dialog", attributes);
    document.body.append(made);
    made.addEventListener("click", (event) => {
      if (event.target === made) made.close();
    });
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault(); // which only empties the field, in some browsers
      made.close();
    });
    made.addEventListener("close", () => keepInHistory());
    made.append(makeButton(() => made.close(), { className: "search-close" }, words.close));
    /** @type {MountOptions["makeFurther"]} */
    const makeFurther = (text) => {
      const href = `${base}search.html?q=${encodeURIComponent(text)}`;
      return makeMore(make("a", { href }, words.all));
    };
    /** @type {MountOptions["onChange"]} */
    const onChange = (text) => made.open && keepInHistory(text);
    mount(made, index, base, { query, most: DIALOG_SIZE, onChange, makeFurther });
    return made;
  }

  /** @type {Shared["showDialog"]} */
  function showDialog(index, base, query = "") {
    dialog ??= makeDialog(index, base, query);
    if (!dialog.open) dialog.showModal();
    const input = dialog.querySelector("input");
    input?.focus();
    input?.select();
    keepInHistory(input?.value);
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({ showDialog, showPage }));
})();
