import type { CustomerDto } from '@proofroom/contract'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api.ts'
import { useShop } from '../../identity/shop.ts'
import { CustomerData } from '../../privacy/CustomerData.tsx'
import { Broken } from '../../ui/Broken.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { AreaField, Field } from '../../ui/Field.tsx'
import { dayIn, formatDay } from '../../ui/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { useNow } from '../../ui/useNow.ts'
import { useTitle } from '../../ui/useTitle.ts'
import { TableRow } from '../table/TableRow.tsx'
import '../table/table.css'
import { customerQuery, ordersQuery, updateCustomer } from '../table-api.ts'
import '../queue.css'
import '../orders.css'

/** One customer: how to reach them, what the shop wants to remember, and everything they ordered. */
export function CustomerPage() {
  const { shop } = useShop()
  const { customer: id } = useParams({ from: '/s/$shop/railed/customers/$customer' })
  const { data, error, refetch } = useQuery(customerQuery(shop.code, id))
  useTitle(data?.name ?? '')
  if (error) return <Broken error={error} reset={() => void refetch()} />
  return data ? <Known customer={data} /> : <RowsSkeleton rows={6} thumb={36} />
}

function Known({ customer }: { customer: CustomerDto }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const [editing, setEditing] = useState(false)
  const today = dayIn(shop.timezone)
  const day = (iso: string) => formatDay(dayIn(shop.timezone, new Date(iso)), { locale: shop.locale, today })
  return (
    <div className="olist cup">
      <header className="top">
        <Link
          className={buttonClass({ look: 'quiet', icon: true })}
          to="/s/$shop/customers"
          params={{ shop: shop.code }}
          aria-label={t('customers.back')}
        >
          <Icon of={ArrowLeft} size={20} />
        </Link>
        <h1 className="h1 el">{customer.name}</h1>
        <span className="sp" />
        {customer.can.edit.allowed ? <Button onPress={() => setEditing(true)}>{t('customers.edit')}</Button> : null}
      </header>
      <dl className="cup-facts">
        <div>
          <dt>{t('customers.email')}</dt>
          <dd>{customer.email ? <a href={`mailto:${customer.email}`}>{customer.email}</a> : t('customers.noEmail')}</dd>
        </div>
        <div>
          <dt>{t('customers.orders')}</dt>
          <dd className="num">{t('customers.count', { count: customer.orders, open: customer.open })}</dd>
        </div>
        {customer.firstPlacedAt ? (
          <div>
            <dt>{t('customers.since')}</dt>
            <dd className="num">{day(customer.firstPlacedAt)}</dd>
          </div>
        ) : null}
        {customer.note ? (
          <div className="cup-note">
            <dt>{t('customers.note')}</dt>
            <dd>{customer.note}</dd>
          </div>
        ) : null}
      </dl>
      <Orders customer={customer.id} />
      {customer.can.edit.allowed ? <CustomerData customer={customer} /> : null}
      <Dialog
        title={t('customers.edit')}
        lead={t('customers.editLead')}
        isOpen={editing}
        onClose={() => setEditing(false)}
      >
        <Edit customer={customer} onDone={() => setEditing(false)} />
      </Dialog>
    </div>
  )
}

function Orders({ customer }: { customer: string }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const now = useNow()
  const list = useInfiniteQuery(ordersQuery(shop.code, { customer }))
  const rows = list.data?.pages.flatMap((page) => page.orders) ?? []
  return (
    <div className="ol-body">
      <h2 className="h2">{t('customers.theirs')}</h2>
      {list.isPending ? <RowsSkeleton rows={3} thumb={36} /> : null}
      <table className="tb ot">
        <thead>
          <tr>
            {(['customer', 'order', 'state', 'stage', 'due', 'tags', 'placed'] as const).map((name) => (
              <th scope="col" key={name} className={`ot-${name}`}>
                {t(`table.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <TableRow
              key={row.code}
              row={row}
              index={i + 2}
              now={now}
              isCurrent={false}
              isChosen={false}
              onChoose={null}
              onFocus={() => undefined}
            />
          ))}
        </tbody>
      </table>
      {list.hasNextPage ? (
        <div className="ol-more">
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Edit({ customer, onDone }: { customer: CustomerDto; onDone: () => void }) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [name, setName] = useState(customer.name)
  const [email, setEmail] = useState(customer.email ?? '')
  const [note, setNote] = useState(customer.note)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const saved = await updateCustomer(shop.code, customer.id, { name, email: email.trim() || null, note })
      client.setQueryData(customerQuery(shop.code, customer.id).queryKey, saved)
      void client.invalidateQueries({ queryKey: ['s', shop.code] })
      onDone()
      toast(t('edit.saved'))
    } catch (error) {
      const fields = error instanceof ApiProblem ? error.fields : {}
      const isPlaced = Object.keys(fields).length > 0
      setErrors(isPlaced ? fields : { email: sentenceOf(error, t('ui:failed.unknown')) })
    }
  }
  return (
    <form className="ot-form" noValidate onSubmit={(event) => void save(event)}>
      <Field label={t('customers.name')} value={name} error={errors.name} onChange={(e) => setName(e.target.value)} />
      <Field
        label={t('customers.email')}
        type="email"
        value={email}
        error={errors.email}
        onChange={(e) => setEmail(e.target.value)}
      />
      <AreaField
        label={t('customers.note')}
        hint={t('customers.noteHint')}
        rows={4}
        value={note}
        error={errors.note}
        onChange={(e) => setNote(e.target.value)}
      />
      <div className="ot-acts">
        <Button onPress={onDone}>{t('ui:cancel')}</Button>
        <Button look="ink" type="submit">
          {t('edit.go')}
        </Button>
      </div>
    </form>
  )
}
