// Marks the quiz's stock controls for keyboards and screen readers. The quiz works without it.
function render({ model, el }) {
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.className = "qz-status";
  el.appendChild(status);
  let root = null;
  const set = (node, name, value) => {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  };
  const mark = () => {
    const id = model.get("uid");
    root.querySelectorAll("input, button, select, a").forEach((node) =>
      set(node, "data-lm-suppress-shortcuts", "true"));
    root.querySelectorAll(".widget-radio").forEach((group, i) => {
      const box = group.querySelector(".widget-radio-box");
      const label = group.querySelector(".widget-label");
      set(box, "role", "radiogroup");
      if (label && label.textContent.trim()) {
        if (!label.id) label.id = `${id}-label-${i}`;
        set(box, "aria-labelledby", label.id);
      } else set(box, "aria-labelledby", `${id}-stem`);
      box.querySelectorAll("input").forEach((input) => set(input, "name", `${id}-radio-${i}`));
    });
  };
  const say = () => {
    if (status.textContent !== model.get("status")) status.textContent = model.get("status");
  };
  const go = (event) => {
    const link = event.target.closest("a[data-goto]");
    if (!link) return;
    event.preventDefault();
    const page = root.closest(".jp-Notebook") || document;
    const wanted = link.dataset.goto;
    const heading = [...page.querySelectorAll("h1, h2, h3")].find((h) =>
      h.textContent.replace("¶", "").trim() === wanted);
    if (heading) heading.scrollIntoView({ block: "start" });
  };
  const observer = new MutationObserver(mark);
  const start = () => {
    root = el.closest(".qz");
    if (!root) return requestAnimationFrame(start);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener("click", go);
    mark();
    say();
  };
  model.on("change:status", say);
  start();
  return () => {
    observer.disconnect();
    model.off("change:status", say);
  };
}
export default { render };
