import type { PersonDto, ProofDto, VersionDto } from '@proofroom/contract'
import { ChevronDown, ChevronUp, PanelRightClose, PanelRightOpen } from 'lucide-react'
import { type Key, type RefObject, useEffect } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { ThreadItem } from '../threads.ts'
import type { RoomSession } from '../types.ts'
import { Agreed } from './Agreed.tsx'
import { ThreadList } from './ThreadList.tsx'
import { Unsent } from './Unsent.tsx'

export type DrawerTab = 'threads' | 'agreed'

type DrawerProps = {
  ref: RefObject<HTMLElement | null>
  shop: string
  proof: ProofDto
  version: VersionDto
  session: RoomSession
  items: readonly ThreadItem[]
  people: readonly PersonDto[]
  selected: string | null
  onSelect: (key: string | null) => void
  tab: DrawerTab
  onTab: (tab: DrawerTab) => void
  isOpen: boolean
  onOpen: (open: boolean) => void
  phone: boolean
}

/** The list beside the canvas: everything on it, in words. A sheet from below on a phone. */
export function Drawer(props: DrawerProps) {
  const { ref, items, tab, onTab, isOpen, onOpen, phone, selected } = props
  const { t } = useTranslation('room')
  const count = items.filter((item) => !item.hidden).length
  // Whoever chooses a pin wants to read it.
  useEffect(() => {
    if (selected) onTab('threads')
  }, [selected, onTab])
  if (!isOpen && !phone)
    return (
      <div className="fl bar dr-closed">
        <Button look="quiet" onPress={() => onOpen(true)}>
          <Icon of={PanelRightOpen} />
          {t('threads.show', { count })}
        </Button>
      </div>
    )
  return (
    <aside ref={ref} className={`fl dr${phone && !isOpen ? ' folded' : ''}`} aria-label={t('threads.title')}>
      <Tabs selectedKey={tab} onSelectionChange={(key: Key) => onTab(key as DrawerTab)}>
        <div className="dr-h">
          <TabList className="seg" aria-label={t('threads.tabs')}>
            <Tab id="threads">
              {t('threads.title')} <span className="c3 num">{count}</span>
            </Tab>
            <Tab id="agreed">{t('agreed.tab')}</Tab>
          </TabList>
          <Button
            look="quiet"
            icon
            aria-label={t(isOpen ? 'threads.fold' : 'threads.unfold')}
            aria-expanded={isOpen}
            onPress={() => onOpen(!isOpen)}
          >
            <Icon of={phone ? (isOpen ? ChevronDown : ChevronUp) : PanelRightClose} />
          </Button>
        </div>
        <Unsent {...props} />
        <TabPanel id="threads" className="dr-p">
          <ThreadList {...props} />
        </TabPanel>
        <TabPanel id="agreed" className="dr-p">
          <Agreed {...props} />
        </TabPanel>
      </Tabs>
    </aside>
  )
}
