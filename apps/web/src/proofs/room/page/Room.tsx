import type { PersonDto, PictureDto, ProofDto, VersionDto } from '@proofroom/contract'
import { parseRef } from '@proofroom/proof'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { Told } from '../../../ui/Told.tsx'
import type { ProofCanvasControls } from '../canvas-props.ts'
import { ProofCanvas } from '../ProofCanvas.tsx'
import { createStore, useStore } from '../store.ts'
import { threadsOf } from '../threads.ts'
import type { RoomSession, Tool } from '../types.ts'
import { Drawer, type DrawerTab } from './Drawer.tsx'
import { Help } from './Help.tsx'
import { Slug } from './Slug.tsx'
import { Toolbar } from './Toolbar.tsx'
import { TopBar } from './TopBar.tsx'
import { useInset } from './useInset.ts'
import { useLock } from './useLock.ts'
import type { Ending } from './useRoomSession.ts'
import { useShortcuts } from './useShortcuts.ts'
import { isUnanswered, previousOf, requestsFor } from './versions.ts'
import { Zoom } from './Zoom.tsx'

type RoomProps = { shop: string; proof: ProofDto; version: VersionDto; session: RoomSession; ended: Ending | null }

/** The canvas with the seller's chrome floating over it. */
export function Room({ shop, proof, version, session, ended }: RoomProps) {
  const canvas = useRef<ProofCanvasControls>(null)
  const drawer = useRef<HTMLElement>(null)
  const [tool, setTool] = useState<Tool>('select')
  const [pageIndex, setPageIndex] = useState(0)
  const [tab, setTab] = useState<DrawerTab>('threads')
  // Also when it is signed while we look on.
  useEffect(() => {
    if (version.state === 'signed') setTab('agreed')
  }, [version.state])
  // A store, so that zooming draws one figure anew and not the whole room.
  const [zoom] = useState(() => createStore(1))
  const [beneath, setBeneath] = useState(false)
  const [help, setHelp] = useState(false)
  const { isOpen, setOpen, inset, narrow, phone } = useInset(drawer)
  const lock = useLock(proof, version, session, ended)
  const { items, requests, selected, select } = useThreads({ proof, version, session, pageIndex, setPageIndex, canvas })
  const you = proof.people.find((person) => person.you)
  const page = version.pages[pageIndex] ?? version.pages[0]
  const ghost = beneath ? (previousOf(proof, version)?.pages[pageIndex]?.picture ?? null) : null

  useShortcuts({
    tool: (next) => (lock && next !== 'select' && next !== 'hand' ? undefined : takeByKey(next)),
    undo: session.undo,
    redo: session.redo,
    zoomIn: () => canvas.current?.zoomIn(),
    zoomOut: () => canvas.current?.zoomOut(),
    fullSize: () => canvas.current?.zoomTo(1),
    fit: () => canvas.current?.fit(),
    remove: () => removeOwn(session, selected, you, () => select(null)),
    leave: () => (tool === 'select' ? select(null) : setTool('select')),
    beneath: setBeneath,
    help: () => setHelp(true),
  })
  const takeByKey = (next: Tool): void => {
    setTool(next)
    canvas.current?.focus()
  }
  const showFirstRequest = (): void => {
    const first = requests.filter(isUnanswered).sort((a, b) => a.number - b.number)[0]
    if (first) select(items.find((item) => item.request?.id === first.id)?.key ?? null)
    setOpen(true)
  }
  if (!page) return null
  return (
    <main className="room" data-phone={phone || undefined}>
      <ProofCanvas
        ref={canvas}
        session={session}
        page={page}
        pagePosition={pageIndex}
        versionId={version.id}
        people={proof.people}
        requests={requests}
        tool={lock && tool !== 'hand' ? 'select' : tool}
        onToolDone={() => setTool('select')}
        selected={selected}
        onSelect={select}
        readOnly={lock !== null}
        inset={inset}
        onZoom={zoom.set}
        ghost={ghost satisfies PictureDto | null}
        slug={<Slug proof={proof} version={version} page={page} beneath={ghost ? previousOf(proof, version) : null} />}
      />
      <TopBar
        shop={shop}
        proof={proof}
        version={version}
        session={session}
        pageIndex={pageIndex}
        onPage={setPageIndex}
        onGhost={setBeneath}
        onFirstRequest={showFirstRequest}
      />
      {ended && ended !== 'closed' ? <EndNote ended={ended} session={session} /> : null}
      <Toolbar
        session={session}
        tool={tool}
        colour={you?.colour ?? 8}
        lock={lock}
        narrow={phone}
        upright={!narrow}
        onTool={(next, byKeyboard) => (byKeyboard ? takeByKey(next) : setTool(next))}
        onHelp={() => setHelp(true)}
      />
      <Zoom scale={zoom} canvas={canvas} />
      <Drawer
        ref={drawer}
        shop={shop}
        proof={proof}
        version={version}
        session={session}
        items={items}
        people={proof.people}
        selected={selected}
        onSelect={select}
        tab={tab}
        onTab={setTab}
        isOpen={isOpen}
        onOpen={setOpen}
        phone={phone}
      />
      <Help isOpen={help} onClose={() => setHelp(false)} />
    </main>
  )
}

/** A refusal that the room got over by itself needs no note: what was not taken is offered in the drawer. */
function EndNote({ ended, session }: { ended: Exclude<Ending, 'closed'>; session: RoomSession }) {
  const { t } = useTranslation('room')
  const isClosed = useStore(session.saveState) === 'closed'
  const { reason } = useStore(session.canWrite)
  if (!isClosed) return null
  const again = (
    <Button size="sm" onPress={() => location.reload()}>
      {t(ended === 'signedOut' ? 'ended.signIn' : 'ended.reload')}
    </Button>
  )
  return (
    <div className="room-ended">
      <Told title={reason ?? t(`ended.${ended}`)} actions={again} />
    </div>
  )
}

type ThreadsOptions = {
  proof: ProofDto
  version: VersionDto
  session: RoomSession
  pageIndex: number
  setPageIndex: (index: number) => void
  canvas: React.RefObject<ProofCanvasControls | null>
}

/** The list and which of it is chosen; choosing brings its pin into sight, on whichever page it is. */
function useThreads({ proof, version, session, pageIndex, setPageIndex, canvas }: ThreadsOptions) {
  const projection = useStore(session.projection)
  const [selected, setSelected] = useState<string | null>(null)
  const requests = useMemo(() => requestsFor(proof, version), [proof, version])
  const items = useMemo(
    () => threadsOf({ projection, requests, versionId: version.id, pages: version.pages }),
    [projection, requests, version],
  )
  const newest = useRef({ items, version, pageIndex, setPageIndex })
  newest.current = { items, version, pageIndex, setPageIndex }
  const select = useCallback(
    (key: string | null): void => {
      setSelected(key)
      const now = newest.current
      const item = now.items.find((one) => one.key === key)
      if (!key || !item?.page) return
      const index = now.version.pages.findIndex((one) => one.id === item.page)
      if (index >= 0 && index !== now.pageIndex) now.setPageIndex(index)
      // After the page is on the table.
      requestAnimationFrame(() => requestAnimationFrame(() => canvas.current?.panTo(key)))
    },
    [canvas],
  )
  return { items, requests, selected, select }
}

function removeOwn(
  session: RoomSession,
  selected: string | null,
  you: PersonDto | undefined,
  onDone: () => void,
): void {
  const parsed = selected ? parseRef(selected) : null
  if (parsed?.type !== 'entry' || parsed.actorId !== you?.actorId) return
  session.remove(parsed.entryId)
  onDone()
}
