// @ts-check
// Readings from learnt pairs (`heard`): words in the other script, long forms of abbreviations.
(() => {
  "use strict";
  const { QUERY_TOKEN, fold, squashed, withoutParticle } = weeknotes;
  const MOST = 4; // the maximum number of other words for a word

  // For each word of the pairs, the words with the same meaning.
  /** @type {Shared["glossaryMap"]} */
  function glossaryMap(pairs) {
    const meanings = new Map();
    /** @type {(word: string, meant: string) => void} */
    const add = (word, meant) => {
      const key = squashed(word);
      meanings.set(key, [...(meanings.get(key) ?? []), meant]);
    };
    for (const [one, other] of pairs) {
      if (other[0] === "-") continue; // this entry forbids a pair
      add(one, other);
      add(other, one);
    }
    return meanings;
  }

  // A function that says whether the glossary forbids a pair: with `word: -other`, or with
  // `word: "-"` for all pairs of a word.
  /** @type {(glossary: [string, string][]) => (one: string, other: string) => boolean} */
  function forbidding(glossary) {
    const forbidden = new Set();
    for (const [word, other] of glossary) {
      if (other[0] === "-") forbidden.add(`${squashed(word)} ${squashed(other.slice(1))}`);
    }
    /** @type {(one: string, other: string) => boolean} */
    const isForbidden = (one, other) => (
      forbidden.has(`${one} `) || forbidden.has(`${one} ${other}`)
    );
    return (one, other) => (
      isForbidden(squashed(one), squashed(other)) || isForbidden(squashed(other), squashed(one))
    );
  }

  // The reading of a term as the words `meant`, from a learnt pair.
  /** @type {(term: Term, meant: string, typed: string) => HeardReading} */
  function heardReading(term, meant, typed) {
    const pieces = [...fold(meant).match(QUERY_TOKEN) ?? []];
    const own = { ...term, pieces, typed: meant, open: false, start: true };
    return { kind: "heard", meant, typed, terms: [own], filters: [] };
  }

  /** @type {Shared["isWord"]} */
  const isWord = (term) => term.kind === "word" && !term.not && !term.phrase && !term.date;

  // For each term of a query, its readings from learnt pairs. A pair may be about the term alone,
  // or about the term with its neighbours.
  /** @type {Shared["hear"]} */
  function hear(terms, pairs, glossary) {
    const isForbidden = forbidding(glossary);
    const meanings = glossaryMap(pairs.filter(([one, other]) => !isForbidden(one, other)));
    const heard = new Map();
    /** @type {(own: Term[], key: string) => void} */
    const add = (own, key) => {
      const typed = [...new Set(own.map((term) => term.typed))].join(" ");
      for (const meant of (meanings.get(key) ?? []).slice(0, MOST)) {
        for (const term of own) {
          heard.set(term, [...(heard.get(term) ?? []), heardReading(term, meant, typed)]);
        }
      }
    };
    for (let start = 0; start < terms.length; start++) {
      for (let end = start; end < terms.length && isWord(terms[end]); end++) {
        const own = terms.slice(start, end + 1);
        const key = squashed(own.map((term) => term.pieces.join("")).join(""));
        if (meanings.has(key)) add(own, key);
        else if (end === start) {
          const noun = withoutParticle(own[0]);
          if (noun) add(own, noun.pieces.join(""));
        }
      }
    }
    return heard;
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({ glossaryMap, hear, isWord }));
})();
