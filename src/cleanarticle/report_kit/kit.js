"use strict";
// The theme, the keys, the search and the filters of all reports. All text is set with textContent.
const kit = (() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const [search, count, help, noMatch] = ["search", "count", "help", "no-match"].map(byId);
  const selects = all("select[data-filter]");
  const buttons = all("button[data-filter]");
  const items = all("[data-item]");
  const boxes = all("[data-hides]");
  const foldable = all("details[data-item], details[data-hides]");
  const wasOpen = new Map(boxes.map((box) => [box, box.open]));
  // Words of a box's title find all items in it.
  const haystacks = items.map((item) => `${item.closest("[data-hides]")?.dataset.hides ?? ""} ${item.textContent}`.toLowerCase());

  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
  const chosen = () => [
    ...selects.map((select) => [select.dataset.filter, select.value]),
    ...buttons.filter(isPressed).map((button) => [button.dataset.filter, button.dataset.value]),
  ].filter(([, value]) => value);
  // An element fits a filter if it has the value; a filter that the element has no data for does not concern it.
  const fits = (element, filters) =>
    filters.every(([name, value]) => !(name in element.dataset) || element.dataset[name].split(" ").includes(value));
  const partsFit = (item, filters) => {
    const parts = all("[data-part]", item);
    let any = false;
    for (const part of parts) {
      const fitting = fits(part, filters);
      any ||= fitting;
      if (part.matches("section")) part.hidden = !fitting;
    }
    return any || parts.length === 0;
  };
  const filter = () => {
    const words = search.value.trim().toLowerCase();
    const filters = chosen();
    const isOn = words !== "" || filters.length > 0;
    let shown = 0;
    items.forEach((item, number) => {
      const partFits = partsFit(item, filters);
      item.hidden = !(fits(item, filters) && partFits && haystacks[number].includes(words));
      shown += !item.hidden;
    });
    for (const box of boxes) {
      box.hidden = isOn && box.querySelector("[data-item]:not([hidden])") === null;
      box.open = isOn ? !box.hidden : wasOpen.get(box);
    }
    noMatch.hidden = shown > 0;
    const noun = count.dataset.noun;
    count.value = shown === items.length ? `${shown} ${noun}` : `${shown} of ${items.length} ${noun}`;
  };
  const reset = () => {
    search.value = "";
    for (const select of selects) select.value = "";
    for (const button of buttons) button.setAttribute("aria-pressed", "false");
    filter();
  };
  const press = (button) => {
    const on = !isPressed(button);
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button && on));
    filter();
  };

  const shownFoldable = () => foldable.filter((each) => !each.hidden);
  const step = (by) => {
    const shown = shownFoldable();
    const current = shown.indexOf(document.activeElement?.closest("details"));
    const next = shown[current < 0 && by < 0 ? shown.length - 1 : current + by];
    if (!next) return;
    next.querySelector("summary").focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  };
  const foldAll = () => {
    const shown = shownFoldable();
    const open = shown.some((each) => !each.open);
    for (const each of shown) each.open = open;
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    e: foldAll,
    "/": () => { search.focus(); search.select(); },
    "?": () => help.showModal(),
    Escape: reset,
  };
  document.addEventListener("keydown", (event) => {
    if (!search || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  search?.addEventListener("input", filter);
  for (const select of selects) select.addEventListener("change", filter);
  for (const button of buttons) button.addEventListener("click", () => press(button));
  byId("help-open")?.addEventListener("click", () => help.showModal());
  byId("help-close")?.addEventListener("click", () => help.close());
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  root.classList.add("scripted");
  return { all, keys, reset, search };
})();
