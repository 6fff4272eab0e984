import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'

type AddNamedProps = { label: string; placeholder: string; onAdd: (name: string) => Promise<boolean> }

/** One field and Enter: everything else about it has a usual value and may be changed later. */
export function AddNamed({ label, placeholder, onAdd }: AddNamedProps) {
  const { t } = useTranslation('setup')
  const [name, setName] = useState('')
  const add = async (event: React.FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && (await onAdd(name.trim()))) setName('')
  }
  return (
    <form className="stp-add" onSubmit={(event) => void add(event)}>
      <Field
        label={label}
        value={name}
        maxLength={60}
        placeholder={placeholder}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit">
        <Icon of={Plus} size={16} />
        {t('add')}
      </Button>
    </form>
  )
}
