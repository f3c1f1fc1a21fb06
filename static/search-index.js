// @ts-check
// A query → papers: loads the parts of the index that the query needs, and tries its other
// readings.
(() => {
  "use strict";
  const {
    addOtherwise, bucketsOf, decode, fold, glossaryMap, groups, hear, isKorean, isWord,
    kept, matchAllowed, matchTerm, nearest, nearestKorean, openFiles, parse, rank, similarBuckets,
    squashed, termBuckets, terms, toKorean, toLatin, together, weekHolding, weekStart,
    withoutParticle, wordPattern,
  } = weeknotes;

  // The maximum number of letters of a word that is tried with spaces: between words of two letters
  // or more, and also around single letters.
  const LONGEST_SPACED = 12, LONGEST_OF_SINGLES = 5;
  const MOST_SPACINGS = 4;
  const MANY = 4; // a query with so many terms often finds nothing
  const MISTYPED = /^(?:[a-z]{4,}|[가-힣]{2,12})$/; // words that are corrected
  /** @type {Record<string, string>} */
  const HAS = { "노트": "note", "코드": "code" };

  // Lines are `mark`, key, space, numbers.
  /** @type {(line: string) => string} */
  const keyOf = (line) => line.slice(1, line.indexOf(" "));
  /** @type {(line: string) => boolean} */
  const holdsWord = (line) => line[0] === "=";
  /** @type {(line: string) => boolean} */
  const holdsPart = (line) => line[0] === "-";

  /** @type {(text: string) => boolean} */
  const isLatin = (text) => /^[A-Za-z]+$/.test(text);

  const LIKE_LATIN = /^(?=.*[aeiou])(?!.*[^aeiouy]{4})/;

  // What the keys of a word write on the other keyboard. Empty if they write nothing, or if the
  // word has whole syllables and the result is hardly a word.
  /** @type {(typed: string) => string} */
  function otherKeyboard(typed) {
    if (isLatin(typed)) return toKorean(typed);
    const latin = /^[가-힣ㄱ-ㅣ]+$/.test(typed) ? toLatin(typed) : "";
    return /^[가-힣]{2,}$/.test(typed) && !LIKE_LATIN.test(latin) ? "" : latin;
  }

  /** @type {(term: Term, least: number) => boolean} */
  function mayBeSpaced(term, least) {
    const letters = [...term.pieces[0]];
    if (term.pieces.length > 1) return false;
    const longest = least > 1 ? LONGEST_SPACED : LONGEST_OF_SINGLES;
    if (letters.length > longest || letters.length < 2 * least) return false;
    const last = letters.length - 1;
    return letters.every((letter, i) => isKorean(letter) || (term.open && i === last));
  }

  // The lengths of the words of the index with which `rest` begins; also the length of `rest`, if a
  // word of the index begins with all of it. If `first`, the word may be the end of a longer word.
  /** @type {(rest: string, lines: string[], at: { open: boolean, first: boolean }) => number[]} */
  function wordLengths(rest, lines, { open, first }) {
    const keys = lines.filter((line) => holdsWord(line) || (first && holdsPart(line))).map(keyOf);
    const begun = keys.filter((key) => key.length < rest.length && rest.startsWith(key));
    const lengths = [...new Set(begun.map((key) => key.length))];
    const whole = new RegExp(`^${wordPattern(rest, open)}`, "u");
    const canEnd = !first && keys.some((key) => whole.test(key));
    return canEnd ? [...lengths, rest.length] : lengths;
  }

  // The word of a term, with and without its particle, as far as it may be mistyped.
  /** @type {(term: Term) => string[]} */
  function mistyped(term) {
    const words = [term, withoutParticle(term)].flatMap((one) => (
      one?.pieces.length === 1 ? one.pieces : []
    ));
    return words.filter((word) => MISTYPED.test(word));
  }

  // Whether a word was hardly typed on the wrong keyboard: it has three syllables or more.
  /** @type {(typed: string) => boolean} */
  const isHardlyOther = (typed) => /^[가-힣]{3,}$/.test(typed);

  // Whether a term that finds `found` papers may have less strict readings.
  /** @type {(term: Term, found: number) => boolean} */
  function mayBeLoosened(term, found) {
    if (term.not || term.phrase) return false;
    if (term.kind === "initials") return term.pieces[0].length > 3;
    if (term.date) return /^\d{4}/.test(term.date);
    if (withoutParticle(term) || mayBeSpaced(term, 2)) return true;
    if (found) return false;
    return mayBeSpaced(term, 1) || mistyped(term).length > 0 || isHardlyOther(term.typed);
  }

  // The indexes of letters in a text at which words may begin. `lengths` are the lengths of words
  // that are known so far. If `least` is 1, each letter after a word may be a word, too.
  /** @type {(text: string, lengths: number[][], least: number) => number[]} */
  function reachable(text, lengths, least) {
    const starts = new Set([0]);
    const ends = new Set([0]);
    for (let i = 0; i <= text.length - Math.max(least, 2); i++) {
      if (!starts.has(i)) continue;
      for (const n of lengths[i] ?? []) [starts, ends].forEach((places) => places.add(i + n));
      if (least === 1 && ends.has(i)) starts.add(i + 1);
    }
    return [...starts].filter((i) => !i || i <= text.length - Math.max(least, 2));
  }

  // All ways to cut a text into words. `lengths[i]` are the lengths of words that may begin at
  // letter i.
  /** @type {(text: string, lengths: number[][], i?: number) => string[][]} */
  function cuts(text, lengths, i = 0) {
    if (i === text.length) return [[]];
    return lengths[i].flatMap((n) => {
      const word = text.slice(i, i + n);
      return cuts(text, lengths, i + n).map((others) => [word, ...others]);
    });
  }

  const SINGLES = /(^| )\S \S( |$)/;
  // The cuts with the fewest words. In a text of more than two letters, words of one letter do not
  // stand side by side.
  /** @type {(text: string, lengths: number[][]) => string[][]} */
  function fewestCuts(text, lengths) {
    return cuts(text, lengths)
      .filter((words) => text.length === 2 || !SINGLES.test(words.join(" ")))
      .sort((a, b) => a.length - b.length)
      .slice(0, MOST_SPACINGS);
  }

  // The indexes of the words of one letter in some cuts of a text.
  /** @type {(found: string[][]) => Set<number>} */
  function singlePlaces(found) {
    const places = new Set();
    for (const words of found) {
      let at = 0;
      for (const word of words) {
        if (word.length === 1) places.add(at);
        at += word.length;
      }
    }
    return places;
  }

  // All ways to cut initial consonants into runs of two or more. A run is found only within a word
  // of a text.
  /** @type {(run: string) => string[][]} */
  function initialCuts(run) {
    if (run.length > LONGEST_SPACED) return [];
    const ends = [...run].map((_, i) => i).filter((i) => i >= 2 && i <= run.length - 2);
    return ends.flatMap((end) => {
      const rest = run.slice(end);
      return [[rest], ...initialCuts(rest)].map((others) => [run.slice(0, end), ...others]);
    });
  }

  // A reading of a term as a date: a filter.
  /** @type {(term: Term) => Reading} */
  function dateReading({ date }) {
    const name = date.length > 4 ? "week" : "year";
    const filters = [{ name, value: date, not: false }];
    return { kind: "date", meant: `${name}:${date}`, terms: [], filters };
  }

  // A reading of a term as the words `meant`.
  /** @type {(term: Term, meant: string, kind: NoteKind) => Reading} */
  function wordReading(term, meant, kind) {
    const more = { open: term.open && meant.length > 1, field: term.field };
    return { kind, meant, terms: terms(meant, more), filters: [] };
  }

  // A reading of a term as several words that need not be adjacent.
  /** @type {(term: Term, words: string[]) => Reading} */
  function apartReading(term, words) {
    const last = words.length - 1;
    const own = words.map((word, i) => (
      { ...term, pieces: [word], open: term.open && i === last }
    ));
    return { kind: "spacing", meant: words.join(" "), terms: own, filters: [] };
  }

  // The index of the build of `head`.
  /** @type {Shared["openIndex"]} */
  function openIndex(load, { data: head }) {
    const { file, shards } = openFiles(load, head);
    const { size, letters: begun } = head;
    const glossary = glossaryMap(head.glossary ?? []);

    // For each letter of a word: the lengths of the words of the index that begin at this letter.
    // `buckets` are the buckets to search for each letter.
    /** @type {(term: Term, buckets: string[][]) => Promise<number[][]>} */
    async function lengthsIn({ open, pieces: [text] }, buckets) {
      const linesOf = await shards(buckets.flat());
      return buckets.map((names, i) => {
        const lines = names.flatMap((name) => linesOf(name));
        return wordLengths(text.slice(i), lines, { open, first: !i });
      });
    }

    // The spacings of a Korean word: 언어모델 → 언어 모델. They consist of words of the index with at least
    // `least` syllables, the fewest words first. Words of one syllable need large shards. So they
    // are tried only between longer words that are known.
    /** @type {(term: Term, least: number) => Promise<string[][]>} */
    async function spacings(term, least) {
      if (!mayBeSpaced(term, least)) return [];
      const [text] = term.pieces;
      const letters = [...text];
      const last = letters.length - 1;
      /** @type {number[][]} */
      const lengths = letters.map(() => []);
      const known = new Set();
      for (;;) {
        const places = reachable(text, lengths, least).filter((i) => !known.has(i));
        if (!places.length) break;
        const found = await lengthsIn(term, letters.map((_, i) => (
          places.includes(i) ? bucketsOf(text.slice(i), term.open) : []
        )));
        for (const i of places) {
          lengths[i] = found[i].filter((n) => n > 1);
          known.add(i);
        }
      }
      if (least > 1) return fewestCuts(text, lengths);
      const singles = singlePlaces(fewestCuts(text, lengths.map((own) => [...own, 1])));
      const more = await lengthsIn(term, letters.map((letter, i) => (
        singles.has(i) ? bucketsOf(letter, term.open && i === last) : []
      )));
      return fewestCuts(text, lengths.map((own, i) => [...own, ...more[i].filter((n) => n === 1)]));
    }

    // Less strict readings of a term: { kind, meant, terms, filters }. `meant` is the reading as a
    // user would type it.
    /** @type {(term: Term, least: number) => Promise<Reading[]>} */
    async function readings(term, least) {
      if (/^\d{4}/.test(term.date)) return [dateReading(term)];
      if (term.kind === "initials") {
        const runs = initialCuts(term.pieces[0]).sort((a, b) => a.length - b.length);
        const meant = runs.slice(0, MOST_SPACINGS).map((parts) => parts.join(" "));
        return meant.map((text) => wordReading(term, text, "spacing"));
      }
      if (term.kind !== "word" || term.date) return [];
      const spaced = await spacings(term, least);
      /** @type {Reading[]} */
      const found = spaced.map((pieces) => {
        const meant = `"${pieces.join(" ")}"`;
        return { kind: "spacing", meant, terms: [{ ...term, pieces }], filters: [] };
      });
      const noun = withoutParticle(term);
      if (!noun) return found;
      const meant = noun.pieces.join("");
      return [...found, { kind: "particle", meant, terms: [noun], filters: [] }];
    }

    // The words that may be meant by a mistyped word.
    /** @type {(word: string) => Promise<string[]>} */
    async function corrections(word) {
      if (isLatin(word)) {
        const starts = [...new Set([word[0], word[1]])].filter((one) => begun.includes(one));
        const lists = await Promise.all(starts.map((letter) => file(`v-${letter}`)));
        return nearest(word, lists.join(" ").split(" "));
      }
      const buckets = similarBuckets(word);
      const linesOf = await shards(buckets);
      const lines = buckets.flatMap((name) => linesOf(name));
      return nearestKorean(word, lines.filter(holdsWord).map(keyOf));
    }

    // The readings of a term with its word corrected.
    /** @type {(term: Term) => Promise<Reading[]>} */
    async function slips(term) {
      const written = fold(term.typed);
      const isPart = groups(written).length > 1;
      for (const word of mistyped(term)) {
        const found = await corrections(word);
        if (found.length) return found.map((other) => ({
          ...wordReading(term, other, "slip"),
          meant: isPart ? written.replace(term.pieces.join(""), other) : other,
        }));
      }
      return [];
    }

    // The match of a term as typed. If a term has more than two pieces, each later piece is loaded
    // only if the earlier ones are adjacent somewhere. `ahead` are buckets that will be needed
    // soon.
    /** @type {(term: Term, ahead?: string[]) => Promise<Match>} */
    async function matchOf(term, ahead = []) {
      for (let n = 2; ; n++) {
        const isAll = n >= term.pieces.length;
        const own = isAll ? term : { ...term, pieces: term.pieces.slice(0, n), open: false };
        const linesOf = await shards([...termBuckets(own), ...ahead]);
        const match = matchTerm(own, linesOf, size);
        if (isAll || !match.found) return match;
      }
    }

    // The documents of a reading, as one match; null if the reading has neither terms nor filters.
    /** @type {(reading: Query) => Promise<Match | null>} */
    async function matchReading({ terms: others, filters }) {
      const allowed = await filtered(filters);
      const matches = allowed ? [matchAllowed(allowed)] : [];
      for (const one of others) matches.push(await matchOf(one));
      return matches.length ? together(matches, size) : null;
    }

    // Adds the documents that other readings of a term find to the match of the term.
    /**
     * @type {(match: Match, term: Term, others: Reading[]) => Promise<void>}
     */
    async function addReadings(match, term, others) {
      const found = await Promise.all(others.map((one) => matchReading(one)));
      others.forEach(({ kind, meant, typed = term.typed, terms: own }, i) => {
        const both = found[i];
        // If the term is found as typed, a reading on the other keyboard counts only if it is
        // likely.
        const isUnlikely = kind === "keyboard" && match.found && !isLatin(term.typed);
        if (!both || (isUnlikely && !both.whole)) return;
        addOtherwise(match, both, { kind, meant, typed, terms: own });
      });
    }

    // The match of a term as typed. If no word is equal to the term, its reading on the other
    // keyboard is added. Then the readings of the glossary are added.
    /** @type {(term: Term) => Promise<Match>} */
    async function lookUp(term) {
      const { typed } = term;
      const other = otherKeyboard(typed);
      const likely = isLatin(typed) ? /^[가-힣]+[ㄱ-ㅎ]?$/.test(other) : /[ㅏ-ㅣ]/.test(typed);
      const isAhead = other && likely && !term.not; // load the buckets of both readings at once
      const ahead = isAhead ? terms(other, {}).flatMap(termBuckets) : [];
      const match = await matchOf(term, ahead);
      match.not = term.not;
      if (term.not || term.phrase) return match;
      // Two keys often make a syllable. `di` is rather the beginning of a longer word than 야.
      const isUnfinished = isLatin(typed) && typed.length <= 2 && match.begun;
      const isLater = match.whole || isUnfinished || isHardlyOther(typed);
      const onKeyboard = isLater ? [] : [other].filter(Boolean);
      const meanings = glossary.get(squashed(typed)) ?? [];
      await addReadings(match, term, [
        ...onKeyboard.map((meant) => wordReading(term, meant, "keyboard")),
        ...meanings.map((meant) => wordReading(term, meant, "glossary")),
      ]);
      return match;
    }

    // Adds less strict readings of a term, one after the other, until something is found: with
    // spaces or without its particle; with its words apart; with words of one letter; with typing
    // errors corrected; on the other keyboard.
    /** @type {AddMore} */
    async function loosen(match, term) {
      const add = async (/** @type {Reading[]} */ others) => {
        await addReadings(match, term, others);
        return match.found;
      };
      if (await add(await readings(term, 2))) return;
      const cut = term.date ? [] : await spacings(term, 2);
      if (await add(cut.map((pieces) => apartReading(term, pieces)))) return;
      if (cut.length || await add(await readings(term, 1))) return;
      if (await add(await slips(term))) return;
      const other = isHardlyOther(term.typed) && toLatin(term.typed);
      if (other) await add([wordReading(term, other, "keyboard")]);
    }

    // The documents of a filter: an array with 1 for each of them. If no paper has a tag, the other
    // names of the tag are tried.
    /** @type {(filter: Filter) => Promise<Uint8Array>} */
    async function documentsOf(filter) {
      const lines = await linesOfFilter(filter);
      const { name, value } = filter;
      const others = name === "tag" && !lines.length ? glossary.get(squashed(value)) : [];
      for (const other of others ?? []) {
        lines.push(...await linesOfFilter({ ...filter, value: other }));
      }
      const having = new Uint8Array(size);
      for (const line of lines) decode(line, line.indexOf(" ") + 1, (n) => { having[n] = 1; });
      return having;
    }

    // The lines of a filter.
    /** @type {(filter: Filter) => Promise<string[]>} */
    async function linesOfFilter({ name, value }) {
      const isTag = name === "tag";
      const start = weekHolding(weekStart(value), head.week_rule);
      const kind = fold(value);
      const key = isTag ? `#${squashed(value)}` : name === "has" ? `&${HAS[kind] ?? kind}` : "@";
      /** @type {(line: string) => boolean} */
      const holds = (line) => {
        if (key !== "@") return line.startsWith(key);
        const id = keyOf(line);
        if (name === "before") return line[0] === key && /^\d{4}-/.test(id) && id < start;
        if (name === "after") return line[0] === key && /^\d{4}-/.test(id) && id >= start;
        return line.startsWith(key + start);
      };
      const own = key.slice(0, 3);
      const linesOf = await shards([own]);
      const lines = linesOf(own).filter(holds);
      const exact = isTag ? lines.filter((line) => line.startsWith(`${key} `)) : [];
      return exact.length ? exact : lines;
    }

    // The documents that pass all filters: an array with 1 for each of them; null without filters.
    /** @type {(filters: Filter[]) => Promise<Uint8Array | null>} */
    async function filtered(filters) {
      if (!filters.length) return null;
      const allowed = new Uint8Array(size).fill(1);
      for (const filter of filters) {
        const having = await documentsOf(filter);
        const refused = filter.not ? 1 : 0;
        for (let n = 0; n < allowed.length; n++) if (having[n] === refused) allowed[n] = 0;
      }
      return allowed;
    }

    // The papers for a query, best first. `onFound` gets the papers that are found so far, before
    // more is loaded. If it returns false, the search stops.
    //   query      { terms, filters }
    //   documents  the numbers of the papers
    //   typed      how many of the documents are found as typed; the others come after them
    //   notes      the readings that were used for terms
    //   counts     how many papers have each term
    /** @type {SearchIndex["search"]} */
    async function search(text, onFound) {
      const query = parse(text);
      const isEmpty = !query.terms.some((term) => !term.not) && !query.filters.length;
      if (isEmpty) return { query, documents: [], typed: 0, notes: [], counts: [] };
      const [, allowed, ...matches] = await Promise.all([
        query.terms.length < MANY && file("l"), // soon, because most queries find something
        filtered(query.filters),
        ...query.terms.map((term) => lookUp(term)),
      ]);
      const result = { query, allowed, matches };
      const typed = await foundIn(result);
      if (await onFound?.(typed) === false) return typed;
      return typed.documents.length ? extend(typed, result) : widen(result, onFound);
    }

    /** @type {(result: Result) => Promise<Found>} */
    async function foundIn(result) {
      const { query, allowed, matches } = result;
      const isNothing = isHopeless(result, []);
      const documents = isNothing ? [] : rank(matches, allowed, (await file("l"))[0], size);
      const notes = matches.flatMap((match) => match.notes);
      const counts = matches.map((match) => match.found);
      return { query, documents, typed: documents.length, notes, counts };
    }

    // The readings of terms from learnt pairs.
    /** @type {(query: Query) => Promise<Map<Term, HeardReading[]>>} */
    async function heardIn({ terms: typed }) {
      return typed.some(isWord) ? hear(typed, await file("heard"), head.glossary ?? []) : new Map();
    }

    // Adds the papers that learnt pairs find. They come after the other papers, which keep their
    // order.
    /** @type {(typed: Found, result: Result) => Promise<Found>} */
    async function extend(typed, result) {
      const { query, documents: first } = typed;
      const heard = await heardIn(query);
      if (!heard.size) return typed;
      await Promise.all(query.terms.map((term, i) => (
        addReadings(result.matches[i], term, heard.get(term) ?? [])
      )));
      const found = await foundIn(result);
      const known = new Set(first);
      const added = found.documents.filter((n) => !known.has(n));
      return { ...found, documents: [...first, ...added], typed: first.length };
    }

    // Whether no paper matches all terms, not counting the terms in `waiting`, which wait for other
    // readings.
    /** @type {(result: Result, waiting: number[]) => boolean} */
    const isHopeless = ({ allowed, matches }, waiting) => (
      !kept(matches.filter((_, i) => !waiting.includes(i)), allowed, size).length
    );

    // If nothing is found as typed: adds readings from learnt pairs, and other readings until
    // something is found. Terms that are found nowhere come first. If nothing can be found any
    // more, the rest is not loaded.
    /** @type {(result: Result, onFound?: OnFound) => Promise<Found>} */
    async function widen(result, onFound) {
      const { query, matches } = result;
      const { terms: typed } = query;
      const counts = matches.map((match) => match.found);
      const order = typed.map((_, i) => i).sort((a, b) => counts[a] - counts[b]);
      const loose = order.filter((i) => mayBeLoosened(typed[i], counts[i]));
      const words = order.filter((i) => isWord(typed[i]));
      const heard = isHopeless(result, [...words, ...loose]) ? new Map() : await heardIn(query);
      /** @type {AddMore} */
      const hear = (match, term) => addReadings(match, term, heard.get(term) ?? []);
      let steps = [
        ...words.filter((i) => heard.has(typed[i])).map((i) => ({ i, add: hear })),
        ...loose.map((i) => ({ i, add: loosen })),
      ].sort((a, b) => Number(counts[a.i] > 0) - Number(counts[b.i] > 0));
      let found = await foundIn(result);
      while (steps.length && !isHopeless(result, steps.map(({ i }) => i))) {
        const [{ i, add }] = steps.splice(0, 1);
        await add(matches[i], typed[i]);
        found = { ...await foundIn(result), typed: 0 };
        if (!found.documents.length) continue;
        steps = steps.filter((step) => step.add === hear);
        if (steps.length && await onFound?.(found) === false) break;
      }
      return found;
    }

    // Other queries that may be meant: [query, total]. Each finds papers that `text` does not find.
    /** @type {SearchIndex["others"]} */
    async function others(text, { query, documents: shown, notes }) {
      const known = new Set(shown);
      const isNoted = (/** @type {Term} */ term) => notes.some((note) => note.typed === term.typed);
      const isAlone = query.terms.length === 1;
      /** @type {[string, number][]} */
      const offered = [];
      for (const term of query.terms) {
        if (term.not || term.phrase || isNoted(term) || (term.date && isAlone)) continue;
        if (term.kind === "initials") continue; // found across words already
        for (const { kind, meant } of await readings(term, 2)) {
          if (kind === "particle") continue;
          const other = text.replace(term.typed, meant).trim();
          const { documents } = await search(other);
          if (documents.some((n) => !known.has(n))) offered.push([other, documents.length]);
        }
      }
      return offered;
    }

    return { file, head, others, search, shards };
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({ openIndex }));
})();
