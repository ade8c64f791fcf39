// Brings the marked passage into view inside the panel, and the panel into view where it lies below the talk.
const panel = element.closest("#panel");
const cited = () => document.querySelector("#talk .cite[aria-current]");
const back = () => {
  cited()?.scrollIntoView({ block: "center" });
  cited()?.focus({ preventScroll: true });
};
watch("value", () => {
  const mark = element.querySelector("mark");
  if (!mark) return;
  element.querySelector(".document").focus({ preventScroll: true });
  const head = element.querySelector("header").offsetHeight;
  const [box, place] = [panel.getBoundingClientRect(), mark.getBoundingClientRect()];
  const room = Math.max(0, box.height - head - place.height) / 2;
  panel.scrollTop += place.top - box.top - head - Math.max(12, room);
  panel.scrollIntoView({ block: "nearest" });
});
element.addEventListener("click", (event) => event.target.closest(".back") && back());
element.addEventListener("keydown", (event) => event.key === "Escape" && back());
