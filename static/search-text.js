// What is shown of a paper that was found: the sentence that tells most, and the words in it that matched.
(() => {
  "use strict";
  const { escaped, foldLetter, initialsPattern, isDigits, isSyllable, openPattern, terms } = weeknotes;

  const LONGEST = 180, BEFORE = 60; // characters of a sentence, and of what precedes its first match where it is cut

  function pieceSource(piece) {
    if (isDigits(piece)) return `(?<!\\p{Nd})${escaped(piece)}`;
    if (isSyllable(piece) || /[ㄱ-ㅣ]/.test(piece)) return escaped(piece);
    const letters = [...piece].map(escaped).join("-?"); // finetuning is found in fine-tuning
    return piece.length > 1 ? letters : `(?<![\\p{L}\\p{N}])${letters}`;
  }

  function termPattern(term) {
    if (term.kind === "initials") return { inText: false, pattern: new RegExp(initialsPattern(term.pieces[0]), "gu") };
    const last = term.pieces.at(-1);
    const open = term.open ? openPattern(last) : "";
    const sources = term.pieces.map(pieceSource);
    if (open) sources.push(`(?:${sources.pop()}|${open})`);
    return { inText: term.field < 0, pattern: new RegExp(sources.join("[^\\p{L}\\p{N}]*"), "gu") };
  }

  // The patterns of all that was looked for, also of what it was taken for.
  function patterns(found) {
    const meant = found.notes.flatMap((note) => terms(note.meant, { open: true }));
    return [...found.query.terms.filter((term) => !term.not), ...meant].map(termPattern);
  }

  // A text as it is compared, and for each of its characters where it stands in the text.
  function foldedPlaces(text) {
    let folded = "";
    const places = [];
    let at = 0;
    for (const letter of text) {
      const plain = letter <= "\x7f" ? letter.toLowerCase() : /[가-힣ㄱ-ㅣ]/.test(letter) ? letter : foldLetter(letter);
      folded += plain;
      for (let i = 0; i < plain.length; i++) places.push(at);
      at += letter.length;
    }
    places.push(at);
    return { folded, places };
  }

  // Where a text matches: [start, end, pattern] in order.
  function matches(text, looked, inText) {
    const { folded, places } = foldedPlaces(text);
    return looked.flatMap(({ pattern, inText: anywhere }, i) => (inText && !anywhere ? [] : [...folded.matchAll(pattern)]
      .filter((found) => found[0])
      .map((found) => [places[found.index], places[found.index + found[0].length], i])))
      .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  // A text as nodes, its matches in <mark>.
  function marked(text, looked, inText = false) {
    const nodes = document.createDocumentFragment();
    let at = 0;
    for (const [start, end] of matches(text, looked, inText)) {
      if (start < at) continue;
      nodes.append(text.slice(at, start));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      nodes.append(mark);
      at = end;
    }
    nodes.append(text.slice(at));
    return nodes;
  }

  // The first of the sentences that hold most of what was looked for, cut where it is long.
  function sentence(text, looked) {
    let best = "", most = -1, first = 0;
    for (const one of text.split(/(?<=[.!?…]["'”’)\]]*)\s+|\n/u)) {
      const found = matches(one, looked, true);
      const kinds = new Set(found.map(([, , i]) => i)).size;
      if (kinds > most && one.trim()) [best, most, first] = [one, kinds, found[0]?.[0] ?? 0];
    }
    if (best.length <= LONGEST) return best;
    let start = Math.max(0, Math.min(first - BEFORE, best.length - LONGEST));
    if (start) start = best.indexOf(" ", start) + 1 || start;
    let end = start + LONGEST;
    if (end < best.length) end = Math.max(best.lastIndexOf(" ", end), start + LONGEST / 2);
    return (start ? "…" : "") + best.slice(start, end) + (end < best.length ? "…" : "");
  }

  Object.assign(weeknotes, { marked, matches, patterns, sentence });
})();
