import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { removeView, saveView, viewsQuery } from '../table-api.ts'
import { isSameView, type OrdersSearch, READY_MADE, readOrdersSearch, searchText } from '../table-search.ts'

/** Views as links: everything, what every shop has, and what somebody of this one kept. */
export function Views({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation('orders')
  const { shop, role } = useShop()
  const kept = useQuery(viewsQuery(shop.code)).data?.views ?? []
  const own = kept.map((view) => ({
    ...view,
    search: readOrdersSearch(Object.fromEntries(new URLSearchParams(view.search))),
  }))
  const all = [...READY_MADE.map(([, view]) => view as OrdersSearch), ...own.map((view) => view.search)]
  const isNew = Object.keys(search).length > 0 && !all.some((view) => isSameView(view, search))
  return (
    <nav className="ot-views" aria-label={t('views.label')}>
      <ViewLink label={t('views.all')} view={{}} search={search} />
      {READY_MADE.map(([name, view]) => (
        <ViewLink key={name} label={t(`views.${name}`)} view={view} search={search} />
      ))}
      {own.map(({ id, name, search: view }) => (
        <ViewLink key={id} id={role === 'viewer' ? undefined : id} label={name} view={view} search={search} />
      ))}
      {isNew && role !== 'viewer' ? <SaveView search={search} /> : null}
    </nav>
  )
}

type ViewLinkProps = { label: string; view: OrdersSearch; search: OrdersSearch; id?: string | undefined }

function ViewLink({ label, view, search, id }: ViewLinkProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const forget = useForget()
  const isOn = isSameView(view, search)
  return (
    <span className={isOn ? 'ot-view on' : 'ot-view'}>
      <Link
        to="/s/$shop/orders"
        params={{ shop: shop.code }}
        search={view}
        activeProps={{}}
        activeOptions={{ exact: true, includeSearch: true }}
        // Also where the address says something more that is none of ours.
        aria-current={isOn ? 'page' : undefined}
      >
        {label}
      </Link>
      {isOn && id ? (
        <button
          type="button"
          aria-label={t('views.remove', { name: label })}
          onClick={() => void forget(id, label, view)}
        >
          <Icon of={X} size={14} />
        </button>
      ) : null}
    </span>
  )
}

/** Removed at once; the way back is in the message. */
function useForget() {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const key = viewsQuery(shop.code).queryKey
  return async (id: string, name: string, view: OrdersSearch) => {
    try {
      client.setQueryData(key, await removeView(shop.code, id))
      const back = async () => client.setQueryData(key, await saveView(shop.code, { name, search: searchText(view) }))
      toast(t('views.removed', { name }), { label: t('views.back'), onPress: () => void back() })
    } catch (error) {
      toast(sentenceOf(error, t('ui:failed.unknown')))
    }
  }
}

function SaveView({ search }: { search: OrdersSearch }) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const views = await saveView(shop.code, { name, search: searchText(search) })
      client.setQueryData(viewsQuery(shop.code).queryKey, views)
      setOpen(false)
      toast(t('views.saved', { name: name.trim() }))
    } catch (error) {
      setProblem(sentenceOf(error, t('ui:failed.unknown')))
    }
  }
  return (
    <>
      <Button size="sm" look="quiet" onPress={() => setOpen(true)}>
        {t('views.save')}
      </Button>
      <Dialog title={t('views.save')} lead={t('views.lead')} isOpen={open} onClose={() => setOpen(false)}>
        <form className="ot-form" onSubmit={(event) => void save(event)}>
          <Field
            label={t('views.name')}
            value={name}
            error={problem}
            maxLength={40}
            onChange={(event) => setName(event.target.value)}
          />
          <div className="ot-acts">
            <Button onPress={() => setOpen(false)}>{t('ui:cancel')}</Button>
            <Button look="ink" type="submit">
              {t('views.go')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}
