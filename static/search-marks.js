// @ts-check
// Marks the words of a search in the page that a result leads to, and scrolls to the sentence that
// matches best.
(() => {
  "use strict";
  const { bestSentence, matches, meantIn, parse, patterns } = weeknotes;
  const LEFT_OUT = "math, script, button";

  // Marks the matches in an element. Returns the marks with their positions in the text of the
  // element.
  /**
   * @type {(element: HTMLElement, looked: Looked[], inText: boolean)
   *   => [at: number, mark: HTMLElement][]}
   */
  function markIn(element, looked, inText) {
    const places = matches(element.textContent, looked, inText);
    const apart = places.filter(({ start }, i) => (
      places.slice(0, i).every(({ end }) => end <= start)
    ));
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    /** @type {[Text, number][]} */
    const nodes = [];
    for (let at = 0; walker.nextNode();) {
      const node = /** @type {Text} */ (walker.currentNode);
      nodes.push([node, at]);
      at += node.length;
    }
    /** @type {[number, HTMLElement][]} */
    const marks = [];
    for (const [node, at] of nodes) {
      if (node.parentElement?.closest(LEFT_OUT)) continue;
      const { length } = node;
      // The last match is marked first, because the text before a mark stays in `node`.
      for (const { start, end } of [...apart].reverse()) {
        if (start >= at + length || end <= at) continue;
        const range = document.createRange();
        range.setStart(node, Math.max(0, start - at));
        range.setEnd(node, Math.min(length, end - at));
        const mark = document.createElement("mark");
        mark.className = "found";
        range.surroundContents(mark);
        marks.push([start, mark]);
      }
    }
    return marks.sort(([a], [b]) => a - b);
  }

  /** @type {(marks: HTMLElement[], bar: HTMLElement) => void} */
  function clear(marks, bar) {
    bar.remove();
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
    try {
      history.replaceState(history.state, "", location.href.split("#")[0]);
    } catch {
      // Some browsers do not allow a change of the address of a file.
    }
  }

  /** @type {Shared["markPage"]} */
  function markPage(text, label) {
    document.querySelector(".search-marks button")?.click();
    const all = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)];
    const heads = all("main .head");
    const ownNotes = all("main .entry .note");
    const texts = [...heads, ...ownNotes].map(({ textContent }) => textContent);
    const looked = meantIn(texts, patterns({ query: parse(text), notes: [] }));
    const titles = heads.flatMap((one) => markIn(one, looked, false));
    const notes = ownNotes.map((note) => {
      const { start, sum } = bestSentence(note.textContent, looked);
      return { start, sum, marks: markIn(note, looked, true) };
    }).filter(({ marks }) => marks.length).sort((a, b) => b.sum - a.sum);
    const marks = [...titles, ...notes.flatMap((note) => note.marks)].map(([, mark]) => mark);
    if (!marks.length) return;
    const bar = document.createElement("p");
    bar.className = "search-chips search-marks";
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: `${label} ×` });
    button.onclick = () => clear(marks, bar);
    bar.append(button);
    heads[0]?.append(bar);
    const [best] = notes;
    const first = best?.marks.find(([at]) => at >= best.start)?.[1];
    first?.scrollIntoView({ block: "center" });
  }

  Object.assign(weeknotes, /** @satisfies {Partial<Shared>} */ ({ markPage }));
})();
