import type { ImportDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { dayIn, formatDay } from '../ui/format.ts'

/** The first orders, whole, to see whether the file was understood. */
export function Preview({ data: { preview } }: { data: ImportDto }) {
  const { t } = useTranslation('imports')
  if (preview.length === 0) return null
  return (
    <section aria-labelledby="im-preview">
      <div className="im-sec">
        <h2 className="h2" id="im-preview">
          {t('one.preview')}
        </h2>
      </div>
      <ul className="im-preview">
        {preview.map((order) => (
          <PreviewOrder key={order.ref} order={order} />
        ))}
      </ul>
    </section>
  )
}

function PreviewOrder({ order }: { order: ImportDto['preview'][number] }) {
  const { t } = useTranslation('imports')
  const { shop } = useShop()
  const today = dayIn(shop.timezone)
  const facts = [
    order.email,
    order.dueOn && t('one.due', { day: formatDay(order.dueOn, { locale: shop.locale, today }) }),
    order.isRush && t('one.rush'),
    ...order.tags,
  ].filter((fact) => typeof fact === 'string' && fact !== '')
  return (
    <li>
      <p className="row">
        <b className="el">{order.customerName}</b>
        <span className="sp" />
        <span className="c2 num">{order.ref}</span>
      </p>
      {order.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a file that does not change
        <div key={index}>
          <p>{t('one.pieces', { count: item.quantity, title: item.title })}</p>
          {item.personalization.map((line) => (
            <p className="c2 t13 im-said" key={`${line.name} ${line.value}`}>
              <span className="c3">{line.name}</span> {line.value}
            </p>
          ))}
        </div>
      ))}
      {facts.length > 0 ? <p className="c2 t13">{facts.join(' · ')}</p> : null}
    </li>
  )
}
