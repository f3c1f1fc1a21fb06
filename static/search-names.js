// @ts-check
// Terms → the tags, authors, weeks and own pages whose names contain the terms; papers that the
// terms name.
(() => {
  "use strict";
  const {
    bucket, bucketsOf, fold, initials, isSyllable, squashed, tokens, weekHolding, wordPattern,
  } = weeknotes;
  const MOST = 8; // the maximum number of displayed names
  const MOST_WEEKS = 4 * MOST; // if so many names are found, no more weeks are searched
  const MOST_PAPERS = 3;
  const ORDER = "tawp"; // tags, authors, weeks, own pages

  // A name is [kind, name, href, count].

  // Whether a name contains a term that begins at a word or a syllable of the name.
  /** @type {(name: Name, term: Term) => boolean} */
  function contains([, name], term) {
    if (term.kind === "initials") return initials(name).includes(term.pieces[0]);
    const wanted = term.pieces.join("");
    const boundary = /^\d/.test(wanted) ? "(?<!\\d)" : "(?<!\\p{L})";
    const start = isSyllable(wanted) ? "" : boundary;
    const pattern = new RegExp(`${start}${wordPattern(wanted, term.open)}`, "u");
    const spaced = fold(name).replace(/[^\p{L}\p{N}]+/gu, " ");
    return pattern.test(spaced) || pattern.test(squashed(name));
  }

  // The names in the index that may contain a term.
  /** @type {(index: SearchIndex, term: Term) => Promise<Name[]>} */
  async function namesNear(index, term) {
    const piece = term.pieces.join("");
    const isInitials = term.kind === "initials";
    const buckets = isInitials ? [bucket(piece.slice(0, 2))] : bucketsOf(piece, term.open);
    const linesOf = await index.shards(buckets);
    const lines = buckets.flatMap((name) => linesOf(name));
    return lines
      .filter((line) => line[0] === "!")
      .map((line) => JSON.parse(line.slice(line.indexOf(" ") + 1)));
  }

  /** @type {(term: Term) => unknown} */
  const looksLikeDate = (term) => term.date || /^\d{4}|\d[년월주]/.test(fold(term.typed));

  // The year or the month of a date as a name, with the number of its notes.
  /** @type {(index: SearchIndex, date: string, weeks: Week[]) => Name[]} */
  function span({ head: { words } }, date, weeks) {
    if (!/^\d{4}(?:-\d\d)?$/.test(date)) return [];
    const own = weeks.filter(([id]) => id.startsWith(date));
    if (!own.length) return [];
    /** @type {Intl.DateTimeFormatOptions} */
    const shown = { year: "numeric", month: date[4] ? "long" : undefined, timeZone: "UTC" };
    const name = new Date(date).toLocaleDateString(words.language.tag, shown);
    const href = date[4] ? `search.html?q=week:${date}` : `years/${date}.html`;
    return [["w", name, href, own.reduce((sum, week) => sum + week[3], 0)]];
  }

  // A function that compares names. First come names that are equal to the typed text, and weeks if
  // a date was typed. Then names are sorted by kind, and by use; weeks keep their order.
  /** @type {(typed: string, isDate: boolean) => (a: Name, b: Name) => number} */
  function byRank(typed, isDate) {
    /** @type {(name: Name) => number[]} */
    const rank = ([kind, name, , count]) => [
      squashed(name) === typed || (isDate && kind === "w") ? 0 : 1,
      ORDER.indexOf(kind),
      kind === "w" ? 0 : -count,
    ];
    return (a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
    };
  }

  // The names that contain every term of a query: tags, then authors, each with the most used
  // first; then weeks, the newest first.
  /** @type {Shared["findNames"]} */
  async function findNames(index, { query, notes }) {
    const wanted = query.terms.filter((term) => !term.not && !term.phrase);
    if (!wanted.length || query.filters.length) return [];
    // Each term, and the readings that were used for it.
    const readings = wanted.map((term) => [
      term,
      ...notes.filter((note) => note.typed === term.typed).flatMap((note) => note.terms),
    ]);
    /** @type {Map<string, Name>} */
    const names = new Map();
    const add = (/** @type {Name} */ name) => names.set(name[0] + name[2], name);

    const containsAll = (/** @type {Name} */ name) => readings.every((terms) => terms.some(
      (term) => (term.field < 0 || name[0] === "a") && contains(name, term),
    ));
    for (const term of readings[0]) {
      (await namesNear(index, term)).filter(containsAll).forEach(add);
    }
    if (wanted.some(looksLikeDate)) {
      const weeks = await index.file("weeks");
      if (wanted.length === 1) span(index, wanted[0].date, weeks).forEach(add);
      for (const [id, ...week] of weeks) {
        /** @type {Name} */
        const name = ["w", ...week];
        if (names.size >= MOST_WEEKS) break;
        if (wanted.every((term) => (
          (term.date && id.includes(weekHolding(term.date, index.head.week_rule)))
            || (term.field < 0 && contains(name, term))
        ))) add(name);
      }
    }
    const isDate = wanted.every((term) => term.date);
    return [...names.values()].sort(byRank(typedBy(wanted), isDate)).slice(0, MOST);
  }

  /** @type {(terms: Term[]) => string} */
  const typedBy = (terms) => terms.flatMap((term) => term.pieces).join("");

  // How the typed text names a paper. 0: it is the title, or the label of an address. 1: it is the
  // part of the title before a colon. 2: the title begins with it. 3: it does not name the paper.
  /** @type {(paper: Paper, typed: string) => number} */
  function naming([, titles, , , , sources], typed) {
    const plain = (/** @type {string} */ text) => tokens(text).join("");
    const labels = sources.map((label) => label.replace(/^\w+:/, ""));
    if ([...titles, ...labels].some((name) => plain(name) === typed)) return 0;
    if (titles.some((title) => plain(title.split(/[:：–—]|\s-\s/)[0]) === typed)) return 1;
    return typed.length > 2 && titles.some((title) => plain(title).startsWith(typed)) ? 2 : 3;
  }

  // The names, with the papers that a query names before them. If there are no such papers, papers
  // whose titles begin with the query follow the names, if they are few.
  /** @type {Shared["withPapers"]} */
  function withPapers(names, papers, { query: { terms, filters } }) {
    const typed = typedBy(terms);
    if (!typed || filters.length || terms.some((term) => term.not || term.field >= 0)) return names;
    /** @type {Name[][]} */
    const named = [[], [], [], []];
    for (const paper of papers) named[naming(paper, typed)].push(["d", paper[1][0], paper[0], 0]);
    const sure = [...named[0], ...named[1]].slice(0, MOST_PAPERS);
    const begun = sure.length || named[2].length > MOST_PAPERS ? [] : named[2];
    return [...sure, ...names, ...begun];
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({ findNames, withPapers }));
})();
