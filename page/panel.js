// Brings the marked passage into view inside the panel, and the panel into view where it lies below the talk.
const panel = element.closest("#panel");
const marks = () => [...document.querySelectorAll("#talk .citations .cite")];
const current = () => document.querySelector("#talk [aria-current]");

const back = () => {
  current()?.scrollIntoView({ block: "center" });
  current()?.focus({ preventScroll: true });
};
const step = (by) => {
  const all = marks();
  const here = all.findIndex((mark) => mark.hasAttribute("aria-current"));
  (all[here + by] ?? all[by > 0 ? 0 : all.length - 1])?.click();
};
const copy = async (button) => {
  const address = new URL(element.querySelector(".permalink").getAttribute("href"), location.href).href;
  const said = element.querySelector(".said");
  try {
    await navigator.clipboard.writeText(button.classList.contains("link") ? address : button.dataset.copy);
    said.textContent = "Copied";
  } catch {
    said.textContent = "The browser does not let this page copy";
  }
};

watch("value", () => {
  const article = element.querySelector(".document");
  if (!article) return;
  article.focus({ preventScroll: true });
  const mark = element.querySelector("mark");
  if (mark) {
    const head = element.querySelector("header").offsetHeight;
    const [box, place] = [panel.getBoundingClientRect(), mark.getBoundingClientRect()];
    const room = Math.max(0, box.height - head - place.height) / 2;
    panel.scrollTop += place.top - box.top - head - Math.max(12, room);
  } else {
    panel.scrollTop = 0;
  }
  panel.scrollIntoView({ block: "nearest" });
});
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("back")) back();
  if (button.classList.contains("previous")) step(-1);
  if (button.classList.contains("next")) step(1);
  if (button.classList.contains("copy")) copy(button);
  if (button.classList.contains("open")) trigger("open", { document: button.dataset.document });
});
element.addEventListener("keydown", (event) => event.key === "Escape" && back());
