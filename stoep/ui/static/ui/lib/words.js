// What scripts say, in the reader's language: the page brings the sentences. A toast tells of what was done; an error
// stands where it happened and stays.
const words = document.getElementById("words")?.dataset ?? {}
export default words

const SHOWN = 8000
const toaster = document.querySelector(".toaster")
let timer = 0

const pause = () => clearTimeout(timer)

function count() {
  pause()
  timer = setTimeout(() => toaster.replaceChildren(), SHOWN)
}

if (toaster) {
  for (const name of ["pointerenter", "focusin"]) toaster.addEventListener(name, pause)
  for (const name of ["pointerleave", "focusout"]) toaster.addEventListener(name, () => toaster.childElementCount && count())
  if (toaster.childElementCount) count()
}

// Says something in the corner for some seconds, longer while somebody is at it: a sentence, or elements.
export function toast(what) {
  const box = document.createElement("p")
  box.className = "toast"
  box.textContent = what
  toaster?.replaceChildren(what instanceof Node ? what : box)
  if (toaster) count()
}

// Returns why something did not go through, by the status of the answer (0: there was none); for a text, that it is safe.
export function reason(status, unsent) {
  if (status === 429) return words.slow
  return unsent ?? (status || navigator.onLine ? words.failed : words.offline)
}

// Returns a notice with a button to try again; a try takes it away.
export function notice(text, retry) {
  const box = document.createElement("div")
  box.className = "notice notice--bad"
  box.role = "alert"
  box.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#i-circle-alert"/></svg>'
  const sentence = document.createElement("span")
  sentence.textContent = text
  const again = document.createElement("button")
  again.type = "button"
  again.className = "btn btn--s"
  again.textContent = words.retry
  again.addEventListener("click", () => {
    box.remove()
    retry()
  })
  box.append(sentence, again)
  return box
}
