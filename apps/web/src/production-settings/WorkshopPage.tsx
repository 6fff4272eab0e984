import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { addWords } from '../i18n.ts'
import { useShop } from '../identity/shop.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { workshopQuery } from './api.ts'
import { DaysTopic } from './DaysTopic.tsx'
import words from './en.json'
import { Preview } from './Preview.tsx'
import { ProductsTopic } from './ProductsTopic.tsx'
import { ReadyMadeTopic } from './ReadyMadeTopic.tsx'
import { StagesTopic } from './StagesTopic.tsx'
import { useWorkshopChange } from './useWorkshop.ts'
import { WorkflowsTopic } from './WorkflowsTopic.tsx'
import '../identity/settings.css'
import './setup.css'

addWords('setup', words)

/** How the shop makes things. A new shop works without touching any of it. */
export function WorkshopPage() {
  const { t } = useTranslation('setup')
  const { shop } = useShop()
  const workshop = useQuery(workshopQuery(shop.code))
  const change = useWorkshopChange()
  useTitle(t('title'))
  const { data } = workshop
  const part = data && { workshop: data, off: !data.can.change.allowed, change }
  return (
    <>
      <header className="oh">
        <Link
          className={buttonClass({ look: 'quiet', icon: true })}
          to="/s/$shop/settings"
          params={{ shop: shop.code }}
          aria-label={t('back')}
        >
          <Icon of={ArrowLeft} size={20} />
        </Link>
        <div className="oh-who">
          <h1>{t('title')}</h1>
          <p>{data?.can.change.reason ?? t('lead')}</p>
        </div>
      </header>
      <div className="stp">
        <div className="set">
          {workshop.isPending ? <RowsSkeleton rows={4} thumb={16} /> : null}
          {workshop.error && !data ? (
            <ToldFailure error={workshop.error} onRetry={() => void workshop.refetch()} />
          ) : null}
          {part ? (
            <>
              <StagesTopic {...part} />
              {part.off ? null : <ReadyMadeTopic {...part} />}
              <WorkflowsTopic {...part} />
              <ProductsTopic {...part} />
              <DaysTopic />
            </>
          ) : null}
        </div>
        {data ? <Preview workshop={data} /> : null}
      </div>
    </>
  )
}
