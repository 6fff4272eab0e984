import type { VersionDto } from '@proofroom/contract'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../api.ts'
import { useCustomer } from '../context.ts'
import { problemFrom } from '../page-store.ts'
import type { OpenRoom } from '../room/useRoom.ts'
import { missingWords } from './missing-words.ts'
import { NotSavedYet, sendChanges, writeWords } from './send.ts'
import type { Asking } from './useAsking.ts'

export type Send = { busy: boolean; problem: string; send: () => Promise<void> }
type Props = { asking: Asking; version: VersionDto; room: OpenRoom | null; onSent: () => void }

/** The one button: asks the shop, or (second opinion) puts the words on the marks for both to see. */
export function useSend({ asking, version, room, onSent }: Props): Send {
  const { t } = useTranslation('customer')
  const { page, store, say, ensureName } = useCustomer()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const offers = asking.offers.filter((offer) => offer.ticked)
  const key = useRef(newKey())
  const session = room?.session ?? null

  const ask = async () => {
    const { textOf, message } = asking
    const sent = { api: store.api, session, versionId: version.id, offers, textOf, message, key: key.current }
    store.put(await sendChanges(sent))
    say(t('ask.sent', { seller: page.sellerName }))
  }
  const show = () => {
    writeWords({ session, offers: asking.offers, textOf: asking.textOf })
    say(t('ask.shown'))
  }
  const send = async () => {
    const decides = page.you.rights === 'decide'
    const missing = decides ? missingWords(offers, asking.textOf, asking.message) : null
    if (missing) return setProblem(t(`ask.${missing}`))
    if (!(await ensureName())) return
    setBusy(true)
    setProblem('')
    try {
      if (decides) await ask()
      else show()
      asking.clear()
      onSent()
    } catch (error) {
      // Only an answer that never came is the same intent tried again.
      if (problemFrom(error).code !== 'network') key.current = newKey()
      if (problemFrom(error).code === 'version.not_newest') await store.refresh()
      setProblem(error instanceof NotSavedYet ? t('ask.not_saved') : problemFrom(error).message || t('problem.again'))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, send }
}
