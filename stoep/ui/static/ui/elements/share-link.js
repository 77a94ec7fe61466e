// Hands a link to the telephone's own sharing, and prints the page: where the device can.
customElements.define("share-link", class extends HTMLElement {
  connectedCallback() {
    const [share, paper] = [this.querySelector("[data-share]"), this.querySelector("[data-print]")]
    if (share && navigator.share) {
      share.hidden = false
      share.addEventListener("click", () => navigator.share({ url: share.dataset.share, text: share.dataset.text }).catch(() => {}))
    }
    if (paper) {
      paper.hidden = false
      paper.addEventListener("click", () => print())
    }
  }
})
