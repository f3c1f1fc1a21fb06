// What is shown of a paper that was found: the sentence that tells most, and the words in it that matched.
(() => {
  "use strict";
  const { PARTICLE, escaped, foldLetter, initialsPattern, isDigits, isSyllable, openPattern } = weeknotes;

  const LONGEST = 180, BEFORE = 60; // characters of a sentence, and of what precedes its first match where it is cut

  const GAP = "[^\\p{L}\\p{N}\\n]?"; // 언어모델 is found in 언어 모델, finetuning in fine-tuning

  function pieceSource(piece, open) {
    if (isDigits(piece)) return `(?<!\\p{Nd})${escaped(piece)}`;
    const letters = [...piece];
    const last = letters.pop();
    const ends = open && openPattern(last) ? `(?:${escaped(last)}|${openPattern(last)})` : escaped(last);
    const source = [...letters.map(escaped), ends].join(GAP);
    return isSyllable(piece) || /[ㄱ-ㅣ]/.test(piece) || piece.length > 1 ? source : `(?<![\\p{L}\\p{N}])${source}`;
  }

  function termPattern(term) {
    if (term.kind === "initials") return { inText: false, pattern: new RegExp(initialsPattern(term.pieces[0]), "gu") };
    const sources = term.pieces.map((piece, i) => pieceSource(piece, term.open && i === term.pieces.length - 1));
    return { inText: term.field < 0, pattern: new RegExp(sources.join("[^\\p{L}\\p{N}]*"), "gu") };
  }

  // The patterns of all that was looked for, also of what it was taken for.
  function patterns(found) {
    const meant = found.notes.flatMap((note) => note.terms);
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

  // How much of a word a match is: all but a particle, its beginning, or a part inside.
  function weight(text, start, end) {
    if (/[\p{L}\p{N}]/u.test(text[start - 1] ?? "")) return 1;
    const rest = text.slice(end).match(/^[\p{L}\p{N}]*/u)[0];
    return !rest || PARTICLE.test(rest) ? 3 : 2;
  }

  // Where a text matches, in order: { start, end, i: which pattern, weight }.
  function matches(text, looked, inText = false) {
    const { folded, places } = foldedPlaces(text);
    return looked.flatMap(({ pattern, inText: anywhere }, i) => (inText && !anywhere ? [] : [...folded.matchAll(pattern)]
      .filter((found) => found[0])
      .map((found) => ({ start: places[found.index], end: places[found.index + found[0].length], i, weight: weight(folded, found.index, found.index + found[0].length) }))))
      .sort((a, b) => a.start - b.start || b.end - a.end);
  }

  // What texts tell of each pattern: the most that a match in them weighs, or 0.
  function told(texts, looked, inText = false) {
    const most = looked.map(() => 0);
    for (const text of texts) for (const { i, weight: one } of matches(text, looked, inText)) most[i] = Math.max(most[i], one);
    return most;
  }

  // A text as nodes, its matches in <mark>.
  function marked(text, looked, inText = false) {
    const nodes = document.createDocumentFragment();
    let at = 0;
    for (const { start, end } of matches(text, looked, inText)) {
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

  // The first of the sentences that hold most of what was looked for, and most wholly; cut where it is long.
  function sentence(text, looked) {
    let best = "", most = -1, first = 0;
    for (const one of text.split(/(?<=[.!?…]["'”’)\]]*)\s+|\n/u)) {
      const sum = told([one], looked, true).reduce((all, n) => all + (n && n + 3), 0);
      if (sum > most && one.trim()) [best, most, first] = [one, sum, matches(one, looked, true)[0]?.start ?? 0];
    }
    if (best.length <= LONGEST) return best;
    let start = Math.max(0, Math.min(first - BEFORE, best.length - LONGEST));
    if (start) start = best.indexOf(" ", start) + 1 || start;
    let end = start + LONGEST;
    if (end < best.length) end = Math.max(best.lastIndexOf(" ", end), start + LONGEST / 2);
    return (start ? "…" : "") + best.slice(start, end) + (end < best.length ? "…" : "");
  }

  Object.assign(weeknotes, { marked, patterns, sentence, told });
})();
