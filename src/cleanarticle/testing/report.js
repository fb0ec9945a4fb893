"use strict";
(() => {
  const root = document.documentElement;
  const fixtures = [...document.querySelectorAll(".fixture")];
  const haystacks = fixtures.map((each) => each.textContent.toLowerCase());
  const states = [...document.querySelectorAll(".state")];
  const search = document.getElementById("search");
  const host = document.getElementById("host");
  const field = document.getElementById("field");
  const help = document.getElementById("help");
  const noMatch = document.getElementById("no-match");

  const state = () => states.find((each) => each.getAttribute("aria-pressed") === "true")?.dataset.state ?? "";
  const showFields = (fixture, wanted, outcome) => {
    for (const each of fixture.querySelectorAll(".field")) {
      const outcomeFits = !outcome || outcome === "passed" || each.dataset.outcome === outcome;
      each.hidden = !outcomeFits || (wanted !== "" && each.dataset.field !== wanted);
    }
  };
  const hasField = (fixture, wanted, outcome) =>
    [...fixture.querySelectorAll("[data-field]")].some((each) => {
      const outcomeFits = !outcome || (each.dataset.outcome ?? "passed") === outcome;
      return each.dataset.field === wanted && outcomeFits;
    });
  const filter = () => {
    const words = search.value.trim().toLowerCase();
    const outcome = state();
    let shown = 0;
    fixtures.forEach((fixture, at) => {
      const fits =
        (!words || haystacks[at].includes(words)) &&
        (!host.value || fixture.dataset.host === host.value) &&
        (!outcome || fixture.dataset.states.split(" ").includes(outcome)) &&
        (!field.value || hasField(fixture, field.value, outcome));
      fixture.hidden = !fits;
      showFields(fixture, field.value, outcome);
      shown += fits;
    });
    noMatch.hidden = shown > 0;
    document.getElementById("count").value =
      shown === fixtures.length ? `${shown} fixtures` : `${shown} of ${fixtures.length} fixtures`;
  };
  const press = (button) => {
    const on = button.getAttribute("aria-pressed") === "false";
    for (const each of states) each.setAttribute("aria-pressed", String(each === button && on));
    filter();
  };
  const reset = () => {
    search.value = host.value = field.value = "";
    for (const each of states) each.setAttribute("aria-pressed", "false");
    filter();
  };
  const step = (by) => {
    const shown = fixtures.filter((each) => !each.hidden);
    const at = shown.indexOf(document.activeElement?.closest(".fixture"));
    const next = shown[at < 0 && by < 0 ? shown.length - 1 : at + by];
    if (!next) return;
    next.querySelector("summary").focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  };
  const toggleAll = () => {
    const shown = fixtures.filter((each) => !each.hidden);
    const open = shown.some((each) => !each.open);
    for (const each of shown) each.open = open;
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    e: toggleAll,
    "/": () => { search.focus(); search.select(); },
    "?": () => help.showModal(),
    Escape: reset,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const button of states) button.addEventListener("click", () => press(button));
  search.addEventListener("input", filter);
  for (const each of [host, field]) each.addEventListener("change", filter);
  document.getElementById("help-open").addEventListener("click", () => help.showModal());
  document.getElementById("help-close").addEventListener("click", () => help.close());
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
