export type WhyNot = { key: 'lines' | 'name' | 'room'; left: number }

/** Why it cannot be signed yet, said beside the button; null when it can. */
export function whyNot(state: { total: number; ticked: number; name: string; room: boolean }): WhyNot | null {
  if (state.ticked < state.total) return { key: 'lines', left: state.total - state.ticked }
  if (state.name.trim().length < 2) return { key: 'name', left: 0 }
  return state.room ? null : { key: 'room', left: 0 }
}
