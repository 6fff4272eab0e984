import './words.ts'
import './page/room.css'
import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '../../ui/Button.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { useTitle } from '../../ui/useTitle.ts'
import { proofQuery } from '../api.ts'
import { Room } from './page/Room.tsx'
import { RoomShape } from './page/RoomShape.tsx'
import { useRoomSession } from './page/useRoomSession.ts'
import { newestOf } from './page/versions.ts'

export type RoomPageProps = { shop: string; proofId: string; number: number }

/** The seller's room: one version of one proof, live. */
export default function RoomPage({ shop, proofId, number }: RoomPageProps) {
  const { t } = useTranslation('room')
  const proof = useQuery(proofQuery(shop, proofId))
  useTitle(proof.data ? `${proof.data.customerName}, ${t('proof', { number })}` : undefined)
  if (proof.isPending) return <RoomShape />
  if (!proof.data)
    return (
      <main className="room room-told">
        <ToldFailure error={proof.error} onRetry={() => void proof.refetch()} />
      </main>
    )
  const version = proof.data.versions.find((one) => one.number === number)
  if (!version) return <NoVersion shop={shop} proof={proof.data} number={number} />
  if (version.pages.length === 0) return <NoPages shop={shop} proof={proof.data} version={version} />
  return <OpenRoom key={version.id} shop={shop} proof={proof.data} version={version} />
}

function OpenRoom({ shop, proof, version }: { shop: string; proof: ProofDto; version: VersionDto }) {
  const { session, ended } = useRoomSession(shop, proof, version)
  if (!session) return <RoomShape />
  return <Room shop={shop} proof={proof} version={version} session={session} ended={ended} />
}

function NoVersion({ shop, proof, number }: { shop: string; proof: ProofDto; number: number }) {
  const { t } = useTranslation('room')
  const newest = newestOf(proof)
  return (
    <main className="room room-told">
      <Empty
        level={1}
        title={t('missing.title', { number })}
        actions={
          newest ? (
            <Link
              className={buttonClass({ look: 'ink' })}
              to="/s/$shop/proofs/$proof/$number"
              params={{ shop, proof: proof.id, number: String(newest.number) }}
            >
              {t('missing.go', { number: newest.number })}
            </Link>
          ) : null
        }
      />
    </main>
  )
}

function NoPages({ shop, proof, version }: { shop: string; proof: ProofDto; version: VersionDto }) {
  const { t } = useTranslation('room')
  return (
    <main className="room room-told">
      <Empty
        level={1}
        title={t('missing.noPages', { number: version.number })}
        actions={
          <Link
            className={buttonClass({ look: 'ink' })}
            to="/s/$shop/proofs/$proof/draft"
            params={{ shop, proof: proof.id }}
          >
            {t('missing.addPages')}
          </Link>
        }
      />
    </main>
  )
}
