import type { ProofDto } from '@proofroom/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, Eye, Lock, Mail } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../api.ts'
import { siteQuery } from '../identity/api.ts'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { firstName } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { sentenceOf, Told } from '../ui/Told.tsx'
import { sendVersion } from './api.ts'
import type { DraftHeaderProps } from './DraftHeader.tsx'

type SendDialogProps = DraftHeaderProps & { isOpen: boolean; onClose: () => void }

/** Says honestly what sending does, and what it does not. */
export function SendDialog({ isOpen, onClose, ...draft }: SendDialogProps) {
  const { t } = useTranslation('proofs')
  const { proof, version } = draft
  const { shop } = useShop()
  const name = firstName(proof.customerName)
  return (
    <Dialog
      title={t(shop.customerLinks ? 'send.title' : 'finish.title', { proof: version.number, name })}
      isOpen={isOpen}
      onClose={onClose}
    >
      <SendSteps {...draft} />
      <SendActs {...draft} onClose={onClose} />
    </Dialog>
  )
}

function SendSteps({ proof, order, version }: DraftHeaderProps) {
  const { t } = useTranslation('proofs')
  const { shop } = useShop()
  const mail = useQuery(siteQuery).data?.mail ?? false
  const name = firstName(proof.customerName)
  const email = order?.customer.email ?? null
  const before = proof.versions.findLast((one) => one.state === 'sent')
  return (
    <ul className="sd">
      {shop.customerLinks ? (
        <>
          <li>
            <Icon of={Eye} />
            <span>{t('send.visible', { name, proof: version.number })}</span>
          </li>
          <li>
            <Icon of={Copy} />
            <span>{t('send.paste', { name })}</span>
          </li>
          <li>
            <Icon of={Mail} />
            <span>
              {email && mail
                ? t('send.mail', { email })
                : email
                  ? t('send.mailOff', { email })
                  : t('send.noMail', { name })}
            </span>
          </li>
        </>
      ) : (
        <li>
          <Icon of={Eye} />
          <span>{t('finish.kept')}</span>
        </li>
      )}
      {before ? (
        <li>
          <Icon of={Lock} />
          <span>{t('send.closes', { proof: before.number })}</span>
        </li>
      ) : null}
    </ul>
  )
}

const unanswered = (proof: ProofDto) =>
  proof.requests.filter((one) => one.state === 'open' || one.state === 'still_wrong').length

function SendActs({ proof, version, note, settle, onSent, onClose }: Omit<SendDialogProps, 'isOpen'>) {
  const { t } = useTranslation(['proofs', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [key] = useState(() => newKey())
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const open = unanswered(proof)
  const send = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await settle()
      const sent = await sendVersion(shop.code, proof.id, version.id, note.trim(), key)
      onSent(sent)
      void client.invalidateQueries({ queryKey: ['s', shop.code] })
    } catch (error) {
      setProblem(sentenceOf(error, t('ui:failed.unknown')))
      setBusy(false)
    }
  }
  return (
    <>
      {open > 0 ? <p className="sd-open amber">{t('send.unanswered', { count: open })}</p> : null}
      {problem ? <Told title={problem} /> : null}
      <div className="acts">
        <Button onPress={onClose}>{t('send.notYet')}</Button>
        <Button look="ink" isPending={busy} onPress={() => void send()}>
          {t(shop.customerLinks ? 'draft.send' : 'finish.go', { proof: version.number })}
        </Button>
      </div>
    </>
  )
}
