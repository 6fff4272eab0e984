import { CanvasStage } from '../room/CanvasStage.tsx'
import { goTo } from '../route.ts'
import { ChangedButton } from './ChangedButton.tsx'
import { PageStack } from './PageStack.tsx'
import type { StageProps } from './stage-props.ts'

/** Pages to scroll on a phone; the room's canvas on a wide screen and wherever one draws. */
export function Stage(props: StageProps) {
  const { view, wide, room, changes } = props
  const canvas = room !== null && (wide || view === 'ask' || view === 'full')
  const nearer = (index: number) => {
    if (view !== 'look') return
    props.onPage(index)
    goTo('full')
  }
  return (
    <>
      {canvas ? <CanvasStage {...props} room={room} /> : <PageStack {...props} onNearer={nearer} />}
      {!canvas && changes && (
        <div className="cu-floor">
          <ChangedButton onClick={changes} />
        </div>
      )}
    </>
  )
}
