// Calls the functions of static/search-*.js: reads [[name, arguments…]…] from stdin, writes what each returns.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

for (const name of ["search-fold.js", "search-query.js", "search-match.js"]) {
  const file = path.join(__dirname, "..", "static", name);
  vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
}
weeknotes.decoded = (line) => { const found = []; weeknotes.decode(line, 0, (n) => found.push(n)); return found; };
const calls = JSON.parse(fs.readFileSync(0, "utf8"));
fs.writeFileSync(1, JSON.stringify(calls.map(([name, ...given]) => weeknotes[name](...given))));
