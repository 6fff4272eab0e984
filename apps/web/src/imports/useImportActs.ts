import type { ImportDto, ReadImportInput } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { forgetImport, importQuery, importsQuery, problemsQuery, readAnew, runImport, stopImport } from './api.ts'

type Act = 'read' | 'run' | 'stop' | 'forget'

export type ImportActs = {
  pending: Act | null
  /** What was refused last, in its sentence. */
  failed: string | null
  read: (input: ReadImportInput) => void
  run: () => void
  stop: () => void
  forget: () => void
}

/** What can be done with a file, one act at a time. */
export function useImportActs({ id }: ImportDto): ImportActs {
  const { t } = useTranslation(['imports', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [pending, setPending] = useState<Act | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const act = async (what: Act, work: () => Promise<void>) => {
    if (pending) return
    setPending(what)
    setFailed(null)
    await work().catch((error: unknown) => setFailed(sentenceOf(error, t('ui:failed.unknown'))))
    setPending(null)
  }
  const keep = async (answer: Promise<ImportDto>) => {
    client.setQueryData(importQuery(shop.code, id).queryKey, await answer)
    void client.invalidateQueries({ queryKey: problemsQuery(shop.code, id).queryKey })
    void client.invalidateQueries({ queryKey: importsQuery(shop.code).queryKey, exact: true })
  }
  return {
    ...{ pending, failed },
    read: (input) => void act('read', () => keep(readAnew(shop.code, id, input))),
    run: () => void act('run', () => keep(runImport(shop.code, id))),
    stop: () => void act('stop', () => keep(stopImport(shop.code, id))),
    forget: () =>
      void act('forget', async () => {
        await forgetImport(shop.code, id)
        toast(t('one.forgotten'))
        await navigate({ to: '/s/$shop/import', params: { shop: shop.code } })
        client.removeQueries({ queryKey: importQuery(shop.code, id).queryKey })
        void client.invalidateQueries({ queryKey: importsQuery(shop.code).queryKey, exact: true })
      }),
  }
}
