import type { InvitedRole, NewInvitationDto } from '@proofroom/contract'
import { Copy, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { useCopy } from '../ui/useCopy.ts'
import { invite } from './api.ts'
import { useShop } from './shop.ts'
import { useMembersAction } from './useMembersAction.ts'

const ROLES: InvitedRole[] = ['manager', 'maker', 'viewer']

/** Makes a link and shows it once: only its hash is kept on the server. */
export function InvitePerson() {
  const { t } = useTranslation('identity')
  const { shop } = useShop()
  const act = useMembersAction()
  const copy = useCopy()
  const [role, setRole] = useState<InvitedRole>('maker')
  const [made, setMade] = useState<NewInvitationDto | null>(null)
  return (
    <>
      <div className="set-new">
        <SelectField
          label={t('settings.inviteAs')}
          value={role}
          options={ROLES.map((one) => ({ value: one, label: `${t(`role.${one}`)}: ${t(`roleMay.${one}`)}` }))}
          onChange={(value) => setRole(value as InvitedRole)}
        />
        <Button onPress={() => void act(() => invite(shop.code, { role })).then(setMade)}>
          <Icon of={UserPlus} size={16} />
          {t('settings.invite')}
        </Button>
      </div>
      {made ? (
        <div className="set-once" role="status">
          <p>{t('settings.inviteOnce')}</p>
          <div className="row">
            <code>{made.url}</code>
            <Button look="ink" onPress={() => void copy(made.url, t('settings.inviteCopied'))}>
              <Icon of={Copy} size={16} />
              {t('settings.copyLink')}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  )
}
