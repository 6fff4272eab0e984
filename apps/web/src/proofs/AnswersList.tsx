import type { AnswerRequestInput, ChangeRequestDto, ProofDto, VersionDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { firstName } from '../ui/format.ts'
import { pinSpot } from '../ui/pin-spot.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { answerRequest, proofQuery } from './api.ts'
import type { InOrder } from './in-order.ts'

const STATES = ['done', 'not_done', 'question'] as const
const LATER = new Set(['fixed'])

/** What the customer asked for on versions before this one, each with its answer. */
export function AnswersList({ proof, version, saves }: { proof: ProofDto; version: VersionDto; saves: InOrder }) {
  const { t } = useTranslation('proofs')
  const requests = proof.requests.filter((one) => one.versionId !== version.id && !LATER.has(one.state))
  if (requests.length === 0) return null
  const answered = requests.filter((one) => one.state !== 'open' && one.state !== 'still_wrong').length
  return (
    <div className="an">
      <h2>{t('answers.title', { name: firstName(proof.customerName) })}</h2>
      <p className="c2 num">{t('answers.count', { answered, count: requests.length })}</p>
      <ol>
        {requests.map((request) => (
          <Answer key={request.id} proof={proof} request={request} saves={saves} />
        ))}
      </ol>
    </div>
  )
}

function Answer({ proof, request, saves }: { proof: ProofDto; request: ChangeRequestDto; saves: InOrder }) {
  const { t } = useTranslation(['proofs', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const [note, setNote] = useState(request.note)
  const may = proof.can.answerRequests
  const colour = proof.people.find((person) => person.actorId === request.actorId)?.colour ?? 1
  // What was read before the answer arrived does not take it back, nor the field from under the words.
  const [said, setSaid] = useState<AnswerRequestInput['state'] | null>(null)
  const chosen = STATES.find((state) => state === request.state) ?? said
  const save = async (input: AnswerRequestInput) => {
    setSaid(input.state)
    const key = proofQuery(shop.code, proof.id).queryKey
    const put = (to: ChangeRequestDto) =>
      client.setQueryData(key, (now) =>
        now ? { ...now, requests: now.requests.map((one) => (one.id === to.id ? to : one)) } : now,
      )
    put({ ...request, ...input })
    try {
      put(await saves.add(() => answerRequest(shop.code, proof.id, request.id, input)))
    } catch (error) {
      setSaid(null)
      put(request)
      toast(sentenceOf(error, t('ui:failed.unknown')))
    }
  }
  return (
    <li>
      <Crop proof={proof} request={request} />
      <div className="an-what">
        <p>
          <span className={`pin pin-s p${colour}`}>{request.number}</span> {request.text}
        </p>
        {request.state === 'still_wrong' ? <p className="amber t13">{t('answers.still_wrong')}</p> : null}
        <fieldset className="seg" disabled={!may.allowed}>
          <legend className="sr">{t('answers.of', { number: request.number })}</legend>
          {STATES.map((state) => (
            <button
              key={state}
              type="button"
              aria-pressed={chosen === state}
              onClick={() => void save({ state, note: note.trim() })}
            >
              {t(`answers.${state}`)}
            </button>
          ))}
        </fieldset>
        {may.allowed ? null : <p className="off-why">{may.reason}</p>}
        {chosen && may.allowed ? (
          <input
            className="in in-quiet"
            value={note}
            maxLength={1000}
            aria-label={t('answers.noteOf', { number: request.number })}
            placeholder={t(`answers.note_${chosen}`)}
            onChange={(event) => setNote(event.target.value)}
            onBlur={() => note.trim() !== request.note && void save({ state: chosen, note: note.trim() })}
          />
        ) : null}
      </div>
    </li>
  )
}

const ZOOM = 2.4

/** The place it is about, beside its words. */
function Crop({ proof, request }: { proof: ProofDto; request: ChangeRequestDto }) {
  const spot = pinSpot(request)
  const version = proof.versions.find((one) => one.id === request.versionId)
  const page = version?.pages[request.pagePosition ?? 0]
  if (!page) return <span />
  const { width, height, preview } = page.picture
  const at = spot ?? { x: 0.5, y: 0.5 }
  const zoom = spot ? ZOOM : 1
  const tall = (zoom * height) / width
  const place = (part: number, size: number, box: number) => Math.min(0, Math.max(box - size, box / 2 - part * size))
  return (
    <span className="crop an-crop">
      <img
        src={preview}
        alt=""
        style={{
          width: `${zoom * 100}%`,
          left: `${place(at.x, zoom, 1) * 100}%`,
          top: `${place(at.y, tall, 1) * 100}%`,
        }}
      />
    </span>
  )
}
