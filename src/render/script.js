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

/* A second that nothing here was said at leads to what was said before it. */
function showMoment() {
  const wanted = /^#t=(\d+)$/.exec(location.hash)?.[1];
  if (!wanted || document.getElementById(`t=${wanted}`)) return;
  const before = [...document.querySelectorAll("[id^='t=']")]
    .filter((item) => Number(item.id.slice(2)) <= wanted)
    .sort((a, b) => b.id.slice(2) - a.id.slice(2))[0];
  const closed = before?.closest("details");
  if (closed) closed.open = true;
  before?.scrollIntoView({ block: "center" });
}

addEventListener("hashchange", showMoment);
showMoment();
