import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { tasksQuery } from './api.ts'
import { TaskCard } from './TaskCard.tsx'
import { Topic } from './Topic.tsx'

/** What only the seller can do, all orders together. */
export function Tasks() {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const list = useQuery(tasksQuery(shop.code))
  return (
    <Topic title={t('tasks.title')} lead={t('tasks.lead')}>
      {list.isPending ? <RowsSkeleton rows={2} thumb={0} /> : null}
      {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
      <ul className="es-tasks">
        {list.data?.tasks.map((task) => (
          <li key={task.id}>
            <TaskCard task={task}>
              <Link to="/s/$shop/orders/$order" params={{ shop: shop.code, order: task.order.code }}>
                {task.order.customerName}, {task.order.label}
              </Link>
            </TaskCard>
          </li>
        ))}
      </ul>
    </Topic>
  )
}
