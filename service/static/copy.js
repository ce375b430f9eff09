// A button beside every text that is there to be copied; without a script the text can be selected.

for (const text of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${text.textContent.trim()}`);
  const said = document.createElement("span");
  said.className = "small";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = (await copied(text)) ? " copied" : " selected: copy it with Ctrl+C";
    setTimeout(() => { said.textContent = ""; }, 4000);
  });
  text.after(button, said);
}

/** Copies an element's text; where the browser allows no copying (no https), it is selected at least. */
async function copied(element) {
  try {
    await navigator.clipboard.writeText(element.textContent.trim());
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy");
  }
}
