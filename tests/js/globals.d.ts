// The types of what the scripts share. This file is not in static/, because all of static/ is
// published. docs/dev/themes.md describes how the scripts are checked.

// `settings` of theme.js needs no declaration here: theme.js and site.js are classic scripts, so
// its variables are global.

/** All elements that the scripts look for in pages are HTML elements. */
interface ParentNode {
  querySelector(selectors: "dialog.keys"): HTMLDialogElement | null;
  querySelector(selectors: "input"): HTMLInputElement | null;
  querySelector(selectors: "link[rel=canonical]"): HTMLLinkElement | null;
  querySelector(selectors: string): HTMLElement | null;
  querySelectorAll(selectors: "svg a"): NodeListOf<SVGAElement>;
  querySelectorAll(selectors: "meta[name=theme-color]"): NodeListOf<HTMLMetaElement>;
  querySelectorAll(selectors: "link[rel~=stylesheet]"): NodeListOf<HTMLLinkElement>;
  querySelectorAll(selectors: string): NodeListOf<HTMLElement>;
}

// live.js

/** The diagnostics in an event of server/live.py, and the words around them. */
interface Report {
  readonly findings: Finding[];
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly close: string;
}

/** An event of server/live.py. */
interface Changes extends Report {
  readonly changed: string[] | null;
}

/** A diagnostic, as lint/report.py writes it. */
interface Finding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly hint: string;
  readonly excerpt: string;
}

// search-*.js

/** A part of a query, looked up as a whole; `term` in search-query.js describes its fields. */
interface Term {
  readonly pieces: string[];
  readonly typed: string;
  readonly kind: "word" | "initials";
  readonly open: boolean;
  readonly not: boolean;
  readonly field: number;
  readonly date: string;
  readonly phrase?: boolean;
  readonly start?: boolean;
}

/** The fields of a term besides its pieces and its text. */
type TermOptions = Partial<Omit<Term, "pieces" | "typed">>;

interface Filter {
  readonly name: string;
  readonly value: string;
  readonly not: boolean;
}

interface Query {
  readonly terms: Term[];
  readonly filters: Filter[];
}

type NoteKind = "keyboard" | "glossary" | "heard" | "slip" | "spacing" | "particle" | "date";

/** A reading that was used for a term. */
interface Note {
  readonly kind: NoteKind;
  readonly meant: string;
  readonly typed: string;
  readonly terms: Term[];
}

/** Another reading of a term. */
interface Reading extends Query {
  readonly kind: NoteKind;
  readonly meant: string;
  readonly typed?: string;
}

/** A reading from a learnt pair; `typed` is the text of all its terms. */
interface HeardReading extends Reading {
  readonly typed: string;
}

/** The match of one term; `emptyMatch` in search-match.js describes its fields. */
interface Match {
  readonly best: Uint8Array;
  places: number[];
  readonly width: number;
  whole: boolean;
  begun: boolean;
  found: number;
  readonly notes: Note[];
  not?: boolean;
}

/** The lines of the index in a bucket. */
type LinesOf = (bucket: string) => string[];

/** The result of a search; `search` in search-index.js describes its fields. */
interface Found {
  readonly query: Query;
  documents: number[];
  typed: number;
  readonly notes: Note[];
  readonly counts: number[];
}

/** A paper ("d"), a tag ("t"), an author ("a"), a time ("w") or an own page ("p"). */
type NameKind = "d" | "t" | "a" | "w" | "p";
type Name = [kind: NameKind, name: string, href: string, count: number];

type Week = [id: string, name: string, href: string, count: number];

/** A paper as it is shown. */
type Paper = [
  href: string,
  titles: string[],
  tags: string[],
  authors: string[],
  text: string,
  sources: string[],
  weeks: [id: string, name: string][],
  has: string[],
];

/** A match in a text; `matches` in search-text.js describes its fields. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly i: number;
  readonly weight: number;
}

/** Terms as a row; `rowOf` in search-match.js describes its fields. */
interface Row {
  readonly words: number;
  readonly firstWidth: number;
  readonly offsets: number[];
}

/** Places in the index, with how the piece was found at each. */
type Places = Map<number, number>;

