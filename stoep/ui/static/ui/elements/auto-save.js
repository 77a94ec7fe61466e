// Keeps what is typed in a form on this device until the server has it: all of it together, one draft per place.
const FIELDS = ["title", "body", "audience", "days"]
const SWITCHING = "switching"

customElements.define("auto-save", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form") ?? this.closest("form")
    this.name = `draft:${this.getAttribute("key")}`
    this.restore()
    this.addEventListener("input", () => this.keep())
    this.addEventListener("click", event => this.leave(event.target))
    this.form.addEventListener("sent", () => this.drop())
    // A redirect ends the work of htmx before it says whether all went well: the status says it.
    this.form.addEventListener("htmx:afterRequest", event => {
      const { xhr, requestConfig } = event.detail
      if (requestConfig.verb === "post" && xhr.status >= 200 && xhr.status < 400) this.drop()
    })
  }

  get draft() {
    return JSON.parse(localStorage.getItem(this.name) ?? "{}")
  }

  // What another kind asks and this one does not stays in the draft.
  keep() {
    const typed = FIELDS.filter(field => this.form.elements[field]).map(field => [field, this.form.elements[field].value])
    localStorage.setItem(this.name, JSON.stringify({ ...this.draft, ...Object.fromEntries(typed) }))
    this.tell(true)
  }

  drop() {
    localStorage.removeItem(this.name)
    this.tell(false)
  }

  // A choice of readers without a text counts from one kind to the next, not for another day.
  restore() {
    const { draft } = this
    const isSwitched = sessionStorage.getItem(SWITCHING)
    sessionStorage.removeItem(SWITCHING)
    if (!isSwitched && !draft.title && !draft.body) return this.drop()
    const texts = ["title", "body"].map(field => this.form.elements[field]).filter(Boolean)
    if (!this.hasAttribute("over") && texts.some(text => text.value)) return
    for (const field of FIELDS) this.put(this.form.elements[field], draft[field])
    this.tell(true)
  }

  put(field, value) {
    if (!field || value === undefined) return
    if (field.options && ![...field.options].some(option => option.value === value)) return
    field.value = value
  }

  leave(target) {
    if (target.closest("[data-kind]")) sessionStorage.setItem(SWITCHING, "1")
    if (target.closest("[data-drop]")) this.drop()
  }

  tell(isKept) {
    const sign = this.querySelector("[data-kept]")
    if (sign) sign.hidden = !isKept
  }
})
