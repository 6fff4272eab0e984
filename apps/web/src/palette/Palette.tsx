import { useNavigate } from '@tanstack/react-router'
import { CornerDownLeft, Package, Search, User, X } from 'lucide-react'
import { useState } from 'react'
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { addWords } from '../i18n.ts'
import { useShop } from '../identity/shop.ts'
import { NewOrderDialog } from '../orders/NewOrder.tsx'
import { say } from '../orders/say.ts'
import { markOf, whyOf } from '../orders/why.ts'
import { Icon } from '../ui/Icon.tsx'
import { MoveMark } from '../ui/MoveMark.tsx'
import { useNow } from '../ui/useNow.ts'
import words from './en.json'
import { closePalette } from './open.ts'
import { readRecent, rememberOrder } from './recent.ts'
import { type Entry, type Group, groupsOf } from './results.ts'
import { useActs } from './useActs.ts'
import { useFound } from './useFound.ts'
import './palette.css'

addWords('palette', words)

/** Everything of the shop by a few letters: orders, people, screens and what there is to do. */
export default function Palette() {
  const { t } = useTranslation('palette')
  const { shop } = useShop()
  const [query, setQuery] = useState('')
  const [isNew, setNew] = useState(false)
  const acts = useActs(() => setNew(true))
  const { rows, isSearching } = useFound(shop.code, query)
  const groups = groupsOf({ query, rows, recent: readRecent(shop.code), acts })
  const run = useRun(acts)
  const byId = (id: unknown) => groups.flatMap((group) => group.entries).find((entry) => entry.id === id)
  const go = (entry: Entry | undefined) => entry && run(entry)
  if (isNew) return <NewOrderDialog isOpen onClose={closePalette} />
  return (
    <ModalOverlay className="scrim pal-scrim" isOpen isDismissable onOpenChange={(open) => !open && closePalette()}>
      <Modal>
        <Dialog className="pal" aria-label={t('title')}>
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <SearchField className="pal-field" aria-label={t('title')} autoFocus>
              <Icon of={Search} size={20} />
              <Input
                placeholder={t('find')}
                onKeyDown={(event) => {
                  // The field itself would only be emptied by it.
                  if (event.key === 'Escape') closePalette()
                  // Nothing is pointed at yet: the first one is meant.
                  if (event.key === 'Enter' && !event.currentTarget.getAttribute('aria-activedescendant'))
                    go(groups[0]?.entries[0])
                }}
              />
              <button type="button" className="pal-close" onClick={closePalette}>
                <span className="kbd" aria-hidden="true">
                  Esc
                </span>
                <span className="sr">{t('hint.close')}</span>
                <Icon of={X} size={20} />
              </button>
            </SearchField>
            <ListBox
              className="pal-list"
              aria-label={t('title')}
              items={groups}
              selectionMode="none"
              onAction={(id) => go(byId(id))}
              renderEmptyState={() => <p className="pal-none">{isSearching ? t('searching') : t('none')}</p>}
            >
              {(group) => <Entries group={group} />}
            </ListBox>
          </Autocomplete>
          <Hint />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

/** Goes there or does it, and closes; a new order's form takes the palette's place. */
function useRun(acts: ReturnType<typeof useActs>) {
  const { shop } = useShop()
  const navigate = useNavigate()
  return (entry: Entry) => {
    if (entry.id !== 'act:new') closePalette()
    switch (entry.kind) {
      case 'order':
        rememberOrder(shop.code, entry.order)
        return navigate({ to: '/s/$shop/orders/$order', params: { shop: shop.code, order: entry.order.code } })
      case 'person':
        return navigate({ to: '/s/$shop/orders', params: { shop: shop.code }, search: { q: entry.name } })
      case 'act':
        return acts.find((act) => `act:${act.id}` === entry.id)?.run()
    }
  }
}

function Entries({ group }: { group: Group }) {
  const { t } = useTranslation('palette')
  return (
    <ListBoxSection id={group.id}>
      <Header className="pal-head">{t(`group.${group.id}`)}</Header>
      <Collection items={group.entries}>
        {(entry) => (
          <ListBoxItem className="pal-item" textValue={textOf(entry)}>
            <EntryWords entry={entry} />
          </ListBoxItem>
        )}
      </Collection>
    </ListBoxSection>
  )
}

function textOf(entry: Entry): string {
  if (entry.kind === 'order') return entry.order.customerName
  return entry.kind === 'person' ? entry.name : entry.label
}

function EntryWords({ entry }: { entry: Entry }) {
  const { t } = useTranslation('palette')
  const { t: tOrders } = useTranslation('orders')
  const now = useNow()
  switch (entry.kind) {
    case 'order': {
      const { order, row } = entry
      return (
        <>
          {row ? <MoveMark kind={markOf(row.move, row.due?.late ?? false)} /> : <Icon of={Package} size={16} />}
          <span className="el">
            <b>{order.customerName}</b> <span className="c2">{t('order', order)}</span>
          </span>
          {row ? <span className="pal-why el">{say(tOrders, whyOf(row, now))}</span> : null}
        </>
      )
    }
    case 'person':
      return (
        <>
          <Icon of={User} size={16} />
          <b className="el">{entry.name}</b>
          <span className="pal-why">{t('person', { count: entry.orders })}</span>
        </>
      )
    case 'act':
      return (
        <>
          <Icon of={CornerDownLeft} size={16} />
          <span className="el">{entry.label}</span>
        </>
      )
  }
}

function Hint() {
  const { t } = useTranslation('palette')
  return (
    <p className="pal-hint" aria-hidden="true">
      <span>
        <span className="kbd">↑</span> <span className="kbd">↓</span> {t('hint.move')}
      </span>
      <span>
        <span className="kbd">↵</span> {t('hint.go')}
      </span>
    </p>
  )
}
