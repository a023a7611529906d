// Marks stock controls for keyboards and screen readers. A view works without it.
function render({ model, el }) {
  const id = model.get("uid");
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.className = "qz-status";
  el.append(status);
  let root;
  const set = (node, name, value) =>
    node.getAttribute(name) === value || node.setAttribute(name, value);
  const mark = () => {
    // Only on the focusable element itself does the mark keep JupyterLab's shortcuts away.
    for (const node of root.querySelectorAll("input, button, select, a, summary"))
      set(node, "data-lm-suppress-shortcuts", "true");
    // Without a tooltip, ipywidgets writes "null" into the label's title, and hovering shows it.
    for (const node of root.querySelectorAll("[title=null]")) node.removeAttribute("title");
    root.querySelectorAll(".widget-radio").forEach((group, i) => {
      const box = group.querySelector(".widget-radio-box");
      const label = group.querySelector(".widget-label");
      const named = label?.textContent.trim();
      if (named) set(label, "id", `${id}-${i}`);
      set(box, "role", "radiogroup");
      set(box, "aria-labelledby", `${id}-${named ? i : "stem"}`);
      for (const input of box.querySelectorAll("input")) set(input, "name", `${id}-group-${i}`);
    });
  };
  // A picture drawn anew comes with its data folded; keep open what the learner opened.
  const opened = new Set();
  const named = (fold) => fold.querySelector("summary")?.textContent.replace(/\d+/g, "");
  const folded = ({ target }) => opened[target.open ? "add" : "delete"](named(target));
  const unfold = () => {
    for (const fold of root.querySelectorAll("details"))
      if (opened.has(named(fold))) fold.open = true;
  };
  const say = () => (status.textContent = model.get("status"));
  // The rows that can be answered: options, ticks, or one row a thing to place or type.
  const rows = () => [...root.querySelectorAll(
    ".widget-radio:not(.qz-row) .widget-radio-box label, .widget-checkbox, .qz-row:not(.qz-sure)")];
  const paint = () => {
    root.dataset.state = model.get("state");
    const marks = model.get("marks");
    rows().forEach((row, i) => {
      const is = marks[i] ?? "";
      if (is) set(row, "data-mark", is); else row.removeAttribute("data-mark");
    });
  };
  const into = (node, block) => {
    const out = node?.getBoundingClientRect(), pane = node?.closest(".jp-WindowedPanel-outer, body");
    if (!out) return;
    const edge = pane.getBoundingClientRect();
    const low = Math.min(edge.bottom, innerHeight), top = Math.max(edge.top, 0);
    if (out.top < top || out.bottom > low) node.scrollIntoView({ block });
  };
  const reveal = () => requestAnimationFrame(() => {
    paint();
    const asked = ["asked", "result"].includes(model.get("state"));
    const tail = root.querySelectorAll(".widget-html");
    if (asked) into(root, "start");
    else into(tail[tail.length - 1].querySelector("p") ?? root, "center");
  });
  const reread = (event) => {
    const wanted = event.target.closest("a[data-goto]")?.dataset.goto;
    if (!wanted) return;
    event.preventDefault();
    // By the anchor, which a translated page keeps; by the words where a page has no anchors.
    const anchor = CSS.escape(wanted.replaceAll(" ", "-"));
    const said = (h) => h.textContent.replace("¶", "").trim() === wanted;
    const shown = (h) => h?.offsetParent && h;
    const go = () => {
      const found = [...document.querySelectorAll(`[data-jupyter-id="${anchor}"], [id="${anchor}"]`)];
      (found.find(shown) ?? [...document.querySelectorAll("h2, h3")].find((h) => shown(h) && said(h)))
        ?.scrollIntoView();
    };
    go();
    // Once more, for cells on the way are laid out only when they come into sight.
    setTimeout(go, 300);
  };
  const observer = new MutationObserver(() => (mark(), paint(), unfold()));
  const start = () => {
    root = el.closest(".qz");
    if (!root) return requestAnimationFrame(start);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener("click", reread);
    root.addEventListener("toggle", folded, true);
    mark();
    paint();
    say();
  };
  model.on("change:status", say);
  model.on("change:page", reveal);
  model.on("change:state", reveal);
  model.on("change:marks", () => root && paint());
  start();
  return () => observer.disconnect();
}
export default { render };
