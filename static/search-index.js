// @ts-check
// A query → papers: loads the parts of the index that it needs, and tries what else it may mean.
(() => {
  "use strict";
  const {
    addOtherwise, bucket, bucketsOf, decode, documentOf, fold, glossaryMap, hear, isKorean,
    isTyped, matchAllowed, matchTerm, nearest, nearestKorean, parse, rank, shard, similarBuckets,
    squashed, termBuckets, terms, toKorean, toLatin, together, weekHolding, weekStart,
    withoutParticle, wordPattern,
  } = weeknotes;

  const SEGMENT = 32768; // documents of a segment
  const BLOCK = 2; // documents of a file of texts
  const BLOCKS = SEGMENT / BLOCK;
  const GROUP = 8; // files of texts that have one version
  const OUTDATED = "the page has scripts of another build";
  // Characters of the index. When so much is loaded, older segments of a large library are left.
  const ENOUGH = 200_000;
  const LONGEST_SPACED = 12; // letters of a word that is tried with spaces
  const MOST_SPACINGS = 4;
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

  // What the keys of a word write on the other keyboard; empty where they write nothing.
  /** @type {(typed: string) => string} */
  function otherKeyboard(typed) {
    if (isLatin(typed)) return toKorean(typed);
    return /^[가-힣ㄱ-ㅣ]+$/.test(typed) ? toLatin(typed) : "";
  }

  /** @type {(term: Term, letters: string[], least: number) => boolean} */
  function mayBeSpaced(term, letters, least) {
    if (term.pieces.length > 1) return false;
    if (letters.length > LONGEST_SPACED || letters.length < 2 * least) return false;
    const last = letters.length - 1;
    return letters.every((letter, i) => isKorean(letter) || (term.open && i === last));
  }

  // The lengths of the words of the index that `rest` begins with; with them its own length, where
  // a word begins with all of it. The first word may be the end of a longer one.
  /** @type {(rest: string, lines: string[], at: { open: boolean, first: boolean }) => number[]} */
  function wordLengths(rest, lines, { open, first }) {
    const keys = lines.filter((line) => holdsWord(line) || (first && holdsPart(line))).map(keyOf);
    const begun = keys.filter((key) => key.length < rest.length && rest.startsWith(key));
    const lengths = [...new Set(begun.map((key) => key.length))];
    const whole = new RegExp(`^${wordPattern(rest, open)}`, "u");
    const canEnd = !first && keys.some((key) => whole.test(key));
    return canEnd ? [...lengths, rest.length] : lengths;
  }

  // All ways to cut a text into words, where `lengths[i]` are those that may begin at letter i.
  /** @type {(text: string, lengths: number[][], i?: number) => string[][]} */
  function cuts(text, lengths, i = 0) {
    if (i === text.length) return [[]];
    return lengths[i].flatMap((n) => {
      const word = text.slice(i, i + n);
      return cuts(text, lengths, i + n).map((others) => [word, ...others]);
    });
  }

  // All ways to cut initial consonants into runs of two or more: those of a text are found within
  // its words alone.
  /** @type {(run: string) => string[][]} */
  function initialCuts(run) {
    if (run.length > LONGEST_SPACED) return [];
    const ends = [...run].map((_, i) => i).filter((i) => i >= 2 && i <= run.length - 2);
    return ends.flatMap((end) => {
      const rest = run.slice(end);
      return [[rest], ...initialCuts(rest)].map((others) => [run.slice(0, end), ...others]);
    });
  }

  // A date as a reading of a term: the filter that stands for it.
  /** @type {(term: Term) => Reading} */
  function dateReading({ date }) {
    const name = date.length > 4 ? "week" : "year";
    const filters = [{ name, value: date, not: false }];
    return { kind: "date", meant: `${name}:${date}`, terms: [], filters };
  }

  // What a term may also mean, written as `meant`.
  /** @type {(term: Term, meant: string, kind: NoteKind) => Reading} */
  function wordReading(term, meant, kind) {
    const more = { open: term.open && meant.length > 1, field: term.field };
    return { kind, meant, terms: terms(meant, more), filters: [] };
  }

  /** @type {(query: Query) => Found} */
  const nothingFound = (query) => (
    { query, documents: [], total: 0, typed: 0, about: false, notes: [] }
  );

  const VERSION = 4; // characters of a version
  /** @type {(versions: string, n: number) => string} */
  const versionAt = (versions, n) => versions.slice(VERSION * n, VERSION * (n + 1));

  // The index of one build, that of its head. `load(name, version)` brings its files; a file that
  // is of another build, or does not come, is an error, and is asked for again the next time.
  /** @type {Shared["openIndex"]} */
  function openIndex(load, { data: head }) {
    /** @type {Map<string, any>} */
    const files = new Map();
    let loaded = 0;

    /** @type {(name: string) => Promise<string>} */
    async function versionOf(name) {
      const { letters, versions } = head;
      const [, kind = "", rest = ""] = name.match(/^(\d+|[a-z])-?(.*)$/) ?? [];
      if (kind === "w") return versions.w;
      if (kind === "h") return versions.h;
      if (kind === "v") return versionAt(versions.v, letters.indexOf(rest));
      if (kind === "l") return versionAt(versions.l, Number(rest));
      if (kind !== "t") return versionAt(versions[kind], parseInt(rest, 16));
      const n = Number(rest);
      const [, ofTexts] = await file(`l${Math.floor(n / BLOCKS)}`);
      return versionAt(ofTexts, Math.floor((n % BLOCKS) / GROUP));
    }

    /** @type {(name: string) => Promise<any>} */
    async function bring(name) {
      const wanted = await versionOf(name);
      const { version, data } = await load(name, wanted);
      if (version !== wanted) throw new Error(`${name} is of another build`);
      return data;
    }

    /** @type {(name: string) => Promise<any>} */
    async function read(name) {
      if (!files.has(name)) {
        const coming = bring(name);
        files.set(name, coming);
        coming.then((data) => files.set(name, data), () => files.delete(name));
      }
      return files.get(name);
    }
    /** @type {ReadFile} */
    const file = read;

    // Loads the shards of buckets, and returns the function that gives a bucket's lines.
    /** @type {SearchIndex["shards"]} */
    async function shards(segment, counts, buckets) {
      /** @type {(name: string) => string} */
      const fileOf = (name) => `${segment}-${shard(name, counts[segment]).toString(16)}`;
      const wanted = [...new Set(buckets.map(fileOf))];
      await Promise.all(wanted.map(async (name) => {
        const data = await read(name);
        if (typeof data !== "string") return;
        loaded += data.length;
        files.set(name, data.split("\n"));
      }));
      return (name) => files.get(fileOf(name));
    }

    // What a search in one segment needs.
    /** @type {(segment: number) => Promise<Context>} */
    async function contextOf(segment) {
      const { size: all, shards: counts, letters, glossary = [] } = head;
      const size = Math.min(SEGMENT, all - segment * SEGMENT);
      return { segment, counts, size, letters, glossary: glossaryMap(glossary) };
    }

    // A Korean word with spaces, as others write it: 언어모델 → 언어 모델. In words of the index,
    // of `least` syllables or more, for those of a single one need much loading. Fewest words
    // first.
    /** @type {(term: Term, context: Context, least: number) => Promise<string[][]>} */
    async function spacings(term, { segment, counts }, least) {
      const text = term.pieces[0];
      const letters = [...text];
      if (!mayBeSpaced(term, letters, least)) return [];
      /** @type {(i: number) => boolean} */
      const canBegin = (i) => !i || (i >= least && i <= letters.length - least);
      const buckets = letters.map((letter, i) => {
        if (!canBegin(i)) return [];
        const single = least > 1 ? [] : [bucket(letter)];
        return [...single, ...bucketsOf(text.slice(i), term.open)];
      });
      const linesOf = await shards(segment, counts, buckets.flat());
      const lengths = buckets.map((names, i) => {
        const lines = names.flatMap((name) => linesOf(name));
        return wordLengths(text.slice(i), lines, { open: term.open, first: !i });
      });
      return cuts(text, lengths).sort((a, b) => a.length - b.length).slice(0, MOST_SPACINGS);
    }

    // What else a term may mean: { kind, meant, terms, filters }. `meant` is what one types for it.
    /** @type {(term: Term, context: Context, least: number) => Promise<Reading[]>} */
    async function readings(term, context, least) {
      if (/^\d{4}/.test(term.date)) return [dateReading(term)];
      if (term.kind === "initials") {
        const runs = initialCuts(term.pieces[0]).sort((a, b) => a.length - b.length);
        const meant = runs.slice(0, MOST_SPACINGS).map((parts) => parts.join(" "));
        return meant.map((text) => wordReading(term, text, "spacing"));
      }
      if (term.kind !== "word" || term.date) return [];
      const spaced = await spacings(term, context, least);
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

    // The words that a mistyped one may stand for.
    /** @type {(word: string, context: Context) => Promise<string[]>} */
    async function corrections(word, { segment, counts, letters }) {
      if (/^[a-z]{4,}$/.test(word)) {
        const starts = [...new Set([word[0], word[1]])].filter((one) => letters.includes(one));
        const lists = await Promise.all(starts.map((letter) => file(`v-${letter}`)));
        return nearest(word, lists.join(" ").split(" "));
      }
      if (!/^[가-힣]{2,12}$/.test(word)) return [];
      const buckets = similarBuckets(word);
      const linesOf = await shards(segment, counts, buckets);
      const lines = buckets.flatMap((name) => linesOf(name));
      return nearestKorean(word, lines.filter(holdsWord).map(keyOf));
    }

    // The documents of a reading, as one match; null where it has neither terms nor filters.
    /** @type {(reading: Query, context: Context) => Promise<Match | null>} */
    async function matchReading({ terms: others, filters }, context) {
      const { segment, counts, size } = context;
      const allowed = await filtered(filters, context);
      const matches = allowed ? [matchAllowed(allowed)] : [];
      for (const one of others) {
        matches.push(matchTerm(one, await shards(segment, counts, termBuckets(one)), size));
      }
      return matches.length ? together(matches, size) : null;
    }

    // Adds what another reading of a term finds to the term's match.
    /** @type {(match: Match, term: Term, reading: Reading, context: Context) => Promise<void>} */
    async function addReading(match, term, reading, context) {
      const { kind, meant, typed = term.typed, terms: others } = reading;
      const both = await matchReading(reading, context);
      if (!both) return;
      if (kind === "keyboard" && match.found) {
        // The term is found as it was typed: the other keyboard counts only where it is likely.
        if (!isLatin(term.typed) && !both.whole) return;
      }
      addOtherwise(match, both, { kind, meant, typed, terms: others });
    }

    // A term as typed. Where no word is just that, also as the other keyboard would write it; then
    // what the glossary adds, and what it is `heard` as. `loose`: what else it may mean; and where
    // nothing is found, what it may be a mistyped form of.
    /**
     * @type {(term: Term, heard: Reading[], context: Context, loose: boolean) => Promise<Match>}
     */
    async function lookUp(term, heard, context, loose) {
      const { segment, counts, size, glossary } = context;
      const { typed } = term;
      const other = otherKeyboard(typed);
      const likely = other && (isLatin(typed) || /[ㅏ-ㅣ]/.test(typed)) && !term.not;
      const ahead = likely ? terms(other, {}).flatMap(termBuckets) : []; // loads both at once
      const linesOf = await shards(segment, counts, [...termBuckets(term), ...ahead]);
      const match = matchTerm(term, linesOf, size);
      match.not = term.not;
      if (term.not || term.phrase) return match;

      const add = (/** @type {Reading} */ reading) => addReading(match, term, reading, context);
      /** @type {(meant: string, kind: NoteKind) => Promise<void>} */
      const addWord = (meant, kind) => add(wordReading(term, meant, kind));
      // Two keys easily make a syllable: `di`, on the way to a longer word, does not mean 야.
      const isUnfinished = isLatin(typed) && typed.length <= 2 && match.begun;
      if (other && !match.whole && !isUnfinished) await addWord(other, "keyboard");
      for (const meant of glossary.get(squashed(typed)) ?? []) await addWord(meant, "glossary");
      for (const reading of heard) await add(reading);
      if (!loose) return match;
      const least = match.found ? 2 : 1;
      for (const reading of await readings(term, context, least)) await add(reading);
      if (match.found) return match;
      for (const meant of await corrections(fold(typed), context)) await addWord(meant, "slip");
      return match;
    }

    // The documents of a filter, as ones in an array.
    /** @type {(filter: Filter, context: Context) => Promise<Uint8Array>} */
    async function documentsOf({ name, value }, { segment, counts, size }) {
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
      const linesOf = await shards(segment, counts, [own]);
      const lines = linesOf(own).filter(holds);
      const exact = isTag ? lines.filter((line) => line.startsWith(`${key} `)) : [];
      const having = new Uint8Array(size);
      for (const line of exact.length ? exact : lines) {
        decode(line, line.indexOf(" ") + 1, (n) => { having[n] = 1; });
      }
      return having;
    }

    // The documents that all filters let through, as ones in an array; null without filters.
    /** @type {(filters: Filter[], context: Context) => Promise<Uint8Array | null>} */
    async function filtered(filters, context) {
      if (!filters.length) return null;
      const allowed = new Uint8Array(context.size).fill(1);
      for (const filter of filters) {
        const having = await documentsOf(filter, context);
        const refused = filter.not ? 1 : 0;
        for (let n = 0; n < allowed.length; n++) if (having[n] === refused) allowed[n] = 0;
      }
      return allowed;
    }

    // Papers for a query, best first. `wanted`: how many will be shown.
    //   query      { terms, filters }
    //   documents  the numbers of the papers
    //   total      how many there are
    //   typed      how many of those that were loaded are found as typed; the others come after
    //   about      older segments were left, so that the total is an estimate
    //   notes      what terms were taken for; other meanings are tried where nothing is as typed
    /** @type {SearchIndex["search"]} */
    async function search(text, wanted) {
      const query = parse(text);
      const isEmpty = !query.terms.some((term) => !term.not) && !query.filters.length;
      if (isEmpty) return nothingFound(query);
      const found = await ranked(query, wanted, false);
      return found.total ? found : ranked(query, wanted, true);
    }

    // The numbers of one segment's papers, as `rank` gives them, and the notes.
    /**
     * @type {(query: Query, segment: number, loose: boolean)
     *   => Promise<{ numbers: number[], notes: Note[] }>}
     */
    async function searchSegment(query, segment, loose) {
      const context = await contextOf(segment);
      const { glossary = [] } = head;
      const hasWord = query.terms.some((term) => term.kind === "word" && !term.phrase);
      const heard = hear(query.terms, hasWord ? await file("heard") : [], glossary);
      const isNewest = segment === context.counts.length - 1;
      const isWord = query.terms.length === 1 && query.terms[0].pieces.length === 1;
      const needsLengths = isNewest || !isWord; // a single word is ranked without lengths
      const [[lengths], allowed, ...matches] = await Promise.all([
        needsLengths ? file(`l${segment}`) : [""],
        filtered(query.filters, context),
        ...query.terms.map((term) => lookUp(term, heard.get(term) ?? [], context, loose)),
      ]);
      const numbers = rank(matches, allowed, lengths, context.size, segment * SEGMENT);
      return { numbers, notes: matches.flatMap((match) => match.notes) };
    }

    /** @type {(query: Query, wanted: number, loose: boolean) => Promise<Found>} */
    async function ranked(query, wanted, loose) {
      const { size, shards: counts } = head;
      const found = nothingFound(query);
      const numbers = [];
      const before = loaded;
      let segment = counts.length - 1;
      for (; segment >= 0 && (numbers.length < wanted || loaded - before < ENOUGH); segment--) {
        const part = await searchSegment(query, segment, loose);
        found.notes.push(...part.notes);
        for (const number of part.numbers) numbers.push(number);
      }
      const sorted = Float64Array.from(numbers).sort().reverse();
      found.documents = Array.from(sorted, documentOf);
      found.total = sorted.length;
      found.typed = sorted.filter(isTyped).length;
      found.about = segment >= 0;
      if (found.about) {
        const searched = size - (segment + 1) * SEGMENT;
        found.total = Math.round((sorted.length * size) / searched);
      }
      return found;
    }

    // Queries that may be meant, too, for they find other papers than `text` did: [query, total].
    /** @type {SearchIndex["others"]} */
    async function others(text, { query, documents: shown, notes }) {
      const context = await contextOf(head.shards.length - 1);
      const known = new Set(shown);
      const isNoted = (/** @type {Term} */ term) => notes.some((note) => note.typed === term.typed);
      const isAlone = query.terms.length === 1;
      /** @type {[string, number][]} */
      const offered = [];
      for (const term of query.terms) {
        if (term.not || term.phrase || isNoted(term) || (term.date && isAlone)) continue;
        if (term.kind === "initials") continue; // they are found together
        for (const { kind, meant } of await readings(term, context, 2)) {
          if (kind === "particle") continue;
          const other = text.replace(term.typed, meant).trim();
          const { documents, total } = await search(other, 0);
          if (documents.some((n) => !known.has(n))) offered.push([other, total]);
        }
      }
      return offered;
    }

    return { file, head, others, search, shards };
  }

  const MOST_TRIES = 3;
  const FRESH = 3000; // milliseconds in which no newer build is looked for
  const LONGEST_WAIT = 1000; // milliseconds for the answer whether there is one

  // The index of the newest build.
  /** @type {Shared["followIndex"]} */
  function followIndex(load, first) {
    let current = first;
    let index = openIndex(load, first);
    let checked = performance.now();

    // Whether there is a newer build.
    async function renew() {
      const newest = await load("head", "");
      checked = performance.now();
      if (newest.version === current.version) return false;
      if (newest.data.scripts !== current.data.scripts) throw new Error(OUTDATED);
      current = newest;
      index = openIndex(load, newest);
      return true;
    }

    // What `ask` finds in one build. If a file of it is missing, there may be a newer one.
    /** @type {NewestIndex["answer"]} */
    async function answer(ask) {
      if (performance.now() - checked > FRESH) {
        const waited = new Promise((resume) => setTimeout(resume, LONGEST_WAIT));
        await Promise.race([renew().catch(() => false), waited]);
      }
      for (let tries = 1; ; tries++) {
        const asked = index;
        try {
          return await ask(asked);
        } catch (error) {
          if (tries === MOST_TRIES || (asked === index && !await renew())) throw error;
        }
      }
    }

    return { answer, words: first.data.words };
  }

  Object.assign(
    weeknotes,
    /** @satisfies {Partial<Shared>} */ ({ BLOCK, OUTDATED, followIndex, openIndex }),
  );
})();
