import type { PrivacyDto, UpdatePrivacyInput } from '@proofroom/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../identity/api.ts'
import { manages, useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { Switch } from '../ui/Switch.tsx'
import { sentenceOf, ToldFailure } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { privacyQuery, updatePrivacy } from './api.ts'
import { EraseShop } from './EraseShop.tsx'
import { RetentionDialog, useDays } from './RetentionDialog.tsx'
import './privacy.css'

export function PrivacySettings() {
  const { t } = useTranslation('privacy')
  const { shop, role } = useShop()
  const known = useQuery({ ...privacyQuery(shop.code), enabled: manages(role) })
  if (!manages(role)) return null
  return (
    <section className="set-topic" aria-labelledby="set-privacy">
      <div>
        <h2 className="h2" id="set-privacy">
          {t('title')}
        </h2>
        <p>{known.data && !known.data.mayChange ? t('off') : t('lead')}</p>
      </div>
      {known.error && !known.data ? <ToldFailure error={known.error} onRetry={() => void known.refetch()} /> : null}
      {known.isPending ? <RowsSkeleton rows={2} thumb={36} /> : null}
      {known.data ? <Fields privacy={known.data} /> : null}
    </section>
  )
}

const FOR_GOOD = 'off'
const CHOICES = [30, 60, 90, 180, 365, 730, 1825]

function Fields({ privacy }: { privacy: PrivacyDto }) {
  const { t } = useTranslation('privacy')
  const { shop } = useShop()
  const save = useSavePrivacy()
  const days = useDays()
  const [asking, setAsking] = useState<number | null>(null)
  const off = !privacy.mayChange
  const { retentionDays } = privacy
  const choices = [...new Set([...CHOICES, ...(retentionDays ? [retentionDays] : [])])].sort((a, b) => a - b)
  return (
    <div className="set-fields">
      <SelectField
        label={t('keep')}
        hint={t('keepHint')}
        value={String(retentionDays ?? FOR_GOOD)}
        disabled={off}
        options={[
          { value: FOR_GOOD, label: t('keepFor.off') },
          ...choices.map((count) => ({ value: String(count), label: days(count) })),
        ]}
        onChange={(value) => (value === FOR_GOOD ? void save({ retentionDays: null }) : setAsking(Number(value)))}
      />
      {asking === null ? null : (
        <RetentionDialog days={asking} onClose={() => setAsking(null)} onSave={() => save({ retentionDays: asking })} />
      )}
      <Links privacy={privacy} save={save} />
      <Contact key={privacy.privacyContact} privacy={privacy} save={save} />
      <p>
        <Link to="/privacy/$shop" params={{ shop: shop.code }} target="_blank">
          {t('page')}
        </Link>
      </p>
      {off ? null : <EraseShop />}
    </div>
  )
}

type Save = ReturnType<typeof useSavePrivacy>
type Part = { privacy: PrivacyDto; save: Save }

/** Turned off only after saying what that does to who holds a link; turned on at once. */
function Links({ privacy, save }: Part) {
  const { t } = useTranslation('privacy')
  const [asking, setAsking] = useState(false)
  const close = () => setAsking(false)
  return (
    <div>
      <Switch
        isSelected={privacy.customerLinks}
        isDisabled={!privacy.mayChange}
        onChange={(isOn) => (isOn ? void save({ customerLinks: true }) : setAsking(true))}
      >
        {t('links')}
      </Switch>
      <p className="c2 t13">{t('linksHint')}</p>
      <Dialog alert title={t('linksOff.title')} lead={t('linksOff.lead')} isOpen={asking} onClose={close}>
        <div className="acts">
          <Button onPress={close}>{t('linksOff.keep')}</Button>
          <Button look="ink" onPress={() => void save({ customerLinks: false }).then(close)}>
            {t('linksOff.go')}
          </Button>
        </div>
      </Dialog>
    </div>
  )
}

function Contact({ privacy, save }: Part) {
  const { t } = useTranslation('privacy')
  const [contact, setContact] = useState(privacy.privacyContact)
  const leave = () => {
    if (contact.trim() !== privacy.privacyContact) void save({ privacyContact: contact.trim() })
  }
  return (
    <Field
      label={t('contact')}
      hint={t('contactHint')}
      value={contact}
      maxLength={300}
      disabled={!privacy.mayChange}
      onChange={(event) => setContact(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

function useSavePrivacy() {
  const { t } = useTranslation(['privacy', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  return async (change: UpdatePrivacyInput): Promise<void> => {
    try {
      client.setQueryData(privacyQuery(shop.code).queryKey, await updatePrivacy(shop.code, change))
      await client.invalidateQueries({ queryKey: meQuery.queryKey })
      toast(t('saved'))
    } catch (error) {
      toast(sentenceOf(error, t('ui:failed.unknown')))
    }
  }
}