/** For each word, the words with the same meaning. */
type Glossary = Map<string, string[]>;

/** What a query finds, before it is ranked. */
interface Result {
  readonly query: Query;
  readonly allowed: Uint8Array | null;
  readonly matches: Match[];
}

/** Adds the documents of other readings of a term to its match. */
type AddMore = (match: Match, term: Term) => Promise<void>;

/** Gets the results so far; returns whether the search continues. */
type OnFound = (found: Found) => Promise<boolean>;

/** Properties and attributes of an element. */
type Given = Record<string, any>;
type Child = string | Node;
type Made<T extends string> = T extends keyof HTMLElementTagNameMap
  ? HTMLElementTagNameMap[T]
  : HTMLElement;

type ShowMore = () => Promise<void>;

/** How the search is shown; `mount` in search-view.js describes the fields. */
interface MountOptions {
  readonly query?: string;
  readonly most?: number;
  readonly newestFirst?: boolean;
  readonly onChange: (text: string, shown: number, newestFirst: boolean) => void;
  readonly makeFurther: (text: string, words: Words, showMore: ShowMore) => HTMLElement;
}

interface Language {
  readonly tag: string;
  readonly plurals: string[];
  readonly letters: Record<string, string>;
  readonly otherwise: string;
}

/** The words of the interface. */
interface Words extends Record<NoteKind, string> {
  readonly title: string;
  readonly prompt: string;
  readonly found: string[];
  readonly none: string;
  readonly searching: string;
  readonly alone: string;
  readonly remove: string;
  readonly filters: Record<string, string>;
  readonly off: string;
  readonly more: string;
  readonly all: string;
  readonly close: string;
  readonly newest_first: string;
  readonly failed: string;
  readonly offline: string;
  readonly retry: string;
  readonly help: string[];
  readonly papers: string;
  readonly tags: string;
  readonly authors: string;
  readonly pages: string;
  readonly weeks: string;
  readonly language: Language;
}

/** search/head.js */
interface Head {
  readonly size: number;
  readonly shards: number;
  readonly letters: string;
  readonly versions: Record<string, string>;
  readonly scripts: string;
  readonly words: Words;
  readonly glossary?: [string, string][];
  readonly week_rule?: string;
}

/** The data of a file of search/; docs/dev/search.md describes the files. */
interface ReadFile {
  (name: "weeks"): Promise<Week[]>;
  (name: "heard"): Promise<[one: string, other: string][]>;
  (name: `t${number}`): Promise<Paper[]>;
  (name: "l"): Promise<[lengths: string, versions: string]>;
  (name: `v-${string}`): Promise<string>;
}

/** A loaded file of search/; `version` is a hash of its data. */
interface Loaded<T = any> {
  readonly version: string;
  readonly data: T;
}

type Load = (name: string, version: string) => Promise<Loaded>;

/** The files of one build. */
interface IndexFiles {
  readonly file: ReadFile;
  shards(buckets: string[]): Promise<LinesOf>;
}

/** The index of one build. */
interface SearchIndex extends Pick<IndexFiles, "file" | "shards"> {
  readonly head: Head;
  others(text: string, found: Found): Promise<[query: string, total: number][]>;
  search(text: string, onFound?: OnFound): Promise<Found>;
}

/** The index of the newest build. */
interface NewestIndex {
  readonly words: Words;
  answer<T>(ask: (index: SearchIndex) => Promise<T>): Promise<T>;
}

/** A pattern of a search; `patterns` in search-text.js describes its fields. */
interface Looked {
  readonly pattern: RegExp;
  readonly begun: RegExp;
  readonly inText: boolean;
}

/** What the scripts of search share. */
interface Shared {
  // search-fold.js
  FINALS: string;
  INITIALS: string;
  QUERY_TOKEN: RegExp;
  VOWELS: string;
  bucket(start: string): string;
  compose(initial: number, vowel: number, final?: number): string;
  fold(text: string): string;
  foldLetter(letter: string): string;
  initials(text: string): string;
  isKorean(letter: string): boolean;
  isSyllable(letter: string): boolean;
  parts(syllable: string): [initial: number, vowel: number, final: number];
  shard(name: string, count: number): number;
  squashed(text: string): string;
  tokens(text: string): string[];

