/** One toast at a time, kept outside React so that any code may say something. */
export type Toast = {
  id: number
  message: string
  action?: { label: string; onPress: () => void }
}

let current: Toast | null = null
let nextId = 1
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function set(toast: Toast | null): void {
  current = toast
  for (const listener of listeners) listener()
}

/** Shows a sentence for six seconds, ten when it offers an action. A newer one takes its place. */
export function toast(message: string, action?: Toast['action']): void {
  clearTimeout(timer)
  set(action ? { id: nextId++, message, action } : { id: nextId++, message })
  timer = setTimeout(() => set(null), action ? 10_000 : 6_000)
}

export function dismissToast(): void {
  clearTimeout(timer)
  set(null)
}

export const toastStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => current,
}
