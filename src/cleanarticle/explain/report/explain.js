// The details of a block beside its text. All text is set with textContent: nothing that the page says becomes markup.
(() => {
  const MOST_SHARES = 8;
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const details = document.getElementById("details");
  const blocks = kit.all("#blocks > .block");
  const paragraphs = new Map(kit.all(".page [data-block]").map((paragraph) => [Number(paragraph.dataset.block), paragraph]));
  const views = kit.all(".views button");
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

  const stepItem = ([step, kept, reason], number, steps) => {
    const turned = number > 0 && steps[number - 1][1] !== kept;
    return element("li", "step", element("b", kept ? "toned kept" : "toned dropped", step), ` ${turned ? "turned it: " : ""}${reason}`);
  };
  const markItem = (mark) => {
    const weight = element("b", mark.veto || mark.points < 0 ? "toned dropped" : "toned kept", mark.veto ? "veto" : points(mark.points));
    const item = element("li", "mark", element("b", "", mark.rule), " ", weight);
    if (mark.family) item.append(element("span", "quiet", ` ${mark.family}`));
    item.append(element("div", mark.overruled ? "struck" : "", mark.reason));
    if (mark.overruled) item.append(element("div", "", `overruled: ${mark.overruled}`));
    return item;
  };
  const shareItem = (largest) => ([feature, value]) => {
    const bar = element("i", value >= 0 ? "kept" : "dropped");
    bar.style.width = `${(50 * Math.abs(value)) / largest}%`;
    return element("li", "share", element("span", "", feature), element("span", "", points(value)), element("span", "track", bar));
  };
  const containerItem = (index) => {
    const { label, first, end, words, links, kept } = data.containers[index];
    const share = words ? Math.round((100 * links) / words) : 0;
    const sums = `${words} words, ${links} linked (${share} %), ${kept} of ${end - first} blocks kept`;
    const button = element("button", "container", label, element("span", "", sums));
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") === "false";
      for (const other of kit.all(".container", details)) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", String(on));
      blocks.forEach((block, number) => block.classList.toggle("inside", on && number >= first && number < end));
    });
    return element("li", "", button);
  };
  const shareItems = (shares) => shares.map(shareItem(Math.max(0.01, ...shares.map(([, value]) => Math.abs(value)))));
  const longList = (title, items) => {
    if (items.length <= MOST_SHARES) return list(title, items);
    const more = element("details", "", element("summary", "", `${items.length - MOST_SHARES} more`), element("ul", "", ...items.slice(MOST_SHARES)));
    return [...list(title, items.slice(0, MOST_SHARES)), more];
  };
  const shareList = (shares, base) => {
    const others = element("li", "share quiet", element("span", "", "all others"), element("span", "", points(base)), element("span", ""));
    return longList("Features, largest first", [...shareItems(shares), others]);
  };
  const wordList = (words) => longList("Words, by itself", shareItems(words.map(([table, word, value]) => [`${table} “${word}”`, value])));
  const pathOf = (index) => {
    const path = [];
    for (let inner = index; inner !== null; inner = data.containers[inner].parent) path.push(inner);
    return path;
  };

  const show = (index) => {
    const block = data.blocks[index];
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", leave);
    const outcome = block.outcome === "field" ? `became ${block.field}` : block.outcome;
    const words = `${block.words} ${block.words === 1 ? "word" : "words"}`;
    const sum = `${points(block.score)} points; the threshold is ${points(data.threshold)}; ${points(block.first)} by itself, without its context.`;
    details.className = `is-open ${block.outcome}`;
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
      ...wordList(block.word_shares),
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
    details.classList.remove("is-open");
  };
  const view = (name) => {
    root.dataset.view = name;
    for (const button of views) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  };
  const jump = (index) => {
    view("original");
    if (blocks[index].hidden) kit.reset();
    select(index, { pin: true, scroll: true });
  };

  const step = (by) => {
    let index = current < 0 && by < 0 ? blocks.length : current;
    do index += by; while (blocks[index]?.hidden);
    if (blocks[index]) {
      view("original");
      select(index, { pin: true, scroll: true });
    }
  };

  kit.keys.j = kit.keys.ArrowDown = () => step(1);
  kit.keys.k = kit.keys.ArrowUp = () => step(-1);
  kit.keys.Escape = leave;
  delete kit.keys.e;
  const searchBlocks = kit.keys["/"];
  kit.keys["/"] = () => {
    view("original");
    searchBlocks();
  };
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
  for (const button of views) button.addEventListener("click", () => view(button.dataset.view));
  view("original");
})();
