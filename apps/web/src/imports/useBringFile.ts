import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useShop } from '../identity/shop.ts'
import { bringFile, importQuery, importsQuery } from './api.ts'

type Bringing = {
  bring: (file: File) => void
  /** The name of the file on its way. */
  reading: string | null
  failed: { name: string; error: unknown } | null
}

/** Sends a file and opens what it showed. */
export function useBringFile(): Bringing {
  const { shop } = useShop()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [reading, setReading] = useState<string | null>(null)
  const [failed, setFailed] = useState<Bringing['failed']>(null)
  const bring = useCallback(
    (file: File) => {
      setReading(file.name)
      setFailed(null)
      bringFile(shop.code, file)
        .then(async (looked) => {
          client.setQueryData(importQuery(shop.code, looked.id).queryKey, looked)
          void client.invalidateQueries({ queryKey: importsQuery(shop.code).queryKey, exact: true })
          await navigate({ to: '/s/$shop/import/$import', params: { shop: shop.code, import: looked.id } })
        })
        .catch((error: unknown) => setFailed({ name: file.name, error }))
        .finally(() => setReading(null))
    },
    [shop.code, client, navigate],
  )
  return { bring, reading, failed }
}
