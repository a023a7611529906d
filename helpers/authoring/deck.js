// Fits the slides, then opens the deck. What is a little too much is drawn a little smaller; more
// than that is dealt evenly to the slides behind; what would stand nearly alone joins the slide
// before it; what is short is drawn larger. Everything is measured in the browser that shows it,
// so that nothing overflows whatever its letters are.
const HIGH = 720, LEAST = 0.85, MOST = 1.3;
const head = node => /^H[1-3]$/.test(node.tagName);
const notes = node => node.matches("aside.notes");
const parts = node => [...node.children].filter(one => !notes(one));
const label = node => node.tagName === "P" && node.textContent.length < 60 && (node.textContent.trim().endsWith(":") || node.firstElementChild?.tagName === "STRONG");
const splits = node => !node.matches(".pair") && ["UL", "OL", "DIV", "BLOCKQUOTE", "TABLE", "TBODY", "SECTION"].includes(node.tagName);

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
  for (const one of slides.children) {
    one.dataset.id = ++named;
    if (one.querySelector(".asked, .asks, .step")) one.dataset.asks = "yes";
  }
  for (const fold of slides.querySelectorAll("details")) {
    const title = fold.querySelector("summary").textContent.trim();
    if (!fold.isConnected) continue;
    if (title === "Data table" || title === "The controls and their start values" || fold.closest("figure")) { fold.remove(); continue; }
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
    delete next.dataset.of;
    next.dataset.continued = "yes";
    const spoken = section.querySelector(":scope > aside.notes");
    if (spoken) next.append(spoken.cloneNode(true));
    section.after(next);
    return next;
  };
  const put = (section, blocks) => {
    const spoken = section.querySelector(":scope > aside.notes");
    for (const one of blocks) section.insertBefore(one, spoken);
  };
  // Draws all but the headings in another size.
  const size = (section, share) => {
    for (const one of parts(section)) if (!head(one)) one.style.zoom = share === 1 ? "" : share;
    if (share < 1) section.dataset.small = share.toFixed(2);
    else delete section.dataset.small;
  };
  // Draws a slide as large as it fits, from its own size down to the least; says whether it fits.
  const sized = (section, least) => {
    for (let share = 1; share >= least - 0.01; share -= 0.05) {
      size(section, share);
      if (high(section) <= HIGH) return true;
    }
    size(section, 1);
    return false;
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
  const taken = (node, section, left, limit) => {
    const moved = [];
    const take = () => { const last = parts(node).at(-1); last.remove(); moved.unshift(last); };
    const heads = one => head(one) || label(one);
    while (high(section) > limit && parts(node).length > left) take();
    while (moved.length && parts(node).length > left && heads(parts(node).at(-1))) take();
    return moved;
  };
  // Whether the last block goes to the next slide as it is: not where that leaves this one empty.
  const whole = (section, body, limit) => {
    if (body.length < 2) return false;
    const last = body.at(-1), place = last.nextSibling;
    last.remove();
    const left = high(section);
    section.insertBefore(last, place);
    return left > 0.6 * limit || !dealt(last);
  };
  const fit = section => {
    if (sized(section, LEAST)) return;
    const pages = Math.ceil(high(section) / HIGH);
    const limit = Math.min(HIGH, high(section) / pages * 1.1 + 40); // each gets its title again
    for (; high(section) > HIGH; ) {
      const titles = parts(section).filter(head).length, body = parts(section).filter(one => !head(one));
      const node = whole(section, body, limit) ? section : dealt(body.at(-1));
      const moved = node ? taken(node, section, node === section ? titles + 1 : 1, limit) : [];
      if (!moved.length) break;
      const next = continued(section);
      if (node === section) put(next, moved);
      else {
        const twin = node.cloneNode(false);
        if (node.tagName === "OL") twin.start = node.start + parts(node).length;
        twin.append(...moved);
        put(next, [around(node, section, twin)]);
      }
      fit(next);
    }
    let share = 1;
    while (high(section) > HIGH && share > 0.35) size(section, share -= 0.05);
  };
  for (const one of [...slides.children]) fit(one);

  // A slide joins the one before it where both fit, unless it is a step of its own: a question, an
  // answer, what a guess waits for.
  const waits = section => /before you|think first|guess|say why|do this now|\?\s*$/i.test(parts(section).at(-1)?.textContent ?? "");
  const joins = (section, next) => {
    if (!next || next.querySelector("table") && next.dataset.continued) return false;
    const again = next.dataset.continued;
    if (!again && (section.dataset.asks || next.dataset.asks || next.dataset.of || waits(section) || /^H[12]$/.test(parts(next)[0]?.tagName))) return false;
    const moved = parts(next).filter(one => !again || !head(one)), before = [section, next].map(one => Number(one.dataset.small || 1));
    const sparse = high(next) < 0.35 * HIGH, few = high(section) < 0.35 * HIGH;
    for (const one of moved) one.style.zoom = "";
    put(section, moved);
    if (!sized(section, sparse || again && few ? LEAST : 1)) {
      const back = [];
      do { // a slide that stands nearly empty takes at least what it can hold
        back.unshift(moved.pop());
        back[0].remove();
      } while (moved.length && !(again && few && sized(section, LEAST)));
      for (const one of back) one.style.zoom = "";
      put(next, back);
      if (!moved.length) size(section, before[0]);
      size(next, before[1]);
      return false;
    }
    const spoken = next.querySelector(":scope > aside.notes"), here = section.querySelector(":scope > aside.notes");
    if (spoken && !again) here ? here.append(...spoken.childNodes) : section.append(spoken);
    next.remove();
    return true;
  };
  for (let one = slides.firstElementChild; one; one = one.nextElementSibling) while (joins(one, one.nextElementSibling));

  // What is short is read from the back of the room.
  for (const one of slides.children) {
    if (one.dataset.small || high(one) > 0.9 * HIGH) continue;
    let share = 1;
    while (share < MOST - 0.01 && high(one) <= 0.9 * HIGH) size(one, share += 0.05);
    if (high(one) > 0.95 * HIGH) size(one, share - 0.05);
  }
  slides.parentElement.classList.remove("measured");
  const plugins = window.RevealNotes ? [window.RevealNotes] : [];
  await Reveal.initialize({ width: 1280, height: 720, margin: 0, minScale: 0.2, maxScale: 3, center: false, hash: true, transition: "none", slideNumber: "c/t", plugins });
  document.body.dataset.ready = String(slides.children.length);
});
