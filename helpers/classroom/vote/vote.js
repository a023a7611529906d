// Follows the vote: a new question loads the page anew, a count is only written in its place.
const me = document.currentScript;
const lost = document.getElementById("lost");
const board = document.querySelector(".board");
let missed = 0, timer;
const look = async () => {
  try {
    const signal = AbortSignal.timeout?.(5000); // a computer that sleeps leaves calls hanging
    const answer = await fetch(`${location.pathname}/now`, { cache: "no-store", signal });
    if (answer.status === 404) return location.replace(location.pathname); // that page says why
    if (answer.ok) {
      missed = 0;
      const now = await answer.json();
      if (now.version !== me.dataset.version) return location.replace(location.pathname);
      const said = document.getElementById("said");
      if (now.said && said && said.textContent !== now.said) said.textContent = now.said;
    }
  } catch { missed += 1; } // the network, or the teacher's computer, is away
  if (lost && lost.hidden === missed >= 3) {
    lost.hidden = missed < 3;
    if (board) fit();
  }
  clearTimeout(timer);
  timer = setTimeout(look, 2000 + 1000 * Math.random());
};
if (me.dataset.version) {
  timer = setTimeout(look, 2000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
// In front of the class: the largest letters with which all of it is seen at once.
const fit = () => {
  const root = document.documentElement;
  for (let size = 30; size >= 11; size -= 0.5) {
    root.style.fontSize = `${size}px`;
    if (root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth) return;
  }
};
if (board) {
  addEventListener("load", fit);
  addEventListener("resize", fit);
}
