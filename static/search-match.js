// @ts-check
// Terms and the lines of the index → papers, ranked. docs/dev/search.md describes the lines.
(() => {
  "use strict";
  const {
    PARTICLE, VOWELS, bucket, compose, isKorean, isSyllable, keystrokes, openPattern, parts,
    wordPattern,
  } = weeknotes;

  // The index

  const SLOTS = 2048; // places of a document; the places below TITLE_END are in its title
  const TITLE_END = 64, TAGS_END = 96, AUTHORS_END = 256;
  const TITLE = 0, TAGS = 1, AUTHORS = 2, TEXT = 3;
  const FIELDS = 4;
  const INITIALS_KEPT = 12;

  /** @type {(slot: number) => number} */
  function fieldOf(slot) {
    if (slot < TITLE_END) return TITLE;
    if (slot < TAGS_END) return TAGS;
    return slot < AUTHORS_END ? AUTHORS : TEXT;
  }

  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGIT = new Int8Array(128);
  [...ALPHABET].forEach((letter, i) => { DIGIT[letter.charCodeAt(0)] = i; });
  /** @type {(text: string, at: number) => number} */
  const digitAt = (text, at) => DIGIT[text.charCodeAt(at)];

  // Calls `each` with every number of a line from `at` on. The line has the differences between the
  // numbers.
  /** @type {Shared["decode"]} */
  function decode(line, at, each) {
    for (let sum = 0, n = 0, shift = 0; at < line.length; at++) {
      const digit = DIGIT[line.charCodeAt(at)];
      n |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) { sum += n; each(sum); n = shift = 0; }
    }
  }

  // Matches

  // How a term was found: exact, completed, or by another reading. Then the part of the word that
  // the term is: letters inside it, its last letters, from a later syllable on, its beginning, all
  // but a particle, all.
  const EXACT = 128, COMPLETED = 64, OTHERWISE = 0;
  const LETTERS = 0, LAST_LETTERS = 1, LATER_SYLLABLE = 2, START = 3, WITH_PARTICLE = 4, WHOLE = 5;
  // Twice the points, by field and by part of the word. The name of a person has several words, so
  // IN_ORDER gives it more points.
  const TITLE_POINTS = [8, 11, 54, 58, 60, 62], TEXT_POINTS = [2, 3, 6, 9, 12, 14];
  const POINTS = [TITLE_POINTS, TITLE_POINTS, [2, 3, 6, 9, 10, 10], TEXT_POINTS];
  const INITIALS_POINTS = [TITLE_POINTS, TITLE_POINTS, [0, 0, 0, 50, 52, 54], TEXT_POINTS];
  // The value of a match: how the term was found in the high bits, the points in the low six bits.
  /** @type {(found: number, field: number, points?: number[][]) => number} */
  const valueOf = (found, field, points = POINTS) => (found & ~63) + points[field][found & 63];
  /** @type {(value: number) => number} */
  const scoreOf = (value) => value & 63;
  /** @type {(value: number) => number} */
  const tierOf = (value) => value >> 6;

  // The match of one term.
  //   best    the best value by document; 0: none
  //   places  where the term ends, in order, as far as the index knows it
  //   width   how many words the term has
  //   whole   some word is equal to the term
  //   begun   some word begins with the term
  //   found   how many documents match
  //   notes   the other readings that were used for the term
  /** @type {(size: number, width?: number) => Match} */
  function emptyMatch(size, width = 1) {
    const best = new Uint8Array(size);
    return { best, places: [], width, whole: false, begun: false, found: 0, notes: [] };
  }

  /** @type {(match: Match, document: number, value: number) => void} */
  function record(match, document, value) {
    if (!match.best[document]) match.found++;
    if (match.best[document] < value) match.best[document] = value;
  }

  /** @type {(a: number, b: number) => number} */
  const ascending = (a, b) => a - b;

  // Which part of a word a piece is, if it is found in a line with this mark. `rest` is the rest of
  // the word after the piece.
  /** @type {(mark: string, rest: string, piece: string) => number} */
  function formOf(mark, rest, piece) {
    if (mark === "-" || (mark === "." && isSyllable(piece))) return LATER_SYLLABLE;
    if (mark === ".") return START;
    if (mark !== "=") return mark === "_" && !rest ? LAST_LETTERS : LETTERS;
    if (!rest) return WHOLE;
    return PARTICLE.test(rest) ? WITH_PARTICLE : START;
  }

  // The buckets of a piece. The final consonant of an unfinished single syllable may move to the
  // next syllable (몯 → 모ㄷ), so this bucket is added.
  /** @type {Shared["bucketsOf"]} */
  function bucketsOf(piece, open) {
    const letters = [...piece];
    const own = bucket(letters.slice(0, 3).join(""));
    if (!open || letters.length > 1) return [own];
    const moved = openPattern(piece).match(/([가-힣])\[(.)-.\]\)$/);
    return moved ? [own, bucket(moved[1] + moved[2])] : [own];
  }

  /** @type {(term: Term, i: number) => boolean} */
  const isLastPiece = (term, i) => i === term.pieces.length - 1;

  // Whether piece `i` is a single syllable at the end of a term that may continue (17개 → 17개를).
  /** @type {(term: Term, i: number) => boolean} */
  function maySyllableGoOn(term, i) {
    const piece = term.pieces[i];
    if (!i || !isLastPiece(term, i) || term.date || PARTICLE.test(piece)) return false;
    return isKorean(piece) && piece.length === 1;
  }

  // The buckets of a piece of a term. If a syllable may continue, the buckets for most particles
  // are added.
  /** @type {(term: Term, i: number) => string[]} */
  function pieceBuckets(term, i) {
    const piece = term.pieces[i];
    const own = bucketsOf(piece, term.open && isLastPiece(term, i));
    const next = maySyllableGoOn(term, i) ? [...(parts(piece)[2] ? "ㄱㅇ" : "ㄱㄴㄹㅇ")] : [];
    return [...own, ...next.map((initial) => bucket(piece + initial))];
  }

  /** @type {Shared["termBuckets"]} */
  function termBuckets(term) {
    if (term.kind === "initials") return [bucket([...term.pieces[0]].slice(0, 2).join(""))];
    return term.pieces.flatMap((_, i) => pieceBuckets(term, i));
  }

  /** @type {Shared["matchTerm"]} */
  function matchInitials(term, linesOf, size) {
    const match = emptyMatch(size);
    const run = term.pieces[0];
    const start = run.slice(0, INITIALS_KEPT);
    const mark = run.length === 1 ? "." : "'";
    for (const line of linesOf(bucket(start.slice(0, 2)))) {
      if (line[0] !== mark || !line.startsWith(start, 1)) continue;
      const end = line.indexOf(" ");
      const form = end - 1 === run.length ? WHOLE : START;
      decode(line, end + 1, (n) => {
        const field = n % FIELDS;
        if (term.field >= 0 && term.field !== field) return;
        record(match, Math.floor(n / FIELDS), valueOf(EXACT + form, field, INITIALS_POINTS));
      });
    }
    return match;
  }

  // Whether a piece is so short that the index has special lines for it.
  /** @type {(piece: string) => boolean} */
  const isShort = (piece) => [...piece].length <= (isSyllable(piece) ? 1 : 2);

  // Adds the documents of a line without places: document × FIELDS + field.
  /** @type {(match: Match, line: string, at: number, how: number, wanted: number) => void} */
  function addDocuments(match, line, at, how, wanted) {
    decode(line, at, (n) => {
      const field = n % FIELDS;
      if (wanted >= 0 && wanted !== field) return;
      record(match, Math.floor(n / FIELDS), valueOf(how, field));
    });
  }

  // Adds a place: document × SLOTS + slot.
  /** @type {(match: Match, place: number, how: number, wanted: number) => void} */
  function addPlace(match, place, how, wanted) {
    const field = fieldOf(place % SLOTS);
    if (wanted >= 0 && wanted !== field) return;
    match.places.push(place);
    record(match, Math.floor(place / SLOTS), valueOf(how, field));
  }

  // Adds one line of the index. The array is the match of the pattern of matchPiece.
  /** @type {(match: Match, line: string, found: string[], term: Term, short: boolean) => void} */
  function addLine(match, line, [head, mark, exact, rest], term, short) {
    const tier = exact === undefined ? COMPLETED : EXACT;
    if (mark === "=" || mark === ".") match.begun = true;
    const form = formOf(mark, rest, term.pieces[0]);
    if (mark === "=" || mark === "-") {
      if (tier === EXACT && form >= WITH_PARTICLE) match.whole = true;
      decode(line, head.length, (place) => addPlace(match, place, tier + form, term.field));
    } else if (!short || !rest) {
      addDocuments(match, line, head.length, tier + form, term.field);
    }
  }

  // The match of a single piece: words that begin with it, or contain it from a later syllable or
  // letter on.
  /** @type {Shared["matchTerm"]} */
  function matchPiece(term, linesOf, size) {
    const match = emptyMatch(size);
    const piece = term.pieces[0];
    const short = isShort(piece);
    const inside = short ? "=.,-" : "=_-";
    const marks = term.start ? inside.replace(/[_,-]+/, "") : inside;
    const pattern = new RegExp(`^([${marks}])${wordPattern(piece, term.open)}([^ ]*) `, "u");
    for (const name of bucketsOf(piece, term.open)) {
      for (const line of linesOf(name)) {
        const found = pattern.exec(line);
        if (found) addLine(match, line, found, term, short);
      }
    }
    match.places.sort(ascending);
    return match;
  }

  // The places of piece `i` of a term, with how the piece was found at each. `before` are the
  // places of the piece before it; only places right after these are kept.
  /** @type {(term: Term, i: number, linesOf: LinesOf, before: Places | null) => Places} */
  function pieceAt(term, i, linesOf, before) {
    const here = new Map();
    const piece = term.pieces[i];
    const last = isLastPiece(term, i);
    const open = last && term.open;
    const marks = i || term.start ? "=" : "=-";
    const rest = last && (!isShort(piece) || maySyllableGoOn(term, i)) ? "([^ ]*)" : "()";
    const pattern = new RegExp(`^([${marks}])${wordPattern(piece, open)}${rest} `, "u");
    for (const name of pieceBuckets(term, i)) {
      for (const line of linesOf(name)) {
        const found = pattern.exec(line);
        if (!found) continue;
        const how = (found[2] === undefined ? COMPLETED : EXACT) + formOf("=", found[3], piece);
        decode(line, found[0].length, (place) => {
          if (before && !before.has(place - 1)) return;
          here.set(place, Math.max(how, here.get(place) ?? 0));
        });
      }
    }
    return here;
  }

  // The match of several adjacent pieces. Each is a whole word, but the last may be only the
  // beginning of a word.
  /** @type {Shared["matchTerm"]} */
  function matchPieces(term, linesOf, size) {
    const match = emptyMatch(size, term.pieces.length);
    /** @type {Places | null} */
    let places = null;
    for (let i = 0; i < term.pieces.length; i++) places = pieceAt(term, i, linesOf, places);
    for (const [place, how] of places ?? []) addPlace(match, place, how, term.field);
    match.whole = match.places.length > 0;
    match.places.sort(ascending);
    return match;
  }

  /** @type {Shared["matchTerm"]} */
  function matchTerm(term, linesOf, size) {
    if (term.kind === "initials") return matchInitials(term, linesOf, size);
    const matchWords = term.pieces.length === 1 ? matchPiece : matchPieces;
    return matchWords(term, linesOf, size);
  }

  // Adds the documents of another reading of the term, with lower values than exact and completed
  // matches. `note` describes the reading; it is kept only if the reading finds new documents.
  /** @type {Shared["addOtherwise"]} */
  function addOtherwise(match, other, note) {
    const before = match.found;
    other.best.forEach((value, document) => {
      if (value) record(match, document, OTHERWISE + scoreOf(value));
    });
    match.places = [...match.places, ...other.places].sort(ascending);
    if (match.found > before) match.notes.push(note);
  }

  // The documents that pass the filters, as a match.
  /** @type {Shared["matchAllowed"]} */
  function matchAllowed(allowed) {
    const match = emptyMatch(allowed.length);
    allowed.forEach((isAllowed, document) => {
      if (isAllowed) record(match, document, valueOf(OTHERWISE + LETTERS, TEXT));
    });
    return match;
  }

  // The documents that all these matches have, as one match.
  /** @type {Shared["together"]} */
  function together(matches, size) {
    if (matches.length === 1) return matches[0];
    const match = emptyMatch(size);
    for (let document = 0; document < size; document++) {
      const value = Math.min(...matches.map((one) => one.best[document]));
      if (value) record(match, document, value);
    }
    match.places = matches.flatMap((one) => one.places).sort(ascending);
    return match;
  }

  // Mistyped words

  // The edit distance of two words, in letters; two swapped letters are one edit. A distance over
  // `most` is returned as most + 1.
  /** @type {(a: string, b: string, most: number) => number} */
  function editDistance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    /** @type {number[]} */
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, replaced);
        const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
      [beforeLast, last] = [last, row];
    }
    return Math.min(last[b.length], most + 1);
  }

  // The words of a vocabulary that are most likely meant by a mistyped word.
  /** @type {Shared["nearest"]} */
  function nearest(word, vocabulary) {
    const most = word.length < 8 ? 1 : 2;
    const near = vocabulary
      .map((other) => /** @type {const} */ ([editDistance(word, other, most), other]))
      .filter(([distance]) => distance <= most);
    const least = Math.min(...near.map(([distance]) => distance));
    return near.filter(([distance]) => distance === least).map(([, other]) => other).slice(0, 6);
  }

  // Vowels that writers confuse, as in 트렌스포머.
  /** @type {Record<string, string>} */
  const SIMILAR_VOWELS = {
    "ㅏ": "ㅓ", "ㅐ": "ㅔ", "ㅓ": "ㅏㅗㅡ", "ㅔ": "ㅐ", "ㅗ": "ㅓㅜ", "ㅜ": "ㅗㅡ", "ㅡ": "ㅓㅜㅣ",
    "ㅣ": "ㅡ", "ㅑ": "ㅕ", "ㅕ": "ㅑ", "ㅒ": "ㅖ", "ㅖ": "ㅒ",
  };

  // The buckets of a Korean word, and of words with a similar beginning.
  /** @type {Shared["similarBuckets"]} */
  function similarBuckets(word) {
    const [initial, vowel] = parts(word[0]);
    const vowels = [VOWELS[vowel], ...(SIMILAR_VOWELS[VOWELS[vowel]] ?? "")];
    const starts = vowels.map((jamo) => compose(initial, VOWELS.indexOf(jamo)) + word[1]);
    return [...new Set(starts.map(bucket))];
  }

  // The Korean words that are most likely meant by a mistyped word, compared key by key. Words of
  // the vocabulary are also compared without their particles.
  /** @type {Shared["nearestKorean"]} */
  function nearestKorean(word, vocabulary) {
    const nouns = new Map();
    for (const other of vocabulary) {
      const longest = Math.min(other.length, word.length + 1);
      for (let n = Math.max(2, word.length - 1); n <= longest; n++) {
        const noun = other.slice(0, n);
        if (n === other.length || PARTICLE.test(other.slice(n))) nouns.set(keystrokes(noun), noun);
      }
    }
    return nearest(keystrokes(word), [...nouns.keys()]).map((keys) => nouns.get(keys));
  }

  // Ranking

  // Points for terms that are near each other: [maximum number of words between them, points], for
  // adjacent terms, for one clause, for one sentence.
  const NEAR = [[0, 45], [3, 14], [12, 7]];
  // Points for adjacent terms in the typed order: in a title, tag, name, text.
  const IN_ORDER = [10, 6, 30, 6];
  const WHOLE_TITLE = 8, BEGINS_TITLE = .5;

  // The length of the shortest range of places that contains a place of every list.
  /** @type {(lists: number[][]) => number} */
  function spread(lists) {
    const at = lists.map(() => 0);
    let least = Infinity;
    for (;;) {
      let low = 0, high = -Infinity;
      for (let i = 0; i < lists.length; i++) {
        if (lists[i][at[i]] < lists[low][at[low]]) low = i;
        high = Math.max(high, lists[i][at[i]]);
      }
      least = Math.min(least, high - lists[low][at[low]]);
      if (++at[low] === lists[low].length) return least;
    }
  }

  // The layout of the terms of a query as a row: adjacent, in the typed order.
  //   words       the number of words of all terms
  //   firstWidth  the number of words of the first term
  //   offsets     the place where each term ends, relative to the end of the first term
  /** @type {(matches: Match[]) => Row} */
  function rowOf(matches) {
    let words = 0;
    const firstWidth = matches[0].width;
    const offsets = matches.map(({ width }) => (words += width) - firstWidth);
    return { words, firstWidth, offsets };
  }

  // The points of one document for nearness. `lists` are the places of each term in the document,
  // which begins at place `from`. `length` is its digit in l.js: four times the number of words of
  // its title, plus a class for the length of its text.
  /** @type {(lists: number[][], from: number, length: number, row: Row) => number} */
  function nearness(lists, from, length, row) {
    const titleWords = length >> 2;
    // About the binary logarithm of the number of words in the text.
    const textBits = (length & 3) + 3.5;
    const titleEnd = from + TITLE_END;
    const inTitle = lists.every((list) => list[0] < titleEnd);
    let gain = 0;
    if (row.words > 1) {
      const between = spread(lists) - row.offsets[row.offsets.length - 1];
      const points = NEAR.find(([most]) => between <= most)?.[1] ?? 0;
      gain += points * Math.min(lists.length - 1, 2);
      /** @type {(place: number) => boolean} */
      const isRow = (place) => lists.every((list, k) => list.includes(place + row.offsets[k]));
      const start = between > 0 ? undefined : lists[0].find(isRow);
      if (start !== undefined) gain += IN_ORDER[fieldOf(start - from)];
      gain -= 2 * (inTitle ? Math.log2(titleWords) : textBits);
    }
    const startsTitle = lists[0][0] === from + row.firstWidth - 1;
    if (inTitle && titleWords === row.words && startsTitle) gain += WHOLE_TITLE;
    const end = from + row.firstWidth - 1;
    if (lists.every((list, k) => list.includes(end + row.offsets[k]))) gain += BEGINS_TITLE;
    return gain;
  }

  // Adds the points for nearness to the sums of documents: the shorter the title or the text, the
  // more points. The documents are in ascending order; `lengths` has a digit for each document.
  /** @type {(matches: Match[], documents: number[], sums: number[], lengths: string) => void} */
  function addNearness(matches, documents, sums, lengths) {
    const placed = matches.filter((match) => match.places.length);
    if (!placed.length) return;
    const row = rowOf(placed);
    const at = placed.map(() => 0);
    documents.forEach((document, i) => {
      const from = document * SLOTS;
      const lists = placed.map(({ places }, k) => {
        while (places[at[k]] < from) at[k]++;
        const start = at[k];
        while (places[at[k]] < from + SLOTS) at[k]++;
        return places.slice(start, at[k]);
      });
      if (lists.some((list) => !list.length)) return;
      sums[i] += nearness(lists, from, digitAt(lengths, document), row);
    });
  }

  const UNUSED = "A"; // the length of a number that no document has
  const NUMBERS = 2 ** 24; // more than there are documents
  const SUMS = 4096; // more than a sum can be

  // The documents that match every term and pass the filters, in ascending order.
  /** @type {Shared["kept"]} */
  function kept(matches, allowed, size) {
    const found = [];
    for (let document = 0; document < size; document++) {
      if (allowed && !allowed[document]) continue;
      const isKept = matches.every(({ best, not }) => (
        not ? best[document] < EXACT : best[document]
      ));
      if (isKept) found.push(document);
    }
    return found;
  }

  // The documents of `kept`, best first: by how the terms were found, then by the sum of scores,
  // then by date, the newest first.
  /** @type {Shared["rank"]} */
  function rank(matches, allowed, lengths, size) {
    const documents = kept(matches, allowed, size).filter((n) => lengths[n] !== UNUSED);
    const wanted = matches.filter((match) => !match.not);
    const sums = documents.map((n) => (
      wanted.reduce((sum, { best }) => sum + scoreOf(best[n]) / 2, 0)
    ));
    const tiers = documents.map((n) => (
      wanted.reduce((tier, { best }) => Math.min(tier, tierOf(best[n])), tierOf(EXACT))
    ));
    addNearness(wanted, documents, sums, lengths);
    const order = (/** @type {number} */ i) => tiers[i] * SUMS + Math.round(4 * sums[i] + 128);
    const places = Float64Array.from(documents, (document, i) => order(i) * NUMBERS + document);
    return Array.from(places.sort().reverse(), (place) => place % NUMBERS);
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({
    addOtherwise, bucketsOf, decode, kept, matchAllowed, matchTerm, nearest, nearestKorean,
    rank, similarBuckets, termBuckets, together,
  }));
})();
