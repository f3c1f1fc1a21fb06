// @ts-check
// Chooses the sentence of a paper that matches the query best, and finds the matches in texts.
(() => {
  "use strict";
  const {
    PARTICLE, escaped, foldLetter, initialsPattern, isDigits, isSyllable, wordPattern,
  } = weeknotes;

  const LONGEST = 180; // the maximum length of a displayed sentence, in characters
  const BEFORE = 60; // characters before the first match, if a sentence is cut
  const GAP = "[^\\p{L}\\p{N}\\n]?"; // 언어모델 is found in 언어 모델, finetuning in fine-tuning
  const WORD_START = "(?<![^\\P{L}가-힣])"; // no Latin letter before it

  // Patterns

  /** @type {(piece: string, open: boolean) => string} */
  function piecePattern(piece, open) {
    if (isDigits(piece)) return `(?<!\\p{Nd})${escaped(piece)}`;
    const letters = [...piece];
    const last = letters.pop() ?? "";
    const source = [...letters.map(escaped), wordPattern(last, open)].join(GAP);
    if (piece.length > 1 || isSyllable(piece) || /[ㄱ-ㅣ]/.test(piece)) return source;
    return `(?<![\\p{L}\\p{N}])${source}`; // a single letter only begins a word
  }

  // The patterns of a term. Initial consonants match within words, and in titles and names also
  // across words.
  /** @type {(term: Term) => Looked[]} */
  function termPatterns(term) {
    if (term.kind === "initials") {
      return ["", "[^가-힣]*?"].map((between) => {
        const pattern = new RegExp(initialsPattern(term.pieces[0], between), "gu");
        return { inText: !between, pattern, begun: pattern };
      });
    }
    const last = term.pieces.length - 1;
    const sources = term.pieces.map((piece, i) => piecePattern(piece, term.open && i === last));
    const source = sources.join("[^\\p{L}\\p{N}]*");
    const pattern = new RegExp(source, "gu");
    const isLatin = /^\p{L}/u.test(term.pieces[0]) && !isSyllable(term.pieces[0]);
    const begun = isLatin ? new RegExp(WORD_START + source, "gu") : pattern;
    const isBegun = term.start || last;
    return [{ inText: term.field < 0, pattern: isBegun ? begun : pattern, begun }];
  }

  // The patterns of the terms of a search, and of the readings that were used for them. A pattern
  // that is not `inText` counts only in titles and names. `begun` is the pattern that matches only
  // at the beginning of Latin words.
  /** @type {Shared["patterns"]} */
  function patterns({ query, notes }) {
    const typed = query.terms.filter((term) => !term.not);
    const meant = notes.flatMap((note) => note.terms);
    return [...typed, ...meant].flatMap(termPatterns);
  }

  // The patterns for the texts of one paper. If one of its Latin words begins with a term, matches
  // inside other words do not count: `low` is not in `Following`.
  /** @type {Shared["meantIn"]} */
  function meantIn(texts, looked) {
    const folded = texts.map((text) => foldedWithPositions(text).folded);
    return looked.map((one) => {
      const isFound = folded.some((text) => text.search(one.begun) >= 0);
      return isFound ? { ...one, pattern: one.begun } : one;
    });
  }

  // Matches

  /** @type {(letter: string) => string} */
  function foldCharacter(letter) {
    if (letter <= "\x7f") return letter.toLowerCase();
    return /[가-힣ㄱ-ㅣ]/.test(letter) ? letter : foldLetter(letter);
  }

  // The folded text; and for each of its characters, the position in the original text.
  /** @type {(text: string) => { folded: string, positions: number[] }} */
  function foldedWithPositions(text) {
    let folded = "";
    const positions = [];
    let at = 0;
    for (const letter of text) {
      const plain = foldCharacter(letter);
      folded += plain;
      for (let i = 0; i < plain.length; i++) positions.push(at);
      at += letter.length;
    }
    positions.push(at);
    return { folded, positions };
  }

  // The weight of a match: 3 for a whole word or all but its particle, 2 for the beginning of a
  // word, 1 for a part inside a word.
  /** @type {(text: string, start: number, end: number) => number} */
  function weightOf(text, start, end) {
    if (/[\p{L}\p{N}]/u.test(text[start - 1] ?? "")) return 1;
    const [rest] = text.slice(end).match(/^[\p{L}\p{N}]*/u) ?? [""];
    return !rest || PARTICLE.test(rest) ? 3 : 2;
  }

  // The matches in a text, in order: { start, end, i: the number of the pattern, weight }.
  // `inText`: the text is a note, in which not every pattern counts.
  /** @type {Shared["matches"]} */
  function matches(text, looked, inText = false) {
    const { folded, positions } = foldedWithPositions(text);
    /** @type {(looked: Looked, i: number) => Place[]} */
    const matchesOf = ({ pattern, inText: anywhere }, i) => {
      if (inText && !anywhere) return [];
      return [...folded.matchAll(pattern)].filter((found) => found[0]).map((found) => {
        const from = found.index;
        const to = from + found[0].length;
        const weight = weightOf(folded, from, to);
        return { start: positions[from], end: positions[to], i, weight };
      });
    };
    return looked.flatMap(matchesOf).sort((a, b) => a.start - b.start || b.end - a.end);
  }

  // For each pattern, the largest weight of its matches in these texts; 0 without a match.
  /** @type {Shared["weights"]} */
  function weights(texts, looked, inText = false) {
    const most = looked.map(() => 0);
    for (const text of texts) {
      for (const { i, weight } of matches(text, looked, inText)) {
        most[i] = Math.max(most[i], weight);
      }
    }
    return most;
  }

  // A text as nodes, with its matches in <mark>.
  /** @type {Shared["marked"]} */
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

  // Sentences

  const SENTENCE_END = /(?<=[.!?…]["'”’)\]]*)\s+|\n/u;

  // A part of a text, with about LONGEST characters, that contains the position `first`.
  /** @type {(text: string, first: number) => string} */
  function shortened(text, first) {
    if (text.length <= LONGEST) return text;
    let start = Math.max(0, Math.min(first - BEFORE, text.length - LONGEST));
    if (start) start = text.indexOf(" ", start) + 1 || start;
    let end = start + LONGEST;
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + LONGEST / 2);
    return (start ? "…" : "") + text.slice(start, end) + (end < text.length ? "…" : "");
  }

  // The sentence that matches most patterns, with the largest weights, and its position in the
  // text. If several sentences are equal, the first one.
  /** @type {Shared["bestSentence"]} */
  function bestSentence(text, looked) {
    let found = { best: "", start: 0, sum: -1 };
    let start = 0;
    for (const best of text.split(SENTENCE_END)) {
      start = text.indexOf(best, start);
      const most = weights([best], looked, true).filter(Boolean);
      const sum = most.reduce((all, weight) => all + weight + 3, 0);
      if (sum > found.sum && best.trim()) found = { best, start, sum };
      start += best.length;
    }
    return found;
  }

  /** @type {Shared["sentence"]} */
  function sentence(text, looked) {
    const { best } = bestSentence(text, looked);
    const first = best.length > LONGEST ? matches(best, looked, true)[0]?.start ?? 0 : 0;
    return shortened(best, first);
  }

  Object.assign(
    weeknotes,
    /** @satisfies {Partial<Shared>} */ ({
      bestSentence, marked, matches, meantIn, patterns, sentence, weights,
    }),
  );
})();
