import { MapPin, Minus, Pencil, Plus, Square } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProofCanvasControls } from '../../proofs/room/canvas-props.ts'
import { SaveWord } from '../ask/SaveWord.tsx'
import type { Asking, AskTool } from '../ask/useAsking.ts'
import { ChangedButton } from '../look/ChangedButton.tsx'
import type { StageProps } from '../look/stage-props.ts'
import type { OpenRoom } from './useRoom.ts'

/** Chrome of the guest's room that the fitted mockup keeps clear of. */
const INSET = {
  wide: { top: 92, right: 388, bottom: 88, left: 24 },
  phone: { top: 72, right: 8, bottom: 24, left: 8 },
}

/** How much nearer a phone comes to the spot that is talked about. */
const CLOSER = 2.2

/** The live canvas with the guest's few tools. */
export function CanvasStage(props: StageProps & { room: OpenRoom }) {
  const { room, view, wide, version, proof, asking, selected, onSelect, pageIndex, onPage, ghost, changes } = props
  const { t } = useTranslation('customer')
  const controls = useRef<ProofCanvasControls>(null)
  const [zoom, setZoom] = useState(1)
  const page = version.pages[pageIndex] ?? version.pages[0]
  // One's own pins are signed like on the still pages.
  const people = useMemo(() => proof.people.map((one) => (one.you ? { ...one, initials: t('you') } : one)), [proof, t])
  const asks = view === 'ask'
  const fitted = ((wide ? 0 : innerWidth) - INSET.phone.left - INSET.phone.right) / (page?.picture.width ?? 1)
  const closer = asks && !wide ? fitted * CLOSER : null
  useEffect(() => {
    if (!selected) return
    if (closer) controls.current?.zoomTo(closer)
    controls.current?.panTo(selected)
  }, [selected, closer])
  if (!page) return null
  const { ProofCanvas } = room.ui
  return (
    <div className="cu-canvas">
      <ProofCanvas
        ref={controls}
        session={room.session}
        page={page}
        pagePosition={pageIndex}
        versionId={version.id}
        people={people}
        requests={proof.requests}
        tool={asks ? asking.activeTool : 'select'}
        onToolDone={() => undefined}
        selected={selected}
        onSelect={onSelect}
        {...(asks ? { onPlaced: asking.place, placed: asking.placed } : {})}
        readOnly={!asks}
        inset={wide ? INSET.wide : INSET.phone}
        onZoom={setZoom}
        ghost={ghost?.pages[pageIndex]?.picture ?? null}
      />
      {asks && !wide && <Modes asking={asking} />}
      <div className="cu-floor">
        {asks && wide && <Modes asking={asking} />}
        {wide && (
          <div className="cu-zoom fl">
            <button
              type="button"
              className="b b-quiet b-ico"
              aria-label={t('look.zoom_out')}
              onClick={() => controls.current?.zoomOut()}
            >
              <Minus className="i" aria-hidden="true" />
            </button>
            <button
              type="button"
              className="b b-quiet num"
              aria-label={t('look.fit', { percent: Math.round(zoom * 100) })}
              onClick={() => controls.current?.fit()}
            >
              {Math.round(zoom * 100)}%
            </button>
            <button
              type="button"
              className="b b-quiet b-ico"
              aria-label={t('look.zoom_in')}
              onClick={() => controls.current?.zoomIn()}
            >
              <Plus className="i" aria-hidden="true" />
            </button>
            <SaveWord room={room} kept={false} />
          </div>
        )}
        {version.pages.length > 1 && (
          <fieldset className="cu-pages fl" aria-label={t('look.pages')}>
            {version.pages.map((one, index) => (
              <button
                key={one.id}
                type="button"
                className={`b b-quiet cu-tap ${index === pageIndex ? 'on' : ''}`}
                aria-pressed={index === pageIndex}
                onClick={() => onPage(index)}
              >
                {one.name}
              </button>
            ))}
          </fieldset>
        )}
        {changes && <ChangedButton onClick={changes} />}
      </div>
    </div>
  )
}

const MODES: [AskTool, typeof MapPin][] = [
  ['comment', MapPin],
  ['freehand', Pencil],
  ['rectangle', Square],
]

function Modes({ asking }: { asking: Asking }) {
  const { t } = useTranslation('customer')
  return (
    <fieldset className="cu-modes fl" aria-label={t('ask.tools')}>
      {MODES.map(([tool, Icon]) => (
        <button
          key={tool}
          type="button"
          className={`b cu-tap ${asking.tool === tool ? 'on' : ''}`}
          aria-pressed={asking.tool === tool}
          onClick={() => asking.setTool(tool)}
        >
          <Icon className="i" aria-hidden="true" />
          {t(`ask.tool_${tool}`)}
        </button>
      ))}
    </fieldset>
  )
}
