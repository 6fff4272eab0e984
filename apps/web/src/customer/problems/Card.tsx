import type { ReactNode } from 'react'
import { CropMarks } from '../../ui/CropMarks.tsx'

/** A kind sentence in the place where the mockup would be, between printers' crop marks. */
export function Card({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="cu-blank">
      <div className="cu-blank-sheet">
        <CropMarks />
        <h2>{title}</h2>
        <p>{text}</p>
        {children}
      </div>
    </div>
  )
}
