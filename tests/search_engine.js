// @ts-check
// Runs the search of a built site under node: reads [site, queries] from stdin, writes what each query finds.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const zlib = require("node:zlib");

const [site, queries, limit = 10] = JSON.parse(fs.readFileSync(0, "utf8"));
const parts = ["search-fold.js", "search-query.js", "search-match.js", "search-heard.js", "search-files.js", "search-index.js", "search-names.js"];
for (const name of fs.existsSync(path.join(site, "search-all.js")) ? ["search-all.js"] : parts) {
  vm.runInThisContext(fs.readFileSync(path.join(site, name), "utf8"), { filename: name });
}

const given = new Map();
globalThis.weeknotesLoaded = (name, version, data) => given.set(name, { version, data });
const sizes = new Map();
let fetched = new Set();
/** @type {Load} */
async function load(name) {
  const file = path.join(site, "search", `${name}.js`);
  if (!given.has(name)) {
    const source = fs.readFileSync(file);
    sizes.set(name, zlib.gzipSync(source).length);
    vm.runInThisContext(source.toString(), { filename: file });
  }
  fetched.add(name);
  return given.get(name);
}

const { BLOCK } = weeknotes;
async function answer(/** @type {string} */ query) {
  fetched = new Set();
  const index = weeknotes.openIndex(load, await load("head", "")); // a page of its own, that has loaded nothing
  const found = await index.search(query);
  const papers = [];
  for (const n of found.documents.slice(0, limit)) papers.push((await index.file(`t${Math.floor(n / BLOCK)}`))[n % BLOCK]);
  const names = weeknotes.withPapers(await weeknotes.findNames(index, found), papers, found);
  const files = [...fetched];
  const bytes = files.reduce((sum, name) => sum + sizes.get(name), 0);
  const others = found.documents.length ? await index.others(query, found) : [];
  const start = performance.now();
  await index.search(query);
  const ms = performance.now() - start;
  const hrefs = [];
  for (const n of found.documents) hrefs.push((await index.file(`t${Math.floor(n / BLOCK)}`))[n % BLOCK][0]);
  return { hrefs, total: found.documents.length, typed: found.typed, names: names.map(([kind, name]) => [kind, name]), notes: found.notes, others, bytes, files, ms };
}

(async () => {
  const answers = [];
  for (const query of queries) answers.push(await answer(query));
  fs.writeFileSync(1, JSON.stringify(answers));
})();
