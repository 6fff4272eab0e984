import {
  Circle,
  Hand,
  Highlighter,
  type LucideIcon,
  MessageCircle,
  MousePointer2,
  MoveUpRight,
  Pencil,
  Slash,
  Square,
  Type,
} from 'lucide-react'
import type { Tool } from '../types.ts'

/** `keep`: works on a locked proof too. `phone`: among the five that a phone shows. */
export type ToolSpec = { tool: Tool; icon: LucideIcon; key: string; keep?: true; phone?: true }

/** In the order of the bar; the line comes after the hand. */
export const TOOLS: readonly ToolSpec[] = [
  { tool: 'select', icon: MousePointer2, key: 'V', keep: true, phone: true },
  { tool: 'hand', icon: Hand, key: 'H', keep: true },
  { tool: 'comment', icon: MessageCircle, key: 'C', phone: true },
  { tool: 'rectangle', icon: Square, key: 'R', phone: true },
  { tool: 'ellipse', icon: Circle, key: 'O' },
  { tool: 'arrow', icon: MoveUpRight, key: 'A' },
  { tool: 'line', icon: Slash, key: 'L' },
  { tool: 'freehand', icon: Pencil, key: 'P', phone: true },
  { tool: 'text', icon: Type, key: 'T' },
  { tool: 'highlight', icon: Highlighter, key: 'M' },
]
