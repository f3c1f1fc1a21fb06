// @ts-check
// Terms → the tags, authors, weeks and own pages whose names contain them.
(() => {
  "use strict";
  const {
    bucket, bucketsOf, fold, initials, isSyllable, squashed, wordPattern,
  } = weeknotes;
  const MOST = 8; // names that are shown
  const MOST_WEEKS = 4 * MOST; // names after which no more weeks are looked at
  const ORDER = "tawp"; // tags, authors, weeks, the site's own pages

  // A name is [kind, name, href, count].

  // Whether a name contains a term, from the beginning of one of its words or syllables on. A week
  // also contains its date.
  /** @type {(name: Name, term: Term) => boolean} */
  function contains([kind, name, href], term) {
    if (kind === "w" && term.date && href.includes(term.date)) return true;
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
    const { shards: counts } = index.head;
    const piece = term.pieces.join("");
    const isInitials = term.kind === "initials";
    const buckets = isInitials ? [bucket(piece.slice(0, 2))] : bucketsOf(piece, term.open);
    const linesOf = await index.shards(counts.length - 1, counts, buckets);
    const lines = buckets.flatMap((name) => linesOf(name));
    return lines
      .filter((line) => line[0] === "!")
      .map((line) => JSON.parse(line.slice(line.indexOf(" ") + 1)));
  }

  /** @type {(term: Term) => unknown} */
  const looksLikeDate = (term) => term.date || /^\d{4}|\d[년월주]/.test(fold(term.typed));

  // What sorts names: those that are just what was typed, then by kind, then the most used; weeks
  // keep their order.
  /** @type {(typed: string) => (a: Name, b: Name) => number} */
  function byRank(typed) {
    /** @type {(name: Name) => number[]} */
    const rank = ([kind, name, , count]) => [
      squashed(name) === typed ? 0 : 1,
      ORDER.indexOf(kind),
      kind === "w" ? 0 : -count,
    ];
    return (a, b) => {
      const [x, y] = [rank(a), rank(b)];
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
    };
  }

  // The names that contain every term of a query: tags, then authors, the most used first; then
  // weeks, the newest first.
  /** @type {Shared["findNames"]} */
  async function findNames(index, { query, notes }) {
    const wanted = query.terms.filter((term) => !term.not && !term.phrase);
    if (!wanted.length || query.filters.length) return [];
    // Each term, and what it was taken for.
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
      for (const [, ...week] of await index.file("weeks")) {
        /** @type {Name} */
        const name = ["w", ...week];
        if (names.size >= MOST_WEEKS) break;
        if (wanted.every((term) => term.field < 0 && contains(name, term))) add(name);
      }
    }
    const typed = wanted.map((term) => term.pieces.join("")).join("");
    return [...names.values()].sort(byRank(typed)).slice(0, MOST);
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({ findNames }));
})();
