// Brings what is shown up to date with what was fetched, and leaves alone what somebody is at. Children are known by
// their id; one without, by what it is and what stands before it.
const NEW = "reply--new"
const name = child => child.id || `${child.previousElementSibling?.id ?? ""} ${child.className}`
const named = parent => new Map([...parent.children].map(child => [name(child), child]))
const isHeld = node => node.contains(document.activeElement)

function wash(node) {
  node.classList.add(NEW)
  setTimeout(() => document.getElementById(node.id)?.classList.remove(NEW), 2000)
}

// Makes the children of `shown` those of `fresh`; returns what stayed as it was because the focus is in it, or null.
export function merge(shown, fresh) {
  const [known, wanted] = [named(shown), named(fresh)]
  let [held, last] = [null, null]
  for (const [key, node] of known) {
    if (wanted.has(key)) continue
    if (isHeld(node)) held = node
    else node.remove()
  }
  for (const [key, next] of wanted) {
    let node = known.get(key)
    if (!node) {
      node = next
      if (node.matches("article")) wash(node)
    } else if (node.matches(".reply__kids")) {
      held = merge(node, next) ?? held
    } else {
      if (node.classList.contains(NEW)) next.classList.add(NEW)
      if (!node.isEqualNode(next)) {
        if (isHeld(node)) held = node
        else {
          node.replaceWith(next)
          node = next
        }
      }
    }
    const place = last ? last.nextElementSibling : shown.firstElementChild
    if (node !== place && !(node.isConnected && isHeld(node))) last ? last.after(node) : shown.prepend(node)
    last = node
  }
  return held
}
