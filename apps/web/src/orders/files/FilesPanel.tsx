import type { OrderDto, OrderFileDto, OrderFileListDto } from '@proofroom/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { firstName } from '../../ui/format.ts'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { filesQuery, handOver, takeFileBack } from '../api.ts'
import { uploadFile } from './upload.ts'
import './files.css'

/** What belongs to an order and is no proof of it: the buyer's photos, a sketch to work from, the file that was bought. */
export function FilesPanel({ order }: { order: OrderDto }) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const { data } = useQuery(filesQuery(shop.code, order.code))
  const { act, pending } = useFileActs(order)
  const add = (chosen: FileList | null) =>
    act(async () => {
      let after: OrderFileListDto | undefined
      for (const file of chosen ?? []) after = await uploadFile(shop.code, order.code, file)
      return after
    })
  return (
    <section className="of" aria-label={t('files.title')}>
      <h3>{t('files.title')}</h3>
      {data && data.files.length > 0 ? (
        <ul className="of-list">
          {data.files.map((file) => (
            <li key={file.id}>
              <a href={file.original} target="_blank" rel="noreferrer">
                {file.picture ? (
                  <img src={file.picture.thumb} alt="" />
                ) : (
                  <span className="of-unseen">{t('files.unseen')}</span>
                )}
                <span className="t13 el">{file.name}</span>
              </a>
              {file.source === 'shop' ? <Handing order={order} file={file} list={data} /> : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className="c3">{t('files.none')}</p>
      )}
      <FileTrigger allowsMultiple onSelect={(chosen) => void add(chosen)}>
        <Button size="sm" look="quiet" isPending={pending}>
          {t('files.add')}
        </Button>
      </FileTrigger>
    </section>
  )
}

type HandingProps = { order: OrderDto; file: OrderFileDto; list: OrderFileListDto }

/** Whether the customer has one of the shop's files; where they may not have it yet, nothing is offered. */
function Handing({ order, file: { id, name: file, handedOverAt }, list }: HandingProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const { act, pending } = useFileActs(order)
  const name = firstName(order.customer.name)
  if (handedOverAt)
    return (
      <div className="of-handed">
        <p className="t13 green">{t('files.handedOver', { name })}</p>
        <Button
          size="sm"
          look="quiet"
          isPending={pending}
          aria-label={t('files.takeBackNamed', { file, name })}
          onPress={() => void act(() => takeFileBack(shop.code, order.code, id))}
        >
          {t('files.takeBack')}
        </Button>
      </div>
    )
  if (!list.can.handOver.allowed) return null
  const { mailedTo: email } = list
  const said = email ? t('files.isHandedAndMailed', { name, email }) : t('files.isHanded', { name })
  return (
    <Button
      size="sm"
      isPending={pending}
      aria-label={t('files.handOverNamed', { file, name })}
      onPress={() => void act(() => handOver(shop.code, order.code, id), said)}
    >
      {t('files.handOver')}
    </Button>
  )
}

/** One act on the files at a time; what they are then is shown. */
function useFileActs({ code }: OrderDto) {
  const { t } = useTranslation('ui')
  const { shop } = useShop()
  const client = useQueryClient()
  const [pending, setPending] = useState(false)
  const act = async (go: () => Promise<OrderFileListDto | undefined>, done?: string) => {
    setPending(true)
    try {
      const after = await go()
      if (after) client.setQueryData(filesQuery(shop.code, code).queryKey, after)
      if (done) toast(done)
    } catch (error) {
      toast(sentenceOf(error, t('failed.unknown')))
      void client.invalidateQueries({ queryKey: filesQuery(shop.code, code).queryKey })
    } finally {
      setPending(false)
    }
  }
  return { act, pending }
}
