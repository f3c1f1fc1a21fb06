// @ts-check
// The rules for comparing text. src/weeknotes/search/fold.py has the same rules;
// tests/fixtures/search/ tests both.
(() => {
  "use strict";
  const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  const FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  const FIRST_SYLLABLE = 0xac00;
  const FINALS_PER_VOWEL = FINALS.length + 1; // includes the case without a final consonant
  const SYLLABLES_PER_INITIAL = VOWELS.length * FINALS_PER_VOWEL;

  const SYLLABLES = "가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff";
  const LANGUAGE_NAME = "[a-z](?:\\+\\+|#)(?![a-z\\p{Nd}_+#])"; // C++, C#
  const LETTERS = `(?:(?![${SYLLABLES}ㄱ-ㅣ])[\\p{L}\\p{Nl}\\p{No}]){1,64}`;
  const DIGITS = "\\p{Nd}+(?:\\.\\p{Nd}+)*";
  const OTHERS = `${LANGUAGE_NAME}|${LETTERS}|${DIGITS}`;
  const TOKEN = new RegExp(`[${SYLLABLES}]{1,64}|${OTHERS}`, "gu");
  const QUERY_TOKEN = new RegExp(`[${SYLLABLES}ㄱ-ㅣ]{1,64}|${OTHERS}`, "gu"); // with jamo
  const SYLLABLE = new RegExp(`^[${SYLLABLES}]`, "u");

  /** @type {Record<string, string>} */
  const PLAIN = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i",
    "ς": "σ",
  };
  // Conjoining jamo become the jamo that keyboards write.
  /** @type {[number, string][]} */
  const CONJOINING = [[0x1100, INITIALS], [0x1161, VOWELS], [0x11a8, FINALS]];
  for (const [first, jamo] of CONJOINING) {
    [...jamo].forEach((letter, i) => { PLAIN[String.fromCharCode(first + i)] = letter; });
  }

  /** @type {Shared["isKorean"]} */
  const isKorean = (letter) => letter >= "가" && letter <= "힣";
  /** @type {Shared["isSyllable"]} */
  const isSyllable = (letter) => SYLLABLE.test(letter);
  /** @type {Map<string, string>} */
  const foldedLetters = new Map();
  /** @type {(text: string) => string} */
  const withoutMarks = (text) => text.replace(/\p{Mn}/gu, "");

  /** @type {Shared["foldLetter"]} */
  function foldLetter(letter) {
    let folded = foldedLetters.get(letter);
    if (folded === undefined) {
      const plain = withoutMarks(withoutMarks(letter.normalize("NFKD")).toLowerCase());
      folded = [...plain].map((part) => PLAIN[part] ?? part).join("");
      foldedLetters.set(letter, folded);
    }
    return folded;
  }

  /** @type {Shared["fold"]} */
  function fold(text) {
    return text.normalize("NFC").replace(/[^\x00-\x7f가-힣ㄱ-ㅣ]/gu, foldLetter).toLowerCase();
  }

  /** @type {Shared["tokens"]} */
  const tokens = (text) => fold(text).match(TOKEN) ?? [];

  // The folded letters and digits of a text, without anything between them.
  /** @type {Shared["squashed"]} */
  const squashed = (text) => fold(text).replace(/[^\p{L}\p{N}+#.]/gu, "");

  // [initial, vowel, final] of a Korean syllable, as numbers. Final 0 means no final consonant.
  /** @type {Shared["parts"]} */
  function parts(syllable) {
    const n = syllable.charCodeAt(0) - FIRST_SYLLABLE;
    return [
      Math.floor(n / SYLLABLES_PER_INITIAL),
      Math.floor((n % SYLLABLES_PER_INITIAL) / FINALS_PER_VOWEL),
      n % FINALS_PER_VOWEL,
    ];
  }

  /** @type {Shared["compose"]} */
  function compose(initial, vowel, final = 0) {
    const n = initial * SYLLABLES_PER_INITIAL + vowel * FINALS_PER_VOWEL + final;
    return String.fromCharCode(FIRST_SYLLABLE + n);
  }

  /** @type {(syllable: string) => string} */
  const initialOf = (syllable) => INITIALS[parts(syllable)[0]];
  /** @type {Shared["initials"]} */
  const initials = (text) => [...text].filter(isKorean).map(initialOf).join("");

  // Compound vowel → the vowel that is typed first, as numbers: ㅘ, ㅙ and ㅚ begin with ㅗ.
  /** @type {Record<number, number>} */
  const FIRST_HALVES = { 9: 8, 10: 8, 11: 8, 14: 13, 15: 13, 16: 13, 19: 18 };
  /** @type {(vowel: number) => number} */
  const firstHalf = (vowel) => FIRST_HALVES[vowel] ?? vowel;

  // The bucket of words that begin with these code points.
  /** @type {Shared["bucket"]} */
  function bucket(start) {
    const [first, second = "", third = ""] = [...start];
    if (!isKorean(first)) {
      const isTwoLong = isSyllable(first) || INITIALS.includes(first);
      return first + second + (isTwoLong ? "" : third);
    }
    const [initial, vowel] = parts(first);
    const next = isKorean(second) ? initialOf(second) : second;
    return compose(initial, firstHalf(vowel)) + next;
  }

  // The number of the shard of a bucket, below `count`: from the FNV-1a hash of its code points.
  /** @type {Shared["shard"]} */
  function shard(name, count) {
    let hash = 0x811c9dc5;
    for (const letter of name) {
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    return (hash ^ (hash >>> 15)) & (count - 1);
  }

  globalThis.weeknotes ??= /** @type {Shared} */ ({});
  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({
    FINALS, INITIALS, QUERY_TOKEN, VOWELS,
    bucket, compose, fold, foldLetter, initials, isKorean, isSyllable, parts, shard, squashed,
    tokens,
  }));
})();
