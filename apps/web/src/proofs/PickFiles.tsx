import { Camera, ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { CropMarks } from '../ui/CropMarks.tsx'
import { Icon } from '../ui/Icon.tsx'

type PickFilesProps = { onFiles: (files: File[]) => void; first?: boolean }

/** Pick, or take a photograph where the device has a camera to point. Before the first page, the big invitation. */
export function PickFiles({ onFiles, first }: PickFilesProps) {
  const { t } = useTranslation('proofs')
  const pick = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const take = (event: React.ChangeEvent<HTMLInputElement>) => {
    onFiles([...(event.target.files ?? [])])
    event.target.value = ''
  }
  const buttons = (
    <div className="pk-acts">
      <Button look={first ? 'ink' : 'plain'} onPress={() => pick.current?.click()}>
        <Icon of={ImagePlus} size={16} />
        {first ? t('pick.first') : t('pick.more')}
      </Button>
      <span className="pk-camera">
        <Button onPress={() => camera.current?.click()}>
          <Icon of={Camera} size={16} />
          {t('pick.camera')}
        </Button>
      </span>
      <input ref={pick} type="file" accept="image/*" multiple hidden aria-label={t('pick.more')} onChange={take} />
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t('pick.camera')}
        onChange={take}
      />
    </div>
  )
  if (!first)
    return (
      <div className="pk-more">
        {buttons}
        <p className="c3 t13 if-mouse">{t('pick.moreHint')}</p>
      </div>
    )
  return (
    <div className="pk">
      <div className="pk-sheet">
        <CropMarks />
        <h2>
          <span className="if-mouse">{t('pick.title')}</span>
          <span className="if-touch">{t('pick.titleTouch')}</span>
        </h2>
        <p className="c2">
          <span className="if-mouse">{t('pick.lead')}</span>
          <span className="if-touch">{t('pick.leadTouch')}</span>
        </p>
        {buttons}
        <p className="c3 t13">{t('pick.kinds')}</p>
      </div>
    </div>
  )
}
