// The reading view of the lessons, for JupyterLab and Notebook 7: a prebuilt extension written by
// hand, so that installing needs no Node.js. Without it every lesson still works with Run All Cells.
(() => {
  const NAME = "product-or-project-reader";
  const CODE = "product-or-project:code";
  const START = "product-or-project:start";
  const NARROW = 1000; // pixels of the window, below which the list of files takes the words' place
  const WIDGETS = "application/vnd.jupyter.widget-view+json";
  const SHOWN = "show-code"; // the tag of a cell whose code is what is taught

  const STYLE = `
.pp-page .jp-CodeCell:not(.pp-code) > .jp-Cell-inputWrapper,
.pp-page :is(.jp-InputPrompt, .jp-OutputPrompt, .jp-OutputArea-promptOverlay),
.pp-page :is(.jp-InputCollapser, .jp-OutputCollapser),
.pp-page :is(.jp-cell-toolbar, .jp-Cell > .jp-Toolbar, .jp-Notebook-footer) { display: none !important }
.pp-page .jp-Notebook-cell { max-width: 54rem; margin-inline: auto; background: none }
.pp-page .jp-Notebook-cell:has(.qz-play) { max-width: 76rem; margin-left: max(0px, (100% - 54rem) / 2) }
body:has(.pp-page) .jp-DirListing :is(.jp-id-modified, .jp-DirListing-itemModified, .jp-DirListing-resizeHandle) { display: none }
.jp-DirListing-content:has(> [title*="00_start_here.ipynb"]) { display: flex; flex-direction: column }
.jp-DirListing-content:has(> [title*="00_start_here.ipynb"]) > [data-isdir=true] { order: 1 }
body:has(.pp-page) .jp-DirListing :is(.jp-id-name, .jp-DirListing-itemName) { flex: 1 1 0; width: auto !important }
.pp-page .pp-chart img { max-width: min(100%, 48rem) !important }
[data-jp-theme-light=false] .pp-chart img { filter: brightness(0.76) contrast(1.2); border-radius: 6px }
.pp-page .jp-Cell { padding-block: 2px }
/* Cards stand out from a tinted ground; the two jobs' colours mark where a page and a part begin. */
.pp-page :is(.jp-Notebook, .jp-WindowedPanel-outer) { background: color-mix(in srgb, var(--jp-brand-color1) 4%, var(--jp-layout-color0)) }
.pp-page .jp-MarkdownOutput :is(h1, h2) { font-weight: 600 }
.pp-page .jp-MarkdownOutput > h1::after, .pp-page .jp-MarkdownOutput > h2::before { content: ''; display: block; height: 5px; border-radius: 3px;
  background: linear-gradient(90deg, #0072b2 50%, #d55e00 50%) }
.pp-page .jp-MarkdownOutput > h1::after { width: 9rem; margin-top: 10px }
.pp-page .jp-MarkdownOutput > h2::before { width: 3rem; margin-bottom: 10px }
.pp-page .jp-MarkdownOutput > h2 { margin-top: 1.4em }
.pp-page .pp-head .jp-RenderedHTMLCommon { max-width: 50rem; box-sizing: border-box; margin-block: 4px; padding: 12px 20px 2px;
  border-radius: 8px; background: color-mix(in srgb, var(--jp-brand-color1) 11%, var(--jp-layout-color1)) }
.pp-page .pp-head :is(ul, p) { margin-bottom: 8px }
.pp-page .qz { box-shadow: 0 1px 2px rgba(0,0,0,.10), 0 6px 18px rgba(0,0,0,.07) }
.pp-page .qz .qz-o:has(:checked) { background: color-mix(in srgb, var(--jp-brand-color1) 12%, var(--jp-layout-color1)) }
.pp-page .qz .qz-o:hover { background: color-mix(in srgb, var(--jp-brand-color1) 6%, var(--jp-layout-color1)) }
.pp-page .pp-scene > div > div { background-color: var(--jp-layout-color1) !important; box-shadow: 0 1px 2px rgba(0,0,0,.14) }
.pp-page .pp-next a { display: inline-block; margin-left: 4px; padding: 5px 16px; border-radius: 6px; background: #0b57b0; color: #fff !important; font-weight: 600; text-decoration: none }
.pp-page .pp-next a:hover { background: #08417f; text-decoration: underline }
.pp-page .pp-map > div { background: var(--jp-layout-color1) }
body:has(.pp-page) :is(.jp-StatusBar-Right, .jp-StatusBar-Middle) { display: none }
.pp-page .pp-sheet ol:not([type]) { list-style: decimal }
.pp-page .jp-Notebook.jp-mod-commandMode .jp-Cell:is(.jp-mod-active, .jp-mod-selected) { outline: none; box-shadow: none; border-color: transparent }
.pp-page .jp-MarkdownOutput { border: none; padding: 0 }
.pp-page .jp-RenderedHTMLCommon { padding-right: 0 }
.pp-page .jp-RenderedHTMLCommon > :is(p, ul, ol, blockquote) { max-width: 44rem }
.pp-page .jp-MarkdownOutput > details { margin-block: 0.5em 1em }
.pp-page .jp-RenderedHTMLCommon table { max-width: 50rem; margin-inline: 0 }
.pp-page .jp-RenderedHTMLCommon :is(td, th) { text-align: left; font-size: var(--jp-content-font-size1) }
.pp-page .pp-chart table { border-collapse: collapse }
.pp-page .pp-chart :is(td, th) { padding: 4px 8px 4px 6px; line-height: 1.35 }
.pp-page .pp-chart thead th { border-bottom: 1px solid var(--jp-border-color1) }
.pp-page .pp-chart tbody tr:nth-child(even) { background: var(--jp-rendermime-table-row-background) }
.pp-page .pp-takeaway .jp-MarkdownOutput > p:last-child { max-width: 50rem; box-sizing: border-box; margin-block: 10px;
  padding: 10px 16px; border-left: 5px solid var(--jp-brand-color1);
  background: color-mix(in srgb, var(--jp-brand-color1) 10%, transparent) }
.pp-page .jp-MarkdownOutput > h1 ~ p:has(> em:only-child > strong) { display: none }
.pp-bar { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; padding: 8px 16px;
  border-bottom: 1px solid var(--jp-border-color1); background: var(--jp-layout-color1);
  color: var(--jp-ui-font-color0); font: 15px/1.45 var(--jp-content-font-family) }
.pp-bar button { font: inherit; font-weight: 600; min-height: 36px; padding: 2px 22px; cursor: pointer;
  border: 1px solid transparent; border-radius: 6px; background: #0b57b0; color: #fff }
.pp-bar button:hover { background: #08417f }
.pp-bar button:focus-visible { outline: 3px solid var(--jp-ui-font-color0); outline-offset: 2px }
.pp-bar button:disabled { background: #56606c; cursor: progress }
.pp-bar button[hidden] { display: none }
.pp-bar p { margin: 0; flex: 1 1 20rem }`;

  const SAID = {
    idle: "Press Start and the questions, labs and pictures on this page come alive. Answers you gave before come back.",
    running: "You can read on meanwhile.",
    lost: "This page has lost its kernel, the program behind the questions, so buttons do nothing. Your answers are kept. Press Start to go on.",
    failed: "Part of this page did not start. The red text below says where; open “Start here” for help, then press Start again.",
    none: "This page has no kernel to run on. In the Kernel menu choose Change Kernel, take Python 3, then press Start.",
    widgets: "You can read here, but not answer: this JupyterLab has no ipywidgets. Install it where JupyterLab is installed (pip install ipywidgets anywidget), then reload the page.",
    anywidget: "This JupyterLab has no anywidget, so the questions may look odd and speak to no screen reader. Install it where JupyterLab is installed (pip install anywidget), then reload the page.",
  };

  const opens = (cell) =>
    cell.type === "code" && /^from helpers import open_lesson\b/m.test(cell.sharedModel.getSource());
  const isLesson = (content) => [...content.model.cells].some(opens);
  const teachesCode = (cell) => (cell.model.getMetadata("tags") ?? []).includes(SHOWN);
  // A section's takeaway is the last paragraph of a cell.
  const takesAway = (cell) =>
    cell.model.type === "markdown" && /(^|\n\n)\*\*Takeaway\.\*\*[^\n]*$/.test(cell.model.sharedModel.getSource().trim());
  const scroller = (panel) => panel.content.node.querySelector(".jp-WindowedPanel-outer") ?? panel.content.node;

  // What the first red text means, where it is one of the usual two.
  const cause = ({ ename, evalue }) => {
    const inTheWay = /cannot import name 'open_lesson' from '[^']*' \((.*)\)/.exec(evalue)?.[1];
    if (inTheWay)
      return `Another file named “helpers” is in the way: ${inTheWay}. Rename it, restart the kernel (Kernel menu), then press Start.`;
    if (ename === "ModuleNotFoundError" && /'helpers'/.test(evalue))
      return "This kernel does not have the course. In the Kernel menu choose Change Kernel and take the one where you installed it, then press Start.";
    return SAID.failed;
  };

  class Reader {
    // One lesson: its bar, its look, and whether its questions are awake.
    constructor(app, panel, shared) {
      Object.assign(this, { app, panel, shared, started: false, running: false });
      this.bar = document.createElement("div");
      this.bar.className = "pp-bar";
      this.button = document.createElement("button");
      this.button.textContent = "Start";
      this.button.dataset.lmSuppressShortcuts = "true";
      this.button.onclick = () => this.start();
      this.words = document.createElement("p");
      this.words.setAttribute("role", "status");
      this.bar.append(this.button, this.words);
      // JupyterLab places the header by sizes that it is told: tell it how tall the words are.
      this.place = new shared.lumino.Widget();
      this.place.node.append(this.bar);
      panel.contentHeader.addWidget(this.place);
      new ResizeObserver(() => this.fit()).observe(this.bar);
      this.panel.node.addEventListener("dblclick", this.keepRendered, true);
      panel.sessionContext.statusChanged.connect(this.watch, this);
      panel.sessionContext.connectionStatusChanged.connect(this.watch, this);
      panel.content.model.cells.changed.connect(this.markCells, this);
      this.markCells();
      this.hide(shared.settings.hideCode);
      this.say(this.missing() ?? "idle");
    }

    // A double click on a paragraph would turn it into raw text, with no visible way back.
    keepRendered = (event) => {
      if (this.hidden && event.target.closest(".jp-RenderedMarkdown")) event.stopPropagation();
    };

    markCells() {
      requestAnimationFrame(() => this.markNow()); // the cells' views come after their models
    }

    markNow() {
      for (const cell of this.panel.content.widgets) {
        cell.node.classList.toggle("pp-code", teachesCode(cell));
        cell.node.classList.toggle("pp-takeaway", takesAway(cell));
        cell.node.classList.toggle("pp-head", opens(cell.model));
      }
    }

    hide(hidden) {
      this.hidden = hidden;
      this.panel.node.classList.toggle("pp-page", hidden);
      // The toolbar's buttons change cells: a reader needs them only where code is to be run.
      this.panel.toolbar?.setHidden(hidden && !this.panel.content.widgets.some(teachesCode));
      this.panel.content.update?.();
    }

    missing() {
      const has = (id) => !this.app.hasPlugin || this.app.hasPlugin(id);
      if (!this.panel.content.rendermime.mimeTypes.includes(WIDGETS) && !has("@jupyter-widgets/jupyterlab-manager:plugin"))
        return "widgets";
      return has("anywidget:plugin") ? null : "anywidget";
    }

    fit() {
      const height = `${this.bar.offsetHeight}px`;
      if (this.place.isHidden || this.place.node.style.minHeight === height) return;
      this.place.node.style.minHeight = height;
      this.panel.contentHeader.fit();
    }

    say(state, words = SAID[state] ?? "") {
      this.state = state;
      this.words.textContent = words;
      this.button.hidden = state === "widgets";
      this.button.disabled = state === "running";
      this.button.textContent = state === "running" ? "Starting …" : "Start";
      this.place.setHidden(state === "ready");
    }

    watch() {
      const { sessionContext } = this.panel;
      const kernel = sessionContext.session?.kernel;
      const gone = !kernel || ["dead", "terminating", "restarting", "autorestarting"].includes(kernel.status)
        || kernel.connectionStatus === "disconnected";
      if (gone && this.started && !this.running) {
        this.started = false;
        this.say("lost");
      }
    }

    async start() {
      if (this.running) return;
      this.running = true;
      this.say("running");
      const letGo = this.holdPlace();
      try {
        await this.run();
      } finally {
        this.running = false;
        letGo();
      }
    }

    // What comes alive above the reader changes its height: keep what is being read where it is,
    // and a moment longer, for the last pictures come late.
    holdPlace() {
      const pane = scroller(this.panel);
      const { content } = this.panel;
      const from = (cell) => cell.node.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      const hold = () => {
        const there = content.widgets.filter((cell) => cell.node.isConnected && cell.node.offsetHeight);
        const cell = there.find((one) => from(one) >= 0) ?? there.at(-1);
        return cell && { cell, at: from(cell) };
      };
      let held = hold(), touched = 0;
      const touch = () => (touched = Date.now());
      const keep = () => {
        if (Date.now() - touched < 400) held = hold();
        else if (held && !held.cell.node.isConnected) content.scrollToItem?.(content.widgets.indexOf(held.cell), "start");
        else if (held && Math.abs(from(held.cell) - held.at) > 1) pane.scrollTop += from(held.cell) - held.at;
      };
      const hands = ["wheel", "keydown", "pointerdown", "touchmove"];
      for (const one of hands) pane.addEventListener(one, touch, { capture: true, passive: true });
      const timer = setInterval(keep, 50);
      return () => setTimeout(() => {
        clearInterval(timer);
        for (const one of hands) pane.removeEventListener(one, touch, { capture: true });
      }, 1500);
    }

    async run() {
      const { panel } = this;
      const { content, sessionContext } = panel;
      await sessionContext.ready;
      const alive = () => {
        const kernel = sessionContext.session?.kernel;
        return kernel && kernel.status !== "dead" && kernel.connectionStatus !== "disconnected" ? kernel : null;
      };
      for (let tries = 0; !alive() && tries < 3; tries++) {
        const name = sessionContext.kernelPreference.name || sessionContext.specsManager.specs?.default;
        await sessionContext.changeKernel({ name }).catch((error) => console.warn(`${NAME}: ${error}`));
        if (!alive()) await new Promise((go) => setTimeout(go, 1000));
      }
      const kernel = alive();
      if (!kernel) return this.say("none");
      await kernel.info;
      const { NotebookActions } = this.shared.notebook;
      await NotebookActions.runCells(content, content.widgets, sessionContext);
      this.done();
    }

    done() {
      const errors = [...this.panel.content.model.cells]
        .filter((cell) => cell.type === "code")
        .flatMap((cell) => cell.sharedModel.getOutputs())
        .filter((output) => output.output_type === "error");
      this.started = true;
      if (errors.length) this.say("failed", cause(errors[0]));
      else this.say(this.missing() ?? "ready");
    }

    // The menu's Run All Cells ends at the last cell: bring the reader back to the top.
    ranAll() {
      const { content } = this.panel;
      const back = () => {
        content.activeCellIndex = 0;
        scroller(this.panel).scrollTop = 0;
      };
      back();
      setTimeout(back, 150);
      this.done();
    }
  }

  const plugin = (shared) => ({
    id: `${NAME}:plugin`,
    autoStart: true,
    optional: [shared.notebook.INotebookTracker, ...(shared.registry ? [shared.registry.ISettingRegistry] : [])],
    activate: (app, tracker, registry) => {
      if (!tracker) return; // Voila loads this, too, and has a page of its own for it
      const style = document.createElement("style");
      style.textContent = STYLE;
      document.head.append(style);
      const readers = new Map();
      let first = true;
      const current = () => readers.get(tracker.currentWidget);
      shared.settings = { startByItself: false, hideCode: true };
      const settled = registry
        ? registry.load(`${NAME}:plugin`).then((settings) => {
            const read = () => Object.assign(shared.settings, settings.composite);
            read();
            settings.changed.connect(() => {
              read();
              for (const reader of readers.values()) reader.hide(shared.settings.hideCode);
            });
          }, () => null)
        : Promise.resolve();
      app.commands.addCommand(CODE, {
        label: "Show the Code of This Lesson",
        isToggleable: true,
        isToggled: () => current()?.hidden === false,
        isVisible: () => Boolean(current()),
        execute: () => current()?.hide(!current().hidden),
      });
      app.commands.addCommand(START, {
        label: "Start This Lesson",
        isVisible: () => Boolean(current()),
        execute: () => current()?.start(),
      });
      app.commands.commandExecuted.connect((_, { id, result }) => {
        if (/^(notebook:run-all-cells|notebook:restart-run-all|runmenu:run-all|runmenu:restart-and-run-all)$/.test(id)) {
          const reader = current();
          if (reader) Promise.resolve(result).then(() => reader.ranAll());
        }
      });
      const meet = async (panel) => {
        await Promise.all([panel.context.ready, settled]);
        if (panel.isDisposed || readers.has(panel) || !isLesson(panel.content)) return;
        const reader = new Reader(app, panel, shared);
        readers.set(panel, reader);
        panel.disposed.connect(() => readers.delete(panel));
        if (first && window.innerWidth < NARROW) app.shell.collapseLeft?.();
        first = false;
        if (shared.settings.startByItself) reader.start();
      };
      tracker.widgetAdded.connect((_, panel) => void meet(panel));
      tracker.forEach((panel) => void meet(panel));
    },
  });

  let scope = {};
  const load = async (name) => {
    const [one] = Object.values(scope[name] ?? {});
    return one ? (await one.get())() : null;
  };
  (window._JUPYTERLAB ??= {})[NAME] = {
    init: async (given) => void (scope = given),
    get: async () => {
      const shared = {
        notebook: await load("@jupyterlab/notebook"),
        registry: await load("@jupyterlab/settingregistry"),
        lumino: await load("@lumino/widgets"),
      };
      return () => ({ __esModule: true, default: [plugin(shared)] });
    },
  };
})();
