import type { ChangeRequestDto, PersonDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { firstName } from '../../../ui/format.ts'
import { personOf } from './person.ts'

/** Where a change request stands, in a sentence. */
export function RequestState({ request, people }: { request: ChangeRequestDto; people: readonly PersonDto[] }) {
  const { t } = useTranslation('room')
  const who = firstName(personOf(people, request.actorId).name)
  return (
    <p className="meta">
      <span className={`tagb${request.state === 'open' || request.state === 'still_wrong' ? ' you' : ''}`}>
        {t(`request.${request.state}`, { who })}
      </span>
      {request.note ? <span>{request.note}</span> : null}
    </p>
  )
}
