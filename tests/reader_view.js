// What Reader View shows of pages: a line of JSON for each file, {title, html}. Needs the packages
// @mozilla/readability and jsdom in NODE_PATH.
"use strict";

const { readFileSync } = require("node:fs");
const { Readability } = require("@mozilla/readability");
const { JSDOM } = require("jsdom");

for (const file of process.argv.slice(2)) {
  const { window } = new JSDOM(readFileSync(file, "utf-8"), { url: "https://example.org/x/y.html" });
  const { title, content } = new Readability(window.document).parse();
  console.log(JSON.stringify({ title, html: content }));
}
