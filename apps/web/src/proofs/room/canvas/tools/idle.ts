import { dragging } from './dragging.ts'
import { drawing } from './drawing.ts'
import type { ToolState } from './machine.ts'
import { panning } from './panning.ts'
import { penning } from './penning.ts'
import { placing } from './placing.ts'
import { pressing } from './pressing.ts'
import { pulling } from './pulling.ts'

/** Nothing begun: what the hand does next depends on its tool and on what lies under it. */
export const idle: ToolState = {
  name: 'idle',
  down(hand, pointer) {
    switch (hand.tool) {
      case 'hand':
        return panning(pointer)
      case 'select': {
        const hit = hand.hit(pointer)
        if (hit?.own && hit.handle !== null) return pulling(hit.ref, hit.own, hit.handle)
        return hit ? pressing(pointer, hit) : dragging(pointer)
      }
      case 'comment':
        return hand.canDraw ? placing('pin') : undefined
      case 'text':
        return hand.canDraw ? placing('text') : undefined
      case 'freehand':
        return hand.canDraw ? penning(pointer) : undefined
      case 'rectangle':
      case 'ellipse':
      case 'highlight':
      case 'arrow':
      case 'line':
        return hand.canDraw ? drawing(hand.tool, pointer) : undefined
    }
  },
}
