// Completion in a text: @ for colleagues, # for topics; with data-whole a field that is one colleague.
// Arrows, Enter or Tab, Esc.
const WORD = /(^|[\s(])([@#][\p{L}\p{N}._-]{1,40})$/u
let number = 0

customElements.define("complete-text", class extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("textarea, input")
    this.list = document.createElement("div")
    this.list.className = "menu complete"
    this.list.id = `complete-${++number}`
    this.list.role = "listbox"
    this.list.hidden = true
    this.append(this.list)
    this.text.setAttribute("aria-autocomplete", "list")
    this.text.setAttribute("aria-controls", this.list.id)
    this.text.addEventListener("input", () => this.ask())
    this.text.addEventListener("keydown", event => this.key(event))
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), 150))
  }

  word() {
    if ("whole" in this.dataset) return this.text.value.trim() && `@${this.text.value.trim()}`
    return WORD.exec(this.text.value.slice(0, this.text.selectionStart))?.[2]
  }

  async ask() {
    const word = this.word()
    if (!word) return this.close()
    clearTimeout(this.timer)
    this.timer = setTimeout(async () => {
      const address = word[0] === "@" ? this.dataset.people : this.dataset.topics
      const answer = await fetch(`${address}?q=${encodeURIComponent(word.slice(1))}`).catch(() => null)
      if (answer?.ok && this.word() === word) this.show((await answer.json()).results)
    }, 120)
  }

  show(results) {
    this.list.replaceChildren(...results.map((result, n) => {
      const option = document.createElement("div")
      option.role = "option"
      option.id = `${this.list.id}-${n}`
      option.dataset.value = result.value
      const hint = document.createElement("small")
      hint.textContent = result.hint
      const name = document.createElement("b")
      name.textContent = result.label
      const lines = document.createElement("span")
      lines.append(name, hint)
      option.append(lines)
      option.addEventListener("mousedown", event => { event.preventDefault(); this.take(option) })
      return option
    }))
    this.list.hidden = !results.length
    this.choose(0)
  }

  choose(n) {
    const all = [...this.list.children]
    this.at = all.length ? (n + all.length) % all.length : 0
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.at)))
    if (all[this.at]) this.text.setAttribute("aria-activedescendant", all[this.at].id)
  }

  key(event) {
    if (this.list.hidden) return
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (steps[event.key]) this.choose(this.at + steps[event.key])
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.at])
    else if (event.key === "Escape") this.close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  take(option) {
    if ("whole" in this.dataset) this.text.value = option.dataset.value.slice(1)
    else this.insert(option)
    this.close()
    clearTimeout(this.timer)
    this.text.dispatchEvent(new Event("change", { bubbles: true }))
  }

  insert(option) {
    const end = this.text.selectionStart
    const start = end - this.word().length
    this.text.setRangeText(`${option.dataset.value} `, start, end, "end")
    this.text.dispatchEvent(new Event("input", { bubbles: true }))
  }

  close() {
    this.list.hidden = true
    this.text.removeAttribute("aria-activedescendant")
  }
})
