/** The card in the hand: a picture of it outside React, moved by transform alone. */
export type Ghost = {
  moveTo: (x: number, y: number) => void
  /** Says under the card why it may not be let go here. */
  say: (why: string | null) => void
  /** Goes to where the card is now, and away. */
  settle: (target: Element | null) => Promise<void>
  remove: () => void
}

const SETTLE_MS = 160
const EASE = 'cubic-bezier(0.2, 0.7, 0.2, 1)'

export function makeGhost(card: Element, count: number): Ghost {
  const box = card.getBoundingClientRect()
  const ghost = document.createElement('div')
  ghost.className = 'bo-ghost'
  ghost.setAttribute('aria-hidden', 'true')
  ghost.style.width = `${box.width}px`
  const picture = pictureOf(card, box.height)
  ghost.append(picture, ...badge(count))
  const why = document.createElement('p')
  why.className = 'bo-ghost-why'
  why.hidden = true
  ghost.append(why)
  document.body.append(ghost)
  const place = (x: number, y: number) => {
    ghost.style.transform = `translate3d(${box.left + x}px, ${box.top + y}px, 0)`
  }
  place(0, 0)
  return {
    moveTo: place,
    say(words) {
      why.hidden = words === null
      why.textContent = words
    },
    settle: (target) => settle(ghost, target),
    remove: () => ghost.remove(),
  }
}

function pictureOf(card: Element, height: number): HTMLElement {
  const picture = card.cloneNode(true) as HTMLElement
  picture.removeAttribute('data-card')
  picture.style.height = `${height}px`
  picture.tabIndex = -1
  return picture
}

function badge(count: number): HTMLElement[] {
  if (count < 2) return []
  const mark = document.createElement('span')
  mark.className = 'bo-ghost-n'
  mark.textContent = String(count)
  return [mark]
}

async function settle(ghost: HTMLElement, target: Element | null): Promise<void> {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  if (target && !still) {
    ghost.classList.add('is-settling')
    const { left, top } = target.getBoundingClientRect()
    const to = `translate3d(${left}px, ${top}px, 0)`
    await ghost
      .animate([{ transform: ghost.style.transform }, { transform: to }], { duration: SETTLE_MS, easing: EASE })
      .finished.catch(() => undefined)
  }
  ghost.remove()
}
