// Comfort for the pages of agreement, which are complete without it: addresses say what is asked for and no more, and
// who drafts several corrections writes the name once.

for (const form of document.querySelectorAll("form.narrow-down")) {
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input, select")) {
      field.disabled = field.value === "";
    }
  });
  addEventListener("pageshow", () => {
    for (const field of form.querySelectorAll("input, select")) field.disabled = false;
  });
}

const by = document.querySelector("form.correction [name=by]");
if (by) {
  const key = "kerege.by";
  try {
    if (!by.value) by.value = localStorage.getItem(key) ?? "";
    by.form.addEventListener("submit", () => localStorage.setItem(key, by.value));
  } catch {
    // a browser that keeps nothing: the name is written again
  }
}
