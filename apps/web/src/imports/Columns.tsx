import { type ImportDto, ImportWord } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../ui/SelectField.tsx'
import type { ImportActs } from './useImportActs.ts'

/** What each column of the file was taken for; another choice reads it anew. */
export function Columns({ data, acts }: { data: ImportDto; acts: ImportActs }) {
  const { t } = useTranslation('imports')
  const options = ImportWord.options.map((value) => ({ value, label: t(`word.${value}`) }))
  return (
    <section className="im-columns" aria-labelledby="im-columns" aria-busy={acts.pending === 'read'}>
      <div className="im-sec">
        <h2 className="h2" id="im-columns">
          {t('one.columns')}
        </h2>
      </div>
      <p className="c2 t13" role="status">
        {acts.pending === 'read' ? t('one.rereading') : t('one.columnsLead')}
      </p>
      <ul>
        {data.columns.map(({ heading, word, samples }) => (
          <li key={heading}>
            <div className="im-column">
              <p className="w5 el">{heading}</p>
              <p className="c3 t13 el">{samples.length > 0 ? samples.join(', ') : t('one.empty')}</p>
            </div>
            <SelectField
              bare
              label={t('one.columnIs', { heading })}
              value={word}
              options={options}
              disabled={acts.pending !== null || !data.can.read.allowed}
              onChange={(value) => acts.read({ mapping: { [heading]: ImportWord.parse(value) } })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
