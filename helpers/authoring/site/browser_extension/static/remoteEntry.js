// For lessons that run in the browser: a link to another lesson opens it in the same tab, and what
// ran here ends; an address that names a heading leads to the questions below it.
(() => {
  const NAME = "product-or-project-browser";
  const LESSON = /^(?:.*\/)?(\d\d_\w+\.ipynb)$/;

  // What a link leads to, as JupyterLab has noted it or as it was written.
  const target = (anchor) => {
    const noted = anchor.dataset.commandlinkerArgs;
    const { path, id } = noted
      ? JSON.parse(noted)
      : { path: anchor.getAttribute("href")?.split("#")[0] ?? "", id: anchor.hash };
    const lesson = LESSON.exec(decodeURIComponent(path))?.[1];
    return lesson && { lesson, place: id ?? "" };
  };

  const started = (panel) =>
    new Promise((ready) => {
      const look = setInterval(() => {
        const bar = panel.node.querySelector(".pp-bar");
        if (!panel.isDisposed && !(bar && !bar.offsetParent)) return;
        clearInterval(look);
        ready();
      }, 200);
    });

  // To the cell of the heading, or the next one that asks something.
  const goTo = (panel, hash) => {
    const name = decodeURIComponent(hash.slice(1));
    const cells = panel.content.widgets;
    const plain = (words) => words.replace(/\\/g, "").replace(/ /g, "-");
    const at = cells.findIndex(
      (cell) =>
        cell.model.type === "markdown" &&
        cell.model.sharedModel.getSource().split("\n").some((line) => /^#+ /.test(line) && plain(line.replace(/^#+ /, "").trim()) === name),
    );
    if (at < 0) return;
    const asks = (cell) =>
      [...cell.node.querySelectorAll(".qz button")].some((one) => /^(Check|Next step)$/.test(one.textContent));
    const asking = cells.slice(at).find(asks);
    (asking ?? cells[at]).node.scrollIntoView({ block: "start" });
  };

  // A kernel looks once, as it starts, whether the page has storage. JupyterLab opens nothing
  // before this is over: on a slow device the kernel came first, and kept no answers.
  const storage = async (manager) => {
    const { serviceWorker } = navigator;
    if (!serviceWorker) return; // an unsafe address has none
    const late = new Promise((go) => setTimeout(go, 20_000));
    const taken = (go) => serviceWorker.addEventListener("controllerchange", go, { once: true });
    const there = manager.ready.then(() => serviceWorker.controller ?? new Promise(taken));
    await Promise.race([there, late]).catch(() => {}); // a private window refuses it
  };

  const plugin = (INotebookTracker, IServiceWorkerManager) => ({
    id: `${NAME}:plugin`,
    autoStart: true,
    requires: [INotebookTracker, IServiceWorkerManager],
    activate: async (app, tracker, manager) => {
      navigator.storage?.persist?.().catch(() => {}); // please do not clear it by yourself
      const end = () => app.serviceManager.sessions.shutdownAll();
      const here = () => new URLSearchParams(location.search).get("path");
      document.addEventListener(
        "click",
        (event) => {
          const anchor = event.target.closest?.("a");
          const found = anchor && !anchor.download && target(anchor);
          if (!found || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          event.stopImmediatePropagation();
          if (found.lesson === here()) {
            if (found.place) goTo(tracker.currentWidget, found.place);
            return;
          }
          const go = () => location.assign(`index.html?path=${found.lesson}${found.place}`);
          Promise.race([end(), new Promise((late) => setTimeout(late, 1000))]).then(go, go);
        },
        true,
      );
      window.addEventListener("pageshow", (event) => event.persisted && location.reload());
      const asked = location.hash;
      // JupyterLab goes to the heading itself, some time after all has run, and what stands above
      // grows as it is drawn: until ten seconds after it last did, the last word is ours, unless
      // the reader moves on.
      const lead = async (panel) => {
        await panel.context.ready;
        // A saved copy would hide every later version of the lesson; answers are kept elsewhere.
        panel.context.save = async () => void (panel.context.model.dirty = false);
        if (!asked) return;
        await started(panel);
        let moved = false;
        for (const kind of ["wheel", "keydown", "pointerdown"])
          window.addEventListener(kind, () => (moved = true), { capture: true, once: true });
        // A screen reader moves by the focus alone, which JupyterLab itself sets only elsewhere.
        window.addEventListener("focusin", ({ target }) => (moved ||= Boolean(target.closest?.(".qz"))), true);
        const pane = panel.content.node.querySelector(".jp-WindowedPanel-outer") ?? panel.content.node;
        let tall = 0, until = Date.now() + 10_000;
        const last = until + 50_000;
        while (Date.now() < Math.min(until, last) && !moved && !panel.isDisposed) {
          goTo(panel, asked);
          if (pane.scrollHeight !== tall) until = Date.now() + 10_000;
          tall = pane.scrollHeight;
          await new Promise((go) => setTimeout(go, 250));
        }
      };
      tracker.widgetAdded.connect((_, panel) => void lead(panel));
      tracker.forEach((panel) => void lead(panel));
      await storage(manager);
    },
  });

  let scope = {};
  (window._JUPYTERLAB ??= {})[NAME] = {
    init: async (given) => void (scope = given),
    get: async () => {
      const tokens = async (name) => (await Object.values(scope[name])[0].get())();
      const { INotebookTracker } = await tokens("@jupyterlab/notebook");
      const { IServiceWorkerManager } = await tokens("@jupyterlite/apputils");
      return () => ({ __esModule: true, default: [plugin(INotebookTracker, IServiceWorkerManager)] });
    },
  };
})();
