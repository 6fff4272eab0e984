import type { ReactNode } from 'react'
import { Switch as AriaSwitch } from 'react-aria-components'

type SwitchProps = {
  isSelected: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
  children: ReactNode
}

/** On or off, at once: words on the left, the kit's switch on the right. */
export function Switch({ children, isDisabled = false, ...props }: SwitchProps) {
  return (
    <AriaSwitch className="swf" isDisabled={isDisabled} {...props}>
      <span>{children}</span>
      <span className="sw" />
    </AriaSwitch>
  )
}
