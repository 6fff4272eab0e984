import type { VersionDto } from '@proofroom/contract'
import type { Projection } from '@proofroom/proof'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../../api.ts'
import { useCustomer } from '../context.ts'
import { seenRefs } from '../marks.ts'
import { problemFrom } from '../page-store.ts'
import { finish } from '../route.ts'

type Props = {
  version: VersionDto
  projection: Projection
  lines: { name: string; value: string }[]
  name: string
  intent: string
}

/** A refusal that means: what was signed is not what is on the screen. It leads back to the mockup, saying why. */
const LOOK_AGAIN = new Set(['version.not_newest', 'version.newer_marks', 'version.signed', 'version.withdrawn'])

export function useApprove({ version, projection, lines, name, intent }: Props) {
  const { t } = useTranslation('customer')
  const { store, page, say } = useCustomer()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const key = useRef(newKey())
  const sign = async () => {
    if (busy) return
    setBusy(true)
    setProblem('')
    try {
      const signedName = name.trim()
      if (page.you.name === null) store.put(await store.api.setName({ name: signedName }))
      const seen = seenRefs(projection)
      const input = { contentHash: version.contentHash ?? '', seen, readBack: lines, signedName, intent }
      const next = await store.api.approve(version.id, input, key.current)
      finish()
      store.put(next)
    } catch (error) {
      const refused = problemFrom(error)
      setBusy(false)
      // Only an answer that never came is the same intent tried again.
      if (refused.code !== 'network') key.current = newKey()
      setProblem(refused.message || t('problem.again'))
      if (!LOOK_AGAIN.has(refused.code)) return
      await store.refresh()
      say(refused.message)
      finish()
    }
  }
  return { busy, problem, sign }
}
