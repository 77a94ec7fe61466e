// Its button asks the browser for a passkey (data-makes: a new one) and sends the answer with the form around it.
const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), letter => letter.charCodeAt(0))
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
const known = list => list?.map(one => ({ ...one, id: bytes(one.id) }))

customElements.define("pass-key", class extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return
    this.hidden = false
    this.button = this.querySelector("button")
    this.answer = this.querySelector("input[name=answer]")
    this.button.addEventListener("click", event => this.ask(event))
  }

  async ask(event) {
    const { form } = this.button
    if (this.answer.value) return
    event.preventDefault()
    if (!this.button.formNoValidate && !form.reportValidity()) return
    this.button.disabled = true
    const answer = await this.ceremony(form.csrfmiddlewaretoken.value).catch(() => null)
    this.button.disabled = false
    this.querySelector("[role=alert]").hidden = Boolean(answer)
    if (!answer) return
    this.answer.value = JSON.stringify(answer)
    form.requestSubmit(this.button)
  }

  async ceremony(token) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: token })
    const asked = await fetch(this.dataset.asks, { method: "POST", body, redirect: "error" })
    const { publicKey } = await asked.json()
    publicKey.challenge = bytes(publicKey.challenge)
    if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id)
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (publicKey[list]) publicKey[list] = known(publicKey[list])
    }
    const made = await navigator.credentials[this.hasAttribute("data-makes") ? "create" : "get"]({ publicKey })
    const response = {}
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name])
    }
    return { id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} }
  }
})
