// "4 new items": shows itself when there are; a press shows them and puts the focus on the first.
customElements.define("new-pill", class extends HTMLElement {
  connectedCallback() {
    this.look = async () => {
      await new Promise(done => setTimeout(done, Math.random() * 1500))
      const answer = await fetch(this.dataset.src).catch(() => null)
      if (!answer?.ok) return
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("new-pill")
      this.hidden = fresh.hidden
      this.replaceChildren(...fresh.childNodes)
    }
    document.addEventListener("live:new", this.look)
    const newest = this.dataset.newest
    const token = document.querySelector("#act input")?.value
    if (newest !== "0" && token) fetch("/seen/", { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ item: newest }) }).catch(() => {})
  }

  disconnectedCallback() {
    document.removeEventListener("live:new", this.look)
  }
})
