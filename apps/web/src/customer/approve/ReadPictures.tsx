import type { VersionDto } from '@proofroom/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../Dialog.tsx'

/** The pages beside the lines, so that each word is read off the mockup itself; a tap brings one closer. */
export function ReadPictures({ version }: { version: VersionDto }) {
  const { t } = useTranslation('customer')
  const [closer, setCloser] = useState<string | null>(null)
  const page = version.pages.find((one) => one.id === closer)
  return (
    <>
      <ul className="cu-read">
        {version.pages.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-label={t('approve.closer', { page: one.name })}
              onClick={() => setCloser(one.id)}
            >
              <img src={one.picture.preview} width={one.picture.width} height={one.picture.height} alt="" />
            </button>
          </li>
        ))}
      </ul>
      {page && (
        <Dialog title={page.name} onClose={() => setCloser(null)}>
          <div className="cu-closer">
            <img src={page.picture.shown} width={page.picture.width} height={page.picture.height} alt={page.name} />
          </div>
        </Dialog>
      )}
    </>
  )
}
