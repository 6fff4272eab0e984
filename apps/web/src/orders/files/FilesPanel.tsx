import type { OrderDto } from '@proofroom/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { sentenceOf } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { filesQuery } from '../api.ts'
import { uploadFile } from './upload.ts'
import './files.css'

/** What belongs to an order and is no proof of it: the buyer's photos, a sketch to work from. */
export function FilesPanel({ order }: { order: OrderDto }) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const { data } = useQuery(filesQuery(shop.code, order.code))
  const [busy, setBusy] = useState(false)
  const add = async (chosen: FileList | null) => {
    setBusy(true)
    try {
      for (const file of chosen ?? [])
        client.setQueryData(filesQuery(shop.code, order.code).queryKey, await uploadFile(shop.code, order.code, file))
    } catch (error) {
      toast(sentenceOf(error, t('ui:failed.unknown')))
    } finally {
      setBusy(false)
    }
  }
  const files = data?.files ?? []
  return (
    <section className="of" aria-label={t('files.title')}>
      <h3>{t('files.title')}</h3>
      {files.length > 0 ? (
        <ul className="of-list">
          {files.map(({ id, name, picture, original }) => (
            <li key={id}>
              <a href={original} target="_blank" rel="noreferrer">
                {picture ? <img src={picture.thumb} alt="" /> : <span className="of-unseen">{t('files.unseen')}</span>}
                <span className="t13 el">{name}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p className="c3">{t('files.none')}</p>
      )}
      <FileTrigger allowsMultiple onSelect={(chosen) => void add(chosen)}>
        <Button size="sm" look="quiet" isPending={busy}>
          {t('files.add')}
        </Button>
      </FileTrigger>
    </section>
  )
}
