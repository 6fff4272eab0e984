import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, type PopoverProps } from 'react-aria-components'
import { Icon } from './Icon.tsx'

export type MenuEntry = {
  id: string
  label: string
  icon?: LucideIcon
  onAction: () => void
  /** Off, and this is why. */
  why?: string | null
  destructive?: boolean
}

type MenuProps = {
  label: string
  /** The button that opens it. */
  trigger: ReactNode
  entries: MenuEntry[]
  placement?: PopoverProps['placement']
  header?: ReactNode
}

/** A menu that opens under its button. An entry that is off says why in its own second line. */
export function Menu({ label, trigger, entries, placement = 'bottom end', header }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="pop" placement={placement} offset={6}>
        <div className="menu">
          {header}
          <AriaMenu aria-label={label} disabledKeys={entries.filter((entry) => entry.why).map((entry) => entry.id)}>
            {entries.map((entry) => (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                onAction={entry.onAction}
                className={entry.destructive ? 'mi late' : 'mi'}
              >
                {entry.icon ? <Icon of={entry.icon} /> : null}
                <span>
                  {entry.label}
                  {entry.why ? <span className="why">{entry.why}</span> : null}
                </span>
              </MenuItem>
            ))}
          </AriaMenu>
        </div>
      </Popover>
    </MenuTrigger>
  )
}
