/*
 * Copy buttons copy what their data-copy holds, else the text before them,
 * and say so in data-done.
 */
"use strict";

const spoken = document.querySelector("[role=status]");

/* Over plain http there is no clipboard API; selecting and copying works. */
function copySelected(text) {
  const field = document.createElement("textarea");
  field.className = "unseen";
  field.readOnly = true;
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-done]");
  if (!button) return;
  const text = button.dataset.copy ?? button.previousElementSibling.textContent;
  if (!(await copy(text))) {
    prompt("Copy this:", text);
    return;
  }
  button.focus();
  button.classList.add("done");
  spoken.textContent = button.dataset.done;
  setTimeout(() => {
    button.classList.remove("done");
    spoken.textContent = "";
  }, 3000);
});
