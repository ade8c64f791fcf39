// Saves the file that has come.
watch("value", () => element.querySelector("a[download]")?.click());
