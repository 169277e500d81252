// Shows the markup it is given, and opens the views that its links and rows lead to, without a reload.
const NAVIGATION = '[data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]';

// What each board shows, so that the same markup is not laid out again.
const shown = new WeakMap();

const wantsNewTab = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;

// One step of the browser's history, which Streamlit follows as it does “back” and “forward”.
const open = (address) => {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
  document.getElementById("stMain").focus();
};

// Streamlit's own navigation forgets the choices in the address, and takes several steps where “back” expects one.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest(NAVIGATION);
    if (!link || wantsNewTab(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const carried = document.body.dataset.carried;
    open(new URL(link.href).pathname + (carried ? `?${carried}` : ""));
    const drawer = link.closest('[data-testid="stSidebar"]');
    if (drawer) drawer.querySelector('[data-testid="stSidebarCollapseButton"] button').click();
  },
  true,
);

// The boards on the page, in which a key may press a part: the one whose `data-key` names it.
const boards = new Set();
const TYPING = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="dialog"]';

document.addEventListener(
  "keydown",
  (event) => {
    const [focused] = event.composedPath();
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (focused.closest && focused.closest(TYPING)) return;
    for (const board of boards) {
      if (!board.isConnected) boards.delete(board);
      const part = board.isConnected && board.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
      if (!part) continue;
      event.preventDefault();
      event.stopImmediatePropagation();
      // Pressed again before the page has followed, it would take the same step of the history twice.
      if (part.getAttribute("href") !== location.pathname + location.search) part.click();
      return;
    }
  },
  true,
);

// Every board adopts the one style sheet: sent with each of them it would be most of a page.
const sheet = new CSSStyleSheet();
const RETRY = 2000;

// Boards are not seen until they have their style; where it does not come, plain ones are better than none.
const fetchRules = async () => {
  try {
    const answer = await fetch("STYLES");
    if (!answer.ok) throw new Error(answer.statusText);
    sheet.replaceSync(await answer.text());
  } catch {
    sheet.replaceSync("");
    setTimeout(fetchRules, RETRY);
  }
};
sheet.replaceSync(".board { visibility: hidden; }");
fetchRules();

const dress = (board) => {
  const root = board.getRootNode();
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

export default function (component) {
  const { parentElement, data } = component;
  const board = parentElement.querySelector(".board");
  dress(board);
  const markup = new TextDecoder().decode(data);
  if (shown.get(board) !== markup) {
    board.innerHTML = markup;
    shown.set(board, markup);
  }
  boards.add(board);
  const carrier = board.querySelector("[data-carried]");
  if (carrier) document.body.dataset.carried = carrier.dataset.carried;
  // Called again with each new markup: a second listener would open a view twice.
  board.onclick = (event) => {
    const more = event.target.closest("[data-more]");
    if (more) {
      const group = more.closest("tbody");
      group.classList.add("open");
      const next = group.querySelector(".later a");
      if (next) next.focus();
      return;
    }
    const leads = event.target.closest("[data-focus]");
    if (leads) {
      const field = document.querySelector(leads.dataset.focus);
      if (field) field.focus();
      return;
    }
    const row = event.target.closest("[data-go]");
    const link = event.target.closest("a[href]") || (row && row.querySelector("a[href]"));
    const address = link && link.getAttribute("href");
    // A link with `download` leads to a file, which the browser fetches.
    if (!address || !address.startsWith("/") || link.hasAttribute("download") || wantsNewTab(event)) return;
    event.preventDefault();
    open(address);
  };
}
