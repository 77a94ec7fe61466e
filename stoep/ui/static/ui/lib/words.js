// The few sentences scripts say, in the reader's language; the page brings them.
const words = document.getElementById("words")?.dataset ?? {}
export default words

// Says something in the corner for some seconds.
export function toast(text) {
  const place = document.querySelector(".toaster")
  if (!place) return
  const box = document.createElement("p")
  box.className = "toast"
  box.textContent = text
  place.replaceChildren(box)
  setTimeout(() => box.remove(), 8000)
}
