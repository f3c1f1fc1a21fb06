// Copies the work on this page as an entry of a digest: its address, and `Title (Authors)`.
// `make docs` writes this into docs/editors.md and docs/editors.ko.md, as a bookmarklet.
(() => {
  const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
  const plain = (text) => text.replace(invisible, "").replace(/\s+/g, " ").trim();
  const nameOf = (meta) => meta.getAttribute("name") || meta.getAttribute("property") || "";
  const all = (name) => [...document.querySelectorAll("meta")]
    .filter((meta) => nameOf(meta).trim().toLowerCase() === name)
    .map((meta) => plain(meta.content))
    .filter(Boolean);
  // "Vaswani, Ashish" → "Ashish Vaswani"; "King, Martin, Jr." → "Martin King, Jr."
  const givenFirst = (name) => {
    const [family, given, ...more] = name.split(/\s*,\s*/);
    return given && more.length < 2 ? [`${given} ${family}`, ...more].join(", ") : name;
  };
  const [cited] = [...all("citation_title"), ...all("dc.title")];
  const [site] = all("og:site_name");
  const [shared] = [...all("og:title"), plain(document.title)];
  const ends = site ? [" | ", " · ", " - ", " – ", " — "].map((mark) => mark + site) : [];
  const end = ends.find((one) => shared.endsWith(one)) || "";
  const title = cited || shared.slice(0, shared.length - end.length);
  const listed = all("citation_authors").flatMap((names) => names.split(/\s*;\s*/));
  const authors = [...all("citation_author"), ...listed].filter(Boolean).map(givenFirst);
  const address = new URL(location.href);
  address.hash = "";
  for (const name of [...address.searchParams.keys()]) {
    if (name.startsWith("utm_")) address.searchParams.delete(name);
  }
  // A line with two authors is certainly a title; `##` makes any line a title. A single word in
  // brackets may belong to the title.
  const [first] = authors;
  const named = `${title} (${authors.join(", ")})`;
  const line = authors.length > 1 ? named
    : !first ? `## ${title}`
    : first.includes(" ") ? `## ${named}`
    : `## ${title}\nAuthors: ${first}`;
  const entry = `${address.href}\n${title ? `${line}\n` : ""}`;
  const show = () => prompt("weeknotes", entry.trim());
  if (!navigator.clipboard) show();
  else navigator.clipboard.writeText(entry).then(() => alert(entry), show);
})();
