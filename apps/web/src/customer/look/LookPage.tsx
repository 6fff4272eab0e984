import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovePage } from '../approve/ApprovePage.tsx'
import { AskPanel } from '../ask/AskPanel.tsx'
import { Leftovers } from '../ask/Leftovers.tsx'
import { useAsking } from '../ask/useAsking.ts'
import { useCustomer } from '../context.ts'
import { Header } from '../Header.tsx'
import { useProjection, useThreads } from '../room/useMarks.ts'
import { useRoom } from '../room/useRoom.ts'
import { finish, goTo, useView } from '../route.ts'
import { type Standing, versionBefore } from '../standing.ts'
import { useFocusBack } from '../useFocus.ts'
import { useWide } from '../useMedia.ts'
import { AskedPanel } from './AskedPanel.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'
import { FullPanel } from './FullPanel.tsx'
import { LookPanel } from './LookPanel.tsx'
import { OlderPanel } from './OlderPanel.tsx'
import { Stage } from './Stage.tsx'
import { ThreadPanel } from './ThreadPanel.tsx'
import { useNews } from './useNews.ts'
import { useViewed } from './useViewed.ts'

type Props = { standing: Extract<Standing, { kind: 'look' | 'asked' }>; stale: boolean }

/** The mockup, and around it whatever the customer is doing with it. */
export function LookPage({ standing, stale }: Props) {
  const { t } = useTranslation('customer')
  const { page, store } = useCustomer()
  const { proof, version: newest } = standing
  const view = useView()
  const wide = useWide()
  const [shownId, setShownId] = useState(newest.id)
  const [pageIndex, setPageIndex] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const [ghost, setGhost] = useState(false)
  const version = proof.versions.find((one) => one.id === shownId) ?? newest
  const isNewest = version.id === newest.id
  const room = useRoom(version, proof.people, store)
  const projection = useProjection(room)
  const threads = useThreads(room, proof, version)
  const asking = useAsking({ room, projection, version, setPageIndex })
  const previous = versionBefore(proof, version)
  const lastView = useRef(view)
  const news = useNews(threads, proof.people)
  const aside = useFocusBack(view)
  useViewed(newest)
  // A view that this version does not offer (a shared address, a signature meanwhile) leads back to the mockup.
  useEffect(() => {
    if (!isNewest && (view === 'ask' || view === 'approve')) finish()
    if (view === 'changes' && !previous) finish()
    if (view === 'full' && wide) finish()
    if (view !== 'changes') setGhost(false)
    if (lastView.current === 'changes' && view !== 'changes') setSelected(null)
    lastView.current = view
  }, [view, isNewest, previous, wide])

  const show = (id: string) => {
    setSelected(null)
    setPageIndex(0)
    setShownId(id)
    finish()
  }
  const select = (key: string | null) => {
    if (view === 'ask' && key && asking.isOwn(key)) return asking.open(key)
    if (view === 'ask' && key) finish()
    setSelected(key)
    const at = version.pages.findIndex((one) => one.id === threads.find((thread) => thread.key === key)?.page)
    if (at >= 0) setPageIndex(at)
  }
  const item = threads.find((thread) => thread.key === selected)

  if (view === 'approve' && isNewest && page.you.rights === 'decide')
    return <ApprovePage version={version} projection={projection} room={room} />

  const panel = () => {
    if (view === 'ask' && isNewest) return <AskPanel asking={asking} proof={proof} version={version} room={room} />
    if (view === 'changes' && previous)
      return (
        <ChangesPanel
          proof={proof}
          version={version}
          previous={previous}
          ghost={ghost}
          onGhost={setGhost}
          selected={selected}
          onSelect={select}
        />
      )
    if (item)
      return <ThreadPanel item={item} proof={proof} version={version} room={room} onClose={() => setSelected(null)} />
    if (view === 'full') return <FullPanel />
    if (!isNewest) return <OlderPanel version={version} newest={newest} onNewest={() => show(newest.id)} />
    if (standing.kind === 'asked')
      return (
        <AskedPanel proof={proof} version={version} decision={standing.decision} threads={threads} onSelect={select} />
      )
    return <LookPanel proof={proof} version={version} unsent={asking.unsent} />
  }
  return (
    <div className={`cu cu-v-${view}`}>
      <Header proof={proof} version={version} room={room} onVersion={show} />
      <main className="cu-main" aria-label={t('look.mockup')}>
        <p className="sr" role="status">
          {news}
        </p>
        <h2 className="sr">{t('look.heading', { number: version.number })}</h2>
        <Stage
          view={view}
          wide={wide}
          room={room}
          proof={proof}
          version={version}
          threads={threads}
          asking={asking}
          selected={view === 'ask' ? asking.current : selected}
          onSelect={select}
          pageIndex={pageIndex}
          onPage={setPageIndex}
          ghost={ghost ? previous : null}
          changes={isNewest && previous && view === 'look' && !item ? () => goTo('changes') : null}
        />
      </main>
      <aside ref={aside} className="cu-panel" aria-label={t('look.panel')}>
        {isNewest && <Leftovers room={room} proof={proof} version={version} />}
        {stale && <p className="cu-stale">{t('offline.stale')}</p>}
        {panel()}
      </aside>
    </div>
  )
}
