/** The tokens that the canvas paints with, read from the page because a canvas knows no CSS. */
export type Palette = { people: string[]; casing: string; surface: string; ink: string; sans: string }

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  return {
    people: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => token(`--p${n}`)),
    casing: token('--casing'),
    surface: token('--surface'),
    ink: token('--ink'),
    sans: token('--sans'),
  }
}

/** Calls back when the system or the page turns dark or light. */
export function followTheme(onChange: () => void): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(onChange)
  dark.addEventListener('change', onChange)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-room'] })
  return () => {
    dark.removeEventListener('change', onChange)
    observer.disconnect()
  }
}
