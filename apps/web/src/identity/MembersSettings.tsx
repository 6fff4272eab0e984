import type { InvitationDto, MemberDto, Role } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { dayIn, formatDay } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { ToldFailure } from '../ui/Told.tsx'
import { changeRole, membersQuery, removeMember, withdrawInvitation } from './api.ts'
import { InvitePerson } from './InvitePerson.tsx'
import { useShop } from './shop.ts'
import { useMembersAction } from './useMembersAction.ts'

const ROLES: Role[] = ['owner', 'manager', 'maker', 'viewer']

export function MembersSettings() {
  const { t } = useTranslation('identity')
  const { shop, role } = useShop()
  const list = useQuery(membersQuery(shop.code))
  const owner = role === 'owner'
  return (
    <section className="set-topic" aria-labelledby="set-members">
      <div>
        <h2 className="h2" id="set-members">
          {t('settings.members')}
        </h2>
        <p>{owner ? t('settings.membersLead') : t('settings.membersOff')}</p>
      </div>
      <div>
        {list.isPending ? <RowsSkeleton rows={2} thumb={32} /> : null}
        {list.error ? <ToldFailure error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.data ? (
          <ul className="set-list">
            {list.data.members.map((member) => (
              <MemberRow key={member.id} member={member} owner={owner} />
            ))}
            {list.data.invitations.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} owner={owner} />
            ))}
          </ul>
        ) : null}
        {owner ? <InvitePerson /> : null}
      </div>
    </section>
  )
}

function MemberRow({ member, owner }: { member: MemberDto; owner: boolean }) {
  const { t } = useTranslation('identity')
  const { shop } = useShop()
  const act = useMembersAction()
  const [asking, setAsking] = useState(false)
  const give = (role: Role) =>
    act(
      () => changeRole(shop.code, member.id, { role }),
      t('settings.roleIs', { name: member.name, role: t(`role.${role}`) }),
    )
  const remove = async () => {
    setAsking(false)
    await act(() => removeMember(shop.code, member.id), t('settings.removed', { name: member.name }))
  }
  return (
    <li>
      <Avatar name={member.name} size={32} />
      <div className="el">
        <p className="w5 el">{member.you ? t('settings.you', { name: member.name }) : member.name}</p>
        <p className="m el">{member.email}</p>
      </div>
      <div className="acts">
        {owner && !member.you ? (
          <>
            <SelectField
              bare
              label={t('settings.roleOf', { name: member.name })}
              value={member.role}
              options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
              onChange={(role) => void give(role as Role)}
            />
            <Button size="sm" look="quiet" onPress={() => setAsking(true)}>
              {t('settings.remove')}
            </Button>
          </>
        ) : (
          <span className="c2">{t(`role.${member.role}`)}</span>
        )}
      </div>
      <Dialog
        alert
        title={t('settings.removeTitle', { name: member.name })}
        lead={t('settings.removeLead', { name: member.name })}
        isOpen={asking}
        onClose={() => setAsking(false)}
      >
        <div className="acts">
          <Button onPress={() => setAsking(false)}>{t('settings.keep')}</Button>
          <Button look="red" onPress={() => void remove()}>
            {t('settings.removeYes', { name: member.name })}
          </Button>
        </div>
      </Dialog>
    </li>
  )
}

function InvitationRow({ invitation, owner }: { invitation: InvitationDto; owner: boolean }) {
  const { t } = useTranslation('identity')
  const { shop } = useShop()
  const act = useMembersAction()
  return (
    <li>
      <span className="ico">
        <Icon of={Mail} />
      </span>
      <div className="el">
        <p className="w5 el">{t('settings.invited', { role: t(`role.${invitation.role}`) })}</p>
        <p className="m el">
          {t('settings.invitedUntil', { day: formatDay(dayIn(shop.timezone, new Date(invitation.expiresAt))) })}
        </p>
      </div>
      <div className="acts">
        {owner ? (
          <Button
            size="sm"
            look="quiet"
            onPress={() => void act(() => withdrawInvitation(shop.code, invitation.id), t('settings.invitationGone'))}
          >
            {t('settings.withdraw')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}
