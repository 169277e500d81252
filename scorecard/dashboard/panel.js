// Shows the markup it is given, and sends the address of a clicked link or row to the app.
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const board = parentElement.querySelector(".board");
  if (board.dataset.shown !== data.markup) {
    board.innerHTML = data.markup;
    board.dataset.shown = data.markup;
  }
  const go = (event) => {
    const more = event.target.closest("[data-more]");
    if (more) {
      const group = more.closest("tbody");
      group.classList.add("open");
      const next = group.querySelector(".later a");
      if (next) next.focus();
      return;
    }
    const wantsNewTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    const link = event.target.closest("a[href]");
    const row = event.target.closest("[data-go]");
    const address = link ? link.getAttribute("href") : row && row.dataset.go;
    if (!address || !address.startsWith("/") || wantsNewTab) return;
    event.preventDefault();
    setTriggerValue("go", address);
  };
  board.addEventListener("click", go);
  return () => board.removeEventListener("click", go);
}
