// @ts-check
// Runs before the first paint, so that a page never flashes in the other colour scheme. It restores
// what the reader chose in this browser:
//   <html data-theme="light|dark">  the colour scheme; without it, the scheme of the system
//   <html data-keys="off">          no keyboard shortcuts of a single character
"use strict";

const settings = {
  keep(/** @type {string} */ name, /** @type {string} */ value) {
    document.documentElement.dataset[name] = value;
    try {
      localStorage.setItem(`weeknotes-${name}`, value);
    } catch {
      // Storage is not allowed: the choice holds for this page only.
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
