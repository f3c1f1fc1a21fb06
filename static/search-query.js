// @ts-check
// A query as typed → terms to look up: keyboards, unfinished syllables, filters, phrases.
(() => {
  "use strict";
  const {
    FINALS, INITIALS, QUERY_TOKEN, VOWELS, compose, fold, isKorean, parts,
  } = weeknotes;

  // Keyboards

  // The letter of each key of the Korean keyboard (2-beolsik); and the two letters that make each
  // compound.
  /** @type {Record<string, string>} */
  const KEYS = {
    r: "ㄱ", R: "ㄲ", s: "ㄴ", e: "ㄷ", E: "ㄸ", f: "ㄹ", a: "ㅁ", q: "ㅂ", Q: "ㅃ", t: "ㅅ",
    T: "ㅆ", d: "ㅇ", w: "ㅈ", W: "ㅉ", c: "ㅊ", z: "ㅋ", x: "ㅌ", v: "ㅍ", g: "ㅎ", k: "ㅏ",
    o: "ㅐ", i: "ㅑ", O: "ㅒ", j: "ㅓ", p: "ㅔ", u: "ㅕ", P: "ㅖ", h: "ㅗ", y: "ㅛ", n: "ㅜ",
    b: "ㅠ", m: "ㅡ", l: "ㅣ",
  };
  /** @type {Record<string, string>} */
  const COMPOUNDS = {
    "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ", "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
  };
  const LATIN = Object.fromEntries(
    Object.entries(KEYS).map(([key, jamo]) => [jamo, key.toLowerCase()]),
  );
  const JOINED = Object.fromEntries(
    Object.entries(COMPOUNDS).map(([compound, halves]) => [halves, compound]),
  );

  /** @type {(jamo: string) => number} */
  const finalOf = (jamo) => FINALS.indexOf(jamo) + 1; // 0: it cannot end a syllable
  /** @type {(jamo: string | undefined) => boolean} */
  const isVowel = (jamo) => jamo !== undefined && VOWELS.includes(jamo);
  /** @type {(jamo: string) => string} */
  const typedAs = (jamo) => COMPOUNDS[jamo] ?? jamo;

  // 모델 → ㅁㅗㄷㅔㄹ, as it is typed.
  /** @type {Shared["keystrokes"]} */
  function keystrokes(text) {
    return [...text].map((letter) => {
      if (!isKorean(letter)) return typedAs(letter);
      const [initial, vowel, final] = parts(letter);
      return INITIALS[initial] + typedAs(VOWELS[vowel]) + (final ? typedAs(FINALS[final - 1]) : "");
    }).join("");
  }

  // ㅁㅗㄷㅔㄹ → 모델, as a keyboard composes it. Letters that make no syllable stay single.
  /** @type {Shared["composed"]} */
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

  // What the same keys write on the Korean keyboard: ahepf → 모델. Empty if they do not make whole
  // syllables. If all letters are capitals, Caps Lock was on.
  /** @type {Shared["toKorean"]} */
  function toKorean(typed) {
    const keys = /^[A-Z]{3,}$/.test(typed) ? typed.toLowerCase() : typed;
    const jamo = [...keys].map((key) => KEYS[key] ?? KEYS[key.toLowerCase()] ?? "?").join("");
    const text = composed(jamo);
    return [...text].every(isKorean) ? text : "";
  }

  // What the same keys write on the Latin keyboard: ㅣㅣㅡ → llm. Empty if a letter has no key.
  /** @type {Shared["toLatin"]} */
  function toLatin(typed) {
    const keys = [...keystrokes(typed)].map((jamo) => LATIN[jamo] ?? "?").join("");
    return keys.includes("?") ? "" : keys;
  }

  // Patterns for unfinished words

  /** @type {Shared["escaped"]} */
  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|-]/g, "\\$&");
  /** @type {(first: string, last: string) => string} */
  const range = (first, last) => `[${first}-${last}]`;
  /** @type {(initial: number) => string} */
  const anySyllable = (initial) => range(compose(initial, 0), compose(initial, 20, 27));
  /** @type {(initial: number, vowel: number) => string} */
  const anyFinal = (initial, vowel) => range(compose(initial, vowel), compose(initial, vowel, 27));

  // The compounds in `jamo` that begin with this letter.
  /** @type {(letter: string, jamo: string) => string[]} */
  function compoundsOf(letter, jamo) {
    return Object.keys(COMPOUNDS)
      .filter((compound) => jamo.includes(compound) && COMPOUNDS[compound][0] === letter);
  }

  // 고 → [고-곻], [과-괗] and so on: another vowel or a final consonant may follow.
  /** @type {(initial: number, vowel: number) => string[]} */
  function afterVowel(initial, vowel) {
    const vowels = [VOWELS[vowel], ...compoundsOf(VOWELS[vowel], VOWELS)];
    return vowels.map((jamo) => anyFinal(initial, VOWELS.indexOf(jamo)));
  }

  // 몯 → 모[다-딯]: a final consonant may become part of a compound, or begin the next syllable.
  /** @type {(initial: number, vowel: number, final: number) => string[]} */
  function afterFinal(initial, vowel, final) {
    const jamo = FINALS[final - 1];
    const compounds = compoundsOf(jamo, FINALS);
    const closed = compounds.map((compound) => compose(initial, vowel, finalOf(compound)));
    const [stays, moves] = COMPOUNDS[jamo] ? [...COMPOUNDS[jamo]] : ["", jamo];
    const syllable = compose(initial, vowel, stays ? finalOf(stays) : 0);
    return [...closed, syllable + anySyllable(INITIALS.indexOf(moves))];
  }

  // The source of a pattern for what a word may become while its last syllable is typed: 모데 →
  // 모[데-뎋]. Empty if its last letter cannot change.
  /** @type {Shared["openPattern"]} */
  function openPattern(word) {
    const letters = [...word];
    const last = letters.pop() ?? "";
    const before = escaped(letters.join(""));
    if (INITIALS.includes(last)) return before + anySyllable(INITIALS.indexOf(last));
    if (!isKorean(last)) return "";
    const [initial, vowel, final] = parts(last);
    const endings = final ? afterFinal(initial, vowel, final) : afterVowel(initial, vowel);
    return before + `(?:${endings.join("|")})`;
  }

  // The source of a pattern for a text, which is its first group. If `open`, the pattern also
  // matches what the text may become.
  /** @type {Shared["wordPattern"]} */
  function wordPattern(text, open) {
    const longer = open ? openPattern(text) : "";
    return `(?:(${escaped(text)})${longer && `|${longer}`})`;
  }

  // Initial consonants as a pattern for syllables: ㅁㄷ → [마-밓][다-딯].
  /** @type {Shared["initialsPattern"]} */
  function initialsPattern(run, between) {
    return [...run].map((jamo) => anySyllable(INITIALS.indexOf(jamo))).join(between);
  }

  // Terms

  /** @type {Shared["isDigits"]} */
  const isDigits = (token) => /^\p{Nd}/u.test(token);

  // The tokens of one typed word, in groups of tokens that must be adjacent (gpt 4, llm 을). A
  // hyphen between words separates groups.
  /** @type {Shared["groups"]} */
  function groups(word) {
    /** @type {string[][]} */
    const found = [];
    let end = -1;
    for (const match of fold(word).matchAll(QUERY_TOKEN)) {
      const token = match[0];
      const group = found[found.length - 1];
      const alternates = group && isDigits(group[group.length - 1]) !== isDigits(token);
      if (group && (match.index === end || alternates)) group.push(token);
      else found.push([token]);
      end = match.index + token.length;
    }
    return found;
  }

  // A term is looked up as a whole.
  //   pieces  tokens that must be adjacent
  //   typed   the words as written
  //   kind    "word" or "initials"
  //   open    whether its last syllable is still being typed
  //   not     whether the term must not occur
  //   field   the field in which it must occur (2: authors; -1: any)
  //   date    for a date, the beginning or end of the ids of its weeks; else ""
  /** @type {(pieces: string[], typed: string, more?: TermOptions) => Term} */
  function term(pieces, typed, more = {}) {
    return { pieces, typed, kind: "word", open: false, not: false, field: -1, date: "", ...more };
  }

  // What may follow a noun without belonging to it: particles, and the endings of 하다 and 이다.
  const PARTICLE = new RegExp(`^(?=.)들?(?:${[
    "[은는이가을를의에와과도로들만나s]", "[은는]?커녕", "에[서게는도]", "에서[는의도]?",
    "으로[는의도]?", "로[는의]", "[까부]지", "부터", "까지", "보다[는도]?", "처럼", "같은", "이나",
    "이?라[는고]?", "이?란", "하[고는며면여]", "한", "할", "했.*", "하기.*", "합니다", "입니다",
    "인", "이다", "이며",
  ].join("|")})?$`);

  // A term without its particle: BERT를 → BERT, 데이터셋이라고 → 데이터셋. Null if it has no particle.
  /** @type {Shared["withoutParticle"]} */
  function withoutParticle(one) {
    const last = one.pieces[one.pieces.length - 1];
    const before = one.pieces.slice(0, -1);
    if (!isKorean(last[0])) return null;
    // A noun of one syllable would be a guess. But the piece before the particle may be the noun.
    const shortest = before.length ? 0 : 2;
    for (let end = shortest; end < last.length; end++) {
      if (!PARTICLE.test(last.slice(end))) continue;
      if (!end && isKorean(before[before.length - 1][0])) continue;
      return { ...one, pieces: [...before, last.slice(0, end)].filter(Boolean), open: false };
    }
    return null;
  }

  /** @type {(text: string) => boolean} */
  const hasJamo = (text) => /[ㄱ-ㅣ]/.test(text);

  // A piece, split into a word and the initial consonants at its end: 모델ㅎㅅ → 모델, ㅎㅅ.
  /** @type {(piece: string) => { word: string, run: string }} */
  function splitInitials(piece) {
    const jamo = [...piece].map(typedAs).join("");
    const run = jamo.match(/[ㄱ-ㅎ]+$/)?.[0] ?? "";
    const rest = jamo.slice(0, jamo.length - run.length);
    if (!run || hasJamo(rest)) return { word: piece, run: "" };
    // A single consonant after a word is the beginning of its next syllable.
    return run.length > 1 || !rest ? { word: rest, run } : { word: jamo, run: "" };
  }

  /** @type {(group: string[], typed: string, more: TermOptions) => Term[]} */
  function groupTerms(group, typed, more) {
    const pieces = [];
    const found = [];
    for (const piece of group) {
      const { word, run } = splitInitials(piece);
      if (word) pieces.push(word);
      if (run) found.push(term([run], piece, { ...more, kind: "initials" }));
    }
    return pieces.length ? [term(pieces, typed, more), ...found] : found;
  }

  /** @type {Shared["terms"]} */
  const terms = (word, more) => groups(word).flatMap((group) => groupTerms(group, word, more));

  // Dates

  /** @type {Record<string, number>} */
  const NTH = {
    "첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6,
  };
  const NTH_WORDS = Object.keys(NTH).join("|");
  const OF = "(?:도|에|의)?";
  const YEAR = "(?:19|20)\\d\\d";
  const MONTH = "(?:0?[1-9]|1[0-2])";
  const KOREAN_YEAR = `${YEAR}년${OF}`;
  const KOREAN_MONTH = `${MONTH}월${OF}`;
  const KOREAN_WEEK = `(?:[1-6]|${NTH_WORDS})(?:\\s?번)?(?:\\s?째)?\\s?주(?:차|간)?${OF}`;
  const DAY = "(?:3[01]|[12]\\d|0?[1-9])";
  const NUMERIC = `${YEAR}(?:[-./]${MONTH}(?:[-./]?w[1-6]|[-./]${DAY})?)?\\.?`;
  const MONTHS = [
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
  ];
  const MONTH_NAME = `(?:${MONTHS.join("|")})`;
  const WEEK = "(?:week\\s?[1-6]|[1-6](?:st|nd|rd|th)\\sweek)";
  // Matches a date of one or more words: a year, a month of a year, a week of a month, or a day.
  const DATE = `(?:${[
    `(?:${WEEK},?\\s(?:of\\s)?)?${MONTH_NAME}(?:\\s${DAY},)?,?\\s${YEAR}(?:,?\\s${WEEK})?`,
    `${YEAR}\\s${MONTH_NAME}(?:,?\\s${WEEK})?`,
    `${WEEK},?\\s(?:of\\s)?${MONTH_NAME}`,
    `${MONTH_NAME},?\\s${WEEK}`,
    `(?:${YEAR}(?:년${OF})?\\s?)?${KOREAN_MONTH}\\s?(?:${KOREAN_WEEK}|${DAY}일${OF})`,
    `${YEAR}(?:년${OF})?\\s?${KOREAN_MONTH}`,
    KOREAN_YEAR,
    NUMERIC,
  ].join("|")})(?!\\S)`;
  const NTH_WEEK = new RegExp(`(${NTH_WORDS})(?=\\s?(?:번\\s?)?째|\\s?주)`, "gu");
  const NAMED_MONTH = new RegExp(`(?<!\\p{L})${MONTH_NAME}(?!\\p{L})`, "gu");

  // The beginning of the ids of the weeks of a date: 2023-04-w4, 2023년 4월 넷째 주, Week 4 of April
  // 2023, 2023.4. Without a year, the end of these ids: 4월 4주. For a day, the day: 2023-04-19.
  /** @type {Shared["weekStart"]} */
  function weekStart(value) {
    const folded = fold(value);
    const monthOf = (/** @type {string} */ name) => (
      MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1
    );
    const plain = folded.replace(NTH_WEEK, (nth) => String(NTH[nth]))
      .replace(NAMED_MONTH, (name) => `${monthOf(name)}월`);
    /** @type {(pattern: RegExp) => string} */
    const part = (pattern) => plain.match(pattern)?.slice(1).find(Boolean) ?? "";
    const year = part(/(?<!\d)(\d{4})(?!\d)/);
    const month = part(/(\d{1,2})월|^\d{4}[-./](\d{1,2})(?!\d)/);
    const week = part(/w(?:eek\s?)?(\d)|(\d)(?:(?:번|\s)*째)?\s?주|(\d)(?:st|nd|rd|th) week/);
    const day = part(/(\d{1,2})일|월\s(\d{1,2}),|^\d{4}[-./]\d{1,2}[-./](\d{1,2})(?!\d)/);
    if (!month && !/^\d{4}(?!\d)/.test(plain)) return folded;
    const two = (/** @type {string} */ digits) => digits && `-${digits.padStart(2, "0")}`;
    return year + two(month) + (week ? `-w${week}` : two(day));
  }

  // The id of the week that contains a day, as text/weeks.py numbers it. Other dates are returned
  // unchanged.
  /** @type {Shared["weekHolding"]} */
  function weekHolding(date, rule) {
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) return date;
    const day = new Date(date);
    if (rule === "iso") day.setUTCDate(day.getUTCDate() + 3 - (day.getUTCDay() + 6) % 7);
    // The weekday of the first day of the month, from 0.
    const first = (day.getUTCDay() - day.getUTCDate() + 36) % 7;
    const empty = rule === "sunday" ? first : rule === "monday" ? (first + 6) % 7 : 0;
    const week = Math.floor((day.getUTCDate() - 1 + empty) / 7) + 1;
    return `${day.toISOString().slice(0, 8)}w${week}`;
  }

  // Queries

  /** @type {Record<string, string>} */
  const FILTERS = {
    tag: "tag", "태그": "tag", "주제": "tag",
    author: "author", "저자": "author",
    year: "year", "연도": "year",
    week: "week", "주": "week", "주간": "week",
    before: "before", "이전": "before",
    after: "after", "이후": "after",
    has: "has", "있음": "has",
  };

  // The part of a pasted address that names the paper: the end of its path, without version and
  // extension.
  /** @type {(address: string) => string} */
  function nameInAddress(address) {
    const path = address.split(/[?#]/)[0];
    const last = path.split("/").filter(Boolean).pop() ?? "";
    return last.replace(/\.(?:pdf|html?)$/, "").replace(/v\d$/, "");
  }

  const NAMED = "(?<minus>-?)(?:(?<name>[\\p{L}]+):)?";
  const VALUE = `(?:"(?<phrase>[^"]*)"?|(?<word>${DATE}|[^\\s"]+))`;
  const WORD = new RegExp(`(?<!\\S)(?<date>${DATE})|${NAMED}${VALUE}`, "giu");
  const FILTER = new RegExp(`(?<!\\S)-?(?:#|\\p{L}+:)${VALUE}`, "giu");

  // The terms and filters of one match of WORD. `last`: the match ends the query, so it may be
  // unfinished.
  /** @type {(groups: Record<string, string | undefined>, last: boolean) => Partial<Query>} */
  function parseWord({ date, minus, name, phrase, word }, last) {
    const not = minus === "-";
    const more = { not, open: phrase === undefined && !not && last };
    if (date) {
      const pieces = [...fold(date).match(QUERY_TOKEN) ?? []];
      return { terms: [term(pieces, date, { ...more, date: weekStart(date) })] };
    }
    const hashtag = !name && word?.match(/^#(?=[^#])(.+)/)?.[1];
    const filter = hashtag ? "tag" : name && FILTERS[name.toLowerCase()];
    const value = hashtag || (phrase ?? word ?? "");
    if (filter === "author") return { terms: terms(value, { ...more, field: 2 }) };
    const isRange = filter === "before" || filter === "after";
    if (filter && (!isRange || /^\d{4}/.test(weekStart(value)))) {
      return { filters: [{ name: filter, value, not }] };
    }
    if (phrase !== undefined) {
      const pieces = fold(phrase).match(QUERY_TOKEN);
      return { terms: pieces ? [term([...pieces], phrase, { not, phrase: true })] : [] };
    }
    if (name && /^\/\/./.test(value)) return { terms: terms(nameInAddress(value), more) };
    return { terms: terms(name ? `${name}:${value}` : value, more) };
  }

  // A query → { terms, filters: [{ name, value, not }] }.
  /** @type {Shared["parse"]} */
  function parse(query) {
    const text = query.normalize("NFC").replace(/[“”„＂]/g, '"');
    /** @type {Query} */
    const found = { terms: [], filters: [] };
    for (const match of text.matchAll(WORD)) {
      const last = match.index + match[0].length === text.length;
      const { terms: ownTerms = [], filters = [] } = parseWord(match.groups ?? {}, last);
      found.terms.push(...ownTerms);
      found.filters.push(...filters);
    }
    return found;
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({
    FILTER, PARTICLE,
    composed, escaped, groups, initialsPattern, isDigits, keystrokes, openPattern, parse, terms,
    toKorean, toLatin, weekHolding, weekStart, withoutParticle, wordPattern,
  }));
})();
