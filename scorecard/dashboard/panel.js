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

export default function (component) {
  const { parentElement, data } = component;
  const board = parentElement.querySelector(".board");
  if (shown.get(board) !== data.markup) {
    board.innerHTML = data.markup;
    shown.set(board, data.markup);
  }
  if (data.carried !== null) document.body.dataset.carried = data.carried;
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
    const row = event.target.closest("[data-go]");
    const link = event.target.closest("a[href]") || (row && row.querySelector("a[href]"));
    const address = link && link.getAttribute("href");
    if (!address || !address.startsWith("/") || wantsNewTab(event)) return;
    event.preventDefault();
    open(address);
  };
}
