import type { Presence } from '../types.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** Others' pointers, moved by hand: twenty times a second is no work for React. */
export function createCursors(host: HTMLElement): { show(others: readonly Presence[], page: string): void } {
  const shown = new Map<number, HTMLElement>()
  return {
    show(others, page) {
      const seen = new Set<number>()
      for (const one of others) {
        if (one.cursor?.page !== page) continue
        seen.add(one.clientId)
        const element = shown.get(one.clientId) ?? add(host, shown, one)
        element.style.left = `${one.cursor.x * 100}%`
        element.style.top = `${one.cursor.y * 100}%`
        rename(element, one)
      }
      for (const [clientId, element] of shown) {
        if (seen.has(clientId)) continue
        element.remove()
        shown.delete(clientId)
      }
    },
  }
}

function add(host: HTMLElement, shown: Map<number, HTMLElement>, one: Presence): HTMLElement {
  const element = document.createElement('span')
  element.className = `cur p${one.colour}`
  const arrow = document.createElementNS(SVG, 'svg')
  arrow.setAttribute('viewBox', '0 0 20 22')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', 'M2 2l5.6 17 3.3-7 7.1-3.2z')
  arrow.append(path)
  element.append(arrow, document.createElement('span'))
  host.append(element)
  shown.set(one.clientId, element)
  return element
}

/** A guest says who they are at the first mark, long after their pointer came. */
function rename(element: HTMLElement, one: Presence): void {
  const name = one.name?.split(/\s+/)[0] || one.initials
  if (element.lastChild && element.lastChild.textContent !== name) element.lastChild.textContent = name
}
