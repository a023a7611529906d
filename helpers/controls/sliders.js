// Sliders are focused by their handles: these get the names that stand beside them, in a lab that
// of the field whose value they move. They and notes keep their keys to themselves.
function renderSliders(view) {
  const name = () => {
    for (const node of view.el.closest(".qz")?.querySelectorAll("[role=slider], textarea") ?? []) {
      const row = node.closest(".qz-range") ?? node.closest(".widget-inline-hbox");
      const label = row.querySelector(".widget-label");
      if (node.role === "slider") node.ariaLabel = label.textContent.trim();
      node.dataset.lmSuppressShortcuts = "true";
    }
  };
  const observer = new MutationObserver(name);
  const start = () => {
    const root = view.el.closest(".qz");
    if (!root) return requestAnimationFrame(start);
    observer.observe(root, { childList: true, subtree: true });
    name();
  };
  const end = render(view);
  start();
  return () => (observer.disconnect(), end());
}
export default { render: renderSliders };
