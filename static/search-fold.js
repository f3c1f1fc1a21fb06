// How text is compared.  The rules of src/weeknotes/search/fold.py; tests/fixtures/search/ holds the two equal.
(() => {
  "use strict";
  const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
  const FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  const SYLLABLES = "가-힣\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff";
  const LETTERS = `[a-z](?:\\+\\+|#)(?![a-z\\p{Nd}_+#])|(?:(?![${SYLLABLES}ㄱ-ㅣ])[\\p{L}\\p{Nl}\\p{No}]){1,64}`;
  const DIGITS = "\\p{Nd}+(?:\\.\\p{Nd}+)*";
  const TOKEN = new RegExp(`[${SYLLABLES}]{1,64}|${LETTERS}|${DIGITS}`, "gu");
  const TYPED = new RegExp(`[${SYLLABLES}ㄱ-ㅣ]{1,64}|${LETTERS}|${DIGITS}`, "gu"); // a query holds jamo, too
  const SYLLABLE = new RegExp(`^[${SYLLABLES}]`, "u");
  const PLAIN = { "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ς": "σ" };
  [...INITIALS].forEach((letter, i) => { PLAIN[String.fromCharCode(0x1100 + i)] = letter; });
  [...VOWELS].forEach((letter, i) => { PLAIN[String.fromCharCode(0x1161 + i)] = letter; });
  [...FINALS].forEach((letter, i) => { PLAIN[String.fromCharCode(0x11a8 + i)] = letter; });

  const isKorean = (letter) => letter >= "가" && letter <= "힣";
  const isSyllable = (letter) => SYLLABLE.test(letter);
  const foldedLetters = new Map();

  function foldLetter(letter) {
    let folded = foldedLetters.get(letter);
    if (folded === undefined) {
      const plain = letter.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/\p{Mn}/gu, "");
      folded = [...plain].map((part) => PLAIN[part] ?? part).join("");
      foldedLetters.set(letter, folded);
    }
    return folded;
  }

  const fold = (text) => text.normalize("NFC").replace(/[^\x00-\x7f가-힣ㄱ-ㅣ]/gu, foldLetter).toLowerCase();
  const tokens = (text) => fold(text).match(TOKEN) ?? [];

  // [initial, vowel, final] of a syllable, as numbers; final 0 is none.
  function parts(syllable) {
    const n = syllable.charCodeAt(0) - 0xac00;
    return [Math.floor(n / 588), Math.floor((n % 588) / 28), n % 28];
  }
  const compose = (initial, vowel, final = 0) => String.fromCharCode(0xac00 + initial * 588 + vowel * 28 + final);
  const initials = (text) => [...text].filter(isKorean).map((letter) => INITIALS[parts(letter)[0]]).join("");

  const firstHalf = (vowel) => ({ 9: 8, 10: 8, 11: 8, 14: 13, 15: 13, 16: 13, 19: 18 })[vowel] ?? vowel;

  // What words are kept together by, from their first letters (code points).
  function bucket(start) {
    const [first, second = "", third = ""] = [...start];
    if (!isKorean(first)) return first + second + (isSyllable(first) || INITIALS.includes(first) ? "" : third);
    const [initial, vowel] = parts(first);
    return compose(initial, firstHalf(vowel)) + (isKorean(second) ? INITIALS[parts(second)[0]] : second);
  }

  // The file of `count` that holds a bucket: FNV-1a over its code points.
  function shard(name, count) {
    let mixed = 0x811c9dc5;
    for (const letter of name) mixed = Math.imul(mixed ^ letter.codePointAt(0), 0x01000193) >>> 0;
    return (mixed ^ (mixed >>> 15)) & (count - 1);
  }

  const squashed = (text) => fold(text).replace(/[^\p{L}\p{N}+#.]/gu, "");

  globalThis.weeknotes ??= {};
  Object.assign(weeknotes, {
    INITIALS, VOWELS, FINALS, TYPED, bucket, compose, firstHalf, fold, foldLetter, initials, isKorean, isSyllable, parts, shard, squashed, tokens,
  });
})();
