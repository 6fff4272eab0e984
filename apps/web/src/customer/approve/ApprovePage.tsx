import type { VersionDto } from '@proofroom/contract'
import type { Projection } from '@proofroom/proof'
import { ArrowLeft, Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCustomer } from '../context.ts'
import { intentSentence } from '../intent.ts'
import type { OpenRoom } from '../room/useRoom.ts'
import { leave } from '../route.ts'
import { ReadPictures } from './ReadPictures.tsx'
import { useApprove } from './useApprove.ts'
import { useMarksKnown } from './useMarksKnown.ts'
import { whyNot } from './why-not.ts'

type Props = { version: VersionDto; projection: Projection; room: OpenRoom | null }

/** "Read it once more": every line ticked beside the mockup, a name typed, one sentence signed. */
export function ApprovePage({ version, projection, room }: Props) {
  const { t } = useTranslation('customer')
  const { page } = useCustomer()
  const lines = page.order.personalization
  const [ticked, setTicked] = useState<boolean[]>([])
  const [name, setName] = useState(page.you.name ?? page.you.suggestedName)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const intent = intentSentence(lines, {
    the: (line) => t('approve.the', { line }),
    named: (list) => t('approve.intent_named', { list }),
    count: (count) => t('approve.intent_count', { count }),
    everything: () => t('approve.intent_everything'),
  })
  const ready = useMarksKnown(room)
  const rows = lines.length > 0 ? lines : [{ name: t('approve.all_of_it'), value: page.order.title }]
  const reason = whyNot({ total: rows.length, ticked: ticked.filter(Boolean).length, name, room: ready })
  const approval = useApprove({ version, projection, lines, name, intent })
  const tick = (index: number, on: boolean) => setTicked(rows.map((_, i) => (i === index ? on : (ticked[i] ?? false))))
  return (
    <main className="cu-approve">
      <div className="cu-approve-see">
        <ReadPictures version={version} />
      </div>
      <form
        className="cu-approve-do"
        onSubmit={(event) => {
          event.preventDefault()
          if (!reason) void approval.sign()
        }}
      >
        <div className="cu-approve-top">
          <button type="button" className="b b-quiet b-ico cu-tap" aria-label={t('approve.back')} onClick={leave}>
            <ArrowLeft className="i" aria-hidden="true" />
          </button>
          <span>{t('menu.proof', { number: version.number })}</span>
        </div>
        <div className="cu-approve-body">
          <h1 ref={heading} tabIndex={-1}>
            {t('approve.title')}
          </h1>
          <p className="cu-lead">{t('approve.lead')}</p>
          <ul>
            {rows.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and their order is fixed
              <li key={index}>
                <label className="cu-line">
                  <span>
                    <small>{line.name}</small>
                    <b>{line.value}</b>
                  </span>
                  <input
                    type="checkbox"
                    className="cu-box"
                    checked={ticked[index] ?? false}
                    onChange={(event) => tick(index, event.target.checked)}
                  />
                  <span className={`chk chk-lg ${ticked[index] ? 'agree' : ''}`} aria-hidden="true">
                    <Check className="i" />
                  </span>
                </label>
              </li>
            ))}
          </ul>
          <label className="cu-sign" htmlFor="cu-sign">
            {t('approve.sign_as')}
          </label>
          <input
            id="cu-sign"
            className="in cu-in cu-signature"
            autoComplete="name"
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <footer className="cu-approve-foot">
          <p className="t13 c2 cu-intent">{intent}</p>
          {approval.problem && (
            <p className="cu-bad" role="alert">
              {approval.problem}
            </p>
          )}
          <button
            type="submit"
            className="b b-lg b-green"
            aria-disabled={reason !== null || approval.busy}
            aria-describedby="cu-why-not"
          >
            {approval.busy ? t('approve.signing') : t('approve.sign')}
          </button>
          <p id="cu-why-not" className="cu-why" role="status">
            {reason && t(`approve.why_${reason.key}`, { count: reason.left })}
          </p>
        </footer>
      </form>
    </main>
  )
}
