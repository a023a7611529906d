// Deals what a slide cannot hold to the slides behind it, then opens the deck. Everything is
// measured in the browser that shows it, so that nothing overflows whatever its letters are.
const HIGH = 720;
const head = node => /^H[1-3]$/.test(node.tagName);
const notes = node => node.matches("aside.notes");
const parts = node => [...node.children].filter(one => !notes(one));
const splits = node => ["UL", "OL", "DIV", "BLOCKQUOTE", "TABLE", "TBODY", "SECTION"].includes(node.tagName);

addEventListener("load", async () => {
  const slides = document.querySelector(".slides");
  slides.parentElement.classList.add("measured");
  const high = section => section.getBoundingClientRect().height;

  // A fold that is opened on a screen is a slide of its own here: first the guess, then what is so.
  for (const inner of slides.querySelectorAll("section section")) {
    const box = document.createElement("div");
    box.append(...inner.childNodes);
    inner.replaceWith(box); // reveal.js takes a section inside of one for a slide of its own
  }
  let named = 0;
  for (const one of slides.children) one.dataset.id = ++named;
  for (const fold of slides.querySelectorAll("details")) {
    const title = fold.querySelector("summary").textContent.trim();
    if (!fold.isConnected) continue;
    if (title === "Data table" || fold.closest("figure")) { fold.remove(); continue; }
    if (title === "How to read it") { // a table's caveats: the teacher has them in the notes
      const slide = fold.closest("section");
      const aside = slide.querySelector(":scope > aside.notes") ?? slide.appendChild(Object.assign(document.createElement("aside"), { className: "notes" }));
      fold.querySelector("summary").remove();
      aside.append(...fold.childNodes);
      fold.remove();
      continue;
    }
    const own = fold.closest("section"), next = document.createElement("section");
    fold.querySelector("summary").remove();
    next.innerHTML = "<h3></h3>";
    next.firstChild.textContent = title;
    next.append(...fold.childNodes);
    let last = own;
    while (last.nextElementSibling?.dataset.of === own.dataset.id) last = last.nextElementSibling;
    next.dataset.of = own.dataset.id;
    next.dataset.id = ++named;
    last.after(next);
    fold.remove();
  }
  for (const one of [...slides.children]) if (!one.querySelector("aside.notes") && parts(one).every(part => part.tagName === "H2")) one.remove();

  const continued = section => {
    const next = section.cloneNode(false), title = section.querySelector(":scope > h1, :scope > h2, :scope > h3");
    if (title) {
      const again = document.createElement("h2");
      again.append(title.textContent.replace(/ \(continued\)$/, ""));
      again.append(Object.assign(document.createElement("small"), { textContent: " (continued)" }));
      next.append(again);
    }
    section.after(next);
    return next;
  };
  // The part of a block to deal out: the innermost one that holds several things.
  const dealt = block => {
    while (block) {
      const inner = block.tagName === "TABLE" ? [...block.tBodies] : parts(block).filter(one => !head(one));
      if (block.tagName !== "TABLE" && splits(block) && inner.length > 1) return block;
      if (inner.length !== 1 || !(splits(block) && splits(inner[0]))) return null;
      block = inner[0];
    }
  };
  // What stands around a part, once more and empty, so that its end looks on the next slide as here.
  const around = (node, section, twin) => {
    for (let up = node.parentElement; up !== section; up = up.parentElement) {
      const outer = up.cloneNode(false);
      if (up.tagName === "TABLE") outer.append(...[...up.querySelectorAll("caption, thead")].map(h => h.cloneNode(true)));
      outer.append(twin);
      twin = outer;
    }
    return twin;
  };
  // Takes the last things out of a part, until the slide fits or one is left.
  const taken = (node, section, left) => {
    const moved = [];
    const take = () => { const last = parts(node).at(-1); last.remove(); moved.unshift(last); };
    while (high(section) > HIGH && parts(node).length > left) take();
    while (moved.length && parts(node).length > left && head(parts(node).at(-1))) take();
    return moved;
  };
  // Whether the last block goes to the next slide as it is: not where that leaves this one empty.
  const whole = (section, body) => {
    if (body.length < 2) return false;
    const last = body.at(-1), place = last.nextSibling;
    last.remove();
    const left = high(section);
    section.insertBefore(last, place);
    return left > 0.6 * HIGH || !dealt(last);
  };
  const fit = section => {
    for (; high(section) > HIGH; ) {
      const titles = parts(section).filter(head).length, body = parts(section).filter(one => !head(one));
      const node = whole(section, body) ? section : dealt(body.at(-1));
      const moved = node ? taken(node, section, node === section ? titles + 1 : 1) : [];
      if (!moved.length) break;
      const next = continued(section);
      if (node === section) next.append(...moved);
      else {
        const twin = node.cloneNode(false);
        if (node.tagName === "OL") twin.start = node.start + parts(node).length;
        twin.append(...moved);
        next.append(around(node, section, twin));
      }
      fit(next);
    }
    let size = 1;
    while (high(section) > HIGH && size > 0.35) {
      size -= 0.05;
      for (const one of parts(section)) one.style.zoom = size;
      section.dataset.small = size.toFixed(2);
    }
  };
  for (const one of [...slides.children]) fit(one);
  slides.parentElement.classList.remove("measured");
  const plugins = window.RevealNotes ? [window.RevealNotes] : [];
  await Reveal.initialize({ width: 1280, height: 720, margin: 0, minScale: 0.2, maxScale: 3, center: false, hash: true, transition: "none", slideNumber: "c/t", plugins });
  document.body.dataset.ready = String(slides.children.length);
});
