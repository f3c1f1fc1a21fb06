// @ts-check
// The files of the index: those of one build, and those of the newest build.
(() => {
  "use strict";
  const { shard } = weeknotes;

  const BLOCK = 2; // documents of a file of texts
  const GROUP = 8; // files of texts that have one version
  const VERSION = 4; // characters of a version
  const OUTDATED = "the page has scripts of another build";

  /** @type {(versions: string, n: number) => string} */
  const versionAt = (versions, n) => versions.slice(VERSION * n, VERSION * (n + 1));

  // The files of one build, that of its head. `load(name, version)` brings them; a file that is of
  // another build, or does not come, is an error, and is asked for again the next time.
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

    // Loads the shards of buckets, and returns the function that gives a bucket's lines.
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
  const FRESH = 3000; // milliseconds in which no newer build is looked for
  const LONGEST_WAIT = 1000; // milliseconds for the answer whether there is one

  // The index of the newest build.
  /** @type {Shared["followIndex"]} */
  function followIndex(load, first) {
    let current = first;
    let index = weeknotes.openIndex(load, first);
    let checked = performance.now();

    // Whether there is a newer build.
    async function renew() {
      const newest = await load("head", "");
      checked = performance.now();
      if (newest.version === current.version) return false;
      if (newest.data.scripts !== current.data.scripts) throw new Error(OUTDATED);
      current = newest;
      index = weeknotes.openIndex(load, newest);
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
    /** @satisfies {Partial<Shared>} */ ({ BLOCK, OUTDATED, followIndex, openFiles }),
  );
})();
