/** The one ornament: printers' crop marks, around a mockup or an empty state, never around a control. */
export function CropMarks() {
  return (
    <span className="cm" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </span>
  )
}
