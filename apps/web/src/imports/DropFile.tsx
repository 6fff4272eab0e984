import { FileSpreadsheet } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { CropMarks } from '../ui/CropMarks.tsx'
import { Icon } from '../ui/Icon.tsx'
import { sentenceOf, Told } from '../ui/Told.tsx'
import { saveExample } from './examples.ts'
import { useBringFile } from './useBringFile.ts'
import { useDropFile } from './useDropFile.ts'

/** Where a file goes in: dropped anywhere on the screen, or chosen. */
export function DropFile() {
  const { t } = useTranslation(['imports', 'ui'])
  const input = useRef<HTMLInputElement>(null)
  const { bring, reading, failed } = useBringFile()
  const over = useDropFile(bring)
  return (
    <section className={over ? 'im-drop over' : 'im-drop'} aria-busy={reading !== null}>
      <div className="im-sheet">
        <CropMarks />
        <h2>
          {over ? (
            t('page.release')
          ) : (
            <>
              <span className="if-mouse">{t('page.drop')}</span>
              <span className="if-touch">{t('page.dropTouch')}</span>
            </>
          )}
        </h2>
        <p className="c2">{t('page.dropLead')}</p>
        <Button look="ink" isPending={reading !== null} onPress={() => input.current?.click()}>
          <Icon of={FileSpreadsheet} size={16} />
          {t('page.choose')}
        </Button>
        <p className="c3 t13" role="status">
          {reading === null ? t('page.limits') : t('page.reading', { name: reading })}
        </p>
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          hidden
          aria-label={t('page.choose')}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            event.target.value = ''
            if (file) bring(file)
          }}
        />
      </div>
      {failed ? (
        <Told title={t('page.refused', { name: failed.name })}>{sentenceOf(failed.error, t('ui:failed.unknown'))}</Told>
      ) : null}
      <p className="im-examples c2 t13">
        {t('page.examples')}
        <Button size="sm" look="quiet" onPress={() => saveExample('general')}>
          {t('page.exampleGeneral')}
        </Button>
        <Button size="sm" look="quiet" onPress={() => saveExample('etsy')}>
          {t('page.exampleEtsy')}
        </Button>
      </p>
    </section>
  )
}
