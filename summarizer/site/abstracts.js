// The abstracts of a day, which come from a file of their own: when papers are to stand with them,
// or are looked for. abstractfiles.py makes the file.
(() => {
  "use strict";

  const { element, abstracts, said } = summarizer;
  const place = () => document.querySelector("main[data-abstracts]");
  let asked;

  function load() {
    asked ??= new Promise((resolve) => {
      window.summarizerAbstracts = resolve;
      const src = new URL(place().dataset.abstracts, document.baseURI);
      // Without the file papers stand as they are.
      document.head.append(element("script", { src, onerror: () => resolve({}) }));
    });
    return asked;
  }

  // Out of sight until they are wanted: the search finds their words, too.
  async function add() {
    const texts = await load();
    if ("loaded" in place().dataset) return;
    for (const paper of place().querySelectorAll("article.paper")) {
      const text = texts[paper.dataset.id];
      const made = element("p", { className: "abstract", dir: "auto", hidden: true }, text);
      if (text) paper.querySelector(".acts").append(made);
    }
    place().dataset.loaded = "";
    said();
  }

  abstracts.show = async (open) => {
    if (open) await add();
    for (const each of document.querySelectorAll(".acts > .abstract")) each.hidden = !open;
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (place()) document.getElementById("q")?.addEventListener("focus", add);
  });
})();
