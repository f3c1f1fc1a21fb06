// A query → papers: loads the shards that it needs, and tries what else may have been meant.
(() => {
  "use strict";
  const { addOtherwise, alikeBuckets, bare, bucket, bucketsOf, decode, escaped, fold, isKorean, matchAllowed, matchTerm, nearest, nearestKorean, openPattern, parse, rank, shard, squashed, termBuckets, terms, together, toKorean, toLatin, weekStart } = weeknotes;

  const SEGMENT = 32768, BLOCK = 4;
  const ENOUGH = 200_000; // characters of the index after which a large library's older parts are left for later
  const MOST_SPACED = 4; // ways to space a word that are tried

  // An index whose files `load(name)` brings: a promise of their data.
  function openIndex(load) {
    const files = new Map();
    let loaded = 0;
    async function file(name) {
      if (!files.has(name)) files.set(name, load(name).then((data) => { files.set(name, data); return data; }));
      return files.get(name);
    }
    const head = () => file("head");
    head().then(({ shards }) => file(`l${shards.length - 1}`)); // which every search needs

    async function shards(segment, counts, names) {
      const wanted = [...new Set(names.map((name) => `${segment}-${shard(name, counts[segment]).toString(16)}`))];
      await Promise.all(wanted.map(async (name) => {
        const data = await file(name);
        if (typeof data !== "string") return;
        loaded += data.length;
        files.set(name, data.split("\n"));
      }));
      return (name) => files.get(`${segment}-${shard(name, counts[segment]).toString(16)}`);
    }

    // A Korean word as others space it: 언어모델 → 언어 모델, in words that there are, of `least` syllables or more (single ones
    // take much to load); in the fewest words first.
    async function spaced(term, { segment, counts }, least) {
      const letters = [...term.pieces[0]];
      if (term.pieces.length > 1 || letters.length > 12 || letters.length < 2 * least || !letters.every((letter, i) => isKorean(letter) || (term.open && i === letters.length - 1))) return [];
      const rests = letters.map((_, i) => letters.slice(i).join(""));
      const begins = (i) => !i || (i >= least && i <= letters.length - least);
      const buckets = rests.map((rest, i) => (begins(i) ? [...(least > 1 ? [] : [bucket(letters[i])]), ...bucketsOf(rest, term.open)] : []));
      const linesOf = await shards(segment, counts, buckets.flat());
      const steps = rests.map((rest, i) => {
        const keys = buckets[i].flatMap(linesOf).filter((line) => line[0] === "=" || (!i && line[0] === "-")).map((line) => line.slice(1, line.indexOf(" ")));
        const end = new RegExp(`^(?:${escaped(rest)}${term.open && openPattern(rest) ? `|${openPattern(rest)}` : ""})`, "u");
        const lengths = [...new Set(keys.filter((key) => key.length < rest.length && rest.startsWith(key)).map((key) => key.length))];
        return keys.some((key) => end.test(key)) && i ? [...lengths, rest.length] : lengths;
      });
      const from = (i) => (i === letters.length ? [[]] : steps[i].flatMap((n) => from(i + n).map((others) => [rests[i].slice(0, n), ...others])));
      return from(0).sort((a, b) => a.length - b.length).slice(0, MOST_SPACED);
    }

    // What else a term may mean: { kind, meant, terms, filters }, of which `meant` is what one types for it.
    async function readings(term, context, least) {
      if (/^\d{4}/.test(term.date)) {
        const name = term.date.length > 4 ? "week" : "year";
        return [{ kind: "date", meant: `${name}:${term.date}`, terms: [], filters: [{ name, value: term.date, not: false }] }];
      }
      if (term.kind !== "word" || term.date) return [];
      const found = (await spaced(term, context, least)).map((pieces) => ({ kind: "spacing", meant: `"${pieces.join(" ")}"`, terms: [{ ...term, pieces }], filters: [] }));
      const noun = bare(term);
      return noun ? [...found, { kind: "particle", meant: noun.pieces.join(""), terms: [noun], filters: [] }] : found;
    }

    // The words that a mistyped one may stand for.
    async function slips(word, { segment, counts, letters }) {
      if (/^[a-z]{4,}$/.test(word)) {
        const near = [...new Set([word[0], word[1]])].filter((letter) => letters.includes(letter));
        return nearest(word, (await Promise.all(near.map((letter) => file(`v-${letter}`)))).join(" ").split(" "));
      }
      if (!/^[가-힣]{2,12}$/.test(word)) return [];
      const buckets = alikeBuckets(word);
      const linesOf = await shards(segment, counts, buckets);
      return nearestKorean(word, buckets.flatMap(linesOf).filter((line) => line[0] === "=").map((line) => line.slice(1, line.indexOf(" "))));
    }

    // A term as typed; where no word is just that, also as the other keyboard would write it; what the glossary adds.  `loose`:
    // what else it may mean as well, at last what a slip may have meant.
    async function lookUp(term, context, loose) {
      const { segment, counts, size, glossary } = context;
      const latin = /^[A-Za-z]+$/.test(term.typed);
      const other = latin ? toKorean(term.typed) : /^[가-힣ㄱ-ㅣ]+$/.test(term.typed) ? toLatin(term.typed) : "";
      const likely = other && (latin || /[ㅏ-ㅣ]/.test(term.typed)) && !term.not; // then both are loaded at once
      const ahead = likely ? terms(other, {}).flatMap(termBuckets) : [];
      const match = matchTerm(term, await shards(segment, counts, [...termBuckets(term), ...ahead]), size);
      match.not = term.not;
      if (term.not || term.phrase) return match;
      const add = async ({ kind, meant, terms: others, filters }) => {
        const matches = filters.length ? [matchAllowed(await filtered(filters, context))] : [];
        for (const one of others) matches.push(matchTerm(one, await shards(segment, counts, termBuckets(one)), size));
        if (!matches.length) return;
        const both = together(matches, size);
        if (kind === "keyboard" && match.found && (term.kind === "initials" || (!latin && !both.whole))) return;
        addOtherwise(match, both, { kind, meant, typed: term.typed, terms: others });
      };
      const also = (meant, kind) => add({ kind, meant, terms: terms(meant, { open: term.open && meant.length > 1, field: term.field }), filters: [] });
      // Two keys make a syllable too easily: `di`, on the way to a longer word, is not 야.
      if (other && !match.whole && (!latin || term.typed.length > 2 || !match.begun)) await also(other, "keyboard");
      for (const meant of glossary.get(squashed(term.typed)) ?? []) await also(meant, "glossary");
      if (loose) for (const reading of await readings(term, context, match.found ? 2 : 1)) await add(reading);
      if (loose && !match.found) for (const meant of await slips(fold(term.typed), context)) await also(meant, "slip");
      return match;
    }

    async function filtered(filters, { segment, counts, size }) {
      if (!filters.length) return null;
      const allowed = new Uint8Array(size).fill(1);
      for (const { name, value, not } of filters) {
        const key = name === "tag" ? `#${squashed(value)}` : `@${weekStart(value)}`;
        const own = name === "tag" ? key.slice(0, 3) : key.slice(0, 5);
        const lines = (await shards(segment, counts, [own]))(own).filter((line) => line.startsWith(key));
        const exact = lines.filter((line) => line.startsWith(`${key} `));
        const having = new Uint8Array(size);
        for (const line of name === "tag" && exact.length ? exact : lines) decode(line, line.indexOf(" ") + 1, (n) => { having[n] = 1; });
        for (let n = 0; n < size; n++) if (having[n] === (not ? 1 : 0)) allowed[n] = 0;
      }
      return allowed;
    }

    // Papers for a query, best first: { query, documents, total, about, notes }.  `wanted` is how many will be shown.  Where nothing
    // is what was typed, what it may have meant.
    async function search(text, wanted) {
      const query = parse(text);
      if (!query.terms.some((term) => !term.not) && !query.filters.length) return { query, documents: [], total: 0, about: false, notes: [] };
      const found = await ranked(query, wanted, false);
      return found.total ? found : ranked(query, wanted, true);
    }

    async function ranked(query, wanted, loose) {
      const { size: all, shards: counts } = await head();
      const found = { query, documents: [], total: 0, about: false, notes: [] };
      const numbers = [];
      const before = loaded;
      let segment = counts.length - 1;
      for (; segment >= 0 && (numbers.length < wanted || loaded - before < ENOUGH); segment--) {
        const context = await contextOf(segment);
        const { size } = context;
        const weighed = segment === counts.length - 1 || query.terms.length !== 1; // one word needs no lengths of older parts
        const [lengths, allowed, ...matches] = await Promise.all([
          weighed ? file(`l${segment}`) : "", filtered(query.filters, context), ...query.terms.map((term) => lookUp(term, context, loose))]);
        found.notes.push(...matches.flatMap((match) => match.notes));
        for (const n of rank(matches, allowed, lengths, size, segment * SEGMENT)) numbers.push(n);
      }
      found.about = segment >= 0;
      const sorted = Float64Array.from(numbers).sort().reverse();
      found.total = sorted.length;
      if (found.about) found.total = Math.round((sorted.length * all) / (all - (segment + 1) * SEGMENT));
      found.documents = Array.from(sorted, (n) => n % 2 ** 24);
      return found;
    }

    async function contextOf(segment) {
      const { size, shards: counts, letters, glossary = [] } = await head();
      const pairs = new Map();
      for (const [one, other] of glossary) for (const [a, b] of [[one, other], [other, one]]) pairs.set(squashed(a), [...(pairs.get(squashed(a)) ?? []), b]);
      return { segment, counts, size: Math.min(SEGMENT, size - segment * SEGMENT), letters, glossary: pairs };
    }

    // Queries that find other papers than `text` did, for it may mean them, too: [query, how many].
    async function others(text, found) {
      const context = await contextOf((await head()).shards.length - 1);
      const have = new Set(found.documents);
      const offered = [];
      for (const term of found.query.terms) {
        if (term.not || term.phrase || found.notes.some((note) => note.typed === term.typed) || (term.date && found.query.terms.length === 1)) continue;
        for (const { kind, meant } of await readings(term, context, 2)) {
          if (kind === "particle") continue;
          const other = text.replace(term.typed, meant).trim();
          const { documents, total } = await search(other, 0);
          if (documents.some((n) => !have.has(n))) offered.push([other, total]);
        }
      }
      return offered;
    }

    return { file, head, others, search, shards };
  }

  Object.assign(weeknotes, { BLOCK, openIndex });
})();