  // search-query.js
  FILTER: RegExp;
  PARTICLE: RegExp;
  composed(typed: string): string;
  escaped(text: string): string;
  groups(word: string): string[][];
  initialsPattern(run: string, between: string): string;
  isDigits(token: string): boolean;
  keystrokes(text: string): string;
  openPattern(word: string): string;
  parse(query: string): Query;
  terms(word: string, more: TermOptions): Term[];
  toKorean(typed: string): string;
  toLatin(typed: string): string;
  weekHolding(date: string, rule: string | undefined): string;
  weekStart(value: string): string;
  withoutParticle(one: Term): Term | null;
  wordPattern(text: string, open: boolean): string;

  // search-match.js
  addOtherwise(match: Match, other: Match, note: Note): void;
  bucketsOf(piece: string, open: boolean): string[];
  decode(line: string, at: number, each: (n: number) => void): void;
  kept(matches: Match[], allowed: Uint8Array | null, size: number): number[];
  matchAllowed(allowed: Uint8Array): Match;
  matchTerm(term: Term, linesOf: LinesOf, size: number): Match;
  nearest(word: string, vocabulary: string[]): string[];
  nearestKorean(word: string, vocabulary: string[]): string[];
  rank(
    matches: Match[],
    allowed: Uint8Array | null,
    lengths: string,
    size: number,
  ): number[];
  similarBuckets(word: string): string[];
  termBuckets(term: Term): string[];
  together(matches: Match[], size: number): Match;

  // search-files.js
  BLOCK: number;
  OUTDATED: string;
  followIndex(load: Load, first: Loaded<Head>): NewestIndex;
  openFiles(load: Load, head: Head): IndexFiles;

  // search-index.js
  openIndex(load: Load, first: Loaded<Head>): SearchIndex;

  // search-heard.js
  glossaryMap(pairs: [string, string][]): Glossary;
  hear(
    terms: Term[],
    pairs: [string, string][],
    glossary: [string, string][],
  ): Map<Term, HeardReading[]>;
  isWord(term: Term): boolean;

  // search-names.js
  findNames(index: SearchIndex, found: Found): Promise<Name[]>;
  withPapers(names: Name[], papers: Paper[], found: Found): Name[];

  // search-text.js
  bestSentence(text: string, looked: Looked[]): { best: string; start: number; sum: number };
  matches(text: string, looked: Looked[], inText?: boolean): Place[];
  marked(text: string, looked: Looked[], inText?: boolean): DocumentFragment;
  meantIn(texts: string[], looked: Looked[]): Looked[];
  patterns(found: Pick<Found, "query" | "notes">): Looked[];
  sentence(text: string, looked: Looked[]): string;
  weights(texts: string[], looked: Looked[], inText?: boolean): number[];

  // search-marks.js
  markPage(text: string, label: string): void;

  // search-elements.js
  countsOf(names: Name[], words: Words): string;
  make: <T extends string>(tag: T, given?: Given, ...children: Child[]) => Made<T>;
  makeButton(onclick: () => void, given: Given, ...children: Child[]): HTMLElement;
  makeCount(text: string): HTMLElement;
  makeHelp(words: Words): HTMLElement;
  makeHit(
    found: Paper,
    wanted: Looked[],
    base: string,
    language: Language,
    label: string,
  ): HTMLElement;
  makeMore(child: Child): HTMLElement;
  makeNames(names: Name[], looked: Looked[], words: Words, base: string): HTMLElement[];
  makeNotes(notes: Note[], words: Words, turnOff: (typed: string) => void): HTMLElement[];
  makeQuiet(text: string): HTMLElement;
  pluralOf(forms: string[], n: number, language: Language): string;
  update(parent: HTMLElement, children: HTMLElement[]): void;
  wordsOf(found: Found): string;

  // search-view.js
  showDialog(index: NewestIndex, base: string, query?: string): void;
  showPage(place: HTMLElement, index: NewestIndex, base: string): void;
}

declare var weeknotes: Shared;
/** The files of search/ call this function. */
declare var weeknotesLoaded: (name: string, version: string, data: any) => void;
