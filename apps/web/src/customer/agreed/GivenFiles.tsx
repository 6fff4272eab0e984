import { Download, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatSize } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'

/** What was bought, where that is a file: to save, here and not anywhere else. */
export function GivenFiles() {
  const { t } = useTranslation('customer')
  const { page, store } = useCustomer()
  if (page.files.length === 0) return null
  return (
    <section className="cu-files" aria-labelledby="cu-files">
      <h2 id="cu-files">{t('files.title', { count: page.files.length })}</h2>
      <ul>
        {page.files.map(({ id, name, size, hasThumb }) => (
          <li key={id}>
            {hasThumb ? (
              <img src={store.api.file(id, 'thumb')} alt="" width={56} height={56} />
            ) : (
              <span className="cu-file-kind">
                <FileText className="i" aria-hidden="true" />
              </span>
            )}
            <p>
              <b>{name}</b>
              <span className="t13 c2 num">{formatSize(size)}</span>
            </p>
            <a
              className="b"
              href={store.api.file(id, 'original')}
              download={name}
              aria-label={t('files.saveNamed', { name })}
            >
              <Download className="i i-16" aria-hidden="true" />
              {t('files.save')}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
