// Runs before the first paint, so that a page never flashes in the other scheme.  What a reader chose is kept in this browser:
// <html data-theme="light|dark"> (neither: as the system) and <html data-keys="off"> (no shortcuts of a single character).
"use strict";

const settings = {
  keep(name, value) {
    document.documentElement.dataset[name] = value;
    try {
      localStorage.setItem(`weeknotes-${name}`, value);
    } catch {
      // Not allowed here: it holds for this page.
    }
  },
  restore() {
    for (const name of ["theme", "keys"]) {
      try {
        document.documentElement.dataset[name] = localStorage.getItem(`weeknotes-${name}`) ?? "";
      } catch {
        return;
      }
    }
  },
};

settings.restore();
