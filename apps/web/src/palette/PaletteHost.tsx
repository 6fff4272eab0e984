import { lazy, Suspense, useEffect } from 'react'
import { closePalette, openKeys, openPalette, useOpened } from './open.ts'

// Whoever never asks for it does not pay for it.
const Palette = lazy(() => import('./Palette.tsx'))
const KeysDialog = lazy(() => import('./KeysDialog.tsx'))

const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]'

const isTyping = ({ target }: KeyboardEvent) => target instanceof Element && target.closest(TYPING) !== null

/** Ctrl or Cmd with K opens it from anywhere below a shop; `/` too, and `?` tells the keys, where nobody is writing. */
export function PaletteHost() {
  const opened = useOpened()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const withCommand = event.ctrlKey || event.metaKey
      if (withCommand && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        openPalette()
        return
      }
      // The room has a help of its own for the same key.
      if (event.defaultPrevented || withCommand || event.altKey || isTyping(event)) return
      if (event.key === '/') openPalette()
      else if (event.key === '?') openKeys()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  // Left open by a screen that is gone, it would open again with the next shop.
  useEffect(() => closePalette, [])
  return (
    <Suspense>
      {opened === 'find' ? <Palette /> : null}
      {opened === 'keys' ? <KeysDialog /> : null}
    </Suspense>
  )
}
