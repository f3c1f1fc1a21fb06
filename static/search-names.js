// Terms → tags, authors and weeks that are called so.
(() => {
  "use strict";
  const { bucketsOf, escaped, fold, isSyllable, openPattern, squashed, initials } = weeknotes;
  const MOST = 8;
  const ORDER = "taw";

  // Whether a name holds a term: from the beginning of one of its words or syllables on; of a week also by its date.
  function holds([kind, name, href], term) {
    if (kind === "w" && term.date && href.includes(term.date)) return true;
    if (term.kind === "initials") return initials(name).includes(term.pieces[0]);
    const wanted = term.pieces.join("");
    const open = term.open ? openPattern(wanted) : "";
    const start = isSyllable(wanted) ? "" : /^\d/.test(wanted) ? "(?<!\\d)" : "(?<!\\p{L})";
    const pattern = new RegExp(`${start}(?:${escaped(wanted)}${open ? `|${open}` : ""})`, "u");
    return pattern.test(fold(name).replace(/[^\p{L}\p{N}]+/gu, " ")) || pattern.test(squashed(name));
  }

  // Those that hold every term, as [kind, name, href, count]: tags, then authors, the most used first; then weeks, the newest first.
  async function findNames(index, found) {
    const wanted = found.query.terms.filter((term) => !term.not && !term.phrase);
    if (!wanted.length || found.query.filters.length) return [];
    const taken = wanted.map((term) => found.notes.filter((note) => note.typed === term.typed).flatMap((note) => note.terms));
    const { shards } = await index.head();
    const names = new Map();
    for (const term of [wanted[0], ...taken[0]]) {
      const piece = term.pieces.join("");
      const buckets = term.kind === "initials" ? [weeknotes.bucket(piece.slice(0, 2))] : bucketsOf(piece, term.open);
      const linesOf = await index.shards(shards.length - 1, shards, buckets);
      for (const line of buckets.flatMap(linesOf)) {
        if (line[0] !== "!") continue;
        const name = JSON.parse(line.slice(line.indexOf(" ") + 1));
        if (wanted.every((one, i) => [one, ...taken[i]].some((other) => (other.field < 0 || name[0] === "a") && holds(name, other)))) names.set(name[0] + name[2], name);
      }
    }
    if (wanted.some((term) => term.date || /^\d{4}|\d[년월주]/.test(fold(term.typed)))) {
      for (const [, ...week] of await index.file("weeks")) {
        const name = ["w", ...week];
        if (names.size < 4 * MOST && wanted.every((term) => term.field < 0 && holds(name, term))) names.set(`w${name[2]}`, name);
      }
    }
    const all = wanted.map((term) => term.pieces.join("")).join("");
    const rank = ([kind, name, , count]) => [squashed(name) === all ? 0 : 1, ORDER.indexOf(kind), kind === "w" ? 0 : -count];
    return [...names.values()]
      .map((name) => [rank(name), name])
      .sort(([a], [b]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
      .map(([, name]) => name)
      .slice(0, MOST);
  }

  Object.assign(weeknotes, { findNames });
})();
