import './words.ts'
import './canvas/canvas.css'
import { type Mark, type Projection, parseRef } from '@proofroom/proof'
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CropMarks } from '../../ui/CropMarks.tsx'
import { composerPlace } from './canvas/composer-place.ts'
import type { EaselEvents } from './canvas/easel.ts'
import { easelMarksOf, pinsOf } from './canvas/items.ts'
import { Layers } from './canvas/Layers.tsx'
import { MarkComposer } from './canvas/MarkComposer.tsx'
import { middleOf } from './canvas/marks.ts'
import { Pins } from './canvas/Pins.tsx'
import type { Scene } from './canvas/scene.ts'
import { UnplacedPin } from './canvas/UnplacedPin.tsx'
import { useAnnouncements } from './canvas/useAnnouncements.ts'
import { useComposing } from './canvas/useComposing.ts'
import { useCrosshair } from './canvas/useCrosshair.ts'
import { useEasel, useParts } from './canvas/useEasel.ts'
import { NO_INSET, type ScreenPoint } from './canvas/view.ts'
import type { ProofCanvasProps } from './canvas-props.ts'
import { createStore, useStore } from './store.ts'
import { type ThreadItem, threadsOf } from './threads.ts'

const NOTHING = createStore<Projection>({ annotations: [], comments: [], requestReplies: {} })
const NONE = createStore(0)
const NEVER = createStore<{ allowed: boolean }>({ allowed: false })

/** The mockup with everything drawn on it, and the tools to draw more. Both sides' pages compose it. */
export function ProofCanvas(props: ProofCanvasProps) {
  const { session, page, people, tool, selected, onSelect } = props
  const { t } = useTranslation('room')
  const parts = useParts()
  const { allowed } = useStore(session?.canWrite ?? NEVER)
  const canDraw = allowed && !props.readOnly
  const { items, here } = useItems(props)
  const choose = useSteady(onSelect)
  const pins = usePins(props, here)
  const colour = people.find((person) => person.you)?.colour ?? 8
  const said = useAnnouncements(items, people)
  const { composing, waiting, place, send, close, onTyping } = useComposing(props, parts.root)
  const [, follow] = useState(0)

  const easel = useEasel(parts, () => ({
    ...roomEvents(props),
    onSelect,
    onPlace: (mark) => {
      clear()
      place(mark)
    },
    onView: (scene) => {
      layOut([parts.sheet.current, parts.under.current], scene)
      props.onZoom?.(scene.view.scale)
      // The field beside a mark follows it.
      if (composing) follow((n) => n + 1)
    },
  }))
  const { crosshair, onKeyDown, clear } = useCrosshair({ easel, page, tool, canDraw })
  const placed = waiting ?? onPage(props.placed, page.id)

  const marks = useMemo(() => easelMarksOf(here, people), [here, people])
  const { top, right, bottom, left } = { ...NO_INSET, ...props.inset }
  useEffect(() => easel.current?.setInset({ top, right, bottom, left }), [easel, top, right, bottom, left])
  useEffect(() => {
    easel.current?.update({ page, marks, selected, tool, canDraw, colour, placed })
  }, [easel, page, marks, selected, tool, canDraw, colour, placed])
  useEffect(() => easel.current?.scene.setGhost(props.ghost ?? null), [easel, props.ghost])
  useEffect(() => {
    const show = () => easel.current?.setOthers(session?.presence.get() ?? [])
    show()
    return session?.presence.subscribe(show)
  }, [easel, session])
  useImperativeHandle(
    props.ref,
    () => ({
      fit: () => easel.current?.scene.fit(),
      zoomIn: () => easel.current?.scene.zoomBy(1.25),
      zoomOut: () => easel.current?.scene.zoomBy(0.8),
      zoomTo: (scale) => easel.current?.scene.zoomTo(scale),
      panTo: (ref) => {
        const mark = here.find((one) => one.key === ref)?.mark
        if (mark) easel.current?.scene.panTo(middleOf(mark))
      },
      focus: () => parts.root.current?.focus({ preventScroll: true }),
    }),
    [easel, here, parts],
  )

  const scene = easel.current?.scene
  return (
    <div
      ref={parts.root}
      className="pc"
      data-tool={canDraw || tool === 'hand' ? tool : 'select'}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one draws on it with the arrow keys and Enter
      tabIndex={0}
      aria-label={t(crosshair ? 'canvas.draw' : 'canvas.look', { page: page.name })}
      onKeyDown={onKeyDown}
    >
      <div ref={parts.under} className="pc-under" />
      <Layers refs={parts.layers} />
      <div ref={parts.sheet} className="pc-sheet">
        <CropMarks />
        <Pins pins={pins} selected={selected} onSelect={choose} />
        {placed ? <UnplacedPin mark={placed} colour={colour} /> : null}
        {crosshair ? <span className={`crosshair p${colour}`} style={percent(crosshair)} /> : null}
        <div ref={parts.cursors} className="pc-cursors" aria-hidden="true" />
        {props.slug ? <div className="pc-slug">{props.slug}</div> : null}
      </div>
      {composing && scene ? (
        <MarkComposer
          key={composing.id ?? 'new'}
          mark={composing.mark}
          {...composerPlace(composing.mark, scene)}
          isLive={composing.id !== null}
          onSend={send}
          onClose={close}
          onTyping={onTyping}
        />
      ) : null}
      <div className="sr" aria-live="polite">
        {said}
        {crosshair ? t('canvas.at', { x: Math.round(crosshair.x * 100), y: Math.round(crosshair.y * 100) }) : null}
      </div>
    </div>
  )
}

