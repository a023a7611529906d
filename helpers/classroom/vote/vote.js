// Follows the vote: a new question loads the page anew, a count is only written in its place.
const me = document.currentScript;
const look = async () => {
  try {
    const answer = await fetch(`${location.pathname}/now`, { cache: "no-store" });
    if (answer.ok) {
      const now = await answer.json();
      if (String(now.version) !== me.dataset.version) return location.replace(location.pathname);
      const said = document.getElementById("said");
      if (now.said && said && said.textContent !== now.said) said.textContent = now.said;
    }
  } catch { /* The network is away for a moment: the next look tells. */ }
  setTimeout(look, 2000 + 1000 * Math.random());
};
if (me.dataset.version) setTimeout(look, 2000);
