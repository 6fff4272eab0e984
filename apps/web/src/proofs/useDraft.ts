import type { PageDto, ProofDto, VersionDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { proofQuery, updateVersion } from './api.ts'
import { createInOrder } from './in-order.ts'
import { addUploads, uploadStore } from './uploads.ts'

export const draftOf = (proof: ProofDto): VersionDto | undefined =>
  proof.versions.find((version) => version.state === 'draft')

/** Changes the draft on the screen at once; the server's word comes after. */
export function useDraft(proof: ProofDto, version: VersionDto) {
  const { t } = useTranslation('ui')
  const { shop } = useShop()
  const client = useQueryClient()
  const key = proofQuery(shop.code, proof.id).queryKey
  const target = useMemo(
    () => ({ shop: shop.code, proof: proof.id, version: version.id }),
    [shop.code, proof.id, version.id],
  )

  const [saves] = useState(createInOrder)
  const wanted = useRef<PageDto[] | null>(null)

  const edit = useCallback(
    (change: (version: VersionDto) => VersionDto) =>
      client.setQueryData(key, (now) =>
        now ? { ...now, versions: now.versions.map((one) => (one.id === target.version ? change(one) : one)) } : now,
      ),
    [client, key, target.version],
  )

  const addFiles = useCallback(
    (files: readonly File[]) =>
      addUploads(target, files, (page) =>
        edit((now) => ({ ...now, pages: [...now.pages.filter((one) => one.id !== page.id), page] })),
      ),
    [edit, target],
  )

  const savePages = useCallback(
    async (pages: PageDto[]) => {
      edit((now) => ({ ...now, pages }))
      wanted.current = pages
      try {
        const named = pages.map(({ id, name }) => ({ id, name }))
        const saved = await saves.add(() => updateVersion(target.shop, target.proof, target.version, { pages: named }))
        // Another change came meanwhile: its answer is the one to show.
        if (wanted.current === pages) edit(() => saved)
      } catch (error) {
        toast(sentenceOf(error, t('failed.unknown')))
        await client.invalidateQueries({ queryKey: key })
      }
    },
    [client, edit, key, saves, t, target],
  )

  return { target, edit, saves, addFiles, savePages }
}

export type DraftActs = ReturnType<typeof useDraft>

/** The uploads of one version that are on their way or failed. */
export function useUploads(version: string) {
  const all = useSyncExternalStore(uploadStore.subscribe, uploadStore.get)
  return useMemo(() => all.filter((upload) => upload.version === version), [all, version])
}