/** All threads of the version, and those whose marks are on this page. */
function useItems(props: ProofCanvasProps): { items: ThreadItem[]; here: ThreadItem[] } {
  const { session, page, pagePosition, requests, versionId } = props
  const live = useStore(session?.projection ?? NOTHING)
  const projection = props.projection ?? live
  // A snapshot hides nothing: hiding changes views only.
  const showHidden = props.projection !== undefined
  return useMemo(() => {
    const pages = Array.from({ length: pagePosition + 1 }, (_, i) => ({ id: i === pagePosition ? page.id : '' }))
    const items = threadsOf({ projection, requests, versionId, pages })
    return { items, here: items.filter((item) => item.page === page.id && (showHidden || !item.hidden)) }
  }, [projection, requests, versionId, page.id, pagePosition, showHidden])
}

function usePins({ session, people }: ProofCanvasProps, here: readonly ThreadItem[]) {
  const pending = useStore(session?.pendingCount ?? NONE)
  return useMemo(
    () => pinsOf(here, people, (ref) => pending > 0 && session != null && !session.isSaved(ref)),
    [here, people, session, pending],
  )
}

/** What the hand does that others see. */
function roomEvents({ session, page }: ProofCanvasProps): Pick<EaselEvents, 'onChange' | 'onDrawing' | 'onPoint'> {
  return {
    onChange: (ref, mark) => {
      const parsed = parseRef(ref)
      if (parsed?.type === 'entry') session?.edit(parsed.entryId, { geometry: mark.geometry })
    },
    onDrawing: (mark) => session?.setDrawing(mark && { page: page.id, shape: mark.shape, geometry: mark.geometry }),
    onPoint: (at) => session?.setCursor(at && { page: page.id, x: at.x, y: at.y }),
  }
}

/** The same function for ever, doing what the newest does: pins are drawn anew only when they change. */
function useSteady(act: (key: string | null) => void): (key: string | null) => void {
  const newest = useRef(act)
  newest.current = act
  return useCallback((key) => newest.current(key), [])
}

const onPage = (placed: ProofCanvasProps['placed'], page: string): Mark | null =>
  placed?.page === page ? (placed as Mark) : null

const percent = (at: ScreenPoint) => ({ left: `${at.x * 100}%`, top: `${at.y * 100}%` })

/** The HTML that lies on the page moves with it: one transform and one size, pins are in percent of it. */
function layOut(elements: (HTMLElement | null)[], { view, page }: Scene): void {
  for (const element of elements) {
    if (!element) continue
    element.style.transform = `translate(${view.x}px, ${view.y}px)`
    element.style.width = `${page.width * view.scale}px`
    element.style.height = `${page.height * view.scale}px`
  }
}
