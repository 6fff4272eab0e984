import { Ellipsis, Keyboard, Redo2, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Toolbar as AriaToolbar, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../../../ui/Menu.tsx'
import { useStore } from '../store.ts'
import type { RoomSession, Tool } from '../types.ts'
import { TOOLS, type ToolSpec } from './tools.ts'

export type Lock = { title: string; text: string }

type ToolbarProps = {
  session: RoomSession
  tool: Tool
  colour: number
  /** Why nothing can be drawn, beside the tools that are off. */
  lock: Lock | null
  /** Five tools, the rest under More. */
  narrow: boolean
  upright: boolean
  onTool: (tool: Tool, byKeyboard: boolean) => void
  onHelp: () => void
}

export function Toolbar(props: ToolbarProps) {
  const { session, lock, narrow, onTool, onHelp } = props
  const { t } = useTranslation('room')
  const canUndo = useStore(session.canUndo)
  const canRedo = useStore(session.canRedo)
  const shown = narrow ? TOOLS.filter((one) => one.phone) : TOOLS
  const more: MenuEntry[] = [
    ...TOOLS.filter((one) => !one.phone).map((one) => ({
      id: one.tool,
      label: t(`tool.${one.tool}`),
      icon: one.icon,
      onAction: () => onTool(one.tool, false),
      why: lock && !one.keep ? lock.title : null,
    })),
    { id: 'undo', label: t('undo'), icon: Undo2, onAction: session.undo, why: canUndo ? null : t('nothingToUndo') },
    { id: 'redo', label: t('redo'), icon: Redo2, onAction: session.redo, why: canRedo ? null : t('nothingToRedo') },
  ]
  return (
    <>
      <AriaToolbar className="fl tools" aria-label={t('tools')} orientation={props.upright ? 'vertical' : 'horizontal'}>
        {shown.map((one) => (
          <ToolButton key={one.tool} spec={one} {...props} />
        ))}
        {narrow ? (
          <Menu
            label={t('moreTools')}
            placement="top end"
            entries={more}
            trigger={
              <AriaButton className="tool" aria-label={t('moreTools')}>
                <Icon of={Ellipsis} />
              </AriaButton>
            }
          />
        ) : (
          <>
            <hr />
            <AriaButton className="tool" aria-label={t('undo')} isDisabled={!canUndo} onPress={session.undo}>
              <Icon of={Undo2} />
            </AriaButton>
            <AriaButton className="tool" aria-label={t('redo')} isDisabled={!canRedo} onPress={session.redo}>
              <Icon of={Redo2} />
            </AriaButton>
            <AriaButton className="tool" aria-label={t('help.open')} onPress={onHelp}>
              <Icon of={Keyboard} />
            </AriaButton>
          </>
        )}
      </AriaToolbar>
      {lock ? <LockNote key={lock.title} lock={lock} /> : null}
    </>
  )
}

function ToolButton({ spec, tool, colour, lock, onTool }: ToolbarProps & { spec: ToolSpec }) {
  const { t } = useTranslation('room')
  const off = lock !== null && !spec.keep
  return (
    <>
      <ToggleButton
        className={`tool${tool === spec.tool ? ' on' : ''}${off ? ' off' : ''}`}
        isSelected={tool === spec.tool}
        isDisabled={off}
        aria-label={t('tool.label', { name: t(`tool.${spec.tool}`), key: spec.key })}
        aria-describedby={off ? 'room-lock' : undefined}
        onPress={(event) => onTool(spec.tool, event.pointerType === 'keyboard')}
      >
        <Icon of={spec.icon} />
        {spec.tool === 'freehand' && !off ? <span className={`me p${colour}`} /> : null}
      </ToggleButton>
      {spec.tool === 'hand' ? <hr /> : null}
    </>
  )
}

/** Beside the tools that are off: why, and what to do instead. */
function LockNote({ lock }: { lock: Lock }) {
  const { t } = useTranslation('room')
  const [shown, setShown] = useState(true)
  return (
    <div id="room-lock" className={shown ? 'lock' : 'sr'} role="note">
      <div className="tip tip-l">
        <b>{lock.title}</b>
        <br />
        <span className="c">{lock.text}</span>
        {shown ? (
          <button type="button" aria-label={t('lock.dismiss')} onClick={() => setShown(false)}>
            <Icon of={X} size={14} />
          </button>
        ) : null}
      </div>
    </div>
  )
}
