import './words.ts'
import './canvas/canvas.css'
import type { PersonDto } from '@proofroom/contract'
import { entryRef, type Mark, type PointGeometry, type Projection, parseRef } from '@proofroom/proof'
import { type KeyboardEvent, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CropMarks } from '../../ui/CropMarks.tsx'
import { Easel, type EaselEvents, type EaselMark } from './canvas/easel.ts'
import { MarkComposer } from './canvas/MarkComposer.tsx'
import { anchorOf, middleOf } from './canvas/marks.ts'
import { type PinItem, Pins } from './canvas/Pins.tsx'
import type { Scene } from './canvas/scene.ts'
import { useAnnouncements } from './canvas/useAnnouncements.ts'
import { NO_INSET, toScreen } from './canvas/view.ts'
import type { ProofCanvasProps } from './canvas-props.ts'
import { createStore, type Store, useStore } from './store.ts'
import { type ThreadItem, threadsOf } from './threads.ts'

const NOTHING: Store<Projection> = createStore<Projection>({ annotations: [], comments: [], requestReplies: {} })
const ZERO: Store<number> = createStore(0)
const OPEN: Store<{ allowed: boolean }> = createStore({ allowed: true })

/** A mark that waits for its words; `id` when it is on the page already. */
type Composing = { mark: Mark; page: string; id: string | null }

