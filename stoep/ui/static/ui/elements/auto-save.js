// Keeps what is typed on this device until the server has it.
customElements.define("auto-save", class extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("textarea")
    const key = `draft:${this.getAttribute("key")}`
    if (!text.value) text.value = localStorage.getItem(key) ?? ""
    text.addEventListener("input", () => (text.value ? localStorage.setItem(key, text.value) : localStorage.removeItem(key)))
    const done = () => localStorage.removeItem(key)
    text.form.addEventListener("sent", done)
    text.form.addEventListener("htmx:afterRequest", event => event.detail.successful && done())
    if (!text.form.hasAttribute("hx-post") && !text.form.dataset.send) text.form.addEventListener("submit", done)
  }
})
