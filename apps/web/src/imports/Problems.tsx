import type { ImportDto, ImportProblemDto } from '@proofroom/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { badLinesUrl, problemsQuery } from './api.ts'

/** Every bad line with what to do, and the file of only these lines. */
export function Problems({ data }: { data: ImportDto }) {
  const { t } = useTranslation('imports')
  const { shop } = useShop()
  const list = useInfiniteQuery(problemsQuery(shop.code, data.id))
  const problems = list.data?.pages.flatMap((page) => page.problems) ?? []
  const isReadable = data.state === 'looked_at' && data.can.run.allowed
  if (list.data && problems.length === 0 && !isReadable) return null
  return (
    <section aria-labelledby="im-problems">
      <div className="im-sec">
        <h2 className="h2" id="im-problems">
          {t('one.problems')}
        </h2>
        <span className="sp" />
        {problems.length > 0 ? (
          <a className={buttonClass({ size: 'sm' })} href={badLinesUrl(shop.code, data.id)} download>
            <Icon of={Download} size={16} />
            {t('one.download')}
          </a>
        ) : null}
      </div>
      {list.isPending ? <RowsSkeleton rows={3} thumb={0} /> : null}
      {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data ? (
        <p className="c2 t13 im-sub">
          {problems.length === 0 ? t('one.noProblems') : t('one.problemsLead', { count: data.badLines })}
        </p>
      ) : null}
      {problems.length > 0 ? <ProblemTable problems={problems} /> : null}
      {list.hasNextPage ? (
        <p className="im-more">
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('one.more')}
          </Button>
        </p>
      ) : null}
    </section>
  )
}

function ProblemTable({ problems }: { problems: ImportProblemDto[] }) {
  const { t } = useTranslation('imports')
  return (
    <table className="im-table">
      <thead>
        <tr>
          <th scope="col">{t('one.line')}</th>
          <th scope="col">{t('one.order')}</th>
          <th scope="col">{t('one.where')}</th>
          <th scope="col">{t('one.what')}</th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ id, line, order, column, reason }) => (
          <tr key={id}>
            <td className="num">{line}</td>
            <td className="num">{order ?? '–'}</td>
            <td>{column ?? t('one.whole')}</td>
            <td>{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
