// Typing a colour of one's own chooses it; the page asks the server how it reads.
customElements.define("colour-choice", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("[name=own]").addEventListener("input", () => {
      this.querySelector("[name=preset][value=own]").checked = true
    })
  }
})
