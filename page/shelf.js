// Articles open in the panel; numbers in the table limit the list, and the list has pages.
const presses = {
  open: ({ document }) => trigger("open", { document }),
  filter: ({ source, after, before }) => trigger("filter", { source, after, before }),
  "turn-page": ({ offset }) => trigger("turn", { offset: Number(offset) }),
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const name = button && Object.keys(presses).find((each) => button.classList.contains(each));
  if (name) presses[name](button.dataset);
});
