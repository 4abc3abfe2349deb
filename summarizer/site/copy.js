// Buttons that copy a text of the page: `data-copy` is the id of what holds it.
(() => {
  "use strict";

  const SAID_FOR = 2000;

  // Where the clipboard is out of reach, the text is marked, for the reader's own keys.
  async function copy(button) {
    const place = document.getElementById(button.dataset.copy);
    const name = button.textContent;
    try {
      await navigator.clipboard.writeText(place.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(place);
      button.textContent = "Selected";
    }
    setTimeout(() => {
      button.textContent = name;
    }, SAID_FOR);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("button[data-copy]")) {
      button.addEventListener("click", () => copy(button));
      button.hidden = false;
    }
  });
})();
