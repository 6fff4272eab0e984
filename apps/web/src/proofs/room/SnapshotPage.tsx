import './words.ts'
import './page/room.css'
import type { SnapshotDto } from '@proofroom/contract'
import type { Projection } from '@proofroom/proof'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Archive } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { formatMoment } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { useTitle } from '../../ui/useTitle.ts'
import { snapshotQuery } from '../api.ts'
import type { ProofCanvasControls } from './canvas-props.ts'
import { ProofCanvas } from './ProofCanvas.tsx'
import { RoomShape } from './page/RoomShape.tsx'
import { StillList } from './page/StillList.tsx'
import { Zoom } from './page/Zoom.tsx'
import { createStore } from './store.ts'
import { threadsOf } from './threads.ts'

export type SnapshotPageProps = { shop: string; proofId: string; snapshotId: string }

/** A version with its marks as they stood at one moment. Nothing in it can change. */
export default function SnapshotPage({ shop, proofId, snapshotId }: SnapshotPageProps) {
  const { t } = useTranslation('room')
  const snapshot = useQuery(snapshotQuery(shop, proofId, snapshotId))
  useTitle(snapshot.data ? t('proof', { number: snapshot.data.version.number }) : undefined)
  if (snapshot.isPending) return <RoomShape />
  if (!snapshot.data)
    return (
      <main className="room room-told">
        <ToldFailure error={snapshot.error} onRetry={() => void snapshot.refetch()} />
      </main>
    )
  return <Still shop={shop} proofId={proofId} snapshot={snapshot.data} />
}

function Still({ shop, proofId, snapshot }: { shop: string; proofId: string; snapshot: SnapshotDto }) {
  const { t } = useTranslation('room')
  const { shop: facts } = useShop()
  const { version, people } = snapshot
  const canvas = useRef<ProofCanvasControls>(null)
  const [pageIndex, setPageIndex] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  // A store, so that zooming draws one figure anew and not the whole room.
  const [zoom] = useState(() => createStore(1))
  const projection = snapshot.projection as Projection
  const items = useMemo(
    () => threadsOf({ projection, requests: [], versionId: version.id, pages: version.pages }),
    [projection, version],
  )
  const page = version.pages[pageIndex]
  const choose = (key: string | null): void => {
    setSelected(key)
    const index = version.pages.findIndex((one) => one.id === items.find((item) => item.key === key)?.page)
    if (index >= 0) setPageIndex(index)
    if (key) requestAnimationFrame(() => requestAnimationFrame(() => canvas.current?.panTo(key)))
  }
  if (!page) return null
  const at = formatMoment(snapshot.at, { timeZone: facts.timezone })
  return (
    <main className="room">
      <ProofCanvas
        ref={canvas}
        projection={projection}
        page={page}
        pagePosition={pageIndex}
        versionId={version.id}
        people={people}
        requests={[]}
        tool="select"
        selected={selected}
        onSelect={choose}
        readOnly
        inset={{
          top: 96,
          right: innerWidth > 700 ? 380 : 8,
          bottom: innerWidth > 700 ? 72 : 280,
          left: innerWidth > 700 ? 28 : 8,
        }}
        onZoom={zoom.set}
      />
      <div className="fl still" role="note">
        <Icon of={Archive} />
        <p>{t(`snapshot.${snapshot.reason}`, { number: version.number, at })}</p>
        {version.pages.length > 1
          ? version.pages.map((one, index) => (
              <button
                key={one.id}
                type="button"
                className="b b-sm b-quiet"
                aria-current={index === pageIndex ? 'page' : undefined}
                onClick={() => setPageIndex(index)}
              >
                {one.name}
              </button>
            ))
          : null}
        <Link
          className={buttonClass({ size: 'sm' })}
          to="/s/$shop/proofs/$proof/$number"
          params={{ shop, proof: proofId, number: String(version.number) }}
        >
          {t('snapshot.open')}
        </Link>
      </div>
      <Zoom scale={zoom} canvas={canvas} />
      <StillList items={items} people={people} selected={selected} onSelect={choose} />
    </main>
  )
}
