"use strict";
// All text is set with textContent: nothing that the page says becomes markup.
(() => {
  const MOST_SHARES = 8;
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const details = document.getElementById("details");
  const blocks = [...document.querySelectorAll("#blocks > .block")];
  const paragraphs = new Map([...document.querySelectorAll(".page [data-block]")].map((each) => [Number(each.dataset.block), each]));
  const search = document.getElementById("search");
  const selects = ["outcome", "family", "rule"].map((id) => document.getElementById(id));
  const wide = matchMedia("(min-width: 75.01rem)");
  let current = -1;
  let pinned = false;

  const element = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };
  const points = (value) => (value >= 0 ? "+" : "−") + Math.abs(value).toFixed(Math.abs(value) < 1 ? 2 : 1);
  const list = (title, items) => (items.length ? [element("h3", "", title), element("ul", "", ...items)] : []);

  const stepItem = ([step, kept, reason], at, all) => {
    const turned = at > 0 && all[at - 1][1] !== kept;
    return element("li", "step", element("b", kept ? "yes" : "no", step), ` ${turned ? "turned it: " : ""}${reason}`);
  };
  const markItem = (mark) => {
    const weight = element("b", mark.veto || mark.points < 0 ? "no" : "yes", mark.veto ? "veto" : points(mark.points));
    const item = element("li", "mark", element("b", "", mark.rule), " ", weight);
    if (mark.family) item.append(element("span", "quiet", ` ${mark.family}`));
    item.append(element("div", mark.overruled ? "struck" : "", mark.reason));
    if (mark.overruled) item.append(element("div", "", `overruled: ${mark.overruled}`));
    return item;
  };
  const shareItem = (largest) => ([feature, value]) => {
    const bar = element("i", value >= 0 ? "yes" : "no");
    bar.style.width = `${(50 * Math.abs(value)) / largest}%`;
    return element("li", "share", element("span", "", feature), element("span", "", points(value)), element("span", "track", bar));
  };
  const containerItem = (index) => {
    const at = data.containers[index];
    const share = at.words ? Math.round((100 * at.links) / at.words) : 0;
    const sums = `${at.words} words, ${at.links} linked (${share} %), ${at.kept} of ${at.end - at.first} blocks kept`;
    const button = element("button", "container", at.label, element("span", "", sums));
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") === "false";
      for (const other of details.querySelectorAll(".container")) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", String(on));
      blocks.forEach((block, number) => block.classList.toggle("inside", on && number >= at.first && number < at.end));
    });
    return element("li", "", button);
  };
  const shareList = (shares, base) => {
    const largest = Math.max(0.01, ...shares.map(([, value]) => Math.abs(value)));
    const items = shares.map(shareItem(largest));
    items.push(element("li", "share quiet", element("span", "", "all others"), element("span", "", points(base)), element("span", "")));
    if (items.length <= MOST_SHARES) return list("Signals, largest first", items);
    const more = element("details", "", element("summary", "", `${items.length - MOST_SHARES} more`), element("ul", "", ...items.slice(MOST_SHARES)));
    return [...list("Signals, largest first", items.slice(0, MOST_SHARES)), more];
  };
  const pathOf = (index) => {
    const path = [];
    for (let at = index; at !== null; at = data.containers[at].parent) path.push(at);
    return path;
  };

  const show = (index) => {
    const block = data.blocks[index];
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", leave);
    const outcome = block.outcome === "field" ? `became ${block.field}` : block.outcome;
    const words = `${block.words} ${block.words === 1 ? "word" : "words"}`;
    const sum = `${points(block.score)} points against the line of ${points(data.line)}; ${points(block.first)} by itself, before anything around it was looked at.`;
    details.className = `open ${block.outcome}`;
    details.replaceChildren(
      element("h2", "", element("b", "", outcome), ` block ${index}, <${block.tag}>, ${words}`, close),
      element("p", "", element("b", "", block.rule), ` ${block.reason}`),
      ...(block.change ? [element("h3", "", "With the other settings"), element("p", "", block.change)] : []),
      ...(block.source === "page" ? [] : [element("p", "quiet", `Read in the page's data: ${block.source}`)]),
      ...list(block.turned ? `Steps: ${block.turned} decided` : "Steps", block.verdicts.map(stepItem)),
      ...list("Marks of rules", block.marks.map(markItem)),
      element("h3", "", "Score"),
      element("p", "quiet", sum),
      ...shareList(block.shares, block.base),
      ...(block.container === null ? [] : list("Containers, innermost first", pathOf(block.container).map(containerItem))),
    );
    details.scrollTop = 0;
  };
  const mark = (index, on) => {
    blocks[index]?.classList.toggle("current", on);
    paragraphs.get(index)?.classList.toggle("current", on);
  };
  const select = (index, { pin = false, scroll = false } = {}) => {
    mark(current, false);
    if (current !== index) for (const block of blocks) block.classList.remove("inside");
    current = index;
    pinned = pin;
    mark(index, true);
    show(index);
    if (scroll) {
      blocks[index].focus({ preventScroll: true });
      blocks[index].scrollIntoView({ block: "nearest" });
    }
  };
  const leave = () => {
    pinned = false;
    details.classList.remove("open");
  };
  const view = (name) => {
    root.dataset.view = name;
    for (const button of document.querySelectorAll("[data-view]")) {
      if (button !== root) button.setAttribute("aria-pressed", String(button.dataset.view === name));
    }
  };
  const jump = (index) => {
    view("original");
    if (blocks[index].hidden) reset();
    select(index, { pin: true, scroll: true });
  };

  const haystacks = blocks.map((block) => block.textContent.toLowerCase());
  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    const [outcome, family, rule] = selects.map((each) => each.value);
    let shown = 0;
    blocks.forEach((block, at) => {
      const fits =
        (!wanted || haystacks[at].includes(wanted)) &&
        (!outcome || block.classList.contains(outcome)) &&
        (!family || block.dataset.families.split(" ").includes(family)) &&
        (!rule || block.dataset.rules.split(" ").includes(rule));
      block.hidden = !fits;
      shown += fits;
    });
    document.getElementById("no-match").hidden = shown > 0;
    document.getElementById("count").value = shown === blocks.length ? `${shown} blocks` : `${shown} of ${blocks.length} blocks`;
  };
  const reset = () => {
    search.value = "";
    for (const each of selects) each.value = "";
    filter();
  };
  const step = (by) => {
    let at = current < 0 && by < 0 ? blocks.length : current;
    do at += by; while (blocks[at]?.hidden);
    if (blocks[at]) {
      view("original");
      select(at, { pin: true, scroll: true });
    }
  };

  const help = document.getElementById("help");
  const keys = {
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    "/": () => { view("original"); search.focus(); search.select(); },
    "?": () => help.showModal(),
    Escape: leave,
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
  document.addEventListener("click", (event) => {
    const block = event.target.closest(".block");
    const link = event.target.closest(".jump, .page [data-block]");
    if (block) select(blocks.indexOf(block), { pin: true });
    else if (link) jump(Number(link.dataset.block));
  });
  document.getElementById("blocks").addEventListener("mouseover", (event) => {
    const block = event.target.closest(".block");
    if (block && !pinned && wide.matches) select(blocks.indexOf(block));
  });
  search.addEventListener("input", filter);
  for (const each of selects) each.addEventListener("change", filter);
  for (const each of document.querySelectorAll(".views button")) each.addEventListener("click", () => view(each.dataset.view));
  document.getElementById("help-open").addEventListener("click", () => help.showModal());
  document.getElementById("help-close").addEventListener("click", () => help.close());
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  root.classList.add("scripted");
  view("original");
})();
