// Completion in a text: @ for colleagues, # for topics; with data-whole a field that is one colleague, with data-list
// one that is topics with commas between them.
// Arrows, Enter or Tab, Esc.
const WORD = /(^|[\s(])([@#][\p{L}\p{N}._-]{1,40})$/u
const LOOKS = ["font", "letterSpacing", "lineHeight", "padding", "border", "width", "boxSizing"]
let number = 0

// Where the caret is in a text: a copy that looks the same, up to the caret, says it.
function caret(text) {
  const copy = document.createElement("div")
  const end = document.createElement("span")
  const style = getComputedStyle(text)
  copy.className = "complete__copy"
  for (const look of LOOKS) copy.style[look] = style[look]
  copy.textContent = text.value.slice(0, text.selectionStart)
  end.textContent = "."
  copy.append(end)
  text.after(copy)
  const place = { top: text.offsetTop + end.offsetTop - text.scrollTop, left: text.offsetLeft + end.offsetLeft, line: end.offsetHeight }
  copy.remove()
  return place
}

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
    if ("list" in this.dataset) {
      const last = this.text.value.slice(0, this.text.selectionStart).split(",").pop().replace("#", "").trim()
      return last && `#${last}`
    }
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
      if (result.picture) option.innerHTML = result.picture // made and escaped by the server
      option.append(lines)
      option.addEventListener("mousedown", event => { event.preventDefault(); this.take(option) })
      return option
    }))
    this.list.hidden = !results.length
    this.choose(0)
    if (results.length) this.place()
  }

  // Beside the caret: below its line, above it where that would hang out of what is seen. A field is one line.
  place() {
    const { offsetTop, offsetLeft, offsetHeight } = this.text
    const field = { top: offsetTop, left: offsetLeft, line: offsetHeight }
    const { top, left, line } = this.text.matches("textarea") ? caret(this.text) : field
    const { offsetHeight: high, offsetWidth: wide } = this.list
    const room = Math.min(innerHeight, this.closest(".composer")?.getBoundingClientRect().bottom ?? innerHeight)
    const above = this.getBoundingClientRect().top + top + line + high > room && top > 0
    this.list.style.setProperty("inset-block-start", `${above ? top - high : top + line}px`)
    this.list.style.setProperty("inset-inline-start", `${Math.max(0, Math.min(left, this.offsetWidth - wide))}px`)
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
    const { value } = option.dataset
    const comma = this.text.value.slice(0, end).lastIndexOf(",") + 1
    if ("list" in this.dataset) this.text.setRangeText(`${comma ? " " : ""}${value.slice(1)}, `, comma, end, "end")
    else this.text.setRangeText(`${value} `, end - this.word().length, end, "end")
    this.text.dispatchEvent(new Event("input", { bubbles: true }))
  }

  close() {
    this.list.hidden = true
    this.text.removeAttribute("aria-activedescendant")
  }
})
