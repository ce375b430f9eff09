// Questions: the list narrows while one types, and what can be copied has a button. Everything works without, too.

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  const says = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = says; }, 2000);
  });
}

const filter = document.querySelector("form.filter input");
if (filter && !filter.value) {
  const questions = [...document.querySelectorAll(".questions > li")];
  const said = document.getElementById("found");
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const narrow = () => {
    const words = folded(filter.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const question of questions) {
      const fits = words.every((word) => question.dataset.words.includes(word));
      question.hidden = !fits;
      found += fits;
    }
    for (const section of document.querySelectorAll(".themed section")) {
      const none = !section.querySelector(".questions > li:not([hidden])");
      section.hidden = none;
      const link = document.querySelector(`.themes a[href="#${CSS.escape(section.querySelector("h2").id)}"]`);
      if (link) link.parentElement.hidden = none;
    }
    said.textContent = words.length ? `${found} of ${questions.length} questions have “${filter.value.trim()}”.` : "";
  };
  filter.addEventListener("input", narrow);
  narrow();
}
