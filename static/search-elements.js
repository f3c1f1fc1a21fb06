// @ts-check
// Makes elements for results: papers, names, the readings that were used.
(() => {
  "use strict";
  const { marked, meantIn, sentence, weights } = weeknotes;
  const MOST_NOTES = 4;
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

  // Groups items by the result of `keyOf`, in the order of the first items.
  /** @type {<K, V>(items: V[], keyOf: (item: V) => K) => Map<K, V[]>} */
  function grouped(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
      const key = keyOf(item);
      groups.set(key, [...(groups.get(key) ?? []), item]);
    }
    return groups;
  }

  // Replaces the children of an element. A child that is there already stays, so its event handlers
  // must not depend on the query for which it was made. The focus stays, too.
  /** @type {(parent: HTMLElement, children: HTMLElement[]) => void} */
  function update(parent, children) {
    const old = grouped([...parent.children], (child) => child.outerHTML);
    const wanted = children.map((child) => old.get(child.outerHTML)?.shift() ?? child);
    const focused = document.activeElement;
    for (const child of [...old.values()].flat()) child.remove();
    wanted.forEach((child, i) => {
      const here = parent.children[i] ?? null;
      if (here !== child) parent.insertBefore(child, here);
    });
    if (!focused || focused.isConnected) return;
    const alike = [...parent.querySelectorAll(focused.tagName)]
      .find((other) => other.textContent === focused.textContent);
    alike?.focus();
  }

  // The form of a phrase for a number, by the plural rules of the page's language.
  /** @type {(forms: string[], n: number, language: Language) => string} */
  function pluralOf(forms, n, { tag, plurals }) {
    const form = plurals.indexOf(new Intl.PluralRules(tag).select(n));
    return forms[form].replace("{n}", n.toLocaleString());
  }

  // The language tag of a text: of the first language whose own letters occur in the text.
  /** @type {(text: string, language: Language) => string} */
  function languageOf(text, { letters, otherwise }) {
    const holds = (/** @type {[string, string]} */ [, own]) => new RegExp(`[${own}]`).test(text);
    return Object.entries(letters).find(holds)?.[0] ?? otherwise;
  }

  // A line of help. Text between backticks is an example of input.
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

  // Up to two names that show why a paper was found, as far as `shown` does not show it.
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

  // The terms of a search, and the readings that were used, as a query for the page of a paper.
  /** @type {(found: Found) => string} */
  function wordsOf({ query, notes }) {
    const typed = query.terms.filter((term) => !term.not).map(({ typed: text, field, phrase }) => (
      phrase ? `"${text}"` : `${field < 0 ? "" : "author:"}${text}`
    ));
    return [...new Set([...typed, ...notes.map(({ meant }) => meant)])].join(" ");
  }

  // A result (a paper) as a list item.
  /**
   * @type {(
   *   found: Paper, wanted: Looked[], base: string, language: Language, label: string,
   * ) => HTMLElement}
   */
  function makeHit(found, wanted, base, language, label) {
    const [href, titles, tags, authors, text, sources, weeks] = found;
    const looked = meantIn([...titles, ...tags, ...authors, text, ...sources], wanted);
    const [title, ...otherTitles] = titles;
    const attributes = { className: "title", href: base + href, lang: languageOf(title, language) };
    const link = make("a", attributes, marked(title, looked));
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

  // The names of each kind. The kinds are in the order of their first names.
  /** @type {(names: Name[]) => [keyof Words & (typeof KINDS)[NameKind], Name[]][]} */
  const byKind = (names) => [...grouped(names, ([kind]) => KINDS[kind])];

  // The numbers of weeks, tags and authors, for the status without papers.
  /** @type {(names: Name[], words: Words) => string} */
  function countsOf(names, words) {
    return byKind(names).map(([kind, own]) => `${words[kind]} ${own.length}`).join(" · ");
  }

  // A paragraph for each kind of names: papers, tags, authors, weeks.
  /** @type {(names: Name[], looked: Looked[], words: Words, base: string) => HTMLElement[]} */
  function makeNames(names, looked, words, base) {
    /** @type {(name: Name) => Child[]} */
    const makeName = ([, name, href, n]) => {
      const attributes = { href: base + href, lang: languageOf(name, words.language) };
      const count = n ? [makeCount(` ${n}`)] : []; // own pages have no notes
      return [" ", make("a", attributes, marked(name, meantIn([name], looked)), ...count)];
    };
    return byKind(names).map(([kind, own]) => (
      make("p", { className: "search-names" }, makeQuiet(words[kind]), ...own.flatMap(makeName))
    ));
  }

  // A line for each reading that was used. For a learnt pair, a button searches for the typed word
  // alone.
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

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({
    countsOf, make, makeButton, makeCount, makeHelp, makeHit, makeMore, makeNames, makeNotes,
    makeQuiet, pluralOf, update, wordsOf,
  }));
})();