/** The mockup with everything drawn on it, and the tools to draw more. Both sides' pages compose it. */
export function ProofCanvas(props: ProofCanvasProps) {
  const { session = null, page, pagePosition, people, tool, selected, onSelect, readOnly, inset, ghost, placed } = props
  const { t } = useTranslation('room')
  const parts = useParts()
  const live = useStore(session?.projection ?? NOTHING)
  const projection = props.projection ?? live
  const pending = useStore(session?.pendingCount ?? ZERO)
  const { allowed } = useStore(session?.canWrite ?? OPEN)
  const canDraw = !readOnly && !!session && allowed
  const items = useItems(props, projection)
  const here = useMemo(() => items.filter((item) => item.page === page.id && !item.hidden), [items, page.id])
  const said = useAnnouncements(items, people)
  const you = people.find((person) => person.you) ?? people.find((person) => person.actorId === session?.actorId)
  const [composing, setComposing] = useState<Composing | null>(null)
  const [crosshair, setCrosshair] = useState<PointGeometry | null>(null)
  const [, redraw] = useState(0)

  const latest = useRef({ props, canDraw, composing })
  latest.current = { props, canDraw, composing }
  const easel = useEasel(parts, () => ({
    onView: (scene) => {
      layOut(parts.sheet.current, parts.under.current, scene)
      latest.current.props.onZoom?.(scene.view.scale)
      if (latest.current.composing) redraw((n) => n + 1)
    },
    onSelect: (ref) => latest.current.props.onSelect(ref),
    onPlace: (mark) => place(mark),
    onChange: (ref, mark) => {
      const parsed = parseRef(ref)
      const room = latest.current.props.session
      if (parsed?.type === 'entry') room?.edit(parsed.entryId, { geometry: mark.geometry })
    },
    onDrawing: (mark) => {
      const { session: room, page: at } = latest.current.props
      room?.setDrawing(mark ? { page: at.id, shape: mark.shape, geometry: mark.geometry } : null)
    },
    onPoint: (at) => {
      const { session: room, page: on } = latest.current.props
      room?.setCursor(at ? { page: on.id, x: at.x, y: at.y } : null)
    },
  }))

  const place = (mark: Mark): void => {
    const { session: room, page: on, onPlaced, onToolDone } = latest.current.props
    setCrosshair(null)
    if (onPlaced) return onPlaced({ page: on.id, ...mark })
    // A pin without words says nothing, so it waits for them; a drawn shape is live on release.
    const id =
      mark.shape === 'pin' || mark.shape === 'text'
        ? null
        : (room?.add({ kind: 'annotation', page: on.id, ...mark }) ?? null)
    setComposing({ mark, page: on.id, id })
    if (id && room) latest.current.props.onSelect(room.refOf(id))
    onToolDone?.()
  }

  const pins = useMemo(
    () =>
      here.flatMap((item) => pinOf(item, people, (ref) => (session ? pending > 0 && !session.isSaved(ref) : false))),
    [here, people, session, pending],
  )
  const marks = useMemo(() => here.flatMap((item) => easelMarkOf(item, people)), [here, people])

  useEffect(() => {
    easel.current?.setInset({ ...NO_INSET, ...inset })
  }, [easel, inset?.top, inset?.right, inset?.bottom, inset?.left])
  useEffect(() => {
    const waiting = placed?.page === page.id ? (placed as Mark) : null
    const unsent = composing && !composing.id && composing.page === page.id ? composing.mark : null
    easel.current?.update({
      page,
      marks,
      selected,
      tool,
      canDraw,
      colour: you?.colour ?? 8,
      placed: unsent ?? waiting,
    })
  }, [easel, page, marks, selected, tool, canDraw, you?.colour, placed, composing])
  useEffect(() => easel.current?.scene.setGhost(ghost ?? null), [easel, ghost])
  useEffect(() => {
    if (!session) return
    const show = () => easel.current?.setOthers(session.presence.get())
    show()
    return session.presence.subscribe(show)
  }, [easel, session])
  useEffect(() => {
    setCrosshair(null)
  }, [tool, page.id])

  useImperativeHandle(
    props.ref,
    () => ({
      fit: () => easel.current?.scene.fit(),
      zoomIn: () => easel.current?.scene.zoomBy(1.25),
      zoomOut: () => easel.current?.scene.zoomBy(0.8),
      zoomTo: (scale) => easel.current?.scene.zoomTo(scale),
      panTo: (ref) => {
        const item = items.find((one) => one.key === ref)
        if (item?.mark && item.page === page.id) easel.current?.scene.panTo(middleOf(item.mark))
      },
      focus: () => parts.root.current?.focus({ preventScroll: true }),
    }),
    [easel, items, page.id],
  )

  const closeComposer = useCallback(() => {
    setComposing(null)
    parts.root.current?.focus({ preventScroll: true })
  }, [parts.root])
  const send = (text: string): void => {
    if (!composing || !session) return
    if (composing.id) session.edit(composing.id, { text })
    else {
      const id = session.add({ kind: 'annotation', page: composing.page, ...composing.mark, text })
      onSelect(session.refOf(id))
    }
    closeComposer()
  }
  const onTyping = useCallback((typing: boolean) => session?.setTyping(typing ? 'new' : null), [session])

  const drawing = tool !== 'select' && tool !== 'hand'
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    if (event.key === ' ') {
      event.preventDefault()
      easel.current?.holdSpace(true)
    }
    if (event.key === 'Escape' && easel.current?.cancel()) event.stopPropagation()
    const step = STEPS[event.key]
    if (step && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      if (drawing && canDraw) leadCrosshair(step, event.shiftKey)
      else easel.current?.scene.pan(-step[0] * 48, -step[1] * 48)
    }
    if (event.key === 'Enter' && drawing && canDraw) {
      event.preventDefault()
      const at = crosshair ?? easel.current?.scene.centre() ?? { x: 0.5, y: 0.5 }
      setCrosshair(at)
      easel.current?.press(at)
    }
  }
  const leadCrosshair = ([dx, dy]: readonly [number, number], far: boolean): void => {
    const from = crosshair ?? easel.current?.scene.centre() ?? { x: 0.5, y: 0.5 }
    const step = far ? 0.05 : 0.01
    const at = {
      x: clamp01(from.x + dx * step),
      y: clamp01(from.y + dy * step * (page.picture.width / page.picture.height)),
    }
    setCrosshair(at)
    easel.current?.lead(at)
  }

  const scene = easel.current?.scene
  const composerAt = composing && scene ? toScreen(scene.view, scene.page, anchorOf(composing.mark)) : null
  return (
    <div
      ref={parts.root}
      className="pc"
      data-tool={canDraw || !drawing ? tool : 'select'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas is drawn on with the arrow keys and Enter
      tabIndex={0}
      role="group"
      aria-label={t(drawing && canDraw ? 'canvas.draw' : 'canvas.look', { page: page.name })}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.key === ' ' && easel.current?.holdSpace(false)}
      onBlur={() => easel.current?.holdSpace(false)}
    >
      <div ref={parts.under} className="pc-under" />
      <div ref={parts.host} className="pc-host" />
      <div ref={parts.sheet} className="pc-sheet">
        <CropMarks />
        <Pins pins={pins} selected={selected} onSelect={onSelect} />
        {placed?.page === page.id ? <UnplacedPin mark={placed as Mark} colour={you?.colour ?? 8} /> : null}
        {composing && !composing.id && composing.page === page.id ? (
          <UnplacedPin mark={composing.mark} colour={you?.colour ?? 8} />
        ) : null}
        {crosshair ? (
          <span
            className={`crosshair p${you?.colour ?? 8}`}
            style={{ left: `${crosshair.x * 100}%`, top: `${crosshair.y * 100}%` }}
          />
        ) : null}
        <div ref={parts.cursors} className="pc-cursors" aria-hidden="true" />
        {props.slug ? <div className="pc-slug">{props.slug}</div> : null}
      </div>
      {composing && composerAt ? (
        <MarkComposer
          key={composing.id ?? 'new'}
          mark={composing.mark}
          {...beside(composerAt, scene?.screen ?? { width: 0, height: 0 })}
          isLive={composing.id !== null}
          onSend={send}
          onClose={closeComposer}
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

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const clamp01 = (n: number): number => Math.min(1, Math.max(0, n))

function useParts() {
  const root = useRef<HTMLDivElement>(null)
  const under = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const cursors = useRef<HTMLDivElement>(null)
  return useRef({ root, under, host, sheet, cursors }).current
}

/** One easel for the life of the component; it reads the newest events through the ref. */
function useEasel(parts: ReturnType<typeof useParts>, events: () => EaselEvents) {
  const easel = useRef<Easel | null>(null)
  const newest = useRef(events)
  newest.current = events
  useEffect(() => {
    const { root, host, cursors } = parts
    if (!root.current || !host.current || !cursors.current) return
    easel.current = new Easel({ root: root.current, host: host.current, cursors: cursors.current }, () =>
      newest.current(),
    )
    return () => {
      easel.current?.destroy()
      easel.current = null
    }
  }, [parts])
  return easel
}

function useItems({ page, pagePosition, requests, versionId }: ProofCanvasProps, projection: Projection): ThreadItem[] {
  return useMemo(() => {
    const pages = Array.from({ length: pagePosition + 1 }, (_, i) => ({ id: i === pagePosition ? page.id : '' }))
    return threadsOf({ projection, requests, versionId, pages })
  }, [projection, requests, versionId, page.id, pagePosition])
}

function pinOf(item: ThreadItem, people: readonly PersonDto[], isUnsent: (ref: string) => boolean): PinItem[] {
  if (!item.mark || item.deleted) return []
  const person = people.find((one) => one.actorId === item.actorId)
  const { key, number, mark, text, done } = item
  const initials = person?.initials ?? ''
  const unsent = item.thread !== null && isUnsent(key)
  return [
    { key, number, mark, text, done, initials, unsent, name: person?.name || initials, colour: person?.colour ?? 8 },
  ]
}

function easelMarkOf(item: ThreadItem, people: readonly PersonDto[]): EaselMark[] {
  if (!item.mark || item.deleted) return []
  const person = people.find((one) => one.actorId === item.actorId)
  const { key, mark, text, done } = item
  const own = item.thread !== null && (person?.you ?? false)
  return [{ key, mark, text, done, own, colour: person?.colour ?? 8, selected: false }]
}

/** The HTML that lies on the page moves with it: one transform and one size, pins are in percent of it. */
function layOut(sheet: HTMLElement | null, under: HTMLElement | null, { view, page }: Scene): void {
  for (const element of [sheet, under]) {
    if (!element) continue
    element.style.transform = `translate(${view.x}px, ${view.y}px)`
    element.style.width = `${page.width * view.scale}px`
    element.style.height = `${page.height * view.scale}px`
  }
}

const COMPOSER = { width: 300, height: 132 }

/** Beside the mark, inside the screen. */
function beside(at: { x: number; y: number }, screen: { width: number; height: number }): { x: number; y: number } {
  return {
    x: Math.max(8, Math.min(at.x + 16, screen.width - COMPOSER.width - 8)),
    y: Math.max(64, Math.min(at.y + 14, screen.height - COMPOSER.height - 8)),
  }
}

function UnplacedPin({ mark, colour }: { mark: Mark; colour: number }) {
  const { t } = useTranslation('room')
  const at = anchorOf(mark)
  return (
    <span className={`pin sel p${colour}`} style={{ left: `${at.x * 100}%`, top: `${at.y * 100}%` }}>
      {t('you')}
    </span>
  )
}
