// A query → papers: loads the shards that it needs, and tries what else may have been meant.
(() => {
  "use strict";
  const { addOtherwise, decode, fold, matchTerm, nearest, parse, rank, shard, squashed, termBuckets, terms, together, toKorean, toLatin, weekStart } = weeknotes;

  const SEGMENT = 32768, BLOCK = 4;
  const ENOUGH = 200_000; // characters of the index after which a large library's older parts are left for later

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

    // A term as typed; where no word is just that, also as the other keyboard would write it; what the glossary adds; at last
    // what a slip may have meant.
    async function lookUp(term, context) {
      const { segment, counts, size, glossary, letters } = context;
      const latin = /^[A-Za-z]+$/.test(term.typed);
      const other = latin ? toKorean(term.typed) : /^[가-힣ㄱ-ㅣ]+$/.test(term.typed) ? toLatin(term.typed) : "";
      const likely = other && (latin || /[ㅏ-ㅣ]/.test(term.typed)) && !term.not; // then both are loaded at once
      const ahead = likely ? terms(other, {}).flatMap(termBuckets) : [];
      const match = matchTerm(term, await shards(segment, counts, [...termBuckets(term), ...ahead]), size);
      match.not = term.not;
      if (term.not || term.phrase) return match;
      const add = async (text, kind) => {
        const others = terms(text, { open: term.open && text.length > 1, field: term.field });
        const matches = [];
        for (const other of others) matches.push(matchTerm(other, await shards(segment, counts, termBuckets(other)), size));
        if (!matches.length) return;
        const both = together(matches, size);
        if (kind === "keyboard" && match.found && !/^[A-Za-z]/.test(term.typed) && !both.whole) return;
        addOtherwise(match, both, { typed: term.typed, meant: text, kind });
      };
      // Two keys make a syllable too easily: `di`, on the way to a longer word, is not 야.
      if (other && !match.whole && (!latin || term.typed.length > 2 || !match.begun)) await add(other, "keyboard");
      for (const meant of glossary.get(squashed(term.typed)) ?? []) await add(meant, "glossary");
      if (!match.found && /^[a-z]{4,}$/.test(fold(term.typed))) {
        const word = fold(term.typed);
        const near = [...new Set([word[0], word[1]])].filter((letter) => letters.includes(letter));
        const vocabulary = (await Promise.all(near.map((letter) => file(`v-${letter}`)))).join(" ").split(" ");
        for (const meant of nearest(word, vocabulary)) await add(meant, "slip");
      }
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

    // Papers for a query, best first: { query, documents, total, about, notes }.  `wanted` is how many will be shown.
    async function search(text, wanted) {
      const query = parse(text);
      const { size: all, shards: counts, letters, glossary = [] } = await head();
      const found = { query, documents: [], total: 0, about: false, notes: [] };
      if (!query.terms.some((term) => !term.not) && !query.filters.length) return found;
      const pairs = new Map();
      for (const [one, other] of glossary) for (const [a, b] of [[one, other], [other, one]]) pairs.set(squashed(a), [...(pairs.get(squashed(a)) ?? []), b]);
      const ranked = [];
      const before = loaded;
      let segment = counts.length - 1;
      for (; segment >= 0 && (ranked.length < wanted || loaded - before < ENOUGH); segment--) {
        const size = Math.min(SEGMENT, all - segment * SEGMENT);
        const context = { segment, counts, size, letters, glossary: pairs };
        const weighed = segment === counts.length - 1 || query.terms.length !== 1; // one word needs no lengths of older parts
        const [lengths, allowed, ...matches] = await Promise.all([
          weighed ? file(`l${segment}`) : "", filtered(query.filters, context), ...query.terms.map((term) => lookUp(term, context))]);
        found.notes.push(...matches.flatMap((match) => match.notes));
        for (const n of rank(matches, allowed, lengths, size, segment * SEGMENT)) ranked.push(n);
      }
      found.about = segment >= 0;
      const sorted = Float64Array.from(ranked).sort().reverse();
      found.total = sorted.length;
      if (found.about) found.total = Math.round((sorted.length * all) / (all - (segment + 1) * SEGMENT));
      found.documents = Array.from(sorted, (n) => n % 2 ** 24);
      return found;
    }

    return { file, head, search, shards };
  }

  Object.assign(weeknotes, { BLOCK, openIndex });
})();
