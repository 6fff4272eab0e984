import type { EtsyListingPageDto } from '@proofroom/contract'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Told } from '../../ui/Told.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import { QuestionList } from './QuestionList.tsx'
import { QuestionsClash } from './QuestionsClash.tsx'
import { RemovingQuestions } from './RemovingQuestions.tsx'
import { useQuestions } from './useQuestions.ts'

const MOST = 5

/** What Etsy asks the buyers of a listing: written here, and sent as a whole. */
export function Questions({ page }: { page: EtsyListingPageDto }) {
  const { t } = useTranslation('etsy')
  if (page.canAsk.allowed) return <Editor page={page} />
  return (
    <>
      {page.can.edit.allowed ? (
        <Told polite title={t('asked.fixed')}>
          {page.canAsk.reason}
        </Told>
      ) : null}
      {page.questions.length > 0 ? (
        <QuestionList questions={page.questions} />
      ) : (
        <p className="c2">{t('asked.none')}</p>
      )}
    </>
  )
}

function Editor({ page }: { page: EtsyListingPageDto }) {
  const { t } = useTranslation('etsy')
  const asked = useQuestions(page)
  const { drafts, wrong, clash, isDirty, pending, removing, problem } = asked
  return (
    <>
      {clash ? <QuestionsClash now={clash} onTake={() => asked.begin(clash)} onKeep={asked.goOn} /> : null}
      {problem ? <Told title={problem} /> : null}
      {wrong.size > 0 ? <Told title={t('asked.wrong')}>{t('asked.wrongLead')}</Told> : null}
      {drafts.length === 0 ? <p className="c2">{t('asked.none')}</p> : null}
      {/* What is on its way is not written on: Etsy's answer takes its place. */}
      <ol className="es-asked" inert={pending}>
        {drafts.map((draft, index) => (
          <QuestionCard
            key={draft.key}
            draft={draft}
            place={{ index, of: drafts.length }}
            wrong={wrong.get(draft.key) ?? {}}
            acts={asked}
          />
        ))}
      </ol>
      <p className="es-acts">
        <Button isDisabled={pending || drafts.length >= MOST} onPress={asked.add}>
          <Icon of={Plus} size={16} />
          {t('asked.add')}
        </Button>
        {drafts.length >= MOST ? <span className="c2 t13">{t('asked.full')}</span> : null}
      </p>
      {isDirty && !clash ? (
        <p className="es-acts es-send">
          <Button look="ink" isPending={pending} onPress={asked.push}>
            {t('asked.push')}
          </Button>
          <Button look="quiet" isDisabled={pending} onPress={asked.discard}>
            {t('edit.discard')}
          </Button>
        </p>
      ) : null}
      <RemovingQuestions
        removed={removing}
        isAll={drafts.length === 0}
        onClose={asked.stay}
        onGo={() => void asked.send()}
      />
    </>
  )
}
