// What a person leaves on a device goes when they sign out (the server's answer says so too, where the browser listens),
// and before another one reads here.
export function wipe() {
  localStorage.clear()
  sessionStorage.clear()
  indexedDB.deleteDatabase("outbox")
  self.caches?.keys().then(names => names.filter(name => name.startsWith("kept ")).forEach(name => caches.delete(name)))
}

export function settle(me) {
  if (!me) return
  if (localStorage.owner && localStorage.owner !== me) wipe()
  localStorage.owner = me
}
