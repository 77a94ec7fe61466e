// "4 new items": shows itself when there are; a press shows them and puts the focus on the first.
import { begin } from "../more.js"

const tell = newest => {
  const token = document.querySelector("#act input")?.value
  const body = new URLSearchParams({ item: newest })
  if (newest !== "0" && token) fetch("/seen/", { method: "POST", headers: { "X-CSRFToken": token }, body }).catch(() => {})
}
const read = async address => {
  const answer = await fetch(address).catch(() => null)
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null
}

customElements.define("new-pill", class extends HTMLElement {
  connectedCallback() {
    this.look = async () => {
      await new Promise(done => setTimeout(done, Math.random() * 1500))
      const fresh = (await read(this.dataset.src))?.querySelector("new-pill")
      if (!fresh) return
      this.hidden = fresh.hidden
      this.replaceChildren(...fresh.childNodes)
    }
    document.addEventListener("live:new", this.look)
    this.addEventListener("click", event => this.press(event))
    tell(this.dataset.newest)
  }

  disconnectedCallback() {
    document.removeEventListener("live:new", this.look)
  }

  // The new ones are in the stream of home; on another tab the link leads there.
  async press(event) {
    const link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || link.href !== location.href.split("#")[0]) return
    event.preventDefault()
    const known = new Set([...document.querySelectorAll("#stream > article")].map(card => card.id))
    const page = await read(link.href)
    if (!page?.getElementById("stream")) return (location.href = link.href)
    for (const id of ["stream", "more"]) document.getElementById(id).replaceWith(page.getElementById(id))
    begin()
    const cards = [...document.querySelectorAll("#stream > article")]
    const first = cards.find(card => !known.has(card.id)) ?? cards[0]
    if (!first) return
    first.tabIndex = -1
    first.focus()
  }
})
