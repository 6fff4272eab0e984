import { ArrowDown, ArrowUp, Pencil, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { QuestionFields } from './QuestionFields.tsx'
import { type Draft, inputOf } from './question-model.ts'
import { useQuestionWords } from './question-words.ts'
import type { QuestionActs } from './useQuestions.ts'

type QuestionCardProps = {
  draft: Draft
  place: { index: number; of: number }
  wrong: Partial<Record<string, string>>
  acts: QuestionActs
}

/** One question in a line, and opened to be changed. */
export function QuestionCard({ draft, place: { index, of }, wrong, acts }: QuestionCardProps) {
  const { t } = useTranslation('etsy')
  const wordsOf = useQuestionWords()
  const { key } = draft
  const text = draft.text.trim() || t('asked.new')
  const isOpen = acts.open === key
  return (
    <li>
      <div className="es-qhead">
        <div>
          <p className="w5">
            {Object.keys(wrong).length > 0 ? <MoveMark kind="needs" /> : null} {text}
          </p>
          {draft.instructions && !isOpen ? <p className="t13">{draft.instructions}</p> : null}
          <p className="c2 t13">{wordsOf({ ...inputOf(draft), addOn: draft.addOn })}</p>
        </div>
        <div className="es-qacts">
          <Act
            of={Pencil}
            label={t('asked.edit', { text })}
            isOpen={isOpen}
            onPress={() => acts.show(isOpen ? null : key)}
          />
          <Act of={ArrowUp} label={t('asked.up', { text })} off={index === 0} onPress={() => acts.move(index, -1)} />
          <Act
            of={ArrowDown}
            label={t('asked.down', { text })}
            off={index === of - 1}
            onPress={() => acts.move(index, 1)}
          />
          <Act of={X} label={t('asked.remove', { text })} onPress={() => acts.remove(key)} />
        </div>
      </div>
      {isOpen ? <QuestionFields draft={draft} wrong={wrong} onChange={(change) => acts.change(key, change)} /> : null}
    </li>
  )
}

type ActProps = { of: typeof X; label: string; off?: boolean; isOpen?: boolean; onPress: () => void }

const Act = ({ of, label, off = false, isOpen, onPress }: ActProps) => (
  <Button
    size="sm"
    look="quiet"
    icon
    aria-label={label}
    isDisabled={off}
    onPress={({ target }) => {
      onPress()
      // A row that is put elsewhere in the list loses the focus that it had.
      requestAnimationFrame(() => target instanceof HTMLElement && target.focus())
    }}
    {...(isOpen !== undefined && { 'aria-expanded': isOpen })}
  >
    <Icon of={of} size={16} />
  </Button>
)
