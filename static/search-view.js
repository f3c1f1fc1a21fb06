// @ts-check
// The search on search.html and in the dialog: an input, and the results below it.
(() => {
  "use strict";
  const {
    BLOCK, FILTER, OUTDATED, countsOf, findNames, make, makeButton, makeCount, makeHelp, makeHit,
    makeMore, makeNames, makeNotes, makeQuiet, parse, patterns, pluralOf, update, withPapers,
    wordsOf,
  } = weeknotes;
  const PAGE_SIZE = 10; // papers that are shown at first; a button adds twice as many
  const DIALOG_SIZE = 8;
  // The number of papers that are shown first, so that the user sees a result sooner.
  const FIRST = 1;
  const PAUSE = 250; // milliseconds without a key press before other readings are tried
  const MOMENT = 400; // milliseconds without results before the status says that it is searching
  const MOST_OFFERS = 5;
  // Words that are not useful as a search for one word.
  const FUNCTION_WORD = new RegExp(`^(?:${[
    "an?|and|are|as|at|be|by|for|from|how|in|into|is|it|its|not|of|on|or|that|the|their|this|to",
    "was|we|what|with|그|더|등|및|수|이|것|것은|것이|그리고|또는|있는|하는|위한",
  ].join("|")})$`, "i");
  const LONGEST_QUERY = 60; // characters of the query that a message quotes

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

  // A filter in words, for its button. Filters in other forms are shown as they are typed.
  /** @type {(filter: string, words: Words) => string} */
  function inWords(filter, { filters }) {
    const [, kind, value] = /^(tag|year|before|after):"?(.+?)"?$/.exec(filter) ?? [];
    const isShort = kind === "tag" || /^\d{4}$/.test(value);
    return (isShort && filters[kind]?.replace("{x}", () => value)) || filters[filter] || filter;
  }

  /** @type {(paper: Paper) => string[]} */
  const yearsOf = ([, , , , , , weeks]) => (
    weeks.map(([id]) => id.slice(0, 4)).filter((year) => /^\d{4}$/.test(year))
  );

  // The filters that a paper passes: its tags, its years, what it has.
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

  // The middle year of some papers; empty if they are of fewer than three years.
  /** @type {(papers: Paper[]) => string} */
  function middleYear(papers) {
    const years = papers.flatMap(yearsOf).sort();
    return new Set(years).size < 3 ? "" : years[years.length >> 1];
  }

  // Filters that some of these papers pass and some do not, the most frequent first.
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

  // A typed word without brackets and other signs around it.
  /** @type {(typed: string) => string} */
  const bare = (typed) => typed.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu, "");

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

  // Arrow keys move the focus between the input and the links of the results.
  /** @type {(event: KeyboardEvent, place: HTMLElement, input: HTMLElement) => void} */
  function moveFocus(event, place, input) {
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    const isOld = place.dataset.query === undefined; // shows the previous query
    if (event.isComposing || !isArrow || isOld) return;
    const stops = [input, ...place.querySelectorAll(".search-names a, .search-hits a.title")];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    stops[Math.max(0, Math.min(stops.length - 1, next))].focus();
  }

  // Adds the search to `place`: an input, and below it the results, which change while the user
  // types.
  //   query        the initial query
  //   most         how many papers are shown at first
  //   onChange     is called when results are shown, with the query and the number of papers
  //   makeFurther  makes the button or the link to more papers
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
    const notes = make("div");
    const named = make("div");
    const hits = make("ol", { className: "search-hits" });
    const rest = make("div");
    const body = make("div", { className: "search-found" }, notes, named, hits, rest);
    const action = `${base}search.html`;
    const form = make("form", { className: "search-form", role: "search", action }, input);
    place.append(form, chips, status, body);
    let latest = 0; // the number of the newest search; results of older searches are not shown
    let limit = most;
    let asked = ""; // the words that the page of a paper will mark

    // Searches for the text of the input, and shows the results or a failure.
    /** @type {(event?: Event) => Promise<void>} */
    async function show(event) {
      const own = ++latest;
      delete status.dataset.total;
      delete place.dataset.query;
      body.setAttribute("aria-busy", "true");
      const moment = setTimeout(() => {
        if (own === latest && place.dataset.query === undefined) {
          status.textContent = words.searching;
        }
      }, MOMENT);
      try {
        await newest.answer((index) => showFrom(index, own, event));
      } catch (error) {
        if (own === latest) showFailure(/** @type {Error} */ (error));
      } finally {
        clearTimeout(moment);
      }
    }

    /** @type {(error: Error) => void} */
    function showFailure({ message }) {
      const again = () => (message === OUTDATED ? location.reload() : show());
      const isOffline = !navigator.onLine && location.protocol !== "file:";
      const said = isOffline ? words.offline : words.failed;
      status.replaceChildren(said, " ", makeButton(again, {}, words.retry));
      delete status.dataset.total;
      body.setAttribute("aria-busy", "false");
      if (place.dataset.query !== undefined) return; // results of this query are shown, but not all
      chips.hidden = true;
      for (const part of [notes, named, hits, rest]) part.replaceChildren();
    }

    // Searches in the index of one build. Results are shown before more is loaded. If a key press
    // started the search, or if no papers are shown, the first FIRST papers are shown alone.
    /** @type {(index: SearchIndex, own: number, event?: Event) => Promise<void>} */
    async function showFrom(index, own, event) {
      const text = input.value;
      const isLatest = () => own === latest;
      /** @type {Paper[]} */
      let papers = [];
      const showSome = async (/** @type {Found} */ found, count = limit) => {
        papers = await present(index, found, text, count, isLatest);
        return isLatest();
      };
      const showSoon = async (/** @type {Found} */ found) => {
        const isFirst = place.dataset.query === undefined && (event || !hits.children.length);
        return (!isFirst || await showSome(found, FIRST)) && showSome(found);
      };
      const found = await index.search(text, async (some) => (
        some.documents.length ? showSoon(some) : isLatest()
      ));
      const total = found.documents.length;
      const isAll = total && total === found.typed; // all results are shown already
      if (!isLatest() || (!isAll && !await showSoon(found))) return;
      const isMissed = text.trim() && !total && !named.children.length;
      const apart = isMissed ? await makeEachAlone(index, found) : [];
      if (!isLatest()) return;
      rest.prepend(...apart);
      status.dataset.total = String(total);
      body.setAttribute("aria-busy", "false");
      onChange(text, limit, newestFirst);
      showChips(text, papers, []);
      if (!total) return;
      if (event) await new Promise((resume) => setTimeout(resume, PAUSE));
      if (!isLatest()) return;
      const others = await index.others(text, found);
      if (isLatest() && others.length) showChips(text, papers, others);
    }

    // Shows results with `count` papers, unless a newer search began. Returns the papers.
    /**
     * @type {(
     *   index: SearchIndex, found: Found, text: string, count: number, isLatest: () => boolean,
     * ) => Promise<Paper[]>}
     */
    async function present(index, found, text, count, isLatest) {
      const order = newestFirst ? [...found.documents].sort((a, b) => b - a) : found.documents;
      const wanted = order.slice(0, count);
      const [names, ...papers] = await Promise.all([
        findNames(index, found),
        ...wanted.map(async (n) => (await index.file(`t${Math.floor(n / BLOCK)}`))[n % BLOCK]),
      ]);
      if (!isLatest()) return papers;
      const asTyped = new Set(found.documents.slice(0, found.typed));
      const heard = found.notes.filter((note) => note.kind === "heard");
      const typed = found.notes.filter((note) => note.kind !== "heard");
      // Papers that only learnt pairs find have a label; the others look as without pairs.
      const meant = new Set(heard.map((note) => note.meant));
      const label = meant.size ? `${[...meant].join(", ")} ${words.heard}` : "";
      const looked = patterns(found);
      const lookedTyped = patterns({ ...found, notes: typed });
      asked = wordsOf(found);
      const isEmpty = !text.trim();
      const total = found.documents.length;
      update(notes, total || names.length ? makeNotes(found.notes, words, turnOff) : []);
      update(named, makeNames(withPapers(names, papers, found), looked, words, base));
      update(hits, papers.map((paper, i) => (
        asTyped.has(wanted[i])
          ? makeHit(paper, lookedTyped, base, words.language, "")
          : makeHit(paper, looked, base, words.language, label)
      )));
      const hasMore = total > limit;
      update(rest, [
        ...(hasMore ? [makeFurther(text, words, showMore)] : []),
        ...(!isEmpty && total ? [] : [makeHelp(words)]),
      ]);
      status.textContent = isEmpty ? "" : statusOf(found, names, text);
      chips.hidden = isEmpty;
      place.dataset.query = text;
      input.defaultValue = text; // WebKit restores this value when the user comes back
      return papers;
    }

    /** @type {(found: Found, names: Name[], text: string) => string} */
    function statusOf(found, names, text) {
      const total = found.documents.length;
      if (total) return pluralOf(words.found, total, words.language);
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

    // Shows more papers, and moves the focus to the first new paper.
    /** @type {ShowMore} */
    async function showMore() {
      const before = limit;
      limit += 2 * PAGE_SIZE;
      await show();
      body.querySelectorAll(".search-hits a.title")[before]?.focus();
    }

    // Searches for the typed word only, without learnt pairs.
    /** @type {(typed: string) => void} */
    const turnOff = (typed) => { search(input.value.replace(typed, () => `"${typed}"`)); };

    // Buttons that search for single words, if no paper has all words. The rarest words come first,
    // because they say most.
    /** @type {(index: SearchIndex, found: Found) => Promise<HTMLElement[]>} */
    async function makeEachAlone(index, { query: { terms, filters }, counts }) {
      if (terms.length + filters.length < 2) return [];
      const rarest = terms
        .map(({ typed, not }, i) => ({ typed, count: not ? 0 : counts[i] }))
        .filter(({ typed, count }) => count && !FUNCTION_WORD.test(bare(typed)))
        .sort((a, b) => a.count - b.count);
      const alone = [...new Set(rarest.map(({ typed }) => bare(typed)))].slice(0, MOST_OFFERS);
      const totals = await Promise.all(alone.map(async (word) => (
        (await index.search(word)).documents.length
      )));
      const buttons = alone.flatMap((word, i) => (totals[i] ? [
        makeButton(() => search(word), {}, `${word} `, makeCount(String(totals[i]))),
      ] : []));
      if (!buttons.length) return [];
      return [make("p", { className: "search-chips" }, makeQuiet(words.alone), ...buttons)];
    }

    // Shows buttons: to remove a filter of the query, to search for another query, to add a filter.
    /** @type {(text: string, papers: Paper[], others: [string, number][]) => void} */
    function showChips(text, papers, others) {
      const set = typedFilters(text);
      const removers = set.map((typed) => {
        const name = inWords(typed, words);
        const label = words.remove.replace("{x}", () => name);
        const given = { className: "set", "aria-label": label };
        return makeButton(() => search(without(input.value, typed)), given, name);
      });
      const alternatives = others.slice(0, MOST_OFFERS).map(([other, n]) => (
        makeButton(() => search(other), {}, `${other} `, makeCount(String(n)))
      ));
      const offers = narrowingFilters(papers, set).map((name) => (
        makeButton(() => search(`${input.value.trim()} ${name}`), {}, inWords(name, words))
      ));
      const switchOrder = () => { newestFirst = !newestFirst; return show(); };
      const given = { className: newestFirst ? "set" : "", "aria-pressed": String(newestFirst) };
      const order = papers.length > 1 ? [makeButton(switchOrder, given, words.newest_first)] : [];
      update(chips, [...order, ...removers, ...alternatives, ...offers]);
    }

    for (const type of ["pointerdown", "click"]) {
      // The hash is set only now, so that until then the link has the plain address of the page.
      hits.addEventListener(type, ({ target }) => {
        const link = target instanceof Element ? target.closest("a") : null;
        if (link) link.hash = asked && `find=${encodeURIComponent(asked)}`;
      });
    }
    input.addEventListener("input", (event) => { limit = most; return show(event); });
    place.addEventListener("keydown", (event) => moveFocus(event, place, input));
    // The form is not submitted, because the policy of the page does not allow this in Firefox from
    // file://.
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
    } catch { // some browsers do not allow a change of the address of a file
      history.replaceState(state, "");
    }
  }

  // Adds the search to search.html, and searches for the query in the address.
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
    const makeFurther = (_text, words, showMore) => makeMore(makeButton(showMore, {}, words.more));
    const input = mount(place, index, base, { query, most, newestFirst, onChange, makeFurther });
    if (!query && document.activeElement === document.body) input.focus();
  }

  // The search dialog

  /** @type {HTMLDialogElement | null} */
  let dialog = null; // made when the dialog is first opened

  // Stores the query of the dialog (undefined: it is closed), so that it is open again when the
  // user comes back.
  /** @type {(search?: string) => void} */
  const keepInHistory = (search) => history.replaceState({ ...history.state, search }, "");

  /** @type {(index: NewestIndex, base: string, query: string) => HTMLDialogElement} */
  function makeDialog(index, base, query) {
    const { words } = index;
    const attributes = { className: "search-dialog", "aria-label": words.title, closedBy: "any" };
    const made = make("dialog", attributes);
    document.body.append(made);
    made.addEventListener("click", (event) => {
      if (event.target === made) made.close();
    });
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault(); // else some browsers only clear the input
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
