import type { PersonDto, ProofDto, VersionDto } from '@proofroom/contract'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Link as LinkIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { sentenceOf } from '../../../ui/Told.tsx'
import { toast } from '../../../ui/toasts.ts'
import { useCopy } from '../../../ui/useCopy.ts'
import { share } from '../../api.ts'
import { usePicked } from '../store.ts'
import type { RoomSession } from '../types.ts'
import { MainAction } from './MainAction.tsx'
import { PageBar } from './PageBar.tsx'
import { SaveWord } from './SaveWord.tsx'

type TopBarProps = {
  shop: string
  proof: ProofDto
  version: VersionDto
  session: RoomSession
  pageIndex: number
  onPage: (index: number) => void
  onGhost: (held: boolean) => void
  onFirstRequest: () => void
}

/** Who and what on the left, which proof in the middle, who is here and what to do next on the right. */
export function TopBar(props: TopBarProps) {
  const { shop, proof, session } = props
  const { t } = useTranslation('room')
  const navigate = useNavigate()
  const back = () => void navigate({ to: '/s/$shop/orders/$order', params: { shop, order: proof.orderCode } })
  return (
    <header className="top-bars">
      <div className="room-tl">
        <div className="fl bar who">
          <Button look="quiet" icon aria-label={t('back')} onPress={back}>
            <Icon of={ArrowLeft} />
          </Button>
          <h1>
            <b>{proof.customerName}</b>
            <span>{proof.title}</span>
          </h1>
        </div>
        <SaveWord session={session} />
      </div>
      <PageBar {...props} />
      <div className="room-tr">
        <div className="fl bar here">
          <PeopleHere session={session} people={proof.people} />
          <Invite shop={shop} proofId={proof.id} />
        </div>
        <MainAction {...props} />
      </div>
    </header>
  )
}

const MOST_SHOWN = 4

function PeopleHere({ session, people }: { session: RoomSession; people: readonly PersonDto[] }) {
  const { t } = useTranslation('room')
  const others = usePicked(session.presence, (all) =>
    all.map(({ actorId, name, initials, colour }) => ({ actorId, name, initials, colour })),
  )
  const you = people.find((person) => person.you)
  const here = new Map(others.map((one) => [one.actorId, { name: one.name || one.initials, colour: one.colour }]))
  if (you) here.set(you.actorId, { name: you.name || you.initials, colour: you.colour })
  const shown = [...here.entries()].slice(0, MOST_SHOWN)
  const names = [...here].map(([id, { name }]) => (id === you?.actorId ? t('you') : name))
  return (
    <div className="avs" role="img" aria-label={t('here', { names: names.join(', ') })} title={names.join(', ')}>
      {shown.map(([id, { name, colour }]) => (
        <Avatar key={id} name={name} colour={colour} />
      ))}
      {here.size > MOST_SHOWN ? <span className="av">+{here.size - MOST_SHOWN}</span> : null}
    </div>
  )
}

function Invite({ shop, proofId }: { shop: string; proofId: string }) {
  const { t } = useTranslation('room')
  const copy = useCopy()
  const invite = async () => {
    try {
      const { link } = await share(shop, proofId)
      await copy(link, t('invite.copied'))
    } catch (error) {
      toast(sentenceOf(error, t('invite.failed')))
    }
  }
  return (
    <Button look="quiet" size="sm" onPress={() => void invite()}>
      <Icon of={LinkIcon} size={16} />
      {t('invite.do')}
    </Button>
  )
}
