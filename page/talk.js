// Everything in the conversation is a real button or field; a few listeners serve them all, old answers included.
element.setAttribute("role", "log");
element.setAttribute("aria-label", "Questions and answers");

const turnOf = (part) => Number(part.closest(".turn").dataset.turn);
const talk = element.closest("#talk");
let turns = 0;
let current = null;
let touched = null; // the turn whose limits or verdict were changed: it stays where it is

const presses = {
  example: (button) => trigger("example", { question: button.textContent }),
  cite: (button) => open(button),
  point: (button) => open(button),
  drop: (button) => limit(button, { limit: button.dataset.limit, value: button.dataset.value, drop: true }),
  way: (button) => limit(button, { limit: button.dataset.limit }),
  verdict: (button) => judge(button, Number(button.dataset.right)),
};

const marksOf = (turn) => [...(element.querySelectorAll(".turn")[turn]?.querySelectorAll("[data-sha256]") ?? [])];

// Which mark's passage is open: new HTML forgets it.
function showCurrent() {
  element.querySelectorAll("[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  const button = current && marksOf(current.turn)[current.place];
  if (button?.dataset.document === current?.document) button?.setAttribute("aria-current", "true");
}

function open(button) {
  const { document, start, end, sha256 } = button.dataset;
  current = { turn: turnOf(button), place: marksOf(turnOf(button)).indexOf(button), document };
  showCurrent();
  trigger("cite", { turn: turnOf(button), document, start: Number(start), end: Number(end), sha256 });
}

function limit(part, change) {
  touched = { turn: turnOf(part), focus: ".change summary", scrolled: talk.scrollTop };
  part.closest(".turn").setAttribute("aria-busy", "true");
  trigger("limit", { turn: touched.turn, ...change });
}

function judge(part, right) {
  const note = part.closest(".verdicts").querySelector(".remark")?.value ?? "";
  const focus = part.matches(".remark") ? ".remark" : `.verdict[data-right="${right}"]`;
  touched = { turn: turnOf(part), focus, scrolled: talk.scrollTop };
  trigger("judge", { turn: touched.turn, right, note });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const name = button && Object.keys(presses).find((each) => button.classList.contains(each));
  if (name) presses[name](button);
});

// A field is sent when it is done with: picked by mouse at once, typed into with Enter or on leaving it, since a date
// that is typed is many dates before it is whole.
let typing = false;
function send(field) {
  typing = false;
  if (field.value === field.defaultValue) return;
  if (field.matches(".change input")) limit(field, { limit: field.dataset.limit, value: field.value });
  const said = field.closest(".verdicts")?.querySelector('[aria-pressed="true"]');
  if (said) judge(field, Number(said.dataset.right));
}
element.addEventListener("keydown", (event) => {
  if (event.target.matches("input")) typing = event.key !== "Enter";
  if (event.target.matches("input") && event.key === "Enter") send(event.target);
});
element.addEventListener("change", (event) => typing || send(event.target));
element.addEventListener("focusout", (event) => typing && event.target.matches("input") && send(event.target));

watch("value", () => {
  const shown = element.querySelectorAll(".turn");
  if (shown.length !== turns) touched = null;
  turns = shown.length;
  showCurrent();
  if (touched) {
    const turn = shown[touched.turn];
    talk.scrollTop = touched.scrolled;
    turn?.querySelector(touched.focus)?.focus({ preventScroll: true });
  } else {
    shown[shown.length - 1]?.scrollIntoView({ block: "start" });
  }
});
