// What is typed → terms to look up: keyboards, syllables that are not finished, filters, phrases.
(() => {
  "use strict";
  const { INITIALS, VOWELS, FINALS, TYPED, compose, fold, isKorean, isSyllable, parts } = weeknotes;

  // The Korean keyboard (2-beolsik), key by key; what a compound is typed as.
  const KEYS = { r: "ㄱ", R: "ㄲ", s: "ㄴ", e: "ㄷ", E: "ㄸ", f: "ㄹ", a: "ㅁ", q: "ㅂ", Q: "ㅃ", t: "ㅅ", T: "ㅆ", d: "ㅇ", w: "ㅈ", W: "ㅉ", c: "ㅊ", z: "ㅋ", x: "ㅌ", v: "ㅍ", g: "ㅎ", k: "ㅏ", o: "ㅐ", i: "ㅑ", O: "ㅒ", j: "ㅓ", p: "ㅔ", u: "ㅕ", P: "ㅖ", h: "ㅗ", y: "ㅛ", n: "ㅜ", b: "ㅠ", m: "ㅡ", l: "ㅣ" };
  const LATIN = Object.fromEntries(Object.entries(KEYS).map(([key, jamo]) => [jamo, key.toLowerCase()]));
  const COMPOUND = { "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ" };
  const JOINED = Object.fromEntries(Object.entries(COMPOUND).map(([whole, halves]) => [halves, whole]));
  const finalOf = (jamo) => FINALS.indexOf(jamo) + 1; // 0 where it is none
  const isVowel = (jamo) => jamo !== undefined && VOWELS.includes(jamo);

  // 모델 → ㅁㅗㄷㅔㄹ, as it is typed.
  function keystrokes(text) {
    return [...text].map((letter) => {
      if (!isKorean(letter)) return COMPOUND[letter] ?? letter;
      const [initial, vowel, final] = parts(letter);
      return INITIALS[initial] + (COMPOUND[VOWELS[vowel]] ?? VOWELS[vowel]) + (final ? COMPOUND[FINALS[final - 1]] ?? FINALS[final - 1] : "");
    }).join("");
  }

  // ㅁㅗㄷㅔㄹ → 모델, as a keyboard composes it; what makes no syllable stays apart.
  function composed(typed) {
    const jamo = [...typed];
    let text = "";
    for (let i = 0; i < jamo.length;) {
      const initial = INITIALS.indexOf(jamo[i]);
      if (initial < 0 || !isVowel(jamo[i + 1])) { text += jamo[i++]; continue; }
      let vowel = jamo[i + 1];
      i += 2;
      if (JOINED[vowel + jamo[i]]) vowel = JOINED[vowel + jamo[i++]];
      let final = "";
      if (finalOf(jamo[i]) && !isVowel(jamo[i + 1])) {
        final = jamo[i++];
        if (JOINED[final + jamo[i]] && !isVowel(jamo[i + 1])) final = JOINED[final + jamo[i++]];
      }
      text += compose(initial, VOWELS.indexOf(vowel), final ? finalOf(final) : 0);
    }
    return text;
  }

  // The same keys on the other keyboard: ahepf → 모델.  Empty where they make no whole syllables.  Where all are capitals, Caps Lock was on.
  function toKorean(typed) {
    const keys = /^[A-Z]{3,}$/.test(typed) ? typed.toLowerCase() : typed;
    const text = composed([...keys].map((key) => KEYS[key] ?? KEYS[key.toLowerCase()] ?? "?").join(""));
    return [...text].every(isKorean) ? text : "";
  }
  // ㅣㅣㅡ → llm
  function toLatin(typed) {
    const keys = [...keystrokes(typed)].map((jamo) => LATIN[jamo] ?? "?").join("");
    return keys.includes("?") ? "" : keys;
  }

  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|\-]/g, "\\$&");
  const anyOf = (initial) => `[${compose(initial, 0)}-${compose(initial, 20, 27)}]`;
  const withFinals = (initial, vowel) => `[${compose(initial, vowel)}-${compose(initial, vowel, 27)}]`;

  // What a word that ends in a syllable still being typed may become, as the source of a pattern: 모데 → 모[데-뎋],
  // 몯 → 몯|모[다-딯], 고 → [고-곻과-괗…].  Empty where its last letter can become nothing else.
  function openPattern(word) {
    const letters = [...word];
    const last = letters.pop();
    const before = escaped(letters.join(""));
    if (INITIALS.includes(last)) return before + anyOf(INITIALS.indexOf(last));
    if (!isKorean(last)) return "";
    const [initial, vowel, final] = parts(last);
    if (!final) {
      const halves = Object.entries(COMPOUND).filter(([whole, two]) => VOWELS.includes(whole) && two[0] === VOWELS[vowel]);
      return before + `(?:${[VOWELS[vowel], ...halves.map(([whole]) => whole)].map((v) => withFinals(initial, VOWELS.indexOf(v))).join("|")})`;
    }
    const jamo = FINALS[final - 1];
    const [stays, moves] = COMPOUND[jamo] ? [...COMPOUND[jamo]] : ["", jamo];
    const longer = Object.entries(COMPOUND).filter(([whole, two]) => FINALS.includes(whole) && two[0] === jamo);
    const closed = longer.map(([whole]) => compose(initial, vowel, finalOf(whole)));
    const moved = compose(initial, vowel, stays ? finalOf(stays) : 0) + anyOf(INITIALS.indexOf(moves));
    return before + `(?:${[...closed, moved].join("|")})`;
  }

  // Initial consonants as a pattern over text: ㅁㄷ → [마-밓][다-딯].
  const initialsPattern = (run) => [...run].map((jamo) => anyOf(INITIALS.indexOf(jamo))).join("[^가-힣]*?");

  const isDigits = (token) => /^\p{Nd}/u.test(token);

  // The tokens of one typed word, in groups whose tokens stand side by side (gpt 4, llm 을); a hyphen between words parts them.
  function groups(word) {
    const folded = fold(word);
    const found = [];
    let end = -1;
    for (const match of folded.matchAll(TYPED)) {
      const token = match[0];
      const group = found.at(-1);
      const digits = group && isDigits(group.at(-1)) !== isDigits(token);
      if (group && (match.index === end || digits)) group.push(token);
      else found.push([token]);
      end = match.index + token.length;
    }
    return found;
  }

  // A term is looked up as a whole: `pieces` stand side by side; `kind` is "word" or "initials"; `open` says that its last
  // syllable is still being typed, `not` that it must not occur, `field` where it must (2: authors); `typed` is as written;
  // `date` is part of the ids of the weeks that it names.
  function term(pieces, typed, more = {}) {
    return { pieces, typed, kind: "word", open: false, not: false, field: -1, date: "", ...more };
  }

  // What may follow a noun and is no part of it.
  const PARTICLE = /^(?=.)들?(?:[은는이가을를의에와과도로들만나s]|[은는]?커녕|에[서게는도]|에서[는의도]?|으로[는의도]?|로[는의]|[까부]지|부터|까지|보다[는도]?|처럼|같은|이나|이?라[는고]?|이?란|하[고는며면여]|한|할|했.*|하기.*|합니다|입니다|인|이다|이며)?$/;

  // A word without its particle: BERT를 → BERT, 데이터셋이라고 → 데이터셋.  Null where it has none.
  function bare(one) {
    const last = one.pieces.at(-1);
    const least = one.pieces.length > 1 ? 0 : 2; // syllables of a noun
    for (let end = least; isKorean(last[0]) && end < last.length; end++) {
      if (!PARTICLE.test(last.slice(end)) || (!end && isKorean(one.pieces.at(-2)[0]))) continue;
      return { ...one, pieces: [...one.pieces.slice(0, -1), last.slice(0, end)].filter(Boolean), open: false };
    }
    return null;
  }

  function terms(word, more) {
    return groups(word).flatMap((group) => {
      const pieces = [];
      const found = [];
      for (const piece of group) {
        const jamo = [...piece].map((letter) => COMPOUND[letter] ?? letter).join("");
        const run = jamo.match(/[ㄱ-ㅎ]+$/)?.[0] ?? "";
        const rest = jamo.slice(0, jamo.length - run.length);
        if (run && (run.length > 1 || !rest) && !/[ㄱ-ㅣ]/.test(rest)) {
          if (rest) pieces.push(rest);
          found.push(term([run], piece, { ...more, kind: "initials" }));
        } else pieces.push(run && !/[ㄱ-ㅣ]/.test(rest) ? jamo : piece);
      }
      return pieces.length ? [term(pieces, word, more), ...found] : found;
    });
  }

  const FILTERS = { tag: "tag", "태그": "tag", "주제": "tag", author: "author", "저자": "author", year: "year", "연도": "year", week: "week", "주": "week", "주간": "week" };

  const NTH = { "첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6 };
  const YEAR = "(?:19|20)\\d\\d", MONTH = "(?:0?[1-9]|1[0-2])", OF = "(?:도|에|의)?";
  const WEEK = `(?:[1-6]|${Object.keys(NTH).join("|")})(?:\\s?번)?(?:\\s?째)?\\s?주(?:차|간)?${OF}`;
  // A year, a month of a year, a week of a month, as a word or more of a query.
  const DATE = `(?<!\\S)(?:(?:${YEAR}(?:년${OF})?\\s?)?${MONTH}월${OF}\\s?${WEEK}|${YEAR}(?:년${OF})?\\s?${MONTH}월${OF}|${YEAR}년${OF}|${YEAR}(?:[-./]${MONTH}(?:[-./]?w[1-6])?)?\\.?)(?!\\S)`;

  // 2023-04-w4, 2023년 4월 넷째 주, 2023.4 → how the id of such a week begins; 4월 4주 → how it ends.
  function weekStart(value) {
    const plain = fold(value).replace(new RegExp(`(${Object.keys(NTH).join("|")})(?=\\s?(?:번\\s?)?째|\\s?주)`, "gu"), (nth) => NTH[nth]);
    const [, year = "", month, week] = plain.match(/^(?:(\d{4})(?:\D+|$))?(?:(\d{1,2})(?:\D+|$))?(?:(\d)\D*)?$/) ?? [];
    return year || month ? year + (month ? `-${month.padStart(2, "0")}` : "") + (week ? `-w${week}` : "") : fold(value);
  }

  // What names the thing in an address that was pasted: the end of its path, without version and ending.
  const addressed = (address) => address.split(/[?#]/)[0].split("/").filter(Boolean).at(-1).replace(/\.(?:pdf|html?)$/, "").replace(/v\d$/, "");

  const WORD = new RegExp(`(${DATE})|(-?)(?:([\\p{L}]+):)?(?:"([^"]*)"?|([^\\s"]+))`, "giu");

  // A query → { terms, filters: [{ name, value, not }] }.
  function parse(query) {
    const text = query.normalize("NFC").replace(/[“”„＂]/g, '"');
    const found = { terms: [], filters: [] };
    for (const match of text.matchAll(WORD)) {
      const [whole, date, minus, name, phrase, word] = match;
      const not = minus === "-";
      const hashtag = !name && word?.match(/^#(?=[^#])(.+)/)?.[1];
      const filter = hashtag ? "tag" : FILTERS[name?.toLowerCase()];
      const value = hashtag || (phrase ?? word);
      const more = { not, open: phrase === undefined && !not && match.index + whole.length === text.length };
      if (date) found.terms.push(term([...fold(date).match(TYPED)], date, { ...more, date: weekStart(date) }));
      else if (filter === "author") found.terms.push(...terms(value, { ...more, field: 2 }));
      else if (filter) found.filters.push({ name: filter, value, not });
      else if (phrase !== undefined) {
        const pieces = fold(phrase).match(TYPED);
        if (pieces) found.terms.push(term([...pieces], phrase, { not, phrase: true }));
      } else if (/^\/\/./.test(word) && name) found.terms.push(...terms(addressed(word), more));
      else found.terms.push(...terms(name ? `${name}:${word}` : word, more));
    }
    return found;
  }

  Object.assign(weeknotes, { PARTICLE, bare, composed, escaped, groups, initialsPattern, isDigits, isSyllable, keystrokes, openPattern, parse, term, terms, toKorean, toLatin, weekStart });
})();
