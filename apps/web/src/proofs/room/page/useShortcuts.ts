import { useEffect, useRef } from 'react'
import type { Tool } from '../types.ts'
import { TOOLS } from './tools.ts'

export type ShortcutActs = {
  tool(tool: Tool): void
  undo(): void
  redo(): void
  zoomIn(): void
  zoomOut(): void
  fullSize(): void
  fit(): void
  remove(): void
  leave(): void
  beneath(held: boolean): void
  help(): void
}

/** Where keys belong to something else: fields, menus, dialogs. */
const ELSEWHERE = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]'

/** As in the drawing programs people know; see the list under "?". */
export function useShortcuts(acts: ShortcutActs): void {
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isElsewhere(event.target)) return
      const act = actOf(event, latest.current)
      if (!act) return
      event.preventDefault()
      if (!event.repeat || REPEATING.has(event.key)) act()
    }
    const up = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'b') latest.current.beneath(false)
    }
    const blur = (): void => latest.current.beneath(false)
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    addEventListener('blur', blur)
    return () => {
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
      removeEventListener('blur', blur)
    }
  }, [])
}

const REPEATING = new Set(['+', '=', '-', 'z', 'Z'])

const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(ELSEWHERE) !== null

/** What a key asks for, or nothing. */
export function actOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  acts: ShortcutActs,
): (() => void) | null {
  const key = event.key.toLowerCase()
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') return event.shiftKey ? acts.redo : acts.undo
    return key === 'y' ? acts.redo : null
  }
  if (event.altKey) return null
  const tool = TOOLS.find((one) => one.key.toLowerCase() === key)
  if (tool) return () => acts.tool(tool.tool)
  switch (key) {
    case '+':
    case '=':
      return acts.zoomIn
    case '-':
      return acts.zoomOut
    case '0':
      return acts.fullSize
    case '1':
      return acts.fit
    case 'delete':
    case 'backspace':
      return acts.remove
    case 'escape':
      return acts.leave
    case 'b':
      return () => acts.beneath(true)
    case '?':
      return acts.help
    default:
      return null
  }
}
