// Measures in the page: from a click on an option to the frame after everything that belongs to it is painted.
window.repaint = {
  patience: 20000,  // milliseconds

  running: () => document.querySelector('[data-testid="stApp"][data-test-script-state="running"]') !== null,

  // All that a reader sees change: headings, chart titles and lines, and the text inside each component.
  content: () => {
    const texts = (nodes) => Array.from(nodes, (node) => node.textContent);
    const boards = Array.from(
      document.querySelectorAll('[data-testid="stBidiComponentIsolated"]'),
      (host) => host.shadowRoot?.querySelector(".board")?.textContent ?? null,
    );
    const lines = Array.from(document.querySelectorAll(".scatterlayer .trace path.js-line"), (path) => path.getAttribute("d"));
    const drawn = document.querySelectorAll(".js-plotly-plot .scatterlayer .trace").length;
    const tables = texts(document.querySelectorAll('[data-testid="stTable"]'));
    const canvases = document.querySelectorAll('[data-testid="stDataFrame"] canvas').length > 0;
    const stale = document.querySelectorAll('[data-stale="true"]').length;
    return JSON.stringify([texts(document.querySelectorAll("h1, .gtitle")), boards, lines, drawn, tables, canvases, stale]);
  },

  // The content once it has stayed the same for so many frames.
  settled: (frames) => new Promise((resolve, reject) => {
    let last = "", same = 0;
    const until = performance.now() + window.repaint.patience;
    const look = () => {
      const now = window.repaint.running() ? "" : window.repaint.content();
      same = now && now === last ? same + 1 : 0;
      last = now;
      if (same >= frames) resolve(now);
      else if (performance.now() > until) reject(new Error(`The page did not come to rest: ${now.slice(0, 2000)}`));
      else requestAnimationFrame(look);
    };
    look();
  }),

  // Starts the clock at the next click on an option; `taken` resolves with milliseconds, once the content is as wanted.
  arm: (wanted) => {
    window.repaint.taken = new Promise((resolve, reject) => {
      const start = (event) => {
        if (!event.target.closest('[role="option"]')) return;
        document.removeEventListener("click", start, true);
        const begun = performance.now();
        const stop = () => resolve(performance.now() - begun);
        const look = () => {
          const painted = !window.repaint.running() && window.repaint.content() === wanted;
          if (performance.now() - begun > window.repaint.patience) {
            reject(new Error(`Not ${wanted.slice(0, 2000)} but ${window.repaint.content().slice(0, 2000)}`));
          } else requestAnimationFrame(painted ? stop : look);
        };
        requestAnimationFrame(look);
      };
      document.addEventListener("click", start, true);
    });
  },
};
