// Shows its button where the browser can install the app at once; elsewhere the words beside it say how.
customElements.define("install-app", class extends HTMLElement {
  connectedCallback() {
    addEventListener("beforeinstallprompt", event => {
      event.preventDefault()
      this.hidden = false
      this.querySelector("button").onclick = async () => {
        const { outcome } = await event.prompt()
        this.hidden = outcome === "accepted"
      }
    })
  }
})
