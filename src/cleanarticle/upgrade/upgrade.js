"use strict";
(() => {
  const root = document.documentElement;
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const found = [...document.querySelectorAll(".found")];
  const groups = [...document.querySelectorAll("details.group")];
  const sections = [...document.querySelectorAll("main > section")];
  const haystacks = found.map((each) => {
    const cause = each.closest("details")?.querySelector(".cause").textContent ?? "";
    return `${cause} ${each.textContent}`.toLowerCase();
  });
  const wasOpen = new Map(groups.map((group) => [group, group.open]));

  const filter = () => {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    found.forEach((each, at) => {
      each.hidden = wanted !== "" && !haystacks[at].includes(wanted);
      shown += !each.hidden;
    });
    for (const group of groups) {
      if (group.matches(".found")) continue;
      group.hidden = wanted !== "" && !group.querySelector(".found:not([hidden])");
      group.open = wanted === "" ? wasOpen.get(group) : !group.hidden;
    }
    for (const section of sections) section.hidden = wanted !== "" && !section.querySelector(".found:not([hidden])");
    document.getElementById("no-match").hidden = shown > 0 || wanted === "";
    count.value = wanted === "" ? "" : `${shown} found`;
  };
  search.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && event.target !== search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === "Escape" && event.target === search) {
      search.value = "";
      filter();
      search.blur();
    }
  });
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
