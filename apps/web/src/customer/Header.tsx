import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useCustomer } from './context.ts'
import { Menu } from './Menu.tsx'
import { usePresence } from './room/useMarks.ts'
import type { OpenRoom } from './room/useRoom.ts'
import { ShopMark } from './ShopMark.tsx'

type Props = {
  proof?: ProofDto
  version?: VersionDto
  room?: OpenRoom | null
  onVersion?: (id: string) => void
}

/** The shop, what this is, who else is here, and the menu. The same first line as the server paints. */
export function Header({ proof, version, room = null, onVersion }: Props) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const others = usePresence(room).filter((one) => one.actorId !== page.you.actorId)
  const here = others.filter((one, index) => others.findIndex((other) => other.actorId === one.actorId) === index)
  return (
    <header className="cu-head">
      <ShopMark name={page.shop.name} />
      <div>
        <h1 className="cu-title">{page.heading}</h1>
        <p className="cu-sub">
          {version ? t('head.proof', { number: version.number, shop: page.shop.name }) : page.shop.name}
        </p>
      </div>
      <div className="cu-here" role="status">
        {here.slice(0, 3).map((one) => (
          <span
            key={one.clientId}
            className={`av p${one.colour}`}
            role="img"
            aria-label={t('head.here', { name: one.name ?? t('somebody') })}
            title={t('head.here', { name: one.name ?? t('somebody') })}
          >
            {one.initials}
          </span>
        ))}
      </div>
      <Menu proof={proof ?? null} version={version ?? null} onVersion={onVersion ?? null} />
    </header>
  )
}
