// Forms of `summarize serve`: papers got, settings, interests and topics changed. What was typed
// stays in its field until the server has kept it.
(() => {
  const find = (selector, within = document) => within.querySelector(selector);

  const ask = (path, method = "GET", body = undefined) =>
    summarizer.desk.ask(`/${path}`, body, method);

  function say(place, line, wrong = false) {
    place.textContent = line;
    place.classList.toggle("desk-wrong", wrong);
  }

  function settings() {
    for (const form of document.querySelectorAll("form.setting")) {
      const field = form.elements.value;
      const button = find("button", form);
      const said = find(".desk-said", form);
      const shown = () => {
        button.hidden = field.value === field.dataset.kept;
      };
      field.addEventListener("input", shown);
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
          const name = form.dataset.name;
          const found = await ask("api/settings", "POST", { name, value: field.value || null });
          const row = found.settings.find((each) => each.name === name);
          field.value = field.dataset.kept = row.value === null ? "" : String(row.value);
          find("small", form).textContent = row.origin;
          say(said, "saved");
        } catch (error) {
          say(said, error.message, true);
        }
        shown();
      });
    }
  }

  async function interests(form) {
    const field = form.elements.text;
    const button = find("button", form);
    const said = find(".desk-said", form);
    let kept = "";
    try {
      const found = await ask("api/interests");
      kept = found.shown;
      field.value = found.text;
    } catch (error) {
      say(said, error.message, true);
      return;
    }
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const found = await ask("api/interests", "PUT", { text: field.value, shown: kept });
        kept = found.shown;
        say(said, found.profiles.length ? `saved: ${found.profiles.join(", ")}` : "saved");
      } catch (error) {
        say(said, error.message, true);
      }
    });
    addEventListener("beforeunload", (event) => {
      if (kept && field.value !== kept) {
        event.preventDefault();
      }
    });
  }

  function vocabulary(form) {
    const said = find(".desk-said", form);
    const diff = find("#diff");
    const apply = find("#apply");
    const fitting = () => {
      for (const part of form.querySelectorAll("[data-for]")) {
        part.hidden = !part.dataset.for.split(" ").includes(form.elements.action.value);
      }
    };
    const changed = () => {
      apply.hidden = true;
      diff.hidden = true;
      say(said, "");
    };
    async function edit(dry) {
      const values = Object.fromEntries(new FormData(form));
      try {
        const found = await ask("api/vocabulary", "POST", { ...values, dry_run: dry });
        diff.textContent = found.diff.join("\n");
        diff.hidden = !found.diff.length;
        apply.hidden = !dry || !found.diff.length;
        const done = `changed, with ${found.papers} stored papers and ${found.reviews} reviews`;
        say(said, dry ? "This would change:" : done);
      } catch (error) {
        changed();
        say(said, error.message, true);
      }
    }
    form.hidden = false;
    fitting();
    form.addEventListener("input", () => {
      fitting();
      changed();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      edit(true);
    });
    apply.addEventListener("click", () => edit(false));
  }

  function getting(form) {
    const said = find("#said");
    const bar = find("#bar");
    const log = find("#log");
    const cost = find("#cost");
    const stop = find("#stop");
    let job = "";

    function line(text, wrong = false) {
      const item = document.createElement("li");
      say(item, text, wrong);
      log.append(item);
    }

    function running(is) {
      stop.hidden = !is;
      bar.hidden = !is;
      find("button[type=submit]", form).disabled = is;
    }

    function ended(event) {
      running(false);
      if (event.event === "done") {
        const skipped = event.skipped.length ? `, ${event.skipped.length} skipped` : "";
        say(said, `${event.papers} papers${skipped}. `);
        if (event.day) {
          const link = document.createElement("a");
          link.href = `days/${event.day}.html`;
          link.textContent = `Read ${event.day}`;
          said.append(link);
        }
        for (const each of event.skipped) {
          line(`${each.title}: ${each.reason}`);
        }
      } else if (event.event === "failed") {
        say(said, event.why, true);
      } else {
        say(said, "Stopped; what was finished is kept.");
      }
    }

    function told(event) {
      if (event.event === "progress") {
        const of = event.total ? ` of ${event.total}` : "";
        const usd = event.usd === null ? "" : `, $${event.usd.toFixed(4)}`;
        say(said, `${event.done}${of} papers, ${event.cached} of them known before${usd}`);
        bar.value = event.total ? event.done / event.total : 0;
      } else if (event.event === "note" || event.event === "warning") {
        line(event.line, event.event === "warning");
      } else {
        ended(event);
      }
    }

    function watch(id) {
      job = id;
      log.replaceChildren();
      bar.value = 0;
      running(true);
      say(said, "Reading the source …");
      const stream = new EventSource(`api/runs/${id}/events`);
      stream.onmessage = (message) => {
        const event = JSON.parse(message.data);
        told(event);
        if (["done", "failed", "stopped"].includes(event.event)) {
          stream.close();
        }
      };
      stream.onerror = () => {
        if (stream.readyState === EventSource.CLOSED) {
          running(false);
          say(
            said,
            "the server does not answer: start `summarize serve` again; what was finished is kept",
            true,
          );
        }
      };
    }

    function asked(found) {
      const { forecast } = found;
      const usd =
        forecast.usd === null ? "at an unknown price" : `for about $${forecast.usd.toFixed(4)}`;
      const limit = forecast.max_usd === null ? "" : `, at most $${forecast.max_usd}`;
      find("p", cost).textContent =
        `${forecast.papers} papers, ${forecast.cached} of them known: ${forecast.requests} requests to ${forecast.model} ${usd}${limit}.`;
      cost.hidden = false;
    }

    async function begin(agreed) {
      cost.hidden = true;
      say(said, agreed ? "" : "Looking what there is …");
      try {
        const found = await ask("api/runs", "POST", { spec: form.elements.spec.value, agreed });
        say(said, "");
        if (found.run) {
          watch(found.run.id);
        } else {
          asked(found);
        }
      } catch (error) {
        say(said, error.message, true);
      }
    }

    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      begin(false);
    });
    find("#agree").addEventListener("click", () => begin(true));
    find("#decline").addEventListener("click", () => {
      cost.hidden = true;
      say(said, "Nothing was paid.");
    });
    stop.addEventListener("click", () =>
      ask(`api/runs/${job}/stop`, "POST").catch((error) => say(said, error.message, true)),
    );
    if (form.dataset.job) {
      watch(form.dataset.job);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    settings();
    for (const [name, start] of Object.entries({ interests, vocabulary, get: getting })) {
      const form = document.getElementById(name);
      if (form?.matches("form")) {
        start(form);
      }
    }
  });
})();
