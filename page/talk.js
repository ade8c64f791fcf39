// Marks and examples are real buttons inside the conversation; one listener serves them all, old answers included.
element.setAttribute("role", "log");
element.setAttribute("aria-label", "Questions and answers");
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.classList.contains("example")) trigger("example", { question: button.textContent });
  if (!button.classList.contains("cite")) return;
  element.querySelectorAll(".cite[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  button.setAttribute("aria-current", "true");
  const { document, start, end, sha256 } = button.dataset;
  trigger("cite", { document, start: Number(start), end: Number(end), sha256 });
});
watch("value", () => element.querySelector(".turn:last-child")?.scrollIntoView({ block: "start" }));
