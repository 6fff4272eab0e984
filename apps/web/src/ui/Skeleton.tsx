import { useTranslation } from 'react-i18next'

/** The shape of a list's rows while they are on their way. */
export function RowsSkeleton({ rows, thumb }: { rows: number; thumb: number }) {
  const { t } = useTranslation('ui')
  return (
    <div role="status">
      <span className="sr">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes without identity
        <div className="skr" key={index} aria-hidden="true">
          <span className="sk" style={{ width: thumb, height: thumb, borderRadius: 8 }} />
          <span>
            <span className="sk" style={{ width: `${62 - (index % 3) * 9}%`, height: 12 }} />
            <span className="sk" style={{ width: `${44 - (index % 2) * 12}%`, height: 10, marginTop: 9 }} />
          </span>
        </div>
      ))}
    </div>
  )
}
