// Marks stock controls for keyboards and screen readers. A view works without it.
function render({ model, el }) {
  const id = model.get("uid");
  el.innerHTML = `<div role=status class=qz-status>`;
  let root;
  const all = (what) => [...root.querySelectorAll(what)];
  const mark = () => {
    // Only on the focusable element itself does the mark keep JupyterLab's shortcuts away.
    for (const node of all("input, button, select, a, summary"))
      node.dataset.lmSuppressShortcuts = true;
    // Without a tooltip, ipywidgets writes "null" into the label's title, and hovering shows it.
    for (const node of all("[title=null]")) node.removeAttribute("title");
    all(".widget-radio-box").forEach((box, i) => {
      const label = box.parentElement.querySelector(".widget-label");
      const named = label?.textContent.trim();
      if (named) label.id = `${id}-${i}`;
      box.role = "radiogroup";
      box.setAttribute("aria-labelledby", `${id}-${named ? i : "stem"}`);
      for (const input of box.querySelectorAll("input")) input.name = `${id}-group-${i}`;
    });
  };
  // A picture drawn anew comes with its data folded; keep open what the learner opened.
  const opened = new Set();
  const named = (fold) => fold.querySelector("summary")?.textContent.replace(/\d+/g, "");
  const folded = ({ target }) => opened[target.open ? "add" : "delete"](named(target));
  const unfold = () => {
    for (const fold of all("details")) fold.open ||= opened.has(named(fold));
  };
  const rect = (node) => node.getBoundingClientRect();
  const tall = () => root.closest(".jp-WindowedPanel-outer")?.clientHeight ?? innerHeight;
  const say = () => (el.firstChild.textContent = model.get("status"));
  const paint = () => {
    const state = model.get("state"), marks = model.get("marks");
    if (!state) return;
    const options = all(":not(.qz-row) > .widget-radio-box label, .widget-checkbox");
    for (const row of options) row.classList.add("qz-o");
    const rows = options[0] ? options : all(".qz-row:not(.qz-sure)");
    // The buttons stay at the lower edge from where the first row is in view, not before.
    const first = rows.find((row) => rect(row).height);
    root.style = first ? `--t:${Math.min(rect(first).bottom - rect(root).top, tall() - 50)}px` : "";
    for (const row of new Set([...rows, ...all("[data-mark]")]))
      row.dataset.mark = marks[rows.indexOf(row)] ?? "";
    all(":scope > .widget-hbox > button").forEach((button, i) =>
      button.classList.toggle("qz-go", i === { asked: 0, again: 0, done: 3, shown: 3 }[state]));
  };
  // What is new comes into view: a new page from its top, an answer from its buttons. It takes a
  // moment until all is there.
  let page = model.get("page"), fresh, until = 0;
  const look = () => {
    if (Date.now() > until) return;
    const bar = all("button")[0];
    const fits = (node) => rect(root).bottom - rect(node).top < tall();
    const [node, block] = fits(root) ? [root, "nearest"] : fresh ? [root, "start"]
      : fits(bar) ? [root.lastElementChild, "nearest"] : [bar, "start"];
    node.scrollIntoView({ block });
  };
  const reveal = () => {
    const turned = page !== (page = model.get("page"));
    fresh ||= turned;
    if (!model.get("state") || !fresh && !model.get("status")) return;
    until = Date.now() + 400;
    requestAnimationFrame(() => root && (paint(), look()));
  };
  const clicked = (event) => {
    // Until then, the words that come with a new page are a part of it.
    fresh = false;
    const wanted = event.target.closest("[data-goto]")?.dataset.goto;
    if (!wanted) return;
    event.preventDefault();
    // By the anchor, which a translated page keeps.
    const to = CSS.escape(wanted.replaceAll(" ", "-"));
    const go = () => [...document.querySelectorAll(`[data-jupyter-id=${to}],[id=${to}]`)]
      .find((h) => h.offsetParent)?.scrollIntoView();
    go();
    // Once more, for cells on the way are laid out only when they come into sight.
    setTimeout(go, 300);
  };
  const observer = new MutationObserver(() => (mark(), paint(), unfold(), look()));
  const start = () => {
    root = el.closest(".qz");
    if (!root) return requestAnimationFrame(start);
    new ResizeObserver(paint).observe(root);
    observer.observe(root, { childList: 1, subtree: 1 });
    root.onclick = clicked;
    root.addEventListener("toggle", folded, 1);
    mark();
    paint();
    say();
  };
  model.on("change:status", say);
  model.on("change:page change:status", reveal);
  model.on("change:state change:marks", () => root && paint());
  start();
  return () => observer.disconnect();
}
export default { render };
