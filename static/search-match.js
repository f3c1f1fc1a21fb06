// Terms and the lines of the index → papers, ranked.  The format of the lines is in ARCHITECTURE.md.
(() => {
  "use strict";
  const { PARTICLE, VOWELS, bucket, compose, escaped, isSyllable, keystrokes, openPattern, parts } = weeknotes;

  const SLOTS = 2048, TITLE_ENDS = 64, FIELDS = 4;
  const INITIALS_KEPT = 12;
  const TITLE = 0, AUTHOR = 2, TEXT = 3;
  const fieldOf = (slot) => (slot < TITLE_ENDS ? TITLE : slot < 96 ? 1 : slot < 256 ? AUTHOR : TEXT);

  // How much a match says: first how it was found (exact, completed, otherwise), then the field, then how much of the word it is.
  const EXACT = 128, COMPLETED = 64, OTHERWISE = 0;
  const FIELD = [25, 25, 21, 1];
  const WHOLE = 6, WITH_PARTICLE = 5, START = 4, INSIDE = 2;
  // What words near each other are worth: side by side, in one clause, in one sentence.
  const NEAR = [[0, 45], [3, 14], [12, 7]];
  const IN_ORDER = 6, IN_TITLE = 4, WHOLE_TITLE = 8;

  const ANEW = "~".charCodeAt(0);
  const DIGIT = new Int8Array(128);
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((letter, i) => { DIGIT[letter.charCodeAt(0)] = i; });

  // Calls `each` with every number of a line, whose numbers begin at `at` and tell the steps from one to the next; they begin
  // anew after a `~`.
  function decode(line, at, each) {
    for (let sum = 0, n = 0, shift = 0; at < line.length; at++) {
      const code = line.charCodeAt(at);
      if (code === ANEW) { sum = 0; continue; }
      const digit = DIGIT[code];
      n |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) { sum += n; each(sum); n = shift = 0; }
    }
  }

  // One term in one segment: `best` by document (0: none), the places where it stands or ends (in order, where the index knows
  // them), of how many words it is,
  // whether some word is just this or begins with it, and what it was taken for.
  const nothing = (size, width = 1) => ({ best: new Uint8Array(size), places: [], width, whole: false, begun: false, found: 0, notes: [] });

  function note(match, document, value) {
    if (!match.best[document]) match.found++;
    if (match.best[document] < value) match.best[document] = value;
  }

  const formOf = (mark, rest) => (mark === "_" || mark === "-" ? INSIDE : !rest ? WHOLE : PARTICLE.test(rest) ? WITH_PARTICLE : START);

  // The buckets of a piece: its own, and that of the syllable which takes over a single one's final consonant (몯 → 모ㄷ).
  function bucketsOf(piece, open) {
    const letters = [...piece];
    const own = bucket(letters.slice(0, 3).join(""));
    const moved = open && letters.length === 1 && openPattern(piece).match(/([가-힣])\[(.)-.\]\)$/);
    return moved ? [own, bucket(moved[1] + moved[2])] : [own];
  }

  const termBuckets = (term) => (term.kind === "initials"
    ? [bucket([...term.pieces[0]].slice(0, 2).join(""))]
    : term.pieces.flatMap((piece, i) => bucketsOf(piece, term.open && i === term.pieces.length - 1)));

  function matchInitials(term, linesOf, size) {
    const match = nothing(size);
    const run = term.pieces[0];
    const start = run.slice(0, INITIALS_KEPT);
    const mark = run.length === 1 ? "." : "'";
    for (const line of linesOf(bucket(start.slice(0, 2)))) {
      if (line[0] !== mark || !line.startsWith(start, 1)) continue;
      const end = line.indexOf(" ");
      decode(line, end + 1, (n) => note(match, Math.floor(n / FIELDS), EXACT + FIELD[n % FIELDS] + (end - 1 === run.length ? WHOLE : START)));
    }
    return match;
  }

  // Too short to be the beginning of keys in one bucket: told of by keys of its own.
  const isShort = (piece) => [...piece].length <= (isSyllable(piece) ? 1 : 2);

  // A single piece: what begins with it, or holds it from one of its syllables or letters on.
  function matchPiece(term, linesOf, size) {
    const match = nothing(size);
    const piece = term.pieces[0];
    const short = isShort(piece);
    const open = term.open ? openPattern(piece) : "";
    const pattern = new RegExp(`^([=${short ? ".," : "_"}-])(?:(${escaped(piece)})${open ? `|${open}` : ""})([^ ]*) `, "u");
    for (const name of bucketsOf(piece, term.open)) {
      for (const line of linesOf(name)) {
        const found = pattern.exec(line);
        if (!found) continue;
        const [head, mark, exact, rest] = found;
        const tier = exact === undefined ? COMPLETED : EXACT;
        if (mark === "=" || mark === ".") match.begun = true;
        if (mark !== "=" && mark !== "-") {
          if (short && rest) continue;
          const form = mark === "." && !isSyllable(piece) ? START : INSIDE;
          decode(line, head.length, (n) => {
            if (term.field < 0 || term.field === n % FIELDS) note(match, Math.floor(n / FIELDS), tier + FIELD[n % FIELDS] + form);
          });
          continue;
        }
        const form = formOf(mark, rest);
        if (tier === EXACT && form >= WITH_PARTICLE) match.whole = true;
        decode(line, head.length, (place) => {
          const field = fieldOf(place % SLOTS);
          if (term.field >= 0 && term.field !== field) return;
          match.places.push(place);
          note(match, Math.floor(place / SLOTS), tier + FIELD[field] + form);
        });
      }
    }
    match.places.sort((a, b) => a - b);
    return match;
  }

  // Several pieces side by side: whole words but for the end of the last one.
  function matchPieces(term, linesOf, size) {
    const match = nothing(size, term.pieces.length);
    let before = null; // place → how it was found, of the piece before
    term.pieces.forEach((piece, i) => {
      const last = i === term.pieces.length - 1;
      const here = new Map();
      const open = last && term.open ? openPattern(piece) : "";
      const ending = last && !isShort(piece) ? "([^ ]*)" : "()";
      const pattern = new RegExp(`^([=${i ? "" : "-"}])(?:(${escaped(piece)})${open ? `|${open}` : ""})${ending} `, "u");
      for (const name of bucketsOf(piece, last && term.open)) {
        for (const line of linesOf(name)) {
          const found = pattern.exec(line);
          if (!found) continue;
          const value = (found[2] === undefined ? COMPLETED : EXACT) + formOf("=", found[3]);
          decode(line, found[0].length, (place) => {
            if (!before || before.has(place - 1)) here.set(place, Math.max(value, here.get(place) ?? 0));
          });
        }
      }
      before = here;
    });
    for (const [place, value] of before) {
      const field = fieldOf(place % SLOTS);
      if (term.field >= 0 && term.field !== field) continue;
      match.places.push(place);
      match.whole = true;
      note(match, Math.floor(place / SLOTS), value + FIELD[field]);
    }
    match.places.sort((a, b) => a - b);
    return match;
  }

  function matchTerm(term, linesOf, size) {
    if (term.kind === "initials") return matchInitials(term, linesOf, size);
    return term.pieces.length === 1 ? matchPiece(term, linesOf, size) : matchPieces(term, linesOf, size);
  }

  // What holds both, found otherwise than typed: added to `match` below all that was typed.
  function addOtherwise(match, other, said) {
    let more = 0;
    other.best.forEach((value, document) => {
      if (!value) return;
      if (!match.best[document]) more++;
      note(match, document, OTHERWISE + (value & 63));
    });
    match.places = [...match.places, ...other.places].sort((a, b) => a - b);
    if (more) match.notes.push(said);
  }

  // Documents that filters let through, as a match.
  function matchAllowed(allowed) {
    const match = nothing(allowed.length);
    allowed.forEach((one, document) => { if (one) note(match, document, FIELD[TEXT]); });
    return match;
  }

  // Documents that hold every one of several terms, as one match.
  function together(matches, size) {
    if (matches.length === 1) return matches[0];
    const match = nothing(size);
    for (let document = 0; document < size; document++) {
      const value = Math.min(...matches.map((one) => one.best[document]));
      if (value) note(match, document, value);
    }
    match.places = matches.flatMap((one) => one.places).sort((a, b) => a - b);
    return match;
  }

  // How many edits (of letters, or two swapped) lead from one word to the other; more than `most` is most + 1.
  function edits(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let two = [], one = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
      }
      [two, one] = [one, row];
    }
    return Math.min(one[b.length], most + 1);
  }

  // The words that a mistyped one most likely stands for.
  function nearest(word, vocabulary) {
    const most = word.length < 8 ? 1 : 2;
    const near = vocabulary.map((other) => [edits(word, other, most), other]).filter(([n]) => n <= most);
    const least = Math.min(...near.map(([n]) => n));
    return near.filter(([n]) => n === least).map(([, other]) => other).slice(0, 6);
  }

  // Vowels that are taken for each other, as in 트렌스포머.
  const ALIKE = { "ㅏ": "ㅓ", "ㅐ": "ㅔ", "ㅓ": "ㅏㅗㅡ", "ㅔ": "ㅐ", "ㅗ": "ㅓㅜ", "ㅜ": "ㅗㅡ", "ㅡ": "ㅓㅜㅣ", "ㅣ": "ㅡ", "ㅑ": "ㅕ", "ㅕ": "ㅑ", "ㅒ": "ㅖ", "ㅖ": "ㅒ" };

  // The buckets of a Korean word and of those that begin almost as it does.
  function alikeBuckets(word) {
    const [initial, vowel] = parts(word[0]);
    const firsts = [VOWELS[vowel], ...(ALIKE[VOWELS[vowel]] ?? "")].map((jamo) => compose(initial, VOWELS.indexOf(jamo)));
    return [...new Set(firsts.map((first) => bucket(first + word[1])))];
  }

  // The Korean words that a mistyped one most likely stands for, by their keys; with a particle they are looked at without it.
  function nearestKorean(word, vocabulary) {
    const nouns = new Map();
    for (const other of vocabulary) {
      for (let n = Math.max(2, word.length - 1); n <= Math.min(other.length, word.length + 1); n++) {
        const noun = other.slice(0, n);
        if (n === other.length || PARTICLE.test(other.slice(n))) nouns.set(keystrokes(noun), noun);
      }
    }
    return nearest(keystrokes(word), [...nouns.keys()]).map((keys) => nouns.get(keys));
  }

  // The narrowest stretch of a document that holds every list's place: from its first to its last.
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

  // What documents gain by holding the terms near each other, and the more the less else they say.  `kept` are documents in
  // order, `sums` theirs; `lengths` has a digit for each document: four times the title's words, and how long the text is.
  function addNearness(matches, kept, sums, lengths) {
    const placed = matches.filter((match) => match.places.length);
    if (!placed.length) return;
    let sum = 0;
    const after = placed.map(({ width }) => (sum += width) - placed[0].width); // where a term stands after the first, in a row
    const at = placed.map(() => 0);
    kept.forEach((document, i) => {
      const from = document * SLOTS, to = from + SLOTS;
      const lists = placed.map(({ places }, k) => {
        while (places[at[k]] < from) at[k]++;
        const start = at[k];
        while (places[at[k]] < to) at[k]++;
        return places.slice(start, at[k]);
      });
      if (lists.some((list) => !list.length)) return;
      const length = DIGIT[lengths.charCodeAt(document)], title = length >> 2, text = (length & 3) + 3.5; // about the binary logarithm of its words
      const inTitle = lists.every((list) => list[0] < from + TITLE_ENDS);
      if (sum > 1) {
        const extra = spread(lists) - after.at(-1);
        sums[i] += (NEAR.find(([most]) => extra <= most)?.[1] ?? 0) * Math.min(lists.length - 1, 2);
        const row = extra > 0 ? undefined : lists[0].find((place) => lists.every((list, k) => list.includes(place + after[k])));
        if (row !== undefined) sums[i] += row < from + TITLE_ENDS ? IN_ORDER + IN_TITLE : IN_ORDER;
        sums[i] -= 2 * (inTitle ? Math.log2(title) : text);
      }
      if (inTitle && title === sum && lists[0][0] === from + placed[0].width - 1) sums[i] += WHOLE_TITLE;
    });
  }

  // Documents that every term matches, as numbers that sort best first: how found, how much it says, how new.
  function rank(matches, allowed, lengths, size, offset) {
    const wanted = matches.filter((match) => !match.not);
    const kept = [], sums = [], tiers = [];
    for (let document = 0; document < size; document++) {
      if ((allowed && !allowed[document]) || lengths[document] === "A") continue; // a number that nobody has
      let sum = 0, tier = 2;
      for (const { best, not } of matches) {
        const value = best[document];
        if (not ? value >= EXACT : !value) { sum = -1; break; }
        if (not) continue;
        sum += value & 63;
        tier = Math.min(tier, value >> 6);
      }
      if (sum < 0) continue;
      kept.push(document);
      sums.push(sum);
      tiers.push(tier);
    }
    addNearness(wanted, kept, sums, lengths);
    return kept.map((document, i) => (tiers[i] * 4096 + Math.round(4 * sums[i] + 128)) * 2 ** 24 + offset + document);
  }

  Object.assign(weeknotes, { addOtherwise, alikeBuckets, bucketsOf, decode, matchAllowed, matchTerm, nearest, nearestKorean, rank, termBuckets, together });
})();
