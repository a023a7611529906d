// Sliders are focused by their handles: these get the names that stand beside them. They and
// notes keep their keys to themselves.
function renderPredict(view) {
  const name = () => {
    for (const node of view.el.closest(".qz")?.querySelectorAll("[role=slider], textarea") ?? []) {
      const label = node.closest(".widget-inline-hbox").querySelector(".widget-label");
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
export default { render: renderPredict };
