import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { formatSize } from '../ui/format.ts'
import { Told } from '../ui/Told.tsx'
import { cancelUpload, retryUpload, type Upload } from './uploads.ts'

/** Each file on its way with its numbers; each that failed with its sentence and what can be done. */
export function UploadRows({ uploads }: { uploads: readonly Upload[] }) {
  return (
    <ul className="up-list">
      {uploads.map((upload) => (
        <li key={upload.id}>{upload.state === 'failed' ? <Failed upload={upload} /> : <Running upload={upload} />}</li>
      ))}
    </ul>
  )
}

function Running({ upload }: { upload: Upload }) {
  const { t } = useTranslation(['proofs', 'ui'])
  const { file, sent, state } = upload
  const part = file.size === 0 ? 0 : Math.min(1, sent / file.size)
  const told =
    state === 'sending'
      ? t('upload.sending', { sent: formatSize(sent), total: formatSize(file.size) })
      : t(`upload.${state}`)
  return (
    <div className="up">
      <div className="up-name">
        <p className="w5 el">{file.name}</p>
        <p className="c2 t13 num">{told}</p>
        <progress className="sr" value={part} max={1} aria-label={file.name} />
        <span className="up-bar" aria-hidden="true">
          <i style={{ transform: `scaleX(${part})` }} />
        </span>
      </div>
      <Button
        size="sm"
        look="quiet"
        onPress={() => cancelUpload(upload.id)}
        aria-label={t('upload.cancel', { name: file.name })}
      >
        {t('ui:cancel')}
      </Button>
    </div>
  )
}

function Failed({ upload }: { upload: Upload }) {
  const { t } = useTranslation(['proofs', 'ui'])
  const { file, problem, id } = upload
  const again = problem !== null && ('key' in problem ? problem.key === 'lost' : problem.again)
  return (
    <Told
      title={t('upload.failed', { name: file.name })}
      actions={
        <>
          {again ? (
            <Button size="sm" onPress={() => retryUpload(id)}>
              {t('ui:retry')}
            </Button>
          ) : null}
          <Button size="sm" onPress={() => cancelUpload(id)} aria-label={t('upload.remove', { name: file.name })}>
            {t('draft.remove')}
          </Button>
        </>
      }
    >
      {problem && 'key' in problem ? t(`upload.${problem.key}`, { size: formatSize(file.size) }) : problem?.message}
    </Told>
  )
}
