// Copies the value of its button, as a whole address.
import words, { toast } from "../lib/words.js"
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", async event => {
      await navigator.clipboard.writeText(new URL(event.currentTarget.value, location.href).href)
      toast(words.copied)
    })
  }
})
