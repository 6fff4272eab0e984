import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'

type Look = {
  look?: 'plain' | 'ink' | 'green' | 'red' | 'quiet'
  size?: 'sm' | 'md' | 'lg'
  icon?: boolean
  wide?: boolean
}

type ButtonProps = Look & Omit<AriaButtonProps, 'className' | 'children'> & { children: ReactNode }

/** The kit's button classes, for anything that looks like a button but is a link. */
export function buttonClass({ look = 'plain', size = 'md', icon, wide }: Look = {}): string {
  const names = ['b']
  if (look !== 'plain') names.push(`b-${look}`)
  if (size !== 'md') names.push(`b-${size}`)
  if (icon) names.push('b-ico')
  if (wide) names.push('b-wide')
  return names.join(' ')
}

/**
 * One loud button a screen is `ink`; `green` only agrees, `red` only destroys.
 * While pending it keeps the focus and does nothing; react-aria's own way would leave an unnamed image in its announcer.
 */
export function Button({ look, size, icon, wide, isPending, ...props }: ButtonProps) {
  const looks: Look = {}
  if (look) looks.look = look
  if (size) looks.size = size
  if (icon) looks.icon = icon
  if (wide) looks.wide = wide
  if (!isPending) return <AriaButton className={buttonClass(looks)} {...props} />
  const { onPress: _, type: __, ...rest } = props
  return <AriaButton className={buttonClass(looks)} {...rest} type="button" aria-disabled="true" data-pending="" />
}
