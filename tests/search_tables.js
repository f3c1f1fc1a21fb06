// @ts-check
// Calls the functions of static/search-*.js: reads [[name, arguments…]…] from stdin, writes what each returns.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

for (const name of ["search-fold.js", "search-query.js", "search-match.js", "search-text.js"]) {
  const file = path.join(__dirname, "..", "static", name);
  vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
}
/** @type {Record<string, any>} */
const functions = {
  ...weeknotes,
  decoded(/** @type {string} */ line) {
    /** @type {number[]} */
    const found = [];
    weeknotes.decode(line, 0, (n) => found.push(n));
    return found;
  },
  // The texts of a paper, their matches in brackets.
  marks(/** @type {string} */ query, /** @type {string[]} */ ...texts) {
    const looked = weeknotes.meantIn(texts, weeknotes.patterns({ query: weeknotes.parse(query), notes: [] }));
    return texts.map((text) => {
      const places = weeknotes.matches(text, looked).reverse();
      return places.reduce((all, { start, end }) => `${all.slice(0, start)}[${all.slice(start, end)}]${all.slice(end)}`, text);
    });
  },
};
/** @type {[string, ...any[]][]} */
const calls = JSON.parse(fs.readFileSync(0, "utf8"));
fs.writeFileSync(1, JSON.stringify(calls.map(([name, ...given]) => functions[name](...given))));
