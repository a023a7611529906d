// The arrow keys move a number; the kernel knows how far a step is. Its control keeps keys to
// itself, so they are caught on their way there.
function renderLab(view) {
  const keys = (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const box = view.el.closest(".qz");
    const field = [...(box?.querySelectorAll(".qz-number input") ?? [])].indexOf(event.target);
    if (!steps || field < 0) return;
    event.preventDefault();
    // What has been typed counts first.
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    view.model.send({ field, steps });
  };
  document.addEventListener("keydown", keys, true);
  const end = renderSliders(view);
  return () => (document.removeEventListener("keydown", keys, true), end());
}
export default { render: renderLab };
