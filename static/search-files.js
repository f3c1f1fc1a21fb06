// @ts-check
// Loads the files of the index: of one build, or of the newest build.
(() => {
  "use strict";
  const { shard } = weeknotes;

  const BLOCK = 2; // documents in a file of texts
  const GROUP = 8; // files of texts with a common version
  const VERSION = 4; // characters in a version
  const OUTDATED = "the page has scripts of another build";

  /** @type {(versions: string, n: number) => string} */
  const versionAt = (versions, n) => versions.slice(VERSION * n, VERSION * (n + 1));

  // The files of the build of `head`. `load(name, version)` loads a file. A file of another build,
  // or a file that cannot be loaded, is an error. The next request for it loads it again.
  /** @type {Shared["openFiles"]} */
  function openFiles(load, head) {
    /** @type {Map<string, any>} */
    const files = new Map();

    /** @type {(name: string) => Promise<string>} */
    async function versionOf(name) {
      const { letters, versions } = head;
      const [, kind = "", rest = ""] = name.match(/^([a-z])-?(.*)$/) ?? [];
      if (kind === "v") return versionAt(versions.v, letters.indexOf(rest));
      if (kind === "s") return versionAt(versions.s, parseInt(rest, 16));
      if (kind !== "t") return versions[kind];
      const [, ofTexts] = await file("l");
      return versionAt(ofTexts, Math.floor(Number(rest) / GROUP));
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

    // Loads the shards of buckets, and returns a function that returns the lines of a bucket.
    /** @type {SearchIndex["shards"]} */
    async function shards(buckets) {
      /** @type {(name: string) => string} */
      const fileOf = (name) => `s${shard(name, head.shards).toString(16)}`;
      const wanted = [...new Set(buckets.map(fileOf))];
      await Promise.all(wanted.map(async (name) => {
        const data = await read(name);
        if (typeof data === "string") files.set(name, data.split("\n"));
      }));
      return (name) => files.get(fileOf(name));
    }

    return { file, shards };
  }

  const MOST_TRIES = 3;
  const FRESH = 3000; // milliseconds after which the next search looks for a newer build
  const LONGEST_WAIT = 1000; // milliseconds that a search waits for this

  // The index of the newest build.
  /** @type {Shared["followIndex"]} */
  function followIndex(load, first) {
    let current = first;
    let index = weeknotes.openIndex(load, first);
    let checked = performance.now();

    // Opens the index of a newer build. Returns false if there is none.
    async function renew() {
      const newest = await load("head", "");
      checked = performance.now();
      if (newest.version === current.version) return false;
      if (newest.data.scripts !== current.data.scripts) throw new Error(OUTDATED);
      current = newest;
      index = weeknotes.openIndex(load, newest);
      return true;
    }

    // Calls `ask` with the index of one build. If a file cannot be loaded, tries a newer build.
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
    /** @satisfies {Partial<Shared>} */ ({ BLOCK, OUTDATED, followIndex, openFiles }),
  );
})();
