/** The shape of what comes: the canvas, the chrome, the sheet. */
export function RoomShape() {
  return (
    <main className="room" aria-busy="true">
      <div className="room-shape" />
      <div className="room-tl">
        <div className="fl bar shape-bar" />
      </div>
    </main>
  )
}
