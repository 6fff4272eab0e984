import type { CustomerPageDto } from '@proofroom/contract'
import { type FormEvent, type ReactNode, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { firstName } from '../../ui/format.ts'
import { Dialog } from '../Dialog.tsx'
import { type PageStore, problemFrom } from '../page-store.ts'

/** The question "Are you Ruth?" and the promise of its answer. Asked once, at the first mark or decision. */
export function useNameQuestion(page: CustomerPageDto, store: PageStore): [ReactNode, () => Promise<boolean>] {
  const [asking, setAsking] = useState(false)
  const answered = useRef<(named: boolean) => void>(() => undefined)
  const named = page.you.name !== null
  const ensureName = useCallback(() => {
    if (named) return Promise.resolve(true)
    setAsking(true)
    return new Promise<boolean>((resolve) => {
      answered.current = resolve
    })
  }, [named])
  const close = (result: boolean) => {
    setAsking(false)
    answered.current(result)
  }
  const question = asking ? <NameDialog key="name" page={page} store={store} onDone={close} /> : null
  return [question, ensureName]
}

type NameDialogProps = {
  page: CustomerPageDto
  store: PageStore
  focus?: 'name' | 'email'
  onDone: (ok: boolean) => void
}

/** Name, and an e-mail address if they like; also opened from the menu. */
export function NameDialog({ page, store, focus = 'name', onDone }: NameDialogProps) {
  const { t } = useTranslation('customer')
  const [name, setName] = useState(page.you.name ?? page.you.suggestedName)
  const [email, setEmail] = useState(page.you.email ?? '')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const first = firstName(page.you.suggestedName)
  const asks = page.you.name === null && first !== ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    const input = { name: name.trim(), ...(email.trim() ? { email: email.trim() } : {}) }
    try {
      store.put(await store.api.setName(input))
      onDone(true)
    } catch (error) {
      setProblem(problemFrom(error).message || t('problem.again'))
      setBusy(false)
    }
  }
  return (
    <Dialog title={asks ? t('name.are_you', { name: first }) : t('name.title')} onClose={() => onDone(false)}>
      <form onSubmit={submit} className="cu-form">
        <p className="c2">{t('name.why', { shop: page.shop.name })}</p>
        <label htmlFor="cu-name">{t('name.label')}</label>
        <input
          id="cu-name"
          className="in cu-in"
          autoComplete="name"
          required
          maxLength={120}
          data-first={focus === 'name' && !asks ? '' : undefined}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <label htmlFor="cu-email">
          {t('name.email')} <span className="c3">{t('name.optional')}</span>
        </label>
        <input
          id="cu-email"
          className="in cu-in"
          type="email"
          autoComplete="email"
          data-first={focus === 'email' ? '' : undefined}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <p className="t13 c3">{t('name.email_why')}</p>
        {problem && (
          <p className="cu-bad" role="alert">
            {problem}
          </p>
        )}
        <button
          type="submit"
          className="b b-lg b-ink"
          data-first={asks ? '' : undefined}
          disabled={busy || name.trim() === ''}
        >
          {asks ? t('name.yes') : t('name.save')}
        </button>
      </form>
    </Dialog>
  )
}
